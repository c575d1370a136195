"""Names in the text: where they stand and what the context says of them; and descriptions of actors.

The language model's spans are a start: they are cleaned, split from titles, widened to the whole name, and joined by
capitalised words that it passed over. What kind of thing each names is decided later, over all mentions (``entities.kinds``).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import partial
from itertools import pairwise

from spacy.tokens import Doc, Token
from spacy.tokens import Span as TokenSpan

from corrobora.claims.capitals import (
    OPENERS,
    Piece,
    after_opener,
    apart_by_case,
    as_in_text,
    is_listed,
    only_capitals,
    shouts_all,
    written_mid_sentence,
)
from corrobora.claims.described import describe
from corrobora.claims.joined_names import join_pieces
from corrobora.claims.kind_in_context import kind_in_context
from corrobora.claims.named_roles import role_before, role_told, with_whole_titles
from corrobora.claims.parse import Asked, Parsed, Passage, of_parse_and_words
from corrobora.records import EntityKind, Mention
from corrobora.text.actors import load_known
from corrobora.text.datelines import Dateline
from corrobora.text.nations import is_nationality, nation_named
from corrobora.text.titles import KIND_WORDS, PARTICLES, is_event_name, is_name_like, is_office, split_title

LONGEST = 200
"""Code points of the longest name."""
_SHIP = re.compile(r"(?:USS|HMS|HMAS|HMCS|USNS|RFA|FS|INS|MV|MT|SS) [A-Z]")
"""Ships are neither persons nor bodies nor places."""
_LABELS = frozenset({"PERSON", "ORG", "GPE", "LOC", "FAC", "NORP"})
_VALUES = frozenset({"DATE", "TIME", "MONEY", "PERCENT", "QUANTITY", "ORDINAL", "CARDINAL"})
_EDGES = re.compile(r"\(.*$|[.,;)]*\[\d.*$|^[\s\"'“”‘’(\[,;:.–—-]+|[\s\"'“”‘’)\[\],;:!?–—-]+$|(?:['’]s?|['’])$|"
                    r"\s(?:north|south|east|west|(?:north|south)(?:east|west))$")
_LEADING = PARTICLES - {"an", "as", "at", "la", "ad", "ter", "de", "do", "der", "den"}
_BACKING = re.compile(r"-(?:led|backed|based|held|controlled|run|allied|linked|affiliated|born|trained|made)$", re.I)
_FUNCTION = re.compile(
    r"(?:the|a|an|near|in|at|from|with|by|outside|inside|around|since|after|both|and|for|to|of)\s+", re.I
)
_LONG_TITLE = re.compile(
    r"(?:\b(?:Deputy|Assistant|Under|Vice|Acting|Special|Former|High|Chief|Prime|Foreign)[ -]){0,2}"
    r"\b(?:Secretary|Minister|Commissioner|Envoy|Director|Chief|Representative|Speaker|Advis[eo]r|Chairman|Commander|Head)"
    r"(?: General)? (?:of|for) (?:the )?[A-Z]\w+(?: (?:and |for |the )?[A-Z]\w+){0,2} $|"
    r"(?:\b(?:Lt|Maj|Brig|Col|Capt|Gen|Sgt|Adm|Cmdr|Sens?|Reps?|Govs?|Spc|Pvt|Cpl)\. ?)+$"
)


def find_mentions(parsed: Parsed) -> tuple[Mention, ...]:
    """Names and descriptions of actors of the kept text, in order, not overlapping."""
    seen = written_mid_sentence(parsed)
    found: list[Mention] = []
    for passage in parsed.passages:
        if passage.dateline is not None:
            found += _of_dateline(passage, passage.dateline)
            continue
        base, text = passage.base, parsed.article.text
        for mention in of_parse_and_words(passage.doc, "names", seen, partial(_in_block, passage)):
            start, end = base + mention.start, base + mention.end
            found.append(mention.model_copy(update={"start": start, "end": end, "text": text[start:end]}))
    return tuple(found)


def _in_block(passage: Passage, seen: Asked) -> list[Mention]:
    """The mentions of a block, counted from its start."""
    passage = passage.at_start()
    names = list(_names(passage, seen))
    described = list(describe(passage, names))
    inside = {i for d in described for i in range(d.start, d.end)}
    found: list[Mention] = []
    for mention in sorted([*described, *(n for n in names if n.start not in inside)], key=lambda m: (m.start, -m.end)):
        if not found or found[-1].end <= mention.start:
            found.append(mention)
    return found


def _of_dateline(passage: Passage, dateline: Dateline) -> Iterator[Mention]:
    """The places and the agency of a dateline: its form tells what each is."""
    pieces: list[tuple[tuple[int, int], str, EntityKind]] = [(span, "GPE", "place") for span in dateline.places]
    pieces += [(dateline.credit, "ORG", "organisation")] if dateline.credit else []
    for (start, end), label, kind in pieces:
        yield Mention(start=passage.base + start, end=passage.base + end, text=passage.text[start:end], label=label, kind=kind)


def _names(passage: Passage, seen: Asked) -> Iterator[Mention]:
    """The names of one passage; those inside the title of another ("Secretary of State …") are left out."""
    found = list(_plain_names(passage, seen))
    text, titled = passage.text, -1
    for at in range(len(found) - 1, -1, -1):
        mention = found[at]
        start = mention.start - passage.base
        if titled >= 0 and start >= titled:
            del found[at]
            continue
        if titled >= 0 and mention.end - passage.base > titled:
            kept = text[start:titled].rstrip(" ,")
            found[at] = mention = mention.model_copy(update={"end": mention.start + len(kept), "text": kept})
        titled = -1
        if mention.kind in {"person", None} and (title := _LONG_TITLE.search(text, max(0, start - 120), start)):
            words = title.group().strip()
            role = words if words.endswith(mention.role or "") else f"{words} {mention.role}"
            found[at] = mention.model_copy(update={"role": role, "kind": "person"})
            titled = title.start()
    yield from with_whole_titles(passage.text, passage.base, found)


def _plain_names(passage: Passage, seen: Asked) -> Iterator[Mention]:
    doc, end = passage.doc, -1
    text, shouts = passage.text, shouts_all(passage.words)
    for first, last, label in sorted(_pieces(passage, seen), key=lambda piece: (piece[0], -piece[1])):
        first = after_opener(doc, first, last, label)
        for start, stop, role in _clean(text, doc[first].idx, doc[last - 1].idx + len(doc[last - 1])):
            stop = _without_lost_possessive(text, start, stop, seen)
            name = text[start:stop]
            apart = start < end or _is_gloss(text, start) or (name == "State" and text.endswith("Secretary of ", 0, start))
            if apart or not _is_name(name) or only_capitals(doc, first, name, seen, shouts):
                continue
            role = role or role_before(doc, first, start) or role_told(doc[last - 1], label)
            yield Mention(
                start=passage.base + start, end=passage.base + stop, text=name, label=label, role=role,
                kind=kind_in_context(doc, first, last, name, label, role),
            )
            end = stop


def _is_name(name: str) -> bool:
    lower = name.isascii() and name.islower()
    if lower or "@" in name or len(name) > LONGEST or _SHIP.match(name):
        return False
    return is_name_like(name) and not is_office(name) and not is_event_name(name)


def _pieces(passage: Passage, seen: Asked) -> list[Piece]:
    """Token ranges that may be names: the model's entities, widened to the run of capitalised words, and other such runs.

    Runs without an entity carry no label: much of that is no name, which shows only when kinds are decided.
    """
    doc = passage.doc
    shouts = shouts_all(passage.words)
    taken = _known_phrases(passage)
    held = {i for first, last, _ in taken for i in range(first, last)}
    entities = [e for e in doc.ents if e.label_ not in _VALUES and not held & set(range(e.start, e.end))]
    owner: dict[int, int] = {}
    for number, entity in enumerate(entities):
        owner |= dict.fromkeys(range(entity.start, entity.end), number)
    ranges = [[e.start, e.end] for e in entities]
    for first, last in _runs(passage, seen, shouts):
        if held & set(range(first, last)):
            continue
        inside = sorted({owner[i] for i in range(first, last) if i in owner})
        if not inside:
            if not shouts:
                taken.append((first, last, None))
        elif not shouts:
            _widen(ranges, inside, entities, first, last)
    for (first, last), entity in zip(ranges, entities, strict=True):
        if entity.label_ in _LABELS or any(t.tag_.startswith("NNP") for t in entity):
            for start, end in as_in_text(doc, first, last, seen) if shouts and seen else [(first, last)]:
                cut_off = end - start == 1 < last - first and entity.label_ == "ORG" and not doc[start].is_upper
                if not cut_off or is_listed(doc[start].text):
                    taken.extend(_split(doc, start, end, entity.label_))
    taken = [part for piece in taken for part in apart_by_case(doc, *piece)]
    taken += _known_acronyms(passage, {i for first, last, _ in taken for i in range(first, last)})
    return join_pieces(doc, sorted(taken, key=lambda piece: piece[:2]))


def _known_phrases(passage: Passage) -> list[Piece]:
    """Names of several words that the known-actors file holds: whole, however the model cut them."""
    found: list[Piece] = []
    for match in load_known().phrases.finditer(passage.text):
        span = passage.doc.char_span(match.start(), match.end(), alignment_mode="contract")
        if span is not None and len(span):
            found.append((span.start, span.end, "ORG"))
    return found


def _known_acronyms(passage: Passage, held: set[int]) -> Iterator[Piece]:
    """Acronyms of known actors that neither the model nor a run of capitals took ("ISIL-held")."""
    for i, word in enumerate(passage.words):
        if i not in held and len(word) > 2 and word.isupper() and word.isalpha() and load_known().find(word) is not None:
            yield i, i + 1, "ORG"


def _widen(ranges: list[list[int]], inside: list[int], entities: list[TokenSpan], first: int, last: int) -> None:
    """Gives the words of a run to the entities in it: those before a person to the person, others to what stands before."""
    ranges[inside[-1]][1] = max(ranges[inside[-1]][1], last)
    ranges[inside[0]][0] = min(ranges[inside[0]][0], first)
    for left, right in pairwise(inside):
        gap = ranges[left][1], ranges[right][0]
        if gap[0] < gap[1] and entities[right].label_ == "PERSON":
            ranges[right][0] = gap[0]
        elif gap[0] < gap[1]:
            ranges[left][1] = gap[1]


def _runs(passage: Passage, seen: Asked, shouts: bool) -> Iterator[tuple[int, int]]:
    """Maximal runs of name words, hyphens and particles between them included ("Bashar al-Assad")."""
    doc, first = passage.doc, -1
    for i, word in enumerate(passage.words):
        if first < 0:
            if word[0].isalpha() and word[0].lower() != word[0] and _is_name_word(doc[i], seen, shouts):
                first = _with_particles(doc, i)
        elif not (_is_name_word(doc[i], seen, shouts) or _joins(doc[i], seen, shouts)):
            yield first, i
            first = -1
    if first >= 0:
        yield first, len(doc)


def _with_particles(doc: Doc, first: int) -> int:
    """The first token of a run with the particles before it ("al-Assad", "bin Laden")."""
    at = first
    while at and (doc[at - 1].lower_ in _LEADING or (doc[at - 1].text == "-" and not doc[at - 1].whitespace_)):
        at -= 1
    while doc[at].text == "-":
        at += 1
    return at


def _joins(token: Token, seen: Asked, shouts: bool) -> bool:
    """Whether a small word or hyphen holds two name words together."""
    if token.i + 1 >= len(token.doc):
        return False
    after = token.nbor(1)
    if token.text == "-" and not token.whitespace_ and not token.nbor(-1).whitespace_:
        return _is_name_word(after, seen, shouts) or after.lower_ in PARTICLES
    if token.lower_ in PARTICLES and token.lower_ not in {"as", "at", "an"}:
        return _is_name_word(after, seen, shouts) or after.text == "-"
    if token.lower_ in {"as", "ash", "ar", "at", "an", "ad"}:
        return after.text == "-"
    return False


def _is_name_word(token: Token, seen: Asked, shouts: bool) -> bool:
    text = token.text
    if not text[0].isalpha() or text[0].lower() == text[0] or token.ent_type_ in _VALUES or not is_name_like(text):
        return False
    opens = token.is_sent_start or token.i == 0 or token.nbor(-1).is_quote or token.nbor(-1).text in OPENERS
    if not opens and not shouts:
        return token.pos_ not in {"DET", "PRON", "CCONJ"} or text.isupper()
    after = token.nbor(1) if token.i + 1 < len(token.doc) else None
    dateline = after is not None and after.text in {"—", "–", "-", "--", "(", ","} and not shouts
    if text.isupper() and (2 <= len(text) <= 6 or dateline):
        return True
    proper = token.tag_.startswith("NNP") and (token.ent_type_ != "" or (not shouts and (
        after is not None and (after.text[:1].isupper() or after.text == "-" or after.lower_ in PARTICLES)
    )))
    return proper or is_nationality(text) or text in seen


def _split(doc: Doc, first: int, last: int, label: str | None) -> Iterator[Piece]:
    """One entity of the model, without what it swallowed: commas, brackets, possessors, line breaks."""
    start = first
    for i in range(first, last):
        token = doc[i]
        breaks = token.text in {",", ";", ":", "(", ")", "[", "]", "/", "—", "–"} or token.is_space or token.is_quote
        owns = label in {"PERSON", "GPE"} or (token.tag_ == "POS" and nation_named(doc[start:i].text) is not None)
        possessor = token.tag_ == "POS" and i + 1 < last and owns
        run_on = i > first and _is_run_on(token, doc[first:last].text)
        if i + 1 < last and _lost_apostrophe(doc[start:i + 1].text):
            yield start, i + 1, label
            start = i + 1
            continue
        if breaks or possessor or run_on:
            if i > start:
                yield start, i, label
            start = i + 1
            if run_on:
                yield i, i + 1, "ORG"
    if last > start:
        yield start, last, label


def _lost_apostrophe(name: str) -> bool:
    """Whether a name is a known one with an s: "Syrias Ghouta", "al-Qaedas Syrian branch"."""
    bare = name[:-1]
    known = nation_named(bare) is not None or load_known().find(bare) is not None
    return name.endswith("s") and not bare.endswith("s") and known and not is_listed(name)


def _is_run_on(token: Token, name: str) -> bool:
    """Whether a group's or agency's acronym has only run into a name before it: a lost comma ("Homs ISIS fighters")."""
    if not token.is_upper or len(token) < 3:
        return False
    actor, whole = load_known().find(token.text), load_known().find(name)
    return actor is not None and whole is None and (actor.kind == "group" or actor.role == "agency")


def _clean(text: str, start: int, end: int) -> list[tuple[int, int, str | None]]:
    """(start, end, role) of the name in a stretch of text, and of a nationality or body named before its title."""
    while True:
        piece = text[start:end]
        edge = _EDGES.search(piece) or _FUNCTION.match(piece) or _BACKING.search(piece)
        if not piece or edge is None or piece.casefold() in {"the hague", "the gambia"}:
            break
        if edge.start() == 0:
            start += edge.end()
        else:
            end = start + edge.start()
    title, rest = split_title(text[start:end])
    if not title:
        return [(start, end, None)] if end > start else []
    at = end - len(rest)
    found: list[tuple[int, int, str | None]] = [(at, end, title)]
    words = title.split()
    for size in range(min(4, len(words) - 1), 0, -1):
        front = " ".join(words[:size])
        if text.startswith(front, start) and (is_nationality(front) or nation_named(front) or load_known().find(front)):
            found = [(start, start + len(front), None), (at, end, " ".join(words[size:]))]
            break
    return found


def _without_lost_possessive(text: str, start: int, end: int, seen: Asked) -> int:
    """The end of a name without the s of a possessive that lost its apostrophe ("Syrias army"), if the bare name is known."""
    bare = text[start:end - 1]
    if text[end - 1:end] != "s" or len(bare) < 4 or bare.endswith("s"):
        return end
    last = bare.split()[-1].split("-")[-1] if bare.strip() else ""
    lost = nation_named(bare) is not None or (last[:1].isupper() and last in seen and last.lower() not in KIND_WORDS)
    if not lost:
        return end
    name = text[start:end]
    return end if is_nationality(name) or nation_named(name) else end - 1


def _is_gloss(text: str, start: int) -> bool:
    """Whether a name stands in brackets as the form of another language: "(Arabic: …)"."""
    gloss = _GLOSS.search(text, max(0, start - 120), start)
    return gloss is not None and is_nationality(gloss[1])


_GLOSS = re.compile(r"[(,;] ?([A-Z][a-z]+): [^().;]*$")
