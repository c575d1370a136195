"""A case as Markdown (CommonMark with tables), to paste into a report."""

from __future__ import annotations

import re
from collections.abc import Iterator

from corrobora.brief.grid import Grid, Row, Square
from corrobora.brief.words import VERDICTS, count, date_words, listed, place_words, plain, precision_words, status_words
from corrobora.records import Case, Event

_MARKUP = re.compile(r"([\\`*_{}\[\]<>()#!|~&$@]|^[-+=:]|(?<=^\d)[.)]|(?<=www)\.|(?<=:)//)")


def escape(text: str) -> str:
    """Text in which no character means anything to Markdown or HTML."""
    return _MARKUP.sub(r"\\\1", plain(text))


def markdown(case: Case) -> str:
    """The brief: events, fact rows, sources with their sentences, the account."""
    grid = Grid(case)
    lines: list[str] = []
    for event in grid.main:
        lines += _event(grid, event)
    if not grid.main:
        lines += ["# No event was found", ""]
    if grid.others:
        lines += ["## Also told", "", *(_other(grid, event) for event in grid.others), ""]
    return "\n".join([*lines, *_reports(grid), *_decided(grid), *_account(grid)]).rstrip() + "\n"


def _event(grid: Grid, event: Event) -> Iterator[str]:
    yield f"# {escape(event.label)}"
    yield ""
    told = f"{count(len(event.articles), 'report')}, {count(grid.origins(event), 'independent origin')}"
    status = f", {event.status}" if status_words(event.status) else ""
    yield f"- **What:** {escape(event.type)}{status} ({told})"
    yield f"- **Where:** {escape(place_words(event.place))} ({escape(precision_words(event.place))})"
    yield f"- **When:** {escape(date_words(event.date))}{f' ({escape(event.date.note)})' if event.date.note else ''}"
    yield f"- **Who:** {_names(grid, event.actors)} → {_names(grid, event.targets)}"
    if review := grid.review(event):
        yield f"- **Review:** {escape(review)}"
    yield ""
    rows = grid.rows(event)
    if not rows:
        return
    columns = [column for column in grid.columns if any(s.column is column for row in rows for s in row.squares)]
    yield f"| Fact | Verdict | {' | '.join(f'{c.letter} {escape(c.name)}' for c in columns)} |"
    yield f"|{' --- |' * (len(columns) + 2)}"
    for row in rows:
        cells = ["; ".join(_square(s) for s in row.squares if s.column is column) or "–" for column in columns]
        yield f"| {escape(_fact(row))} | {VERDICTS[row.finding.verdict][0]} {row.finding.verdict} | {' | '.join(cells)} |"
    yield ""
    yield from _sentences(rows)


def _square(square: Square) -> str:
    voices = (", ".join(filter(None, (said.voice, said.mark))) for said in square.said)
    speakers = "; ".join(dict.fromkeys(filter(None, voices)))
    return escape(square.value or "told") + (f" ({escape(speakers)})" if speakers else "")


def _fact(row: Row) -> str:
    return f"{row.topic}, {row.who}" if row.who else row.topic


def _names(grid: Grid, entities: tuple[str, ...]) -> str:
    return escape(listed(grid.names(entities))) or "not told"


def _sentences(rows: tuple[Row, ...]) -> Iterator[str]:
    """Every sentence that a fact row rests on, once."""
    yield "## Sources"
    yield ""
    seen: set[str] = set()
    for row in rows:
        for square in row.squares:
            for said in square.said:
                if said.claim.id in seen:
                    continue
                seen |= {one.claim.id for one in said.all}
                letters = ", ".join(f"{one.report.letter} {escape(one.report.name)}" for one in said.all)
                who = f", {escape(said.by)}" if said.by else ""
                sentence = f"{escape(said.before)}{' ' if said.before.endswith(' ') else ''}**{escape(said.words)}**"
                sentence += f"{' ' if said.after.startswith(' ') else ''}{escape(said.after)}"
                yield f"- {letters}{who}: “{sentence.strip()}”"
    yield ""


def _other(grid: Grid, event: Event) -> str:
    words = grid.aside(event)
    told = f" ({escape(', '.join(words))})" if words else ""
    return f"- {escape(event.label)}{told}: {grid.letters(event)}"


def _reports(grid: Grid) -> Iterator[str]:
    yield "## Reports"
    yield ""
    for column in grid.columns:
        for report in column.reports:
            title = f", {escape(report.article.title)}" if report.article.title else ""
            yield f"- {report.letter} {escape(report.name)}{title} ({(report.article.published or 'no date')[:10]})"
    yield ""


def _decided(grid: Grid) -> Iterator[str]:
    if grid.marks.decided:
        yield "## Decided"
        yield ""
        yield from (f"- {escape(decided.words)}" for decided in grid.marks.decided)
        yield ""


def _account(grid: Grid) -> Iterator[str]:
    if grid.case.unread:
        yield "## Not read"
        yield ""
        for unread in grid.case.unread:
            yield f"- {escape(unread.source)}: {escape(unread.reason)}"
        yield ""
    yield (
        f"{count(len(grid.case.claims), 'claim')}; {count(grid.clutter, 'line')} of site clutter dropped. "
        f"Corrobora {escape(grid.case.corrobora)}, settings {escape(grid.case.settings)}."
    )
