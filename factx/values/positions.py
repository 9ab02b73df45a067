"""Positions written out in a report: degrees of every layout, decimal degrees and MGRS grid references → WGS84.

A pair of angles counts where each has its hemisphere ("13°25'N 42°40'E", "13-25N 042-40E", "N48 35.2 E37 50.1"). Bare
decimals ("48.5123, 37.9981") count with four places each, or after a word that announces them. MGRS goes through the
transverse Mercator inverse of Krüger (series in the third flattening, good to a millimetre within a zone).
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Position:
    """A point in a text: degrees north and east, and the characters that give it."""

    lat: float
    lon: float
    start: int
    end: int


_NUMBER = r"\d{1,3}(?:\.\d{1,8})?"
_MINUTE = r"[0-5]?\d(?:\.\d{1,5})?"
_ANGLE = rf"""(?:\d{{4,5}}(?:\.\d{{1,3}})?            # 1325, 04240.5: degrees and minutes in one
  | {_NUMBER}(?:\s?(?:[°º˚]|deg(?:rees?)?\.?|[-\s])   # 13°, 13 degrees, 13-
    (?:\s?{_MINUTE}(?:\s?(?:['′’‘´]|min(?:utes?)?\.?|[-\s])
      (?:\s?{_MINUTE}\s?(?:["″”“]|''|′′|’’|sec(?:onds?)?\.?)?)?)?)?)?)"""
_SIDE = r"(?:[NSEW]|north|south|east|west)(?![^\W\d_])\.?"
_GAP = r"\s{0,2}(?:[,;/–-]|and|by)?\s{0,2}(?i:lon(?:g(?:itude)?)?\.?:?\s?)?"
_DEGREES = re.compile(
    rf"(?<![\w.°-])(?:{_SIDE}\s?{_ANGLE}{_GAP}{_SIDE}\s?{_ANGLE}(?!\d) | {_ANGLE}\s?{_SIDE}{_GAP}{_ANGLE}\s?{_SIDE})",
    re.X,
)
_SIGNED = r"[-−+]?\d{1,3}\.\d{2,8}"
_DECIMAL = re.compile(rf"(?<![\w.,/-])({_SIGNED})\s?°?\s?[,;/]\s?({_SIGNED})(?![\w%]|\.\d)°?")
_ANNOUNCED = re.compile(
    r"(?:co-?ordinates|position|located|location|lat\W{1,3}lon\w*|grid|gps)\W*(?:\w+\W+){0,3}$", re.I
)
_MGRS = re.compile(
    r"(?<![\w.])(\d{1,2})([C-HJ-NP-X])\s?([A-HJ-NP-Z])([A-HJ-NP-V])\s?(?:(\d{2,5})\s(\d{2,5})|(\d{4,10}))(?!\w|\.\d)"
)


def find(text: str) -> Iterator[Position]:
    """The positions in a text, in no particular order. What looks like one and lies off the globe is none."""
    for m in _DEGREES.finditer(text):
        words = m.group().rstrip(" .")
        yield from _position(_angles(words), m.start(), m.start() + len(words))
    for m in _DECIMAL.finditer(text):
        exact = min(len(v.partition(".")[2]) for v in m.groups()) >= 4
        if exact or _ANNOUNCED.search(text[max(0, m.start() - 60) : m.start()]):
            yield from _position([float(v.replace("−", "-")) for v in m.groups()], m.start(), m.end())
    for m in _MGRS.finditer(text):
        point = grid(m.group())
        yield from _position(list(point) if point else [], m.start(), m.end())


def _position(point: list[float], start: int, end: int) -> Iterator[Position]:
    if len(point) == 2 and abs(point[0]) <= 90 and abs(point[1]) <= 180:
        yield Position(round(point[0], 5), round(point[1], 5), start, end)


def _angles(text: str) -> list[float]:
    """[latitude, longitude] of two angles with hemispheres; [] where they are not one of each or no angles."""
    sides = re.findall(r"(?<![^\W\d_])[NSEW](?![^\W\d_])|north|south|east|west", text)
    halves = re.split(rf"(?<![^\W\d_]){sides[0]}(?![^\W\d_])|{sides[-1]}(?![^\W\d_])", text)
    numbers = [re.findall(r"\d+(?:\.\d+)?", half) for half in halves]
    values = [_degrees(parts) for parts in numbers if parts]
    bare = not re.search("[°º˚]|deg", text) and any(len(n) == 1 and n[0].isdigit() and len(n[0]) < 4 for n in numbers)
    if bare or len(values) != 2 or len(sides) != 2:  # "12 N and 15 E" may be streets
        return []
    found: dict[str, float] = {}
    for side, value in zip((s[0].upper() for s in sides), values, strict=True):
        found["lat" if side in "NS" else "lon"] = -value if side in "SW" else value
    return [found["lat"], found["lon"]] if len(found) == 2 else []


def _degrees(parts: list[str]) -> float:
    """["13", "25", "30"] or ["1325"] → 13.425; nan where minutes or seconds pass 60."""
    first = parts[0]
    whole = first.partition(".")[0]
    if len(whole) >= 4:  # degrees and minutes in one: the last two digits before the point are minutes
        parts = [whole[:-2], first[len(whole) - 2 :]]
    numbers = [float(p) for p in parts]
    if any(n >= 60 for n in numbers[1:]):
        return math.nan
    return float(sum(n / 60**i for i, n in enumerate(numbers)))


_COLUMNS = ("STUVWXYZ", "ABCDEFGH", "JKLMNPQR")  #: eastings of 100 km, by the zone's number modulo 3
_ROWS = ("FGHJKLMNPQRSTUVABCDE", "ABCDEFGHJKLMNPQRSTUV")  #: northings of 100 km, for even and odd zones
_BANDS = "CDEFGHJKLMNPQRSTUVWX"  #: of eight degrees, from 80° south; X has twelve


def grid(reference: str) -> tuple[float, float] | None:
    """The (latitude, longitude) of the middle of an MGRS square; None where there is no such square."""
    m = _MGRS.fullmatch(reference)
    if m is None:
        return None
    zone, band, column, row = int(m[1]), m[2], m[3], m[4]
    east, north = (m[5], m[6]) if m[5] else (m[7][: len(m[7]) // 2], m[7][len(m[7]) // 2 :])
    if not 1 <= zone <= 60 or len(east) != len(north) or column not in _COLUMNS[zone % 3]:
        return None
    side = 10 ** (5 - len(east))  #: metres
    easting = (_COLUMNS[zone % 3].index(column) + 1) * 100_000 + (int(east) + 0.5) * side
    northing = _ROWS[zone % 2].index(row) * 100_000 + (int(north) + 0.5) * side
    low = -80 + 8 * _BANDS.index(band)
    high = low + (12 if band == "X" else 8)
    for cycle in range(-5, 5):  # row letters repeat every 2,000 km; the band says which time
        lat, lon = _inverse(zone, easting, northing + cycle * 2_000_000)
        if low - 0.5 <= lat <= high + 0.5:
            return lat, lon
    return None


def _inverse(zone: int, easting: float, northing: float) -> tuple[float, float]:
    """UTM metres (northing negative south of the equator) → degrees on WGS84."""
    flattening = 1 / 298.257223563
    n = flattening / (2 - flattening)
    radius = 0.9996 * 6378137 / (1 + n) * (1 + n**2 / 4 + n**4 / 64)
    beta = (n / 2 - 2 / 3 * n**2 + 37 / 96 * n**3, n**2 / 48 + n**3 / 15, 17 / 480 * n**3)
    delta = (2 * n - 2 / 3 * n**2 - 2 * n**3, 7 / 3 * n**2 - 8 / 5 * n**3, 56 / 15 * n**3)
    xi, eta = northing / radius, (easting - 500_000) / radius
    series = list(enumerate(beta, 1))
    x = xi - sum(b * math.sin(2 * j * xi) * math.cosh(2 * j * eta) for j, b in series)
    y = eta - sum(b * math.cos(2 * j * xi) * math.sinh(2 * j * eta) for j, b in series)
    chi = math.asin(math.sin(x) / math.cosh(y))
    lat = chi + sum(d * math.sin(2 * j * chi) for j, d in enumerate(delta, 1))
    lon = math.radians(zone * 6 - 183) + math.atan2(math.sinh(y), math.cos(x))
    return math.degrees(lat), math.degrees(lon)
