"""Web addresses as pages, feeds and rows write them: many are broken, and none may end the reading."""

from __future__ import annotations

from urllib.parse import urljoin, urlsplit


def host_of(address: str | None) -> str | None:
    """The host of an address without "www.", or None if it names none."""
    try:
        found = urlsplit(address).hostname if address and "://" in address else None
    except ValueError:  # "https://]example.org": a bracket without its other half
        return None
    return found.removeprefix("www.") or None if found else None


def joined(base: str | None, address: str) -> str | None:
    """An address that is given relative to another, or None if they make none."""
    try:
        return urljoin(base or "", address)
    except ValueError:
        return None
