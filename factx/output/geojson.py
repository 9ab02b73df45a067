"""A GeoJSON FeatureCollection (RFC 7946): a feature a place and a feature an event, which lies where its first located
place does. What has no point has a null geometry."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator

from factx.output.encode import to_dict
from factx.schema import EventRecord, PlaceRecord, Record

Point = tuple[float | None, float | None]


def write(documents: Iterable[list[Record]]) -> Iterator[str]:
    before = '{"type": "FeatureCollection", "features": ['
    yield before
    before = "\n"
    for records in documents:
        points: dict[str, Point] = {
            r.id: (r.lon, r.lat) for r in records if isinstance(r, PlaceRecord) and r.lat is not None
        }
        for record in records:
            if isinstance(record, PlaceRecord | EventRecord):
                yield before + json.dumps(_feature(record, points))
                before = ",\n"
    yield "\n]}\n"


def _feature(record: PlaceRecord | EventRecord, points: dict[str, Point]) -> dict[str, object]:
    ids = [record.id] if isinstance(record, PlaceRecord) else [p.id for p in record.places if p.id]
    point = next((points[i] for i in ids if i in points), None)
    geometry = {"type": "Point", "coordinates": list(point)} if point else None
    properties = {k: v for k, v in to_dict(record).items() if k not in ("id", "lat", "lon")}
    return {"type": "Feature", "id": record.id, "geometry": geometry, "properties": properties}
