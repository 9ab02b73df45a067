"""A GeoJSON FeatureCollection (RFC 7946): a feature a place; one without a point has a null geometry."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator

from factx.output.encode import to_dict
from factx.schema import PlaceRecord, Record


def write(documents: Iterable[list[Record]]) -> Iterator[str]:
    before = '{"type": "FeatureCollection", "features": ['
    yield before
    before = "\n"
    for records in documents:
        for record in records:
            if isinstance(record, PlaceRecord):
                yield before + json.dumps(_feature(record), ensure_ascii=True)
                before = ",\n"
    yield "\n]}\n"


def _feature(place: PlaceRecord) -> dict[str, object]:
    properties = to_dict(place)
    lat, lon = properties.pop("lat"), properties.pop("lon")
    point = None if lat is None else {"type": "Point", "coordinates": [lon, lat]}
    return {"type": "Feature", "id": properties.pop("id"), "geometry": point, "properties": properties}
