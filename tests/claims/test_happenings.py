from __future__ import annotations

import csv
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from corrobora.claims.deeds import OF_MEANS, VIOLENT, forms, means_of, noun_forms, plover_of, table, verb_forms
from corrobora.claims.happenings import find_happenings
from corrobora.claims.mentions import find_mentions
from corrobora.claims.parse import Parser
from corrobora.claims.speakers import find_statements
from corrobora.claims.times import find_times
from corrobora.claims.where import Names
from corrobora.records import Article, Block, Claim, Mention

FOLDER = Path(__file__).parents[1] / "cases"


def rows(name: str) -> list[dict[str, str]]:
    return list(csv.DictReader((FOLDER / name).read_text(encoding="utf-8").splitlines()))


def article(*paragraphs: str, headline: str | None = None) -> Article:
    text, blocks = "", []
    for paragraph in ([headline] if headline else []) + list(paragraphs):
        role = "headline" if paragraph == headline else "paragraph"
        blocks.append(Block(start=len(text), end=len(text) + len(paragraph), role=role))
        text += paragraph + "\n\n"
    return Article(id="a", source="a", text=text, blocks=tuple(blocks))


def happenings(parser: Parser, page: Article) -> tuple[list[Claim], dict[str, Mention]]:
    parsed = parser.parse(page)
    mentions = find_mentions(parsed)
    return find_happenings(parsed, Names(parsed, mentions, ()), ()), {mention.key: mention for mention in mentions}


@pytest.mark.parametrize("row", rows("happenings.csv"), ids=lambda row: row["text"])
def test_happening_of_a_sentence(parser: Parser, row: dict[str, str]) -> None:
    claims, names = happenings(parser, article(row["text"]))
    found = [
        (
            happening.type, happening.predicate, names[happening.place].text if happening.place else "",
            "|".join(names[key].text for key in happening.actors), "|".join(names[key].text for key in happening.targets),
                claim.status,
        )
        for claim in claims if (happening := claim.happening)
    ]
    assert (row["type"], row["predicate"], row["place"], row["actors"], row["targets"], row["status"]) in found


@pytest.mark.parametrize("row", rows("no_happenings.csv"), ids=lambda row: row["text"])
def test_other_readings_of_a_trigger(parser: Parser, row: dict[str, str]) -> None:
    claims, _ = happenings(parser, article(row["text"]))
    assert row["type"] not in {claim.happening.type for claim in claims if claim.happening}


def test_the_attack_is_what_was_told_before(parser: Parser) -> None:
    claims, _ = happenings(parser, article(
        "A suicide bomber drove a truck into a checkpoint near Mosul on Monday.", "The attack was the third this week."))
    assert {claim.happening.type for claim in claims if claim.happening} == {"Suicide bomb"}


def test_who_claims_a_deed_is_told_as_its_doer(parser: Parser) -> None:
    claims, names = happenings(parser, article("A bomb killed nine people in Goma.", "The Karan Front claimed responsibility."))
    told = [(claim.happening.type, [names[key].text for key in claim.happening.actors], claim.status)
            for claim in claims if claim.happening]
    assert ("Remote explosive/landmine/IED", ["Karan Front"], "alleged") in told


def test_nobody_claims_a_deed(parser: Parser) -> None:
    claims, _ = happenings(parser, article("A bomb killed nine people in Goma.", "No group claimed responsibility."))
    assert [claim.happening.actors for claim in claims if claim.happening] == [()]


def test_what_a_group_does_as_a_habit_is_no_claim_of_this_deed(parser: Parser) -> None:
    claims, _ = happenings(parser, article(
        "A bomb killed nine people in Goma.", "The Karan Front routinely claims responsibility for such attacks."))
    assert {claim.happening.actors for claim in claims if claim.happening} == {()}


def test_an_earlier_deed_with_parties_of_its_own_is_of_its_own_kind(parser: Parser) -> None:
    claims, _ = happenings(parser, article(
        "A suicide bombing killed nine people in Goma on Monday.", "Suicide bombings have become common since the killing of "
        "the Karan Front's leader John Hale by soldiers last month."))
    types = {claim.happening.predicate: claim.happening.type for claim in claims if claim.happening}
    assert types["killing"] != "Suicide bomb"


def test_a_deed_of_a_told_day_is_no_plan_though_more_are_feared(parser: Parser) -> None:
    claims, _ = happenings(parser, article(
        "Rebels ambushed a convoy near Goma on Sunday.", "Sunday's attack was one of the worst of the war.",
        "The army warned that the rebels were likely to launch more attacks."))
    assert ("attack", "asserted") in {(claim.happening.predicate, claim.status) for claim in claims if claim.happening}


@pytest.mark.parametrize("habit", [
    "Such attacks are typically carried out by the Karan Front.", "Attacks on pilgrims occur from time to time in Kisumu.",
    "On May 4, 2011, a bomb killed six pilgrims in Kisumu.",
])
def test_what_happens_again_and_again_or_happened_in_another_year_is_no_news(parser: Parser, habit: str) -> None:
    claims, _ = happenings(parser, article(
        "A bomb killed nine people in Goma.", "The blast was heard far away.", "The mayor wept.", "Shops were shut.", habit))
    last = max(claim.sentence.start for claim in claims)
    assert not any(claim.happening.main for claim in claims if claim.happening and claim.sentence.start == last)


def test_who_tells_of_his_own_deed_did_it(parser: Parser) -> None:
    claims, names = happenings(parser, article("Police say they killed a gunman in Goma."))
    assert [[names[key].text for key in claim.happening.actors] for claim in claims if claim.happening] == [["Police"]]


def test_where_an_earlier_deed_was_is_no_place_of_the_news(parser: Parser) -> None:
    claims, names = happenings(parser, article(
        "Rebels ambushed a convoy near Goma on Sunday.", "It was the worst clash since the assault on the city of Kisumu.",
        "Six soldiers were wounded in the attack."))
    places = [names[claim.happening.place].text for claim in claims if claim.happening and claim.happening.place]
    assert places and places[-1] == places[0] == "Goma"


def test_a_bare_assault_names_again_what_was_told(parser: Parser) -> None:
    claims, _ = happenings(parser, article(
        "Gunmen shot dead nine villagers in Duku.", "The mosque was empty during the assault."))
    assert {claim.happening.type for claim in claims if claim.happening} == {"Attack"}


def test_an_attack_by_another_is_not_what_was_told_before(parser: Parser) -> None:
    claims, _ = happenings(parser, article(
        "The army used sarin gas in Goma on Monday, witnesses said.", "They fled to the hills.",
        headline="Minister: U.S. attack on Kenya will bring war"))
    assert ("Attack", "planned") in {(claim.happening.type, claim.status) for claim in claims if claim.happening}


def test_the_fall_of_a_town_is_the_takers(parser: Parser) -> None:
    claims, _ = happenings(parser, article(
        "Government troops seized the city of Aleppo on Monday.", "The fall of Aleppo is a blow to the rebels."))
    assert [claim.happening.type for claim in claims if claim.happening] == ["Government regains territory"] * 2


def test_news_and_background(parser: Parser) -> None:
    claims, _ = happenings(parser, article(
        "Warplanes struck a market in Idlib on Monday, killing nine people.",
        "Rescue teams searched the rubble for hours.",
        "Rebels had captured the town of Idlib last year.",
        headline="Air strike on Idlib market kills nine",
    ))
    weight = {(claim.happening.type, claim.happening.main): claim.happening.salience for claim in claims if claim.happening}
    assert ("Non-state actor overtakes territory", False) in weight
    assert max(weight, key=lambda key: weight[key]) == ("Air/drone strike", True)


def test_violence_spoken_of_is_not_the_matter(parser: Parser) -> None:
    claims, _ = happenings(parser, article(
        "Ministers debated a plan for a new inquiry into the chemical attack on Monday.",
        headline="Ministers debate inquiry into chemical attack"))
    best = max(claims, key=lambda claim: claim.happening.salience if claim.happening else 0)
    assert best.happening is not None and best.happening.type == "Other"


def test_every_type_has_its_codes() -> None:
    types = table()["type"]
    assert VIOLENT | set(OF_MEANS.values()) <= set(types)
    assert {row["plover"] for row in types.values() if "plover" in row} <= {
        "AGREE", "ASSAULT", "COERCE", "MOBILIZE", "PROTEST", "RETREAT"}


@pytest.mark.parametrize(("words", "means"), [
    ("a barrel bomb dropped on a street", "air"), ("a suicide car bomb", "suicide"), ("mortar shells", "shell"),
    ("sarin gas fired in rockets", "chemical"), ("a roadside bomb", "bomb"), ("a knife", None),
])
def test_means(words: str, means: str | None) -> None:
    assert means_of(words) == means


@given(st.sampled_from(sorted(forms())))
def test_a_form_has_a_concept_of_the_table(form: str) -> None:
    for concept, word, verb in forms()[form]:
        words = table()["concept"][concept]
        assert word in words.get("verbs" if verb else "nouns", ())
        assert form in (verb_forms(word) if verb else noun_forms(word)) or words["irregular"][form] == word


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.sampled_from(
    ["The army", "rebels", "killed", "bombed", "in Aleppo", "the fall of", "\n", "“", "struck", "by", "7", "said", ".",
        "attack", "🙂", ","]
), min_size=1, max_size=14))
def test_any_words_give_exact_spans(parser: Parser, words: list[str]) -> None:
    page = article(" ".join(words))
    claims, names = happenings(parser, page)
    for claim in claims:
        assert claim.happening is not None
        assert page.text[claim.start:claim.end] == claim.quote != ""
        assert claim.sentence.start <= claim.start < claim.end <= claim.sentence.end
        assert {*claim.happening.actors, *claim.happening.targets} <= set(names)
        assert 0 <= claim.happening.salience <= 1
    assert len({claim.id for claim in claims}) == len(claims)


def test_plover_event_and_mode() -> None:
    assert plover_of("Air/drone strike") == ("ASSAULT", "aerial")
    assert plover_of("Agreement") == ("AGREE", None)
    assert plover_of("no such type") == (None, None)


def test_a_strike_that_is_only_spoken_of_is_planned(parser: Parser) -> None:
    claims, _ = happenings(parser, article(
        "The air strike faces a first vote in parliament.", "The president may order air strikes on Norland next week."))
    assert {claim.status for claim in claims if claim.happening and claim.happening.type == "Air/drone strike"} <= {
        "planned", "expected", "hedged"}


def test_a_strike_that_killed_is_done_though_another_is_planned(parser: Parser) -> None:
    claims, _ = happenings(parser, article(
        "An air strike killed nine people in Mosul on Monday.", "The army may order more air strikes next week."))
    assert claims[0].status == "asserted"


def test_where_a_report_was_sent_from_is_no_place_of_the_deed(parser: Parser) -> None:
    claims, names = happenings(parser, article(
        "LONDON (AP) - The airport of Mosul was quiet on Monday.", "Rebels had attacked an army base overnight."))
    assert {names[claim.happening.place].text for claim in claims if claim.happening and claim.happening.place} == {"Mosul"}


@pytest.mark.parametrize(("text", "targets"), [
    ("Gunmen attacked the village, burning down homes and a church, residents and a local official said.", set()),
    ("Rebels clashed with soldiers and the army said it had lost nobody.", {"soldiers"}),
    ("Gunmen abducted three villagers, officials said.", {"villagers"}),
])
def test_who_tells_of_a_deed_did_not_suffer_it(parser: Parser, text: str, targets: set[str]) -> None:
    parsed = parser.parse(article(text))
    mentions = find_mentions(parsed)
    names = {mention.key: mention.text for mention in mentions}
    claims = find_happenings(parsed, Names(parsed, mentions, ()), find_statements(parsed, mentions))
    assert {names[key] for claim in claims if claim.happening for key in claim.happening.targets} == targets


@pytest.mark.parametrize(("text", "place"), [
    ("Raiders attacked the market of Harun. They looted shops before withdrawing towards Tell Amar.", "Harun"),
    ("A rocket hit the market of Harun. The mayor said it had been fired from Tell Amar.", "Harun"),
    ("Raiders attacked the market of Harun. At least 16 people were wounded, a spokesman told reporters in Geneva.", "Harun"),
    ("The army advanced towards Tell Amar.", "Tell Amar"),
])
def test_a_way_or_the_place_of_the_telling_is_no_place_of_the_deed(parser: Parser, text: str, place: str) -> None:
    claims, names = happenings(parser, article(text))
    told = [claim.happening.place for claim in claims if claim.happening]
    assert told and {names[key].text for key in told if key} == {place}


@pytest.mark.parametrize("text", [
    "Fighters of the Free Northern Brigades seized the village of Tell Amar.",
    "Gunmen from the Free Northern Brigades attacked a market in Tell Amar.",
])
def test_a_bodys_fighters_act_for_it(parser: Parser, text: str) -> None:
    claims, names = happenings(parser, article(text))
    assert {names[key].text for claim in claims if claim.happening for key in claim.happening.actors} == {
        "Free Northern Brigades"}


def test_a_dateline_neither_acts_nor_dates(parser: Parser) -> None:
    page = article("MARIB, Yemen, 3 May 2023 - Shells slammed into a house in the village of Tell Amar.")
    parsed = parser.parse(page)
    mentions = find_mentions(parsed)
    (claim,) = [c for c in find_happenings(parsed, Names(parsed, mentions, find_times(parsed)), ()) if c.happening]
    assert claim.quote.startswith("Shells slammed")
    assert claim.happening is not None and claim.happening.actors == () and claim.happening.time is None
    assert {m.text for m in mentions} == {"MARIB", "Yemen", "Tell Amar"}


def test_where_a_speaker_is_from_is_no_place_of_the_deed(parser: Parser) -> None:
    claims, names = happenings(parser, article(
        "Fighting raged in Kobane on Monday.",
        "An official in the Turkish town of Suruc said that 700 people, 47 of them wounded, had crossed the border."))
    (deed,) = [claim.happening for claim in claims if claim.happening and claim.happening.predicate == "wounded"]
    assert deed.place is not None and names[deed.place].text == "Kobane"


def test_what_is_done_in_another_town_is_news_of_its_own(parser: Parser) -> None:
    claims, _ = happenings(parser, article(
        "Rebels captured the town of Mosul on Monday.", "The rebels fought the army for nine days.",
        "They hold the bridges and the hospital.", "Shops were shut.", "Gunmen shot dead three drivers in Kirkuk."))
    assert any(claim.happening and claim.happening.predicate == "shot" and claim.happening.main for claim in claims)


@pytest.mark.parametrize("text", ["Police said the road was closed.", "Investigators found two casings.",
                                  "The report provides new details."])
def test_what_belongs_to_the_reporting_is_no_deed(parser: Parser, text: str) -> None:
    claims, _ = happenings(parser, article(text))
    assert not claims


def test_where_the_hurt_are_treated_is_no_place_of_the_deed(parser: Parser) -> None:
    claims, names = happenings(parser, article(
        "Raiders attacked the village of Duku on Friday.",
        "An elder said two men were shot dead while five others are receiving treatment at St. Anne's Hospital.",
        "The injured were shifted to St. Mary's Military Hospital.",
    ))
    assert {names[claim.happening.place].text for claim in claims if claim.happening and claim.happening.place} == {"Duku"}


def test_the_home_of_a_person_and_a_far_hospital_are_no_places_of_the_deed(parser: Parser) -> None:
    claims, names = happenings(parser, article(
        "A bomb killed three guards near the town of Duku.", "The wounded guards were admitted to a hospital in Cairo.",
        "Police arrested Jane Roe, 27, of London, over the bombing.",
    ))
    places = {names[claim.happening.place].text for claim in claims if claim.happening and claim.happening.place}
    assert places == {"Duku"}


def test_a_toll_that_hits_a_number_is_no_deed_and_a_terror_strike_no_strike_from_the_air(parser: Parser) -> None:
    claims, names = happenings(parser, article(
        "Death toll in Duku University terror strike hits 40",
        "The death toll in the attack by militants on Duku University on Thursday has risen to 40.",
    ))
    told = [claim.happening for claim in claims if claim.happening]
    assert {happening.type for happening in told} == {"Attack"}
    assert not any("University" in names[actor].text for happening in told for actor in happening.actors)


def test_blasts_are_nobody_that_is_hurt(parser: Parser) -> None:
    claims, _ = happenings(parser, article("Three Blasts in Duku Market, 15 people killed and 45 injured: Duku"))
    assert not any(claim.happening.targets for claim in claims if claim.happening)


def test_a_time_in_a_clause_below_does_not_put_the_deed_before_the_news(parser: Parser) -> None:
    claims, _ = happenings(parser, article(
        "Kenya executed three men on Friday who were accused of killing two guards during last year's riots, a judge said."))
    assert [claim.happening.main for claim in claims if claim.happening and claim.happening.predicate == "executed"] == [True]


def test_an_ambush_is_the_bombing_told_beside_it(parser: Parser) -> None:
    claims, _ = happenings(parser, article(
        "Four rangers were killed on Monday when a roadside bomb was set off near Goma.",
        headline="Four rangers killed in Goma ambush"))
    assert {claim.happening.type for claim in claims if claim.happening} == {"Remote explosive/landmine/IED"}
