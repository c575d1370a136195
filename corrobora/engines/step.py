"""The reading step as every engine runs it: one part at a time, with a language pipeline loaded once a process."""

from __future__ import annotations

from collections.abc import Iterable

from corrobora.engines.ahead import write_ahead
from corrobora.engines.parts import Part, write_readings
from corrobora.pipeline import not_read, read_articles
from corrobora.records import Article, Reading, Unread
from corrobora.settings import Settings


class ReadStep:
    """Articles of a part -> its readings, on disk. Made once a worker."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings

    def __call__(self, part: Part) -> int:
        """Reads a part unless it is finished; gives the number of its articles."""
        if not part.readings.exists():
            readings, unread = self.read(part.rows())
            write_ahead(part, readings, self.settings)
            write_readings(part, readings, unread)
        return part.articles

    def read(self, articles: Iterable[Article]) -> tuple[list[Reading], list[Unread]]:
        """The readings, one an article, and the account of those in a language that the pipeline does not know."""
        readings = list(read_articles(articles, self.settings))
        return readings, [told for r in readings if (told := not_read(r.article, self.settings)) is not None]
