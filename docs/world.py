"""Makes `factx/view/browser/world.json`, the outline of the world's countries that `factx view` draws its map on.

    npm pack world-atlas@2.0.2 && tar xf world-atlas-2.0.2.tgz
    python docs/world.py package/countries-50m.json

Natural Earth's countries at 1:50 million (public domain), which the package carries as TopoJSON: the 110 million ones
put villages of a border on its wrong side. Arcs are thinned (Visvalingam, ends kept, so neighbours still share them)
and islets and Antarctica left out. Crimea, which Natural Earth draws by who holds it, goes to Ukraine, as the UN's
General Assembly has it (resolution 68/262); all other borders are Natural Earth's. The page colours no country, so an
outline is orientation, not an opinion.
"""

from __future__ import annotations

import heapq
import json
import sys
from pathlib import Path

TARGET = Path(__file__).parent.parent / "factx" / "view" / "browser" / "world.json"
SOURCE = "Natural Earth 4.1, admin 0 countries, 1:50 million, public domain; by way of world-atlas 2.0.2"
#: Degrees a unit of the stored integers: a kilometre.
STEP = 0.01
#: Points whose triangle is smaller than this are dropped, rings whose box is smaller are islets (square degrees).
THIN, ISLET = 0.0012, 0.02
#: A point of Crimea: the ring around it changes hands.
CRIMEA = (34.1, 45.2)

Point = tuple[float, float]


def main(path: str) -> None:
    topology = json.loads(Path(path).read_text(encoding="utf-8"))
    arcs = [_thin(_decoded(arc, topology["transform"])) for arc in topology["arcs"]]
    countries = {
        g["properties"]["name"]: _rings(g, arcs)
        for g in topology["objects"]["countries"]["geometries"]
        if g["properties"]["name"] != "Antarctica"
    }
    ring = next(r for r in countries["Russia"] if _inside(CRIMEA, _line(r, arcs)))
    countries["Russia"].remove(ring)
    countries["Ukraine"].append(ring)
    kept = sorted({a if a >= 0 else ~a for rings in countries.values() for r in rings for a in r})
    number = {a: i for i, a in enumerate(kept)}
    world = {
        "source": SOURCE,
        "step": STEP,
        "arcs": [_encoded(arcs[a]) for a in kept],
        "countries": [
            [name, [[number[a] if a >= 0 else ~number[~a] for a in r] for r in rings]]
            for name, rings in sorted(countries.items())
            if rings
        ],
    }
    TARGET.write_text(json.dumps(world, ensure_ascii=False, separators=(",", ":")) + "\n", encoding="utf-8")


def _decoded(arc: list[list[int]], transform: dict[str, list[float]]) -> list[Point]:
    (sx, sy), (tx, ty) = transform["scale"], transform["translate"]
    x = y = 0
    points = []
    for dx, dy in arc:
        x, y = x + dx, y + dy
        points.append((x * sx + tx, y * sy + ty))
    return points


def _encoded(points: list[Point]) -> list[int]:
    """Steps from point to point, x and y by turns."""
    flat: list[int] = []
    x = y = 0
    for px, py in points:
        nx, ny = round(px / STEP), round(py / STEP)
        if flat and (nx, ny) == (x, y):
            continue
        flat += [nx - x, ny - y]
        x, y = nx, ny
    return flat


def _thin(points: list[Point]) -> list[Point]:
    """Drop the point that makes the smallest triangle with its neighbours, again and again."""
    before, after = list(range(-1, len(points) - 1)), list(range(1, len(points) + 1))

    def area(i: int) -> float:
        (ax, ay), (bx, by), (cx, cy) = points[before[i]], points[i], points[after[i]]
        return abs((bx - ax) * (cy - ay) - (cx - ax) * (by - ay)) / 2

    areas = {i: area(i) for i in range(1, len(points) - 1)}
    heap = [(a, i) for i, a in areas.items()]
    heapq.heapify(heap)
    while heap and heap[0][0] < THIN and len(areas) > 2:
        a, i = heapq.heappop(heap)
        if areas.get(i) != a:
            continue
        del areas[i]
        after[before[i]], before[after[i]] = after[i], before[i]
        for j in (before[i], after[i]):
            if j in areas:
                areas[j] = area(j)
                heapq.heappush(heap, (areas[j], j))
    return [p for i, p in enumerate(points) if i in areas or i in (0, len(points) - 1)]


def _rings(geometry: dict[str, object], arcs: list[list[Point]]) -> list[list[int]]:
    """The outer rings and holes of a country, without islets; its largest ring is always kept."""
    found = geometry.get("arcs") or []
    polygons = [found] if geometry["type"] == "Polygon" else found
    rings: list[list[int]] = [ring for polygon in polygons for ring in polygon]  # type: ignore[attr-defined]
    sized = sorted(((_box(_line(r, arcs)), r) for r in rings), key=lambda x: -x[0])
    return [r for i, (size, r) in enumerate(sized) if i == 0 or size > ISLET]


def _line(ring: list[int], arcs: list[list[Point]]) -> list[Point]:
    return [p for a in ring for p in (arcs[a] if a >= 0 else arcs[~a][::-1])]


def _box(line: list[Point]) -> float:
    xs, ys = zip(*line, strict=True)
    return (max(xs) - min(xs)) * (max(ys) - min(ys))


def _inside(point: Point, line: list[Point]) -> bool:
    x, y = point
    odd = False
    for (ax, ay), (bx, by) in zip(line, line[1:] + line[:1], strict=True):
        if (ay > y) != (by > y) and x < (bx - ax) * (y - ay) / (by - ay) + ax:
            odd = not odd
    return odd


if __name__ == "__main__":
    main(sys.argv[1])
