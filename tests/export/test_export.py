"""Exports: what other tools read back from them."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from typing import Any

import pytest
from brief.made_case import made_case
from export.conftest import Golden, written
from geojson_pydantic import FeatureCollection
from pyld import jsonld

from corrobora.codebooks.acled import EVENT_TYPE
from corrobora.errors import InputError
from corrobora.export import FORMATS, export
from corrobora.export.plover import EVENTS, QUAD
from corrobora.export.tables import HXL, TABLES, write_rows
from corrobora.records import Case, EventPlace

NO_GRAPH = "no followthemoney here: it needs ICU to build (libicu-dev, pkg-config, g++)"
OA = "http://www.w3.org/ns/oa#"
# Of the Web Annotation context (W3C, anno.jsonld) what these annotations use.
CONTEXT = {
    "oa": OA, "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#", "dc": "http://purl.org/dc/elements/1.1/",
    "id": {"@type": "@id", "@id": "@id"}, "type": {"@type": "@id", "@id": "@type"},
    **{name: f"oa:{name}" for name in ("Annotation", "TextualBody", "TextPositionSelector", "TextQuoteSelector")},
    **{name: {"@type": "@vocab", "@id": f"oa:{to}"} for name, to in (("motivation", "motivatedBy"), ("purpose", "hasPurpose"))},
    **{name: f"oa:{name}" for name in ("describing", "identifying", "assessing")},
    "body": {"@type": "@id", "@id": "oa:hasBody"}, "target": {"@type": "@id", "@id": "oa:hasTarget"},
    "source": {"@type": "@id", "@id": "oa:hasSource"}, "selector": {"@type": "@id", "@id": "oa:hasSelector"},
    "start": "oa:start", "end": "oa:end", "exact": "oa:exact", "prefix": "oa:prefix", "suffix": "oa:suffix",
    "value": "rdf:value", "format": "dc:format",
}  # fmt: skip


def published_context(url: str, options: Any) -> dict[str, Any]:
    """The one context that annotations name, without the network."""
    assert url == "http://www.w3.org/ns/anno.jsonld"
    return {"contextUrl": None, "documentUrl": url, "document": {"@context": CONTEXT}}


@pytest.mark.parametrize("name", FORMATS)
def test_the_same_case_gives_the_same_bytes(case: Case, name: str) -> None:
    assert written(case, name) == written(Case.from_json(case.to_json()), name) != ""


def test_hxl_tags_stand_under_the_header(case: Case) -> None:
    header, tags, *rows = list(csv.reader(io.StringIO(written(case, "hxl"))))
    assert dict(zip(header, tags, strict=True)) == HXL and [row[0] for row in rows] == ["e-raid", "e-shelling"]


def test_a_report_row_says_only_what_its_report_says(case: Case) -> None:
    rows = list(csv.DictReader(io.StringIO(written(case, "reports"))))
    deaths = {row["id"].split("/")[1]: row["deaths_low"] for row in rows if row["event_id"] == case.events[0].id}
    assert deaths["a-wire"] == "27" and deaths["a-other"] == "34"


def test_annotations_select_the_exact_words(case: Case) -> None:
    texts = {f"urn:corrobora:article:{a.id}": a.text for a in case.articles} | {a.url: a.text for a in case.articles if a.url}
    lines = [json.loads(line) for line in written(case, "annotations").splitlines()]
    assert len(lines) == len(case.claims) > 0
    for note in lines:
        text = texts[note["target"]["source"]]
        position, quote = note["target"]["selector"]
        exact = text[position["start"] : position["end"]]
        assert exact == quote["exact"] and quote["prefix"] + exact + quote["suffix"] in text
        # A JSON-LD processor takes it for a graph (the published context is given here, for nothing is fetched).
        (node,) = jsonld.expand(note, {"documentLoader": published_context})
        assert node["@type"] == [f"{OA}Annotation"] and node[f"{OA}hasTarget"][0][f"{OA}hasSource"]
        assert node["urn:corrobora:claim"][0]["@value"]["quote"] == quote["exact"]
        selectors = node[f"{OA}hasTarget"][0][f"{OA}hasSelector"]
        assert [s["@type"] for s in selectors] == [[f"{OA}TextPositionSelector"], [f"{OA}TextQuoteSelector"]]


def test_geojson_is_geojson_and_null_where_nothing_is_known(case: Case) -> None:
    nowhere = case.events[0].model_copy(update={"id": "ev-nowhere", "place": EventPlace()})
    collection = FeatureCollection.model_validate_json(
        written(case.model_copy(update={"events": (*case.events, nowhere)}), "geojson")
    )
    points = {f.id: f.geometry for f in collection.features}
    assert points["ev-nowhere"] is None
    place = case.events[0].place
    assert tuple(points[case.events[0].id].coordinates) == (place.lon, place.lat)


def test_followthemoney_takes_every_entity(case: Case) -> None:
    model = pytest.importorskip("followthemoney", reason=NO_GRAPH).model
    made = [model.get_proxy(json.loads(line), cleaned=False) for line in written(case, "followthemoney").splitlines()]
    schemata = [proxy.schema.name for proxy in made]
    assert {"Article", "Event", "Mention"} <= set(schemata)
    ids = {proxy.id for proxy in made}
    for proxy in made:
        for prop, value in proxy.itervalues():
            assert prop.type.name != "entity" or value in ids
            assert prop.type.name != "country" or prop.type.validate(value)


FIELDS = [
    "id", "has_event", "date", "time", "enddate", "endtime", "actor", "recipient", "event", "event_loc", "event_text",
    "quad_code", "event_scale", "mode", "context", "link", "text", "text_info", "cite_info", "coder", "coded_date",
    "coded_time", "comment",
]  # fmt: skip
QUADS = [  # the manual's table of quad categories
    {"AGREE", "CONSULT", "SUPPORT", "CONCEDE"}, {"COOPERATE", "AID", "RETREAT"},
    {"REQUEST", "ACCUSE", "REJECT", "SANCTION", "THREATEN"}, {"PROTEST", "MOBILIZE", "COERCE", "ASSAULT"},
]


def test_plover_records_have_the_standards_fields_and_codes(case: Case) -> None:
    for text in written(case, "plover").splitlines():
        record = json.loads(text)
        assert list(record) == FIELDS
        assert record["quad_code"] == next((n for n, q in enumerate(QUADS, 1) if set(record["event"]) & q), None)
        assert record["has_event"] == bool(record["event"])
    assert set(EVENT_TYPE) - set(EVENTS) == {"Change to group/activity", "Headquarters or base established", "Other"}
    for event, _ in EVENTS.values():
        assert event in QUADS[QUAD[event] - 1]
    assert all(event in QUADS[quad - 1] for event, quad in QUAD.items())


def test_plover_codes_talks_by_the_words_of_the_claims(case: Case) -> None:
    deed = next(c for c in case.claims if c.happening and c.event == case.events[0].id)
    met = deed.model_copy(update={"happening": deed.happening.model_copy(update={"type": "Other", "plover": "CONSULT"})})
    talks = case.events[0].model_copy(update={"type": "Other", "claims": (met.id,)})
    record = json.loads(written(case.model_copy(update={"events": (talks,), "claims": (met,)}), "plover"))
    assert (record["event"], record["quad_code"], record["has_event"]) == (["CONSULT"], 1, True)


def test_both_sides_of_a_battle_are_actors(case: Case) -> None:
    fought = case.events[0].model_copy(update={"type": "Armed clash", "targets": ("n-army", "n-traders")})
    record = json.loads(written(case.model_copy(update={"events": (fought,)}), "plover"))
    assert [a["actor_text"] for a in record["actor"]] == ["Dune Front", "the army"]
    assert [(a["actor_text"], a.get("sector")) for a in record["recipient"]] == [("traders", "CVL")]


def test_only_what_a_person_ruled_on_is_a_claim_review(case: Case) -> None:
    reviews = [json.loads(text) for text in written(case, "claimreview").splitlines()]
    assert [(r["reviewRating"]["alternateName"], r["reviewRating"]["ratingValue"]) for r in reviews] == [
        ("Accepted", 5), ("Rejected", 1), ("Accepted as corrected", 5),
    ]  # fmt: skip
    first, second, third = reviews
    assert first["itemReviewed"]["author"]["name"] == "the district prefect" and "at least 27" in first["claimReviewed"]
    assert second["itemReviewed"]["author"]["name"] == "River News Agency"  # the claim is gone: only the report is known
    assert "More than 400" in second["claimReviewed"] and second["reviewBody"] == "the whole year, not this raid"
    assert third["reviewBody"] == "Read as low: 33, high: 33; misprint" and third["author"]["name"] == "ana"
    assert written(made_case(), "claimreview") == ""


def test_a_claim_review_is_linked_data_of_schema_org(case: Case) -> None:
    known = {"@vocab": "https://schema.org/"}
    for text in written(case, "claimreview").splitlines():
        (node,) = jsonld.expand({**json.loads(text), "@context": known})
        assert node["@type"] == ["https://schema.org/ClaimReview"]
        for name in ("claimReviewed", "itemReviewed", "reviewRating", "author", "datePublished"):
            assert node[f"https://schema.org/{name}"]


def test_an_assessment_stands_at_the_annotation(case: Case) -> None:
    notes = {note["id"]: note for note in map(json.loads, written(case, "annotations").splitlines())}
    assert [b["value"] for b in notes["urn:corrobora:c-raid1"]["body"] if b["purpose"] == "assessing"] == ["B2"]
    assert [b["purpose"] for b in notes["urn:corrobora:c-raid2"]["body"]] == ["describing"]


def test_anchors_hold_where_the_names_of_the_graph_stand(case: Case) -> None:
    texts = {f"urn:corrobora:article:{a.id}": a.text for a in case.articles}
    made = {entity["id"] for entity in map(json.loads, written(case, "followthemoney").splitlines())}
    anchored = set()
    for note in map(json.loads, written(case, "anchors").splitlines()):
        position, quote = note["target"]["selector"]
        assert texts[note["target"]["source"]][position["start"]:position["end"]] == quote["exact"] != ""
        anchored.add(note["body"].removeprefix("urn:corrobora:"))
    assert anchored <= made and {e.id for e in case.events if e.claims} <= anchored
    assert {f"n-front.{m.article}" for e in case.entities if e.id == "n-front" for m in e.mentions} <= anchored


def test_statements_are_the_graph_value_by_value(case: Case) -> None:
    statement = pytest.importorskip("followthemoney.statement", reason=NO_GRAPH).Statement
    rows = [json.loads(text) for text in written(case, "statements").splitlines()]
    told = {(r["entity_id"], r["prop"], r["value"]) for r in rows}
    entities = [json.loads(text) for text in written(case, "followthemoney").splitlines()]
    assert told == {(e["id"], prop, value) for e in entities for prop, values in e["properties"].items() for value in values}
    for row in rows:
        own = statement.from_dict(row)
        assert own.generate_key() == row["id"] and own.to_dict() == row


HALF = "half \ud800 and \u202eright to left\u202c and \x00 zero"


@pytest.mark.parametrize("name", ["annotations", "geojson", "followthemoney", "statements", "anchors", "plover", "claimreview"])
def test_hostile_texts_stay_json_that_strict_readers_take(case: Case, name: str) -> None:
    event = case.events[0].model_copy(update={"label": HALF})
    article = case.articles[0].model_copy(update={"title": HALF, "outlet": HALF})
    text = written(case.model_copy(update={"events": (event,), "articles": (article, *case.articles[1:])}), name)
    text.encode("ascii")
    for one in [text] if name == "geojson" else text.splitlines():
        pyarrow_json = json.loads(one)
        assert "\ud800" not in str(pyarrow_json)
        json.dumps(pyarrow_json, ensure_ascii=False).encode("utf-8")


@pytest.mark.parametrize("name", FORMATS)
def test_the_made_case_exports_as_before(case: Case, name: str, golden: Golden) -> None:
    ending = ".csv" if name in TABLES else ".json" if name == "geojson" else ".jsonl"
    told = written(case, name)
    assert told == golden(name + ending, told)


def test_rows_are_written_while_the_next_are_not_yet_made(case: Case) -> None:
    """A table of a million events never lies in memory: each row is out before the next event is looked at."""
    made = 0

    def rows() -> Iterator[dict[str, str]]:
        nonlocal made
        for number in range(3):
            made = number + 1
            yield {"a": str(number)}

    class Out(io.StringIO):
        def write(self, text: str) -> int:
            seen.append(made)
            return super().write(text)

    seen: list[int] = []
    write_rows(rows(), ("a",), Out(newline=""))
    assert seen == [0, 1, 2, 3]


def test_an_unknown_format_is_refused_with_the_known_ones(case: Case) -> None:
    with pytest.raises(InputError, match="one of ucdp"):
        export(case, "xlsx", io.StringIO())
