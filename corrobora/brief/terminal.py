"""A case on a screen: the event row, the findings, the other events in a line each; with ``everything``, the rest too."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rich.console import Console, ConsoleOptions, Group, RenderableType, RenderResult
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
    shortened,
    status_words,
)
from corrobora.records import Case, Event, Verdict

LINES = 40
"""Lines of a screen. What does not fit is counted: first the reports and other events give way, then the facts."""
TOLD, OTHERS, REPORTS, UNREAD = 3, 4, 5, 4
"""Facts told alike, other events, reports and inputs not read at most."""
FACT_WIDTH, VALUE_LINES, SPEAKERS, PARTIES = 36, 3, 2, 3
"""Characters of a fact's name (two lines), lines of what an origin says, and those who say it and do it that are named."""
PLAIN_FACTS = ("actors", "targets", "place", "date", "type")
"""Facts that stand in passing in many sentences: who said them is left to the page."""

STYLES: dict[Verdict, str] = {
    "agree": "bold green", "compatible": "cyan", "updated": "bold blue", "differ": "bold red", "alone": "yellow",
}


def show(case: Case, console: Console, *, everything: bool = False) -> None:
    """Prints the brief. What does not fit a screen is counted, and shown with ``everything``."""
    grid = Grid(case)
    for part in _everything(grid) if everything else _screen(grid, console):
        console.print(part, soft_wrap=False)


def _screen(grid: Grid, console: Console) -> Iterator[RenderableType]:
    """The first event with as many of its facts as leave room for the rest."""
    others, reports, account = _others(grid, OTHERS), _reports(grid, REPORTS), _account(grid)
    if not grid.main:
        yield _nothing(grid)
    else:
        event = grid.main[0]
        head, rows = Group(*_event(grid, event)), grid.rows(event)
        room = LINES - 2 - sum(_height(part, console) for part in (head, others, reports, account))
        shown = _fitting(rows, room, console)
        yield head
        yield _findings(shown, VALUE_LINES)
        if len(rows) > len(shown):
            yield Text(f"  … and {count(len(rows) - len(shown), 'more fact')}", "dim")
        yield Text("")
    yield from (others, reports, account)


def _nothing(grid: Grid) -> Text:
    return Text("No event was found.\n" if grid.reports else "No report was read.\n", "bold")


def _fitting(rows: Sequence[Row], room: int, console: Console) -> tuple[Row, ...]:
    """The rows that stand in so many lines; facts told alike last, and only a few."""
    told = [row for row in rows if row.finding.topic == "statement"]
    shown = [row for row in rows if row not in told] + told[:TOLD]
    while len(shown) > 1 and _height(_findings(shown, VALUE_LINES), console) > room:
        shown.pop()
    return tuple(shown)


def _height(part: RenderableType, console: Console) -> int:
    return len(console.render_lines(part, pad=False))


def _everything(grid: Grid) -> Iterator[RenderableType]:
    if not grid.main:
        yield _nothing(grid)
    for event in grid.main:
        yield from _event(grid, event)
        yield _findings(grid.rows(event), None)
        yield Text("")
    yield _others(grid, None)
    yield _reports(grid, None)
    yield from _all_claims(grid)
    yield from _entities(grid)
    yield from _decided(grid)
    yield _account(grid, everything=True)


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
    actors, targets = (listed(shortened(grid.names(ids), PARTIES)) for ids in (event.actors, event.targets))
    if actors or targets:
        table.add_row("  who", Text.assemble(actors or "not told", (" → ", "bold"), targets or "not told"))
    if review := grid.review(event):
        table.add_row("  review", review)
    yield table


def _findings(rows: Sequence[Row], lines: int | None) -> RenderableType:
    """A row a fact. ``lines``: how many an origin has for what it says; None for as many as it needs."""
    table = Table.grid(padding=(0, 2))
    table.add_column(no_wrap=True)
    table.add_column(width=18)
    table.add_column(overflow="fold", ratio=1)
    for row in rows:
        sign = VERDICTS[row.finding.verdict][0]
        topic = Text(row.topic, "bold")
        if row.who and row.who.casefold() != row.topic and not (lines and row.finding.topic == "statement"):
            topic.append(f" {row.who}", "not bold")
        if lines and len(topic) > FACT_WIDTH:
            topic.truncate(FACT_WIDTH, overflow="ellipsis")
        squares = Group(*(Lines(text, lines and (2 if row.finding.topic == "statement" else lines)) for text in _squares(row)))
        table.add_row(Text(f"  {sign} {row.finding.verdict}", STYLES[row.finding.verdict]), topic, squares)
    return table


class Lines:
    """A text in so many lines at most, whatever the width."""

    def __init__(self, text: Text, most: int | None) -> None:
        self.text, self.most = text, most

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        lines = list(self.text.wrap(console, options.max_width))
        if self.most and len(lines) > self.most:
            lines = lines[:self.most]
            lines[-1].truncate(options.max_width - 2)
            lines[-1].rstrip()
            lines[-1].append(" …")
        yield Text("\n").join(lines)


def _squares(row: Row) -> Iterator[Text]:
    """What each origin says, its values in one line, each with who says it; origins that say the same share the line."""
    said: dict[str, list[str]] = {}
    for square in row.squares:
        value = square.value.removeprefix("that ") or "told"
        speakers = "" if row.finding.topic in PLAIN_FACTS else _speakers(square.said)
        own = said.setdefault(square.column.letter, [])
        own.append(f"{value} — {speakers}" if speakers else value)
    lines: dict[str, list[str]] = {}
    for letter, values in said.items():
        lines.setdefault("; ".join(dict.fromkeys(values)), []).append(letter)
    for words, letters in lines.items():
        yield Text.assemble((f"{' '.join(letters)}  ", "bold dim"), words)


def _speakers(said: Sequence[Said]) -> str:
    """Those who say a value, by name; how it is said where it stands in the outlet's own voice."""
    names = list(dict.fromkeys(words for one in said if (words := one.by)))
    more = f" and {len(names) - SPEAKERS} more" if len(names) > SPEAKERS else ""
    return ", ".join(names[:SPEAKERS]) + more




def _others(grid: Grid, most: int | None) -> RenderableType:
    """The events that other reports are about, then those only told of, a line each; ``most`` None: all, without cuts."""
    told = (*grid.main[1:], *grid.others) if most else grid.others
    if not told:
        return Group()
    lines = []
    for event in told[:most]:
        # The status leads: a line that is cut must not turn a plan into a deed.
        aside = list(grid.aside(event))
        leading = [(f"{words}: ", "magenta") for words in aside if words == event.status]
        line = Text.assemble(*leading, plain(event.label))
        for words in aside:
            if words != event.status:
                line.append(f" · {words}", "dim")
        lines.append((grid.letters(event), line))
    return _list("Also told", lines, len(told), "more event", wrap=not most)


def _reports(grid: Grid, most: int | None) -> RenderableType:
    reports = list(grid.reports.values())
    if not reports:
        return Group()
    lines = [(report.letter, _report(report)) for report in reports[:most]]
    return _list("Reports", lines, len(reports), "more report", wrap=not most)


def _list(title: str, lines: Sequence[tuple[str, Text]], of: int, more: str, *, wrap: bool) -> RenderableType:
    parts: list[RenderableType] = [Text(title, "bold")]
    if lines:
        parts.append(_lines(lines, wrap=wrap))
    if of > len(lines):
        parts.append(Text(f"  … and {count(of - len(lines), more)}", "dim"))
    return Group(*parts, Text(""))


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
            yield Text(f"{report.letter}  {report.name}: {count(len(claims), 'claim')}", "bold")
            for claim in claims:
                said = grid.said(claim)
                line = Text(f"{claim.kind:9} ", "dim").append(said.words)
                if words := said.by:
                    line.append(f"  {words}", "dim")
                line.append(f"  {claim.id}", "dim italic")
                yield Padding(line, (0, 0, 0, 2))
            yield Text("")


def _entities(grid: Grid) -> Iterator[RenderableType]:
    yield Text("Names", "bold")
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
    yield Text("")


def _decided(grid: Grid) -> Iterator[RenderableType]:
    """What people decided, in the order of time."""
    if grid.marks.decided:
        yield Text("Decided", "bold")
        for decided in grid.marks.decided:
            yield Padding(Text(decided.words, "dim" if decided.lost else ""), (0, 0, 0, 2))
        yield Text("")


def _account(grid: Grid, *, everything: bool = False) -> RenderableType:
    """What was not read, and what was read and dropped."""
    case, parts = grid.case, list[RenderableType]()
    if case.unread:
        parts.append(Text("Not read", "bold red"))
        shown = case.unread if everything else case.unread[:UNREAD]
        for unread in shown:
            line = Text(f"{plain(unread.source)}: {plain(unread.reason)}")
            if unread.mend:
                line.append(f" ({plain(unread.mend)})", "dim")
            parts.append(Padding(line, (0, 0, 0, 2)))
        if len(case.unread) > len(shown):
            parts.append(Text(f"  … and {count(len(case.unread) - len(shown), 'more input')}", "dim"))
        parts.append(Text(""))
    refused = sum(n for reason, n in grid.dropped if not reason.startswith("clutter"))
    summary = (
        f"{count(len(case.claims), 'claim')} ({refused:,} refused), {count(len(case.entities), 'name')}, "
        f"{count(grid.clutter, 'line')} of clutter dropped."
    )
    if grid.marks.decided and not everything:
        rejected = sum(one.mark.done == "rejected" and not one.lost for one in grid.marks.decided)
        told = f", {count(rejected, 'claim')} rejected" if rejected else ""
        who = listed(list(dict.fromkeys(one.mark.who for one in grid.marks.decided)))
        parts.append(Text(f"{count(len(grid.marks.decided), 'judgement')} by {who}{told}.", "dim"))
    if everything:
        parts += [Text(f"{n:5}  {reason}", "dim") for reason, n in grid.dropped]
    parts.append(Text(summary if everything else f"{summary} More: --all", "dim"))
    return Group(*parts)
