"""JSON as other tools read it: ASCII only, one value a line, no half of a surrogate pair."""

from __future__ import annotations

import json
from typing import Any, TextIO


def line(value: Any, *, sort_keys: bool = False) -> str:
    """A value as one line of JSON. Lone surrogates, which strict readers refuse, become U+FFFD."""
    text = json.dumps(value, ensure_ascii=True, sort_keys=sort_keys)
    return json.dumps(_whole(value), ensure_ascii=True, sort_keys=sort_keys) if "\\ud" in text else text


def _whole(value: Any) -> Any:
    if isinstance(value, str):
        return value.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    if isinstance(value, dict):
        return {key: _whole(item) for key, item in value.items()}
    return [_whole(item) for item in value] if isinstance(value, (list, tuple)) else value


def write_line(value: Any, out: TextIO, *, sort_keys: bool = False) -> None:
    """Writes a value and the end of its line."""
    out.write(line(value, sort_keys=sort_keys) + "\n")
