"""Imported for its effect, by the process from which workers are forked: loads what reading needs, once for all of them.

The gazetteer is left to each worker: what SQLite has open must not go through a fork.
"""

from __future__ import annotations

import gc
import os
from contextlib import suppress

for _threads in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS"):
    os.environ.setdefault(_threads, "1")  # numpy asks as it is loaded how many threads it may start

from corrobora.engines.step import ReadStep  # noqa: E402
from corrobora.entities.placemodel import load_weights  # noqa: E402
from corrobora.entities.within import cluster_article  # noqa: E402
from corrobora.records import Article, Block  # noqa: E402
from corrobora.settings import load_settings  # noqa: E402
from corrobora.text.actors import load_known  # noqa: E402

_TEXT = "Two people were killed in an attack near the river on Monday, police said. They gave no more details."


def _warm() -> None:
    """Reads two sentences, so that every table and network is in memory. What goes wrong, a worker will meet and tell."""
    with suppress(Exception):
        settings = load_settings()
        article = Article(id="none", source="none", text=_TEXT, blocks=(Block(start=0, end=len(_TEXT), role="paragraph"),))
        (reading,), _ = ReadStep(settings).read([article])
        cluster_article(reading, load_known(settings.actors))
        load_weights()


_warm()
gc.collect()
gc.freeze()  # what all workers share is neither walked nor copied
