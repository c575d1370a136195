"""How a claim, an event or a name was reached, line by line."""

from __future__ import annotations

from collections.abc import Iterator

from corrobora.brief.grid import Grid
from corrobora.brief.words import count, date_words, figure_words, listed, place_words, plain, topic_words
from corrobora.errors import InputError
from corrobora.records import Case, Claim, Entity, Event


def explain(case: Case, id_: str) -> list[str]:
    """The lines for what has this id, or an id that starts so. Raises InputError for none, or more than one."""
    items: list[Claim | Event | Entity] = [*case.claims, *case.events, *case.entities]
    known = {item.id: item for item in items}
    found = [known[id_]] if id_ in known else [item for key, item in known.items() if key.startswith(id_)]
    if not found:
        raise InputError(f"no claim, event or name has the id {plain(id_)!r}", mend="corrobora brief INPUT... --all shows them")
    if len(found) > 1:
        some = ", ".join(item.id for item in found[:3])
        raise InputError(f"{len(found)} ids start with {plain(id_)!r}: {some} …", mend="give more of the id")
    grid, item = Grid(case), found[0]
    if isinstance(item, Claim):
        return list(_claim(grid, item))
    return list(_event(grid, item) if isinstance(item, Event) else _entity(grid, item))


def _claim(grid: Grid, claim: Claim) -> Iterator[str]:
    said = grid.said(claim)
    yield f"{claim.id}  {claim.kind} in {said.report.letter} {said.report.name}, characters {claim.start} to {claim.end}"
    yield f"  sentence   {said.before}[{said.words}]{said.after}"
    yield f"  said by    {said.speaker or 'the outlet itself'}"
    yield f"  status     {claim.status}"
    if figure := claim.figure:
        counts = " of ".join(filter(None, (figure.counts.replace("_", " "), plain(figure.who))))
        yield f"  figure     {figure_words(figure)}: {counts}; side {figure.side}; scope {figure.scope}"
    if happening := claim.happening:
        doers, targets = listed(grid.names(happening.actors)), listed(grid.names(happening.targets))
        yield f"  happening  {plain(happening.type)}: {doers or 'not told'} → {targets or 'not told'}"
    if relation := claim.relation:
        yield f"  relation   {grid.name(relation.subject)} {relation.relation.replace('_', ' ')} {grid.name(relation.object)}"
    if claim.event:
        label = next((event.label for event in grid.case.events if event.id == claim.event), "")
        yield f"  event      {claim.event}  {plain(label)}".rstrip()
    for line in claim.why:
        yield f"  because    {plain(line)}"
    for event in grid.case.events:
        for row in grid.rows(event):
            if claim.id in row.claims:
                who = f", {row.who}" if row.who else ""
                yield f"  stands in  {topic_words(row.finding)}{who}: {row.finding.verdict} ({plain(event.label)})"


def _event(grid: Grid, event: Event) -> Iterator[str]:
    yield f"{event.id}  {plain(event.label)}"
    yield f"  type       {plain(event.type)}, {event.status}"
    yield f"  where      {place_words(event.place)} ({event.place.precision})"
    yield f"  when       {date_words(event.date)}{f': {plain(event.date.note)}' if event.date.note else ''}"
    yield f"  told in    {grid.letters(event)}; {count(len(event.claims), 'claim')}"
    for line in event.why:
        yield f"  because    {plain(line)}"
    for row in grid.rows(event):
        why = f": {plain(row.finding.why)}" if row.finding.why else ""
        yield f"  {row.finding.verdict:10} {' '.join(filter(None, (row.topic, row.who)))}{why}"


def _entity(grid: Grid, entity: Entity) -> Iterator[str]:
    yield f"{entity.id}  {plain(entity.name)}, {entity.kind}"
    if forms := grid.variants(entity):
        yield f"  also       {', '.join(forms)}"
    if place := entity.place:
        yield f"  where      {place.lat}, {place.lon}; GeoNames {place.geonames or 'has none'}; {place.precision}"
    for column in grid.columns:
        for report in column.reports:
            number = sum(mention.article == report.article.id for mention in entity.mentions)
            if number:
                yield f"  named in   {report.letter} {report.name}: {count(number, 'time')}"
