"""URL -> bytes, only for addresses that the user gave: bounded in time, size and redirects; robots.txt is honoured (RFC 9309);
addresses of this machine and of private networks are refused unless allowed. Proxies of the environment are not used, for
behind one the address that is connected to cannot be checked.
"""

from __future__ import annotations

import http.client
import ipaddress
import socket
import ssl
import time
import zlib
from dataclasses import dataclass
from urllib.parse import SplitResult, quote, urlsplit
from urllib.robotparser import RobotFileParser

from corrobora.errors import InputError
from corrobora.pages.address import joined
from corrobora.records import VERSION

AGENT = f"corrobora/{VERSION}"
CONNECT_SECONDS, WHOLE_SECONDS = 10.0, 45.0
REDIRECTS = 5
ROBOTS_BYTES = 500_000


@dataclass(frozen=True)
class Fetched:
    """A response's bytes, the address after redirects and the encoding that the server says."""

    data: bytes
    url: str
    charset: str | None


class Fetcher:
    """Fetches pages; remembers each host's robots.txt while it lives."""

    def __init__(self, *, allow_private: bool, limit: int) -> None:
        self._allow_private, self._limit = allow_private, limit
        self._robots: dict[tuple[str, str], RobotFileParser | InputError] = {}

    def fetch(self, url: str) -> Fetched:
        """The page at an address. Raises InputError with the reason if it cannot or must not be fetched."""
        deadline = time.monotonic() + WHOLE_SECONDS
        for _ in range(REDIRECTS + 1):
            self._ask_robots(url, deadline)
            status, headers, data = self._get(url, self._limit, deadline)
            if status in (301, 302, 303, 307, 308) and headers.get("location"):
                url = _moved(url, headers["location"])
                continue
            if not 200 <= status < 300:
                raise InputError(f"the server answered with HTTP status {status}", where=url)
            kind = headers.get("content-type", "")
            charset = kind.split("charset=", 1)[1].split(";")[0].strip(" \"'") if "charset=" in kind else None
            return Fetched(data, url, charset)
        raise InputError(f"more than {REDIRECTS} redirects", where=url)

    def _ask_robots(self, url: str, deadline: float) -> None:
        parts = _split(url)
        key = (parts.scheme, parts.netloc)
        if key not in self._robots:
            self._robots[key] = self._read_robots(f"{parts.scheme}://{parts.netloc}/robots.txt", deadline)
        rules = self._robots[key]
        if isinstance(rules, InputError):
            raise InputError(rules.what, where=url, mend=rules.mend)
        if not rules.can_fetch(AGENT, url):
            raise InputError("the site's robots.txt forbids it", where=url,
                mend="save the page from a browser and pass the file")

    def _read_robots(self, url: str, deadline: float) -> RobotFileParser | InputError:
        """The rules of a host, or why no page of it may be fetched (RFC 9309, section 2.3.1)."""
        rules = RobotFileParser()
        for _ in range(REDIRECTS + 1):
            try:
                status, headers, data = self._get(url, ROBOTS_BYTES, deadline)
            except InputError as error:
                return error
            if status in (301, 302, 303, 307, 308) and headers.get("location"):
                url = _moved(url, headers["location"])
            elif 500 <= status < 600:
                return InputError(f"the site's robots.txt cannot be read (HTTP status {status})")
            else:
                rules.parse(data.decode("utf-8", "replace").splitlines() if status == 200 else [])
                return rules
        rules.parse([])
        return rules

    def _get(self, url: str, limit: int, deadline: float) -> tuple[int, dict[str, str], bytes]:
        parts = _split(url)
        if parts.scheme not in ("http", "https") or not parts.hostname:
            raise InputError("only http and https addresses are fetched", where=url)
        left = deadline - time.monotonic()
        try:
            port = parts.port or (443 if parts.scheme == "https" else 80)
            connection = _Connection(parts.hostname, port, parts.scheme == "https", self._allow_private, min(left,
                CONNECT_SECONDS))
            path = quote(parts.path or "/",
                safe="/%:@!$&'()*+,;=~") + (f"?{quote(parts.query, safe='/%:@!$&()*+,;=~?')}" if parts.query else "")
            connection.request("GET", path, headers={
                "User-Agent": AGENT,
                "Accept": "text/html,application/xhtml+xml,application/xml,application/json,text/plain;q=0.8",
                "Accept-Encoding": "gzip", "Connection": "close",
            })
            response = connection.getresponse()
            headers = {name.lower(): value for name, value in response.getheaders()}
            with response:
                data = _read(response, headers.get("content-encoding", ""), limit, deadline)
            connection.close()
            return response.status, headers, data
        except TimeoutError:
            raise InputError("no answer in time", where=url) from None
        except (OSError, http.client.HTTPException, ValueError, zlib.error) as error:
            raise InputError(f"cannot be fetched: {str(error)[:160] or type(error).__name__}", where=url) from None


def _split(url: str) -> SplitResult:
    try:
        return urlsplit(url)
    except ValueError:
        raise InputError("no web address", where=url, mend="check how it is written") from None


def _moved(url: str, location: str) -> str:
    if (found := joined(url, location)) is None:
        raise InputError("a redirect to what is no web address", where=url)
    return found


def _read(response: http.client.HTTPResponse, encoding: str, limit: int, deadline: float) -> bytes:
    unpack = zlib.decompressobj(47) if encoding.lower() in ("gzip", "x-gzip", "deflate") else None
    pieces, size = [], 0
    while data := response.read1(65_536):
        if time.monotonic() > deadline:
            raise TimeoutError
        while data:
            piece = unpack.decompress(data, limit + 1 - size) if unpack else data
            data = unpack.unconsumed_tail if unpack and piece else b""
            pieces.append(piece)
            size += len(piece)
            if size > limit:
                raise InputError(f"larger than {limit:,} bytes", mend="raise the setting max_bytes")
    return b"".join(pieces)


class _Connection(http.client.HTTPConnection):
    """A connection that goes to an address that was looked at first, so that no name can point elsewhere in between."""

    def __init__(self, host: str, port: int, secure: bool, allow_private: bool, timeout: float) -> None:
        super().__init__(host, port, timeout=max(timeout, 0.1))
        self._secure, self._allow_private = secure, allow_private

    def connect(self) -> None:
        found = socket.getaddrinfo(self.host, self.port, type=socket.SOCK_STREAM)
        allowed = [entry for entry in found if self._allow_private or is_public(str(entry[4][0]))]
        if not allowed:
            raise InputError(
                "an address of this machine or of a private network, which is not fetched", where=self.host,
                mend="if it is meant, pass --allow-private-addresses (setting allow_private_addresses)",
            )
        last: OSError | None = None
        for entry in allowed[:3]:
            try:
                self.sock = socket.create_connection((str(entry[4][0]), self.port), self.timeout)
                break
            except OSError as error:
                last = error
        else:
            raise last or OSError("no address")
        if self._secure:
            self.sock = ssl.create_default_context().wrap_socket(self.sock, server_hostname=self.host)


def is_public(address: str) -> bool:
    """Whether an IP address is one of the public internet (IANA special-purpose registries)."""
    try:
        ip = ipaddress.ip_address(address.split("%")[0])
    except ValueError:
        return False
    for inner in (getattr(ip, "ipv4_mapped", None), getattr(ip, "sixtofour", None)):
        if inner is not None:
            return is_public(str(inner))
    if isinstance(ip, ipaddress.IPv6Address) and ip in ipaddress.ip_network("64:ff9b::/96"):
        return is_public(str(ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF)))
    return ip.is_global and not ip.is_multicast
