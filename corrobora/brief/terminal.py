"""A case on a screen: the event row, the findings, the other events in a line each; with ``everything``, the rest too."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from corrobora.brief.grid import Grid, Report, Row, Said
from corrobora.brief.words import (
    VERDICTS,
    count,
    date_words,
    listed,
    place_words,
    plain,
    precision_words,
    status_words,
)
from corrobora.records import Case, Event, Verdict

ROWS, VALUES, OTHERS, REPORTS = 10, 4, 5, 8
"""How many fact rows, values of one row, other events and reports fit a screen."""
FACT_WIDTH, VALUE_WIDTH, SPEAKERS = 36, 72, 2
"""Characters of a fact's name (two lines) and of a value; speakers of one value that are named."""
PLAIN_FACTS = ("actors", "targets", "place", "date", "type")
"""Facts that stand in passing in many sentences: who said them is left to the page."""

STYLES: dict[Verdict, str] = {
    "agree": "bold green", "compatible": "cyan", "updated": "bold blue", "differ": "bold red", "alone": "yellow",
}


def show(case: Case, console: Console, *, everything: bool = False) -> None:
    """Prints the brief. What does not fit a screen is counted, and shown with ``everything``."""
    grid = Grid(case)
    for part in _brief(grid, everything):
        console.print(part, soft_wrap=False)


def _brief(grid: Grid, everything: bool) -> Iterator[RenderableType]:
    if not grid.main:
        yield Text("No event was found.", "bold")
    for event in grid.main if everything else grid.main[:1]:
        rows = grid.rows(event)
        shown = rows if everything else rows[:ROWS]
        yield from _event(grid, event)
        yield _findings(shown, len(rows) if everything else VALUES)
        if len(rows) > len(shown):
            yield Text(f"  … and {count(len(rows) - len(shown), 'more fact')}", "dim")
        yield Text("")
    yield from _others(grid, everything)
    yield from _reports(grid, everything)
    if everything:
        yield from _all_claims(grid)
        yield from _entities(grid)
    yield from _account(grid, everything)


def _event(grid: Grid, event: Event) -> Iterator[RenderableType]:
    title = Text(plain(event.label), "bold")
    told = f"{count(len(event.articles), 'report')}, {count(grid.origins(event), 'origin')}: {grid.letters(event)}"
    yield title
    table = Table.grid(padding=(0, 2))
    table.add_column(style="dim", no_wrap=True)
    table.add_column(overflow="fold")
    what = Text(plain(event.type))
    if status := status_words(event.status):
        what.append(f"  {status}", "bold magenta")
    what.append(f"  ({told})", "dim")
    table.add_row("  what", what)
    table.add_row("  where", Text.assemble(place_words(event.place), (f"  {precision_words(event.place)}", "dim")))
    when = Text(date_words(event.date))
    if event.date.note:
        when.append(f"  {plain(event.date.note)}", "dim")
    table.add_row("  when", when)
    actors, targets = listed(grid.names(event.actors)), listed(grid.names(event.targets))
    if actors or targets:
        table.add_row("  who", Text.assemble(actors or "not told", (" → ", "bold"), targets or "not told"))
    yield table


def _findings(rows: tuple[Row, ...], values: int) -> RenderableType:
    table = Table.grid(padding=(0, 2))
    table.add_column(no_wrap=True)
    table.add_column(width=18)
    table.add_column(overflow="fold", ratio=1)
    for row in rows:
        sign = VERDICTS[row.finding.verdict][0]
        topic = Text(row.topic, "bold")
        if row.who and row.who.casefold() != row.topic:
            topic.append(f" {row.who}", "not bold")
        if len(topic) > FACT_WIDTH:
            topic.truncate(FACT_WIDTH, overflow="ellipsis")
        table.add_row(Text(f"  {sign} {row.finding.verdict}", STYLES[row.finding.verdict]), topic, _squares(row, values))
    return table


def _squares(row: Row, values: int) -> Text:
    """A line for each value of an origin; origins that say the same in their own voice share one."""
    lines: dict[tuple[str, str], list[str]] = {}
    for square in row.squares:
        value = square.value or "told"
        cut = value if len(value) <= VALUE_WIDTH else value[:VALUE_WIDTH].rsplit(" ", 1)[0] + " …"
        letters = lines.setdefault((cut, "" if row.finding.topic in PLAIN_FACTS else _speakers(square.said)), [])
        if square.column.letter not in letters:
            letters.append(square.column.letter)
    texts = []
    for (value, speakers), letters in lines.items():
        line = Text.assemble((f"{' '.join(letters)}  ", "bold dim"), value)
        texts.append(line.append(f" — {speakers}", "dim") if speakers else line)
    if len(texts) > values + 1:
        texts[values:] = [Text(f"… and {len(texts) - values} more values", "dim")]
    return Text("\n").join(texts)


def _speakers(said: Sequence[Said]) -> str:
    names = list(dict.fromkeys(words for one in said if (words := _speaker(one))))
    more = f" and {len(names) - SPEAKERS} more" if len(names) > SPEAKERS else ""
    return "; ".join(names[:SPEAKERS]) + more


def _speaker(said: Said) -> str:
    return ", ".join(filter(None, (said.speaker, said.status)))


def _others(grid: Grid, everything: bool) -> Iterator[RenderableType]:
    """The events that other reports are about, then those only told of, a line each."""
    told = grid.others if everything else (*grid.main[1:], *grid.others)
    events = told if everything else told[:OTHERS]
    if not events:
        return
    yield Text("Also told", "bold")
    lines = []
    for event in events:
        line = Text(plain(event.label))
        for words in grid.aside(event):
            line.append(f" · {words}", "magenta" if words == event.status else "dim")
        lines.append((grid.letters(event), line))
    yield _lines(lines, wrap=everything)
    if len(told) > len(events):
        yield Text(f"  … and {count(len(told) - len(events), 'more event')}", "dim")
    yield Text("")


def _reports(grid: Grid, everything: bool) -> Iterator[RenderableType]:
    yield Text("Reports", "bold")
    reports = list(grid.reports.values())
    shown = reports if everything else reports[:REPORTS]
    if shown:
        yield _lines([(report.letter, _report(report)) for report in shown], wrap=everything)
    if len(reports) > len(shown):
        yield Text(f"  … and {count(len(reports) - len(shown), 'more report')}", "dim")


def _lines(lines: Sequence[tuple[str, Text]], *, wrap: bool) -> RenderableType:
    """Letters and lines; without ``wrap`` a line that is too long is cut."""
    width = min(14, max(len(letters) for letters, _ in lines))
    if not wrap:
        cut = [Text.assemble((f"  {letters:{width}}  ", "bold dim"), line) for letters, line in lines]
        return Group(Text("\n", no_wrap=True, overflow="ellipsis").join(cut))
    table = Table.grid(padding=(0, 2, 0, 0))
    table.add_column(style="bold dim", width=width + 2)
    table.add_column(overflow="fold")
    for letters, line in lines:
        table.add_row(Padding(letters, (0, 0, 0, 2)), line)
    return table


def _report(report: Report) -> Text:
    article = report.article
    line = Text.assemble(report.name, (f" · {article.published[:10] if article.published else 'no date'}", "dim"))
    if article.title and plain(article.title) != report.name:
        line.append(f" · {plain(article.title)}", "dim")
    return line


def _all_claims(grid: Grid) -> Iterator[RenderableType]:
    for column in grid.columns:
        for report in column.reports:
            claims = grid.claims_of(report.article)
            yield Text(f"\n{report.letter}  {report.name}: {count(len(claims), 'claim')}", "bold")
            for claim in claims:
                said = grid.said(claim)
                line = Text(f"{claim.kind:9} ", "dim").append(said.words)
                if words := _speaker(said):
                    line.append(f"  {words}", "dim")
                line.append(f"  {claim.id}", "dim italic")
                yield Padding(line, (0, 0, 0, 2))


def _entities(grid: Grid) -> Iterator[RenderableType]:
    yield Text("\nNames", "bold")
    table = Table.grid(padding=(0, 2))
    table.add_column(no_wrap=True, max_width=32)
    table.add_column(style="dim", no_wrap=True)
    table.add_column(overflow="fold", ratio=1)
    for entity in grid.named:
        forms = grid.variants(entity)
        words = Text(f"also {', '.join(forms)}" if forms else "")
        if entity.roles:
            words.append(f"{'; ' if forms else ''}{', '.join(plain(role) for role in entity.roles)}", "dim")
        if entity.place and entity.place.lat is not None and entity.place.lon is not None:
            words.append(f"{'  ' if words.plain else ''}{entity.place.lat:.2f}, {entity.place.lon:.2f}", "dim")
        table.add_row(f"  {plain(entity.name)}", entity.kind, words)
    yield table


def _account(grid: Grid, everything: bool) -> Iterator[RenderableType]:
    """What was not read, and what was read and dropped."""
    case = grid.case
    if case.unread:
        yield Text("\nNot read", "bold red")
        for unread in case.unread:
            line = Text(f"{plain(unread.source)}: {plain(unread.reason)}")
            if unread.mend:
                line.append(f" ({plain(unread.mend)})", "dim")
            yield Padding(line, (0, 0, 0, 2))
    refused = sum(n for reason, n in grid.dropped if not reason.startswith("clutter"))
    summary = [
        count(len(case.claims), "claim"), f"{count(len(case.entities), 'name')}",
        f"{count(grid.clutter, 'line')} of site clutter dropped", f"{count(refused, 'statement')} refused",
    ]
    yield Text("")
    if everything:
        for reason, n in grid.dropped:
            yield Padding(Text(f"{n:5}  {reason}", "dim"), (0, 0, 0, 0))
    yield Text(", ".join(summary) + ("." if everything else ". Every claim, name and reason: --all"), "dim")
