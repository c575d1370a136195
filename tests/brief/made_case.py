"""A small case made by hand: an invented raid, told by three reports of two origins, and what they say besides."""

from __future__ import annotations

from typing import Any

from corrobora.records import (
    Article,
    Block,
    Case,
    Cell,
    Claim,
    Claimant,
    CodedCell,
    Coding,
    Entity,
    EntityMention,
    Event,
    EventDate,
    EventPlace,
    Figure,
    Finding,
    Happening,
    Origin,
    Place,
    Rejected,
    Relation,
    Shared,
    Span,
    Statement,
    Time,
    Unread,
    Via,
)

WIRE = (
    "Gunmen attack market in Moussoro\n\n"
    "MOUSSORO, Chad (River News Agency) - Gunmen on motorcycles killed at least 27 people at a cattle market in Moussoro on "
    "Saturday, the district prefect said.\n\n"
    '"They came at noon and shot at everyone," said Achta Brahim, a trader.\n\n'
    "The fighting lasted three hours. More than 400 people have been killed in the province this year.\n"
)
COPY = (
    "Dark day for our town\n\n"
    "Shops stayed shut on Sunday.\n\n"
    "Gunmen on motorcycles killed at least 27 people at a cattle market in Moussoro on Saturday, the district prefect said.\n\n"
    "Sign up for our newsletter!\n"
)
OTHER = (
    "Army retakes town after raid\n\n"
    "The army drove the raiders of the Dune Front out of Mussoro after five hours of fighting.\n\n"
    "Thirty-four bodies were brought to the hospital, and dozens were reportedly hurt, the nurse Hassan Oumar told "
    "Desert Post.\n\n"
    "The army said it would search the villages around Salal.\n"
)
TEXTS = {"a-wire": WIRE, "a-copy": COPY, "a-other": OTHER}
NAMES = {"a-wire": "River News Agency", "a-copy": "Kanem Courier", "a-other": "Desert Post"}
DATES = {"a-wire": "2031-03-15", "a-copy": "2031-03-16", "a-other": None}


def at(article: str, words: str, texts: dict[str, str]) -> tuple[int, int]:
    start = texts[article].index(words)
    return start, start + len(words)


def made_case(texts: dict[str, str] | None = None) -> Case:
    """The case; ``texts`` may put other texts in place, if they hold the same words."""
    texts = texts or TEXTS

    def claim(
        id_: str, article: str, words: str, *, speaker: str | None = None, entity: str | None = None, **given: Any
    ) -> Claim:
        start, end = at(article, words, texts)
        text = texts[article]
        left = max(text.rfind("\n", 0, start), text.rfind(". ", 0, start) + 1) + 1
        right = text.find("\n", end)
        claimant = None
        if speaker:
            s_start, s_end = at(article, speaker, texts)
            claimant = Claimant(start=s_start, end=s_end, quote=speaker, entity=entity, name=speaker)
        return Claim(
            id=id_,
            article=article,
            start=start,
            end=end,
            quote=words,
            sentence=Span(start=left, end=right),
            claimant=claimant,
            **given,
        )

    def figure(low: int | None, high: int | None, bound: Any, counts: Any, who: str, **given: Any) -> Figure:
        return Figure(low=low, high=high, bound=bound, counts=counts, who=who, **given)

    claims = (
        claim(
            "c-killed1",
            "a-wire",
            "at least 27 people",
            speaker="the district prefect",
            kind="figure",
            via=Via(name="River News Agency"),
            event="e-raid",
            figure=figure(27, None, "at_least", "killed", "people at the market", side="civilians"),
            why=("killed: 'killed' governs 'people'", "claimant: 'the district prefect said'"),
        ),
        claim(
            "c-killed2",
            "a-copy",
            "at least 27 people",
            speaker="the district prefect",
            kind="figure",
            via=Via(name="River News Agency"),
            event="e-raid",
            figure=figure(27, None, "at_least", "killed", "people at the market", side="civilians"),
        ),
        claim(
            "c-killed3",
            "a-other",
            "Thirty-four bodies",
            speaker="Hassan Oumar",
            entity="n-nurse",
            kind="figure",
            event="e-raid",
            figure=figure(34, 34, "exact", "killed", "bodies"),
        ),
        claim(
            "c-hurt",
            "a-other",
            "dozens",
            speaker="Hassan Oumar",
            entity="n-nurse",
            kind="figure",
            status="hedged",
            event="e-raid",
            figure=figure(None, None, "vague", "injured", "people", vague_word="dozens"),
        ),
        claim(
            "c-hours1",
            "a-wire",
            "three hours",
            kind="figure",
            event="e-raid",
            figure=figure(3, 3, "exact", "duration", "the fighting", unit="hour"),
        ),
        claim(
            "c-hours2",
            "a-other",
            "five hours",
            kind="figure",
            event="e-raid",
            figure=figure(5, 5, "exact", "duration", "the fighting", unit="hour"),
        ),
        claim(
            "c-year",
            "a-wire",
            "More than 400 people",
            kind="figure",
            figure=figure(401, None, "more_than", "killed", "people", scope="cumulative"),
        ),
        claim(
            "c-raid1",
            "a-wire",
            "killed",
            kind="happening",
            event="e-raid",
            happening=Happening(
                type="Attack", predicate="kill", actors=("n-front",), targets=("n-traders",), place="n-town", main=True
            ),
        ),
        claim(
            "c-raid2",
            "a-other",
            "drove the raiders",
            kind="happening",
            event="e-raid",
            happening=Happening(
                type="Armed clash", predicate="drive out", actors=("n-army",), targets=("n-front",), place="n-town", main=True
            ),
        ),
        claim(
            "c-search",
            "a-other",
            "would search the villages",
            speaker="The army",
            entity="n-army",
            kind="happening",
            status="planned",
            event="e-search",
            happening=Happening(type="other", predicate="search", actors=("n-army",), place="n-salal"),
        ),
        claim(
            "c-said",
            "a-wire",
            "They came at noon and shot at everyone,",
            speaker="Achta Brahim",
            entity="n-trader",
            kind="statement",
            event="e-raid",
            statement=Statement(direct=True),
        ),
        claim(
            "c-nurse",
            "a-other",
            "the nurse Hassan Oumar",
            kind="relation",
            relation=Relation(subject="n-nurse", relation="member_of", object="n-army"),
        ),
    )

    def entity(id_: str, kind: Any, *forms: str, place: Place | None = None, **given: Any) -> Entity:
        mentions = tuple(
            EntityMention(article=article, start=text.index(form), end=text.index(form) + len(form))
            for article, text in texts.items()
            for form in forms
            if form in text
        )
        return Entity(id=id_, kind=kind, name=forms[0], names=forms, mentions=mentions, place=place, **given)

    entities = (
        entity(
            "n-town",
            "place",
            "Moussoro",
            "Mussoro",
            place=Place(lat=13.64, lon=16.49, geonames=2427336, country="TD", admin1="Barh el Gazel", feature="PPLA"),
        ),
        entity(
            "n-salal",
            "place",
            "Salal",
            place=Place(lat=14.84, lon=17.23, country="TD", admin1="Barh el Gazel", precision="near"),
        ),
        entity("n-front", "group", "Dune Front", side="rebels"),
        entity("n-army", "organisation", "the army", "The army", side="government"),
        entity("n-traders", "group", "traders"),
        entity("n-trader", "person", "Achta Brahim", roles=("trader",)),
        entity("n-nurse", "person", "Hassan Oumar", roles=("nurse",)),
    )

    def cell(origin: str, low: int | None, high: int | None, *ids: str, value: str | None = None) -> Cell:
        return Cell(origin=origin, claims=ids, low=low, high=high, value=value)

    findings = (
        Finding(
            topic="killed",
            who="people at the market",
            verdict="compatible",
            low=34,
            high=34,
            origins=2,
            claimants=2,
            cells=(cell("o-wire", 27, None, "c-killed1", "c-killed2"), cell("o-other", 34, 34, "c-killed3")),
            why="at least 27 holds 34",
        ),
        Finding(topic="injured", who="people", verdict="alone", origins=1, cells=(cell("o-other", None, None, "c-hurt"),)),
        Finding(
            topic="duration",
            who="the fighting",
            verdict="differ",
            low=3,
            high=5,
            origins=2,
            cells=(cell("o-wire", 3, 3, "c-hours1"), cell("o-other", 5, 5, "c-hours2")),
        ),
        Finding(
            topic="place",
            verdict="agree",
            origins=2,
            cells=(
                cell("o-wire", None, None, "c-raid1", value="Moussoro"),
                cell("o-other", None, None, "c-raid2", value="Moussoro"),
            ),
        ),
    )
    coding = Coding(
        value={"best": 34, "low": 27},
        cells={
            "best": CodedCell(
                value=34, rule="UCDP GED codebook 24.1, section 4: the most likely figure", claims=("c-killed3",)
            ),
            "low": CodedCell(value=27, rule="UCDP GED codebook 24.1, section 4: the lowest figure", claims=("c-killed1",)),
        },
    )
    events = (
        Event(
            id="e-raid",
            label="Attack on traders at Moussoro",
            type="Attack",
            status="asserted",
            main_of=("a-wire", "a-copy", "a-other"),
            articles=("a-wire", "a-copy", "a-other"),
            claims=tuple(c.id for c in claims if c.event == "e-raid"),
            place=EventPlace(
                entity="n-town", name="Moussoro", lat=13.64, lon=16.49, country="TD", admin1="Barh el Gazel", precision="exact"
            ),
            date=EventDate(start="2031-03-15", end="2031-03-15", precision="day"),
            actors=("n-front",),
            targets=("n-traders",),
            findings=findings,
            codings={"ucdp": coding},
            why=("same place", "same day"),
        ),
        Event(
            id="e-search",
            label="Search of villages around Salal",
            type="other",
            status="planned",
            articles=("a-other",),
            claims=("c-search",),
            place=EventPlace(entity="n-salal", name="Salal", lat=14.84, lon=17.23, country="TD", precision="near"),
            actors=("n-army",),
        ),
    )
    articles = []
    for id_, text in texts.items():
        blocks, offset = [], 0
        for line in text.split("\n"):
            if line.strip():
                clutter = line.startswith("Sign up")
                role: Any = "clutter" if clutter else "headline" if not offset else "paragraph"
                blocks.append(
                    Block(start=offset, end=offset + len(line), role=role, reason="asks for an address" if clutter else None)
                )
            offset += len(line) + 1
        origin = "o-other" if id_ == "a-other" else "o-wire"
        articles.append(
            Article(
                id=id_,
                source=f"reports/{id_}.txt",
                outlet=NAMES[id_],
                title=text.split("\n")[0],
                published=DATES[id_],
                language="en",
                text=text,
                blocks=tuple(blocks),
                origin=origin,
            )
        )
    a_start, a_end = at("a-wire", "Gunmen on motorcycles killed", texts)
    b_start, b_end = at("a-copy", "Gunmen on motorcycles killed", texts)
    saturday = at("a-wire", "Saturday", texts)
    hours = at("a-other", "five hours", texts)
    return Case(
        settings="0123456789ab",
        articles=tuple(articles),
        origins=(
            Origin(id="o-other", articles=("a-other",)),
            Origin(
                id="o-wire",
                articles=("a-copy", "a-wire"),
                agency="River News Agency",
                shared=(Shared(a="a-wire", a_start=a_start, a_end=a_end, b="a-copy", b_start=b_start, b_end=b_end),),
            ),
        ),
        entities=entities,
        times=(
            Time(
                article="a-wire",
                start=saturday[0],
                end=saturday[1],
                value="2031-03-15",
                **{"from": "2031-03-15", "to": "2031-03-15"},
            ),
            Time(article="a-other", start=hours[0], end=hours[1], value="PT5H", type="DURATION"),
        ),
        claims=claims,
        events=events,
        rejected=(Rejected(article="a-copy", reason="clutter: asks for an address", text="Sign up for our newsletter!"),),
        unread=(
            Unread(source="reports/broken.bin", reason="not text: it holds zero bytes", mend="give a page as text or HTML"),
        ),
    )
