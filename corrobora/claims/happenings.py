"""Things done: type, doers, targets, place, time, and whether they happened."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from spacy.tokens import Token

from corrobora.claims.arguments import LIGHT, blamed, conjuncts, objects_of, of_verb, phrase, tokens_among, words_of
from corrobora.claims.claimants import teller_at, voice_of
from corrobora.claims.deed_types import settle, type_of
from corrobora.claims.deeds import (
    ABDUCTION,
    AGREEMENT,
    AIR,
    ARRESTS,
    CLASH,
    DISRUPTED,
    EXCESSIVE,
    EXPLOSIVE,
    LOOTING,
    OTHER,
    REGROUP,
    SUICIDE,
    TAKEN,
    TRANSFER,
    VIOLENT,
    Scene,
    forms,
    is_armed,
    means_of,
    party_of,
    plover_of,
    word_set,
)
from corrobora.claims.narrowed import goals_apart, narrowed
from corrobora.claims.news import HURT, News, depth_of, is_background, status_at, weigh
from corrobora.claims.parse import Parsed, Sentence, of_parse
from corrobora.claims.root_model import SURE, root_of
from corrobora.claims.roots import tells_event
from corrobora.claims.scenes import TALKS, read_at
from corrobora.claims.scope import is_sum
from corrobora.claims.status_words import DEEDS, TOLD_ON
from corrobora.claims.where import Names, Where
from corrobora.records import Claim, Happening, Span, make_id

HARMING = frozenset({"kill", "wound"})
HARMLESS = frozenset({OTHER, AGREEMENT, ABDUCTION, ARRESTS, LOOTING, TRANSFER, REGROUP, DISRUPTED})
"""Types that nobody is killed by: who was killed beside them was killed by something else."""
LEAD = 3
"""Sentences at the head of an article in which happenings without violence are looked for."""


@dataclass(frozen=True)
class Found:
    """A trigger with what the words around it tell."""

    sentence: Sentence
    scene: Scene
    type: str
    why: str
    doers: tuple[Token, ...]
    targets: tuple[Token, ...]

    @property
    def token(self) -> Token:
        return self.scene.token


def find_happenings(parsed: Parsed, names: Names, statements: Sequence[Claim]) -> list[Claim]:
    """Claims of kind happening, in order of the text."""
    found = _settled(parsed, names)
    news = weigh(parsed, found, names)
    hoped = _hoped(found)
    told = [names.place(one.sentence, one.token, one.doers, one.targets) for one in found]
    places = narrowed(found, goals_apart(found, told, names), names)
    news = _elsewhere(found, news, places, names)
    claims = [
        _claim(parsed, one, names, told, where, statements, one in hoped)
        for one, told, where in zip(found, news, places, strict=True)
    ]
    return sorted(claims, key=lambda c: (c.start, c.end, c.id))


def _settled(parsed: Parsed, names: Names) -> list[Found]:
    """Every happening with its type; "the attack" takes the type of what is told nearby."""
    sentences = [list(_in_sentence(sentence, names)) for sentence in parsed.sentences]
    sentences = [_without_parts(here) for here in sentences]
    sentences = [_bombs_settled(sentences, index) for index in range(len(sentences))]
    sure = [[one for one in here if one.type in VIOLENT] for here in sentences]
    taken = [one.type for here in sentences for one in here if one.type in TAKEN]
    matter = any(depth_of(one.token) < 0.6 for one in (sentences[0] if sentences else ()))
    lead = [one for told in sure[: LEAD + 2] for one in told]
    found: list[Found] = []
    words = True
    for index, here in enumerate(sentences):
        before = next((told for told in reversed(sure[max(0, index - 3):index]) if told), [])
        for one in here:
            if not one.type.endswith("?"):
                found.append(one)
                continue
            if one.scene.concept in HARMING and any(
                    o.scene.concept not in HARMING and o.type not in HARMLESS and not is_background(o) for o in here):
                continue
            claimed = one.scene.concept == "responsible"  # it points back, however far into the article it stands
            told = [*sure[index], *(lead if index <= LEAD or claimed else ()), *(reversed(before) if _again(one.scene) else ())]
            if one.doers and one.targets and is_background(one):
                told = [other for other in told if _shares_party(one, other)]  # an earlier deed with parties of its own
            if one.scene.doer and party_of(one.scene.doer) != "state":
                told = [other for other in told if other.type != EXCESSIVE]
            nearby = [*taken, *(other.type for other in told if claimed or not _by_another(one, other))]
            kind, why = settle(one.scene, one.type[:-1], nearby)
            if claimed and not (why or any(o.type.rstrip("?") in VIOLENT for other in sentences[:index + 1] for o in other
                                           if o is not one)):
                continue
            found.append(replace(one, type=kind, why=f"{kind}: {one.token.text!r}: {why or one.why}"))
        if index < LEAD and not (matter and index) and (head := _headed(parsed.sentences[index], here, words)):
            found.append(head)
            words = True
        else:
            words = words and index >= LEAD
    return found


def _by_another(one: Found, other: Found) -> bool:
    """Whether a deed is told by its doer's name as another's: a "US attack" is no name for the gas that the army used."""
    told = [[t for head in each.doers for t in phrase(head)] for each in (one, other)]
    state = any(t.ent_type_ in {"GPE", "NORP"} for t in told[0])
    named = all(any(t.pos_ == "PROPN" for t in words) for words in told)
    return not one.scene.verb and not {t.lower_ for t in told[0]} & {t.lower_ for t in told[1]} and (
        (state and is_armed(other.scene.doer)) or (named and party_of(one.scene.doer) != party_of(other.scene.doer)))


def _shares_party(one: Found, other: Found) -> bool:
    """Whether a deed has a doer or target of another, by their nouns."""
    mine, theirs = ({h.lemma_.lower() for h in (*each.doers, *each.targets)} for each in (one, other))
    return bool(mine & theirs)


def _bombs_settled(sentences: Sequence[Sequence[Found]], index: int) -> list[Found]:
    """The triggers of a sentence, with blasts of an untold kind those of the suicide bombers told of near them."""
    near = sentences[max(0, index - 3):index + 1] if index > LEAD else sentences[:LEAD + 2]
    kinds = [one.type for here in near for one in here]
    kind = SUICIDE if SUICIDE in kinds else EXPLOSIVE
    return [
        replace(one, type=kind, why=f"{kind}: {one.token.text!r}: a bomb; its kind is told nearby")
        if one.type == EXPLOSIVE + "?" and AIR not in kinds else one for one in sentences[index]
    ]


_LAID = frozenset({"bomb", "shell", "grenade"})
"""Arms: no doers, whatever they do."""
AGENTS = frozenset({"protester", "protestor", "demonstrator", "attacker", "bomber", "rioter", "sniper", "hostage", "mob"})
"""Nouns for those who do or suffer a deed: no deed of their own beside a verb that tells it."""


def _without_parts(here: Sequence[Found]) -> list[Found]:
    """The triggers of a sentence without those that are only the doer or object in another's clause ("a bomb exploded")."""
    heads = {head.i: one for one in here for head in (*one.doers, *one.targets)}
    deeds = {one.token.i for one in here if one.type != OTHER}
    kept = []
    for one in here:
        whole = heads.get(one.token.i)
        if whole is not None and whole is not one and whole.type != OTHER and (
                one.scene.word in AGENTS or whole.type.rstrip("?") == one.type.rstrip("?")):
            continue
        if one.type == OTHER and any(head.i in deeds for head in one.targets):
            continue
        kept.append(one)
    return kept


def _again(scene: Scene) -> bool:
    """Whether a trigger names a thing told before: "the attack", or who was killed in it."""
    if scene.concept in {"kill", "wound"}:
        return scene.verb
    pointers = {"the", "this", "that", "these", "those", "such"}
    return not scene.verb and any(child.lower_ in pointers or child.dep_ == "poss" for child in scene.token.children)


OFFICIALS = frozenset({"police", "official", "officials", "authorities", "sheriff", "monitor", "report", "officers", "deputies",
                       "investigators", "coroner", "detectives", "family", "residents", "witnesses", "crews"})
"""Who says or does what belongs to the report of a deed, and is no news of its own."""


def _headed(sentence: Sentence, here: Sequence[Found], words: bool) -> Found | None:
    """What a sentence at the head of an article says is done, where no violence is its matter."""
    root = said = sentence.tokens.root
    while (content := [c for c in said.children if c.dep_ == "ccomp"]) and said.lemma_ in word_set("speech"):
        said = content[0]
    if root.pos_ != "VERB" or said.lemma_ in {"kill", "die"} or any(depth_of(one.token) < 0.6 for one in here):
        return None
    if said.lemma_ in {"release", "free"} and said.pos_ == "VERB" and not any(one.type == ABDUCTION for one in here):
        root = said  # whoever is let go is the news, whoever says so
    doers, targets = of_verb(root)
    if any(h.lower_ in {"toll", "tally"} for h in doers):
        return None  # "Death toll in Harun blast hits 30": the blast is the news
    # Who "said", "found" or "provides" something did nothing: only a named one's words may be the news themselves.
    freed = bool(targets) and root.lemma_ in {"release", "free"} and root.pos_ == "VERB"
    plain = all(h.lower_ in OFFICIALS and not any(c.dep_ in {"amod", "compound", "prep"} for c in h.children)
                for h in doers or targets)
    if not (doers or freed) or plain or (root.lemma_ not in word_set("acts") and not tells_event(root) and not (
            root.lemma_ in {"say", "tell"} and words and any(h.pos_ == "PROPN" and h.lower_ not in OFFICIALS for h in doers))):
        return None
    scene = Scene(root, "other", root.lemma_, True, tuple(map(words_of, doers)), tuple(map(words_of, targets)), (), "",
                  sentence.text.lower())
    return Found(sentence, scene, OTHER, f"{OTHER}: {root.text!r} heads the sentence", tuple(doers), tuple(targets))


def _in_sentence(sentence: Sentence, names: Names) -> Iterator[Found]:
    text = sentence.text.lower()
    told = of_parse(sentence.passage.doc, f"deeds {sentence.tokens.start}", lambda: tokens_among(sentence.tokens, forms()))
    for token in told:
        read = read_at(token)
        if read is None or (sentence.index >= LEAD and read[0].concept in TALKS) or names.is_part(sentence, token):
            continue
        scene, doers, targets = read
        places = tuple(t.lower_ for head in targets for t in phrase(head) if names.is_place_at(sentence, t))
        scene = replace(scene, places=places, sentence=text)
        kind, why = type_of(scene)
        if kind is None or (scene.concept in HARMING and is_sum(sentence.tokens, token)):
            continue
        yield Found(sentence, scene, kind, why if kind.endswith("?") else f"{kind}: {token.text!r}: {why}", doers, targets)


def _span(one: Found) -> Span:
    """The shortest stretch of the sentence with the trigger, its nearest doer and its nearest target."""
    tokens = {one.token}
    for heads in (one.doers, one.targets):
        near = [h for h in heads if abs(h.i - one.token.i) <= 15]
        if near:
            best = min(near, key=lambda h: abs(h.i - one.token.i))
            part = phrase(best)
            tokens.update(part if len(part) <= 12 else [best])
    first, last = min(t.i for t in tokens), max(t.i for t in tokens)
    sentence = one.sentence.tokens
    first, last = max(first, sentence.start), min(last, sentence.end - 1)
    return one.sentence.passage.span(sentence.doc[first:last + 1])


def _elsewhere(found: Sequence[Found], news: Sequence[News], places: Sequence[Where], names: Names) -> list[News]:
    """The judgements, where what is told as done in a town that the lead does not name is news of its own (round-ups)."""
    known = {names.text_of(where.key) for one, where in zip(found, places, strict=True) if one.sentence.index < LEAD}
    return [
        replace(told, main=True, why=f"{told.why}; done in another town")
        if not told.main and one.type in VIOLENT and where.stated and where.rank >= 2 and one.sentence.index >= LEAD
        and names.text_of(where.key) not in known and _done(one) and not is_background(one) else told
        for one, told, where in zip(found, news, places, strict=True)
    ]


def _hoped(found: Sequence[Found]) -> list[Found]:
    """The deeds named by a noun alone ("the strike faces a vote") of a type of which the article tells none as done."""
    done = {one.type for one in found if _done(one)}
    done |= {CLASH} if done & TAKEN else set()
    open_ = {one.type for one in found if status_at(one.token)[0] in {"planned", "expected", "hedged"} or _would(one.token)}
    return [
        one for one in found
        if one.type in open_ - done and not one.scene.verb and one.type != OTHER and status_at(one.token)[0] == "asserted"
        and not any(c.dep_ == "poss" and c.ent_type_ in {"DATE", "TIME"} for c in one.token.children)  # "Sunday's attack"
    ]


def _would(noun: Token) -> bool:
    """Whether a deed named by a bare noun is told by what it would bring: "an attack on X will bring war"."""
    bare = noun.dep_ == "nsubj" and not any(c.lower_ in {"the", "this", "that", "these"} for c in noun.children)
    return bare and any(c.tag_ == "MD" for c in noun.head.children)


def _done(one: Found) -> bool:
    """Whether a deed is told as done by more than its noun: a past verb, who was hurt by it, a verb that carries it out."""
    if status_at(one.token)[0] not in {"asserted", "ongoing", "alleged"}:
        return False
    if one.scene.verb:
        return one.token.tag_ in {"VBD", "VBN", "VBG", "VBZ"}
    if one.token.dep_ == "pobj" and one.token.head.lower_ in {"after", "following"}:
        return True
    verb = next((a for a in one.token.ancestors if a.pos_ == "VERB"), None)
    return HURT.search(one.scene.sentence) is not None or (
        verb is not None and verb.tag_ in {"VBD", "VBN"} and (verb.lemma_ in LIGHT or verb.lower_ in forms()))


def _root(one: Found) -> tuple[str | None, str]:
    """The PLOVER event of a deed, with why: its type's, else what the model makes of the words around it."""
    if one.type not in {OTHER, AGREEMENT}:
        return plover_of(one.type)[0], ""
    root, likely = root_of(next(iter(one.doers), None), next(iter(one.targets), None), one.token)
    if likely < SURE:
        return ("AGREE", "") if one.type == AGREEMENT else (None, "")
    return root, f"PLOVER {root}: {likely:.2f} by the words around {one.token.text!r}"


def _claim(
    parsed: Parsed, one: Found, names: Names, news: News, where: Where, statements: Sequence[Claim], hoped: bool = False
) -> Claim:
    place = where.key
    span = _span(one)
    status, because = status_at(one.token)
    if one.scene.concept == "responsible" and status == "asserted":
        status, because = "alleged", "whoever did it is told by his own claim"
    if status == "asserted" and blamed(one.token):
        status, because = "alleged", "told by who lays it at their door"
    if hoped:
        status, because = "planned", "the article tells of it only as planned or possible"
    voice = voice_of(parsed, span, statements)
    actors = names.of_heads(one.sentence, [h for h in one.doers if means_of(h.lower_) not in _LAID or h.lower_ in AGENTS])
    targets = tuple(
        key for key in names.of_heads(one.sentence, [head for head in one.targets if head.lemma_.lower() not in DEEDS])
        if key not in actors and teller_at(parsed.article, names.span_of(key), statements) is None
    )
    if one.type != OTHER:
        actors, targets = names.sides(actors), names.sides(targets)
    if one.type in TAKEN:
        losers = [each for head in objects_of(one.token, frozenset({"from"})) for each in conjuncts(head)]
        targets = tuple(dict.fromkeys((*names.parties(targets), *names.of_heads(one.sentence, losers))))
    if one.type in TAKEN:
        targets = tuple(key for key in targets if key != place)
    time, telling = names.time(one.sentence, one.token)
    why = [one.why, f"{'news' if news.main else 'background'}: {news.why}", where.why, f"when: {TOLD_ON}" if telling else ""]
    if because:
        why.append(f"{status}: {because}")
    root, told = _root(one)
    why.append(told)
    return Claim(
        id=make_id("c", parsed.article.id, "happening", span.start, span.end, names.offset(one.sentence, one.token), one.type),
        article=parsed.article.id, start=span.start, end=span.end, quote=parsed.article.slice(span), kind="happening",
        sentence=one.sentence.span, claimant=voice.claimant, via=voice.via, status=status,
        happening=Happening(
            type=one.type, plover=root, predicate=one.token.text, actors=actors, targets=targets, place=place, time=time,
            main=news.main, salience=round(news.salience, 3),
        ),
        why=tuple(line for line in why if line),
    )
