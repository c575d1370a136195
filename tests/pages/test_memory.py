"""No reader of bytes takes more than twenty times its input's size (and what it takes for any input at all)."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

FLOOR = 64_000_000
"""Bytes: fifteen thousand blocks of one letter and their features."""
MEASURE = """
import ctypes, gc, io, json
from corrobora.pages.read import Reader
from corrobora.settings import Settings

S = b"Soldiers took the village of Tel Amal on Monday after two days of shelling, residents said. " * 3
SHAPES = {
    "paragraphs": (S + b"\\n\\n") * 3_000, "one line": S * 3_000, "short words": b"ab " * 330_000,
    "short lines": b"a\\n" * 15_000,
    "latin": (S.replace(b"a", b"\\xe9") + b"\\n\\n") * 3_000, "wide": (S * 6_000).decode().encode("utf-16"),
    "page": b"<html><body><article>" + (b"<p>" + S + b"</p>") * 3_000, "tags": b"<html><body>" + b"<p>" * 190_000,
    "blocks": b"<html><body>" + b"<p>a" * 14_000, "inline": b"<html><body>" + b"<b>a</b>" * 90_000,
    "attributes": b"<html><body><p " + b"".join(b'a%d="x" ' % i for i in range(200_000)) + b">x</p>",
    "linked data": b"<html><p>" + S + b"</p><script type='application/ld+json'>[" + b'{"a":1},' * 60_000 + b"{}]</script>",
    "feed": b"<rss version='2.0'><channel>" + (b"<item><description>" + S + b"</description></item>") * 200,
    "json": json.dumps([{"text": S.decode()}] * 200).encode(), "brackets": b'{"text":"x","a":[' + b"[]," * 400_000 + b"1]}",
    "rows": (json.dumps({"text": S.decode()}) + "\\n").encode() * 200, "open quote": b'id,text\\n1,"' + b"x\\n" * 1_000_000,
    "commas": b"id,text\\n" + b"," * 2_000_000,
}
reader = Reader(Settings())
def read(data):
    for _ in reader.guarded("x", lambda: reader.stream(io.BytesIO(data), "x")):
        pass
for name in ("paragraphs", "page", "feed", "rows"):
    read(SHAPES[name][:2_000])
read("Les soldats ont pris le village lundi, disent les habitants de la ville voisine. ".encode())
for name, data in SHAPES.items():
    gc.collect()
    ctypes.CDLL(None).malloc_trim(0)
    open("/proc/self/clear_refs", "w").write("5")
    status = lambda key: next(int(l.split()[1]) * 1024 for l in open("/proc/self/status") if l.startswith(key))
    before = status("VmRSS")
    read(data)
    print(json.dumps([name, len(data), status("VmHWM") - before]))
"""


@pytest.mark.skipif(not Path("/proc/self/clear_refs").exists(), reason="the peak is read from Linux's /proc")
def test_memory_is_bounded_by_the_size_of_the_input() -> None:
    done = subprocess.run([sys.executable, "-c", MEASURE], capture_output=True, text=True, check=True)
    rows = [json.loads(line) for line in done.stdout.splitlines()]
    assert len(rows) == 18
    assert not [(name, size, peak) for name, size, peak in rows if peak > 20 * size + FLOOR]
