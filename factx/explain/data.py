"""An explanation as JSON: the record as `factx extract` prints it, and its grounds."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import Any

from factx.explain.grounds import Explanation
from factx.output.encode import one_line, to_dict


def to_json(explanation: Explanation) -> str:
    """One line of JSON without its line end: `record`, `passages`, `findings`, `steps`."""
    plain: dict[str, Any] = {"record": to_dict(explanation.record)}
    plain |= {name: [asdict(x) for x in getattr(explanation, name)] for name in ("passages", "findings", "steps")}
    return one_line(json.dumps(plain, ensure_ascii=False))
