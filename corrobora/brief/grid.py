"""One case as a reader meets it: reports with letters, events in order, fact rows by origins. Every brief draws this."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from corrobora.brief.marks import Mark, Marks
from corrobora.brief.words import (
    FACTS_FIRST,
    date_words,
    dates_in_words,
    duration,
    figure_words,
    interval,
    place_words,
    plain,
    range_words,
    review_words,
    status_words,
    topic_words,
)
from corrobora.pages.address import host_of
from corrobora.records import Article, Case, Cell, Claim, Entity, Event, Finding, Span


@dataclass(frozen=True)
class Report:
    """An article with its letter ("A"; "A2" for the second report of one origin) and its shown name."""

    article: Article
    letter: str
    name: str

    @property
    def file(self) -> str:
        """The source without the folders, which are the reader's own business; a URL whole."""
        return plain(self.article.file)


@dataclass(frozen=True)
class Column:
    """An origin with its letter and its reports."""

    id: str
    letter: str
    reports: tuple[Report, ...]
    agency: str | None

    @property
    def name(self) -> str:
        """The outlets, the agency first where one is credited."""
        names = list(dict.fromkeys(report.name for report in self.reports))
        if self.agency:
            return ", ".join([f"{plain(self.agency)} in {names[0]}", *names[1:]])
        return ", ".join(names)


@dataclass(frozen=True)
class Said:
    """One claim in its sentence. ``before`` + ``words`` + ``after`` is the sentence, made safe to show."""

    claim: Claim
    report: Report
    before: str
    words: str
    after: str
    speaker: str | None
    """None: the outlet's own voice."""
    status: str
    """Empty for what is asserted."""
    marks: tuple[Mark, ...] = ()
    """What people decided of it."""
    also: tuple[Said, ...] = ()
    """The same words of the same speaker in other reports of the origin."""

    @property
    def all(self) -> tuple[Said, ...]:
        return (self, *self.also)

    @property
    def grade(self) -> str:
        """What an analyst thinks of the one who says it, in the Admiralty code; empty if none said."""
        return plain(self.claim.assessment or "")

    @property
    def voice(self) -> str:
        """Who says it, with the grade: "the prefect (B2)"; empty for the outlet's own voice."""
        return f"{self.speaker or 'the outlet itself'} ({self.grade})" if self.grade else self.speaker or ""

    @property
    def mark(self) -> str:
        """The last that a person decided of it: "corrected by ana"."""
        return self.marks[-1].short if self.marks else ""

    @property
    def by(self) -> str:
        """Who says it, how, and who ruled on it: "the prefect (B2), hedged, corrected by ana"."""
        return ", ".join(filter(None, (self.voice, self.status, self.mark)))


@dataclass(frozen=True)
class Square:
    """What one origin says in one fact row."""

    column: Column
    value: str
    said: tuple[Said, ...]


@dataclass(frozen=True)
class Row:
    """One fact row. ``squares`` holds only the origins that say something."""

    finding: Finding
    topic: str
    who: str
    squares: tuple[Square, ...]

    @property
    def range(self) -> str:
        """The row's interval; nothing where one value stands for itself."""
        if len(self.squares) == 1 and not self.finding.basis:
            return ""
        own = self.finding
        if own.topic == "duration" and not own.basis:
            return duration(own.low, own.high)
        return range_words(own.low, own.high, *((own.least, own.most) if own.basis else ()))

    @property
    def claims(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(one.claim.id for square in self.squares for said in square.said for one in said.all))


def letter(index: int) -> str:
    """0 -> A, 25 -> Z, 26 -> AA, as spreadsheets count."""
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def report_name(article: Article) -> str:
    """The outlet, else the site, else the file."""
    if article.outlet:
        return plain(article.outlet)
    host = host_of(article.url or article.source)
    if host:
        return plain(host)
    return plain(article.file) or article.id


class Grid:
    """A case with its look-ups. Everything is in an order that depends on the content alone."""

    def __init__(self, case: Case) -> None:
        self.case = case
        self.claims = {claim.id: claim for claim in case.claims}
        self.entities = {entity.id: entity for entity in case.entities}
        self.marks = Marks(case)
        self.columns = self._columns()
        self.reports = {report.article.id: report for column in self.columns for report in column.reports}
        self.column_of = {report.article.id: column for column in self.columns for report in column.reports}

    def _columns(self) -> tuple[Column, ...]:
        """Origins by their earliest report; those with a date first."""
        articles = {article.id: article for article in self.case.articles}
        groups = [
            (origin.id, origin.agency, sorted((articles[a] for a in origin.articles if a in articles), key=_by_date))
            for origin in self.case.origins
        ]
        placed = {article.id for _, _, members in groups for article in members}
        groups += [(article.id, article.agency, [article]) for article in self.case.articles if article.id not in placed]
        groups = sorted((group for group in groups if group[2]), key=lambda group: _by_date(group[2][0]))
        columns = []
        for index, (id_, agency, members) in enumerate(groups):
            own = letter(index)
            reports = tuple(
                Report(article, own if len(members) == 1 else f"{own}{number}", report_name(article))
                for number, article in enumerate(members, 1)
            )
            columns.append(Column(id_, own, reports, agency))
        return tuple(columns)

    @cached_property
    def events(self) -> tuple[Event, ...]:
        """The events that reports are about, the most reported first; then those they mention."""
        return tuple(sorted(self.case.events, key=lambda e: (-len(e.main_of), -len(e.articles), -len(e.claims), e.label, e.id)))

    @cached_property
    def main(self) -> tuple[Event, ...]:
        """The events shown in full: what some report is mainly about, or the first of all if none is."""
        return tuple(event for event in self.events if event.main_of) or self.events[:1]

    @cached_property
    def others(self) -> tuple[Event, ...]:
        """The events that are only mentioned, or planned."""
        return tuple(event for event in self.events if event not in self.main)

    def name(self, entity: str) -> str:
        """An entity's name; its id if the case does not have it."""
        return plain(self.entities[entity].name) if entity in self.entities else entity

    def names(self, entities: Iterable[str]) -> list[str]:
        return list(dict.fromkeys(self.name(entity) for entity in entities))

    def letters(self, event: Event) -> str:
        """The letters of an event's reports, in their order."""
        return " ".join(report.letter for report in self.reports.values() if report.article.id in event.articles)

    def aside(self, event: Event) -> list[str]:
        """What an event's label does not say itself: status, type, place, date; nothing that is unknown."""
        place, label = event.place.name, event.label.casefold()
        words = [status_words(event.status), "" if event.type in ("other", "Other") else plain(event.type)]
        words.append(place_words(event.place) if place and place.casefold() not in label else "")
        words.append(date_words(event.date) if event.date.start else "")
        words.append(review_words(event.review))
        return [word for word in words if word and word.casefold() not in label]

    def review(self, event: Event) -> str:
        """How far analysts are with an event and who said so: "in review (ana, 18 March 2031)"; empty where it is new."""
        words, mark = review_words(event.review), self.marks.reviews.get(event.id)
        return f"{words} ({mark.who}, {mark.day})" if words and mark else words

    def origins(self, event: Event) -> int:
        """How many independent origins tell of an event."""
        return len({self.column_of[a].id for a in event.articles if a in self.column_of})

    def rows(self, event: Event) -> tuple[Row, ...]:
        """The fact rows: people first; within a topic those that more origins tell."""
        rank = {topic: index for index, topic in enumerate(FACTS_FIRST)}
        findings = sorted(
            enumerate(event.findings), key=lambda f: (rank.get(f[1].topic, len(rank)), -f[1].origins, f[0])
        )
        return tuple(self._row(finding) for _, finding in findings)

    def _row(self, finding: Finding) -> Row:
        order = {column.id: index for index, column in enumerate(self.columns)}
        squares = [
            Square(self.columns[order[cell.origin]], self._value(cell), self._said(cell))
            for cell in sorted(finding.cells, key=lambda c: order.get(c.origin, len(order))) if cell.origin in order
        ]
        return Row(finding, topic_words(finding), plain(finding.who or ""), tuple(squares))

    def _said(self, cell: Cell) -> tuple[Said, ...]:
        """The cell's claims in their sentences; what copies of one text repeat stands once."""
        joined: dict[tuple[str, str | None, str], list[Said]] = {}
        for claim in self._claims(cell.claims):
            said = self.said(claim)
            joined.setdefault((said.words.casefold(), said.speaker, said.status), []).append(said)
        groups: list[Said] = []
        for first, *more in joined.values():
            # Two claims of one report are two things said, however alike their words.
            others = [one for one in more if one.report is not first.report]
            groups.append(replace(first, also=tuple(others)))
            groups += [one for one in more if one.report is first.report]
        return tuple(groups)

    def _claims(self, ids: Sequence[str]) -> list[Claim]:
        found = [self.claims[id_] for id_ in dict.fromkeys(ids) if id_ in self.claims]
        return sorted(found, key=lambda c: (self.reports[c.article].letter, c.start, c.end, c.id))

    def _value(self, cell: Cell) -> str:
        if cell.value:
            return dates_in_words(plain(cell.value))
        words = [figure_words(c.figure) for c in self._claims(cell.claims) if c.figure]
        return "; ".join(dict.fromkeys(words)) or interval(cell.low, cell.high)

    def said(self, claim: Claim) -> Said:
        """A claim within its sentence."""
        report = self.reports[claim.article]
        text = report.article.text
        start, end = min(claim.sentence.start, claim.start), max(claim.sentence.end, claim.end)
        before, words, after = text[start:claim.start], text[claim.start:claim.end], text[claim.end:end]
        return Said(
            claim, report, _edge(before, right=True), plain(words), _edge(after, right=False), self.speaker(claim),
            status_words(claim.status), tuple(self.marks.claims.get(claim.id, ())),
        )

    def speaker(self, claim: Claim) -> str | None:
        """Who says it, and through whom; None for the outlet's own voice."""
        through = f"via {plain(claim.via.name)}" if claim.via else ""
        if claim.claimant is None:
            return through or None
        name, via = plain(claim.claimant.name), claim.via
        if via is None or via.name == claim.claimant.name or (via.entity is not None and via.entity == claim.claimant.entity):
            return name
        return f"{name}, {through}"

    def claims_of(self, article: Article) -> list[Claim]:
        """An article's claims in the order of its text."""
        return self._of_article.get(article.id, [])

    @cached_property
    def _of_article(self) -> dict[str, list[Claim]]:
        found: dict[str, list[Claim]] = {}
        for claim in sorted(self.case.claims, key=lambda c: (c.start, c.end, c.id)):
            found.setdefault(claim.article, []).append(claim)
        return found

    @cached_property
    def named(self) -> tuple[Entity, ...]:
        """The entities, most mentioned first."""
        return tuple(sorted(self.case.entities, key=lambda e: (-len(e.mentions), e.name, e.id)))

    def variants(self, entity: Entity) -> list[str]:
        """The other forms of a name, without those that differ in case only."""
        seen = {entity.name.casefold()}
        forms = []
        for form in entity.names:
            if form.casefold() not in seen:
                seen.add(form.casefold())
                forms.append(plain(form))
        return forms

    @cached_property
    def dropped(self) -> list[tuple[str, int]]:
        """What was read and not stated, by reason, most frequent first."""
        reasons = Counter(rejection.reason for rejection in self.case.rejected)
        return sorted(((plain(reason), n) for reason, n in reasons.items()), key=lambda r: (-r[1], r[0]))

    @cached_property
    def clutter(self) -> int:
        """How many lines of the pages are not the report."""
        return sum(block.role == "clutter" for article in self.case.articles for block in article.blocks)


def _by_date(article: Article) -> tuple[bool, str, str, str]:
    return article.published is None, article.published or "", article.source, article.id


def _edge(text: str, *, right: bool) -> str:
    """Made safe, with the blank that joins it to the words beside it."""
    shown = plain(text)
    if right:
        return f"{shown} " if shown and text[-1:].isspace() else shown
    return f" {shown}" if shown and text[:1].isspace() else shown


def overlaps(a: Span, b: Span) -> bool:
    """Whether two spans share a code point."""
    return a.start < b.end and b.start < a.end
