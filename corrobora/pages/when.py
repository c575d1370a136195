"""The dates that pages and rows bring, as ISO 8601."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

_FORMS = (
    "%Y%m%dT%H%M%SZ", "%Y%m%d%H%M%S", "%Y%m%d", "%Y/%m/%d", "%Y-%m-%d %H:%M:%S %Z", "%d %B %Y", "%d %b %Y", "%B %d %Y",
    "%b %d %Y",
    "%A %d %B %Y", "%A %B %d %Y", "%d %B %Y %H:%M", "%B %d %Y %H:%M",
)
_EPOCH = re.compile(r"1\d{9}(?:\d{3})?(?:\.\d+)?")


def iso(value: object) -> str | None:
    """A date or time as ISO 8601 (what is ISO already stays as written), or None if it cannot be told which day is meant."""
    if isinstance(value, datetime):
        return value.isoformat()
    text = " ".join(str(value if value is not None else "").replace(",", " ").split())
    if not text or len(text) > 60 or text.lower() in {"none", "null", "nan", "nat"}:
        return None
    if re.match(r"\d{4}-\d\d-\d\d", text):
        try:
            datetime.fromisoformat(text.removesuffix("Z") if text.endswith("Z") and len(text) == 11 else text)
            return text.replace(" ", "T", 1) if len(text) > 11 and text[10] == " " else text
        except ValueError:
            return _day(text[:10])
    if _EPOCH.fullmatch(text):
        seconds = float(text) / (1000 if len(text.split(".")[0]) == 13 else 1)
        return datetime.fromtimestamp(seconds, UTC).isoformat()
    for form in _FORMS:
        try:
            found = datetime.strptime(text, form)
        except ValueError:
            continue
        return found.date().isoformat() if "%H" not in form else found.isoformat()
    try:
        return parsedate_to_datetime(text).isoformat()
    except (ValueError, TypeError, IndexError, OverflowError):
        return None


def _day(text: str) -> str | None:
    try:
        return datetime.fromisoformat(text).date().isoformat()
    except ValueError:
        return None
