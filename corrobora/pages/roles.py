"""Log odds -> roles: which blocks are the report, what part of it each is, and why the others are clutter."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

from corrobora.pages.features import WORD, Blocks, Floats
from corrobora.records import Block, Role

SWITCH = 0.6
"""What a change between article and clutter costs, in log odds of a block of about ten words."""
LEAN = 0.2
"""Added to the log odds: a lost paragraph is worse than a kept piece of clutter."""
ROW_LEAN = 4.0
"""The same for a row's text, which somebody has cleaned before: only what is surely clutter goes."""

SURELY_CLUTTER = -6.0
CAPTION = re.compile(
    r"\((?:image|photo|picture|foto|bild|credit|source|pic|getty|file|ap photo|reuters|afp)\b[^()]{0,80}\)\s*$"
    r"|^(?:photo|image|foto|picture|bild)\s*(?:credit|by)?s?\s*:"
    r"|\b(?:credit|foto|photo|image|photograph|bild|picture)s?\s*:\s*[^.]{2,60}$"
    r"|/\s*(?:afp|ap|reuters|getty(?: images)?|dpa|epa)\s*$|\bgetty images\b.{0,20}$|\bfile (?:photo|picture|image)\b"
    r"|^(?:in this (?:\w+\.? \d+, \d{4},? )?(?:file )?photo\b|.{0,40}\bpictured (?:above|left|right)\b)", re.I)
CAPTION_WORDS = frozenset(
    ["image", "photo", "picture", "pictured", "foto", "bild", "credit", "credits", "source", "pic", "getty", "file", "ap",
        "afp", "reuters", "dpa", "epa", "photograph", "images", "photos"])
LINK = re.compile(
    r"^.*\[(?:videos?|pictures?|comment|insight|analysis|reveal(?:ed)?|photos?|live|latest)\]$"
    r"|^(?:read|see|watch|lire|lea|leer|leia|mehr|lesen|ver)\s*(?:also|more|next|aussi|también|mais|auch|related)?\s*[:|>»]"
    r"|^(?:read more|related(?: (?:stories|articles|links|content|news|posts))?|more (?:on this story|from|stories)\b|"
    r"recommended|click here\b|you may also (?:like|be interested)|most (?:read|popular|viewed)|don't miss)\b", re.I)
FURNITURE = {word: reason for reason, words in {
    "newsletter or subscription": "newsletter newsletters subscribe subscription subscriber inbox unsubscribe abonnieren abo",
    "cookies or terms": "cookie cookies privacy gdpr datenschutz consent impressum terms",
    "copyright": "copyright rights",
    "advertisement": "advert advertise advertisement advertising sponsored anzeige werbung publicidad publicité promoted jobs",
    "sharing": "facebook twitter whatsapp telegram linkedin pinterest instagram youtube share follow teilen compartir tweet",
    "comments": "comment comments reply kommentare kommentar login commentaires comentarios",
    "related stories": "related recommended more read mehr popular trending",
}.items() for word in words.split()}
"""Words that name the furniture of a site, with the reason that a block of clutter with them gets."""
ADDRESSED = (
    ("newsletter or subscription", re.compile(
        r"\bunsubscribe\b|\b(?:your|to) inbox\b|\bmailing list\b|\b(?:our|daily|free|weekly|email|morning"
        r"|manage) newsletters?\b"
        r"|\bsign(?:ing)? up\b.{0,60}\b(?:newsletters?|e-?mails?|alerts?|updates|free|today|now)\b|^sign up (?:to"
        r"|for) (?:our|the|daily)\b"
        r"|\bsubscribe (?:to (?:our|the|this|us)|now|today|here|for)\b|\bbreaking news alerts\b|\bnewsletter (?:sign|abonn)"
        r"|\b(?:abonnieren sie|suscríb\w+|abonnez-vous|inscrivez-vous|iscriviti|assine)\b|\bdata rates may apply\b", re.I)),
    ("copyright", re.compile(
        r"\ball rights reserved\b|^(?:copyright|©|\(c\)).{0,12}\d{4}|^(?:copyright|©) (?:©|\(c\))"
        r"|\bmay not be (?:published|reproduced)\b"
        r"|\bfor reprint permission\b|\btrust principles\b|\balle rechte vorbehalten\b", re.I)),
    ("cookies or terms", re.compile(
        r"\b(?:we|site|website) uses? cookies\b|\b(?:our|the) (?:privacy|cookie) (?:policy|notice)\b"
        r"|^(?:privacy policy|terms of (?:use|service))\b"
        r"|\bagree(?:ing)? to (?:our|the) (?:terms|use of cookies)\b", re.I)),
    ("advertisement", re.compile(
        r"^\W*(?:advertisement|sponsored(?: content)?|advertising|anzeige|werbung|publicidad|publicité|"
        r"(?:story|article) continues (?:below|after)(?: (?:the )?advert\w*)?)\W*$|\bsubscribers? only\b", re.I)),
    ("sharing", re.compile(
        r"^(?:follow|like|find|join) (?:us|me|him|her|@\w+|[A-Z][\w.]+(?: [A-Z][\w.]+)?) on (?:twitter|facebook"
        r"|instagram|telegram)\b"
        r"|^(?:share|print|email|tweet|save)(?: this(?: (?:article|story|page))?)?\W*$|\bdownload (?:our"
        r"|the) (?:free )?app\b", re.I)),
    ("related stories", re.compile(
        r"^(?:see also|read more|read also|also read|related|more|watch|don't miss|recommended)\b\s*:"
        r"|^(?:most (?:read|popular|viewed)|"
        r"related (?:stories|articles|content|links|news|topics)|more (?:stories|from (?:this|our|the)\b.*)"
        r"|you may also like|trending)\W*$", re.I)),
)
"""What a site says to its visitors, wherever it stands and however clean the text around it is."""
WITHIN = frozenset(
    ["unsubscribe", "inbox", "mailing", "newsletter", "newsletters", "sign", "signing", "subscribe", "subscribers", "alerts",
        "abonnieren", "reserved", "reproduced", "published", "reprint", "trust", "vorbehalten", "cookies", "cookie",
        "privacy", "terms", "rates", "download", "abonnez", "inscrivez", "iscriviti", "assine", "suscríbete", "suscríbase"])
AT_START = frozenset(
    ["copyright", "c", "privacy", "terms", "advertisement", "sponsored", "advertising", "anzeige", "werbung", "publicidad",
        "publicité", "story", "article", "follow", "like", "find", "join", "share", "print", "email", "tweet", "save", "see",
        "read", "also", "related", "more", "watch", "don", "recommended", "most", "you", "trending"])
"""Words without which, inside or first, no block need be looked at for that."""
BYLINE = re.compile(
    r"^(?:by|von|par|por|di|door|da|od)\s+(?:the\s+)?[A-ZÀ-Þ][\w.'’-]+(?:[ ,&/|–]+[\w.'’@-]+){0,12}\.?$"
    r"|^(?:reporting|additional reporting|writing|editing|written|compiled|edited|reported)\s+by\b"
    r"|^[A-Z][\w.'’-]+(?: [A-Z][\w.'’-]+){1,3},? (?:reports?|reporter|correspondent|staff writer|"
    r"associated press|reuters|afp)\b.{0,60}$")
_MONTH = (r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|januar|februar|märz|mai|juni|juli|okt|dez|"
          r"janv|févr|avr|juin|juil|août|déc|"
          r"ene|abr|ago|dic|gen|mag|giu|lug|set|ott|out)\w*\.?")
DATELINE = re.compile(
    rf"\b(?:\d{{1,2}}(?:st|nd|rd|th)?\.? (?:de )?{_MONTH}|{_MONTH} \d{{1,2}}(?:st|nd|rd|th)?,?)(?: (?:de )?\d{{4}}|,? |$)"
    r"|\b\d{4}-\d\d-\d\d\b|\b\d{1,2}[./]\d{1,2}[./](?:\d{4}|\d\d)\b|\b(?:updated|published|posted|last modified)\b.{0,40}\d",
    re.I)
ENDS = re.compile(r"[.!?…。][\"'”’»)]*\s*(?:\[\d+\]\s*)?$")


def ended(text: str) -> bool:
    """Whether a text ends as a sentence does."""
    return ENDS.search(text[-12:]) is not None


@dataclass
class Hints:
    """What is known of a page besides its text. ``marks`` gives some blocks a part by their element: heading, title,
    standfirst, byline, date or caption."""

    title: str | None = None
    marks: dict[int, str] = field(default_factory=dict)
    row: bool = False


def assign(blocks: Blocks, odds: Floats, hints: Hints) -> tuple[Block, ...]:
    """Every block with its role, and a reason for all but plain paragraphs."""
    texts = [blocks.text[start:end] for start, end in blocks.spans]
    sizes = blocks.sizes
    lean = ROW_LEAN if hints.row else LEAN
    addressed = {i: why for i, text in enumerate(texts) if sizes[i] <= 70 and (why := _addressed(text, blocks.words[i]))}
    odds = odds + lean
    odds[list(addressed)] = SURELY_CLUTTER
    kept = best_path(odds, sizes, SWITCH)
    if not any(kept) and len(texts):
        kept[int(np.argmax(np.minimum(sizes, 60) / 60 + odds / 10))] = True
    parts = _Parts(texts, blocks, kept, hints, addressed)
    result = []
    for i, (start, end) in enumerate(blocks.spans):
        role, reason = parts.role(i)
        result.append(Block(start=start, end=end, role=role, reason=reason))
    return tuple(result)


def _addressed(text: str, words: list[str]) -> str | None:
    """Why a block is the site's word to its visitors, or None."""
    if not words or (words[0] not in AT_START and text[0] != "©" and WITHIN.isdisjoint(words)):
        return None
    return next((why for why, pattern in ADDRESSED if pattern.search(text)), None)


def best_path(odds: Floats, sizes: Floats, switch: float) -> list[bool]:
    """The likeliest run of article and clutter (Viterbi 1967): longer blocks weigh more, each change costs ``switch``."""
    gains = (odds * np.minimum(np.sqrt(sizes + 1), 8) / 3).tolist()
    out, inside = 0.0, -switch
    came: list[tuple[bool, bool]] = []
    for gain in gains:
        stay_out, stay_in = out >= inside - switch, inside >= out - switch
        out, inside = max(out, inside - switch), max(inside, out - switch) + gain
        came.append((not stay_out, stay_in))
    state = inside > out
    path = []
    for from_out, from_in in reversed(came):
        path.append(state)
        state = from_in if state else from_out
    return path[::-1]


class _Parts:
    """The parts of one page's report."""

    def __init__(self, texts: Sequence[str], blocks: Blocks, kept: list[bool], hints: Hints, addressed: dict[int, str]) -> None:
        self.addressed = addressed
        self.texts, self.words, self.kept, self.hints = texts, blocks.words, kept, hints
        self.sizes = sizes = blocks.sizes.tolist()
        self.wanted = WORD.findall(hints.title.lower()) if hints.title else []
        body = [i for i, k in enumerate(kept) if k and sizes[i] >= 12 and ended(texts[i])] or [i for i,
            k in enumerate(kept) if k]
        self.first, self.last = (body[0], body[-1]) if body else (0, len(texts) - 1)
        self.topic = {w for i in body for w in self.words[i] if len(w) > 3}
        self.headline = self._headline()
        self.top = self.headline if self.headline is not None else self.first

    def role(self, i: int) -> tuple[Role, str | None]:
        text, mark, row = self.texts[i], self.hints.marks.get(i), self.hints.row
        if i in self.addressed:
            return "clutter", self.addressed[i]
        if i == self.headline:
            return "headline", "the page's title" if self.hints.title else "a title above the text that speaks of the same"
        if not self.kept[i] and not self.top - 1 <= i <= self.last + 2:
            return "clutter", self._why(i)
        if self.top <= i <= self.last + 2 and len(text) < 160 and (BYLINE.match(text)
            or (mark == "byline" and self.sizes[i] <= 15)):
            return "byline", "names who wrote it"
        if self.top <= i <= self.first + 2 and len(text) < 90 and (mark == "date"
            or DATELINE.search(text)) and not ended(text):
            return "dateline", "a date above the text"
        if len(text) < 600 and (mark == "caption" or (not row and self._captioned(i))):
            return ("caption", "a picture's caption") if self.top <= i <= self.last else ("clutter",
                "a caption outside of the article")
        if self.kept[i]:
            if not row and len(text) < 200 and LINK.match(text):
                return "clutter", "related stories"
            if self._standfirst(i):
                return "standfirst", "a summary above the text"
            return "paragraph", None
        if mark == "standfirst" and self.top <= i <= self.first:
            return "standfirst", "a summary above the text"
        return "clutter", self._why(i)

    def _captioned(self, i: int) -> bool:
        return not CAPTION_WORDS.isdisjoint(self.words[i]) and CAPTION.search(self.texts[i]) is not None

    def _headline(self) -> int | None:
        """The block that the given title names, else the title-like one above the text that shares most words with it."""
        if self.hints.row:
            return None
        if self.wanted:
            same = [i for i, words in enumerate(self.words) if words == self.wanted]
            if same:
                above = [i for i in same if i <= self.first + 1]
                marked = [i for i in above if self.hints.marks.get(i) in ("title", "heading")]
                return (marked or above or same[:1])[-1]
            return next((i for i, mark in self.hints.marks.items() if mark == "title" and i <= self.first + 1), None)
        best, found = 0.34, None
        for i in range(max(0, self.first - 15), min(self.first + 2, len(self.texts))):
            text = self.texts[i]
            if not 3 <= self.sizes[i] <= 30 or len(text) > 220:
                continue
            if ended(text) or DATELINE.search(text) or BYLINE.match(text):
                continue
            words = [w for w in self.words[i] if len(w) > 3]
            share = sum(w in self.topic for w in words) / len(words) if len(words) >= 2 else 0.0
            share += 0.02 * min(self.sizes[i], 12) - 0.01 * abs(self.first - i)
            if share > best and (i < self.first or i == 0 or self.sizes[i] < self.sizes[self.first]) and self._titled(i):
                best, found = share, i
        return found

    def _titled(self, i: int) -> bool:
        """Whether a block stands above the text, not in it."""
        return i < self.first or i == 0

    def _standfirst(self, i: int) -> bool:
        if self.hints.marks.get(i) == "standfirst":
            return True
        text = self.texts[i]
        if self.hints.row or not 5 <= self.sizes[i] <= 40 or ended(text) or text.endswith(":") or i > self.first + 1:
            return False
        words = [w for w in self.words[i] if len(w) > 3]
        return bool(words) and text[:1].isupper() and sum(w in self.topic for w in words) >= 0.4 * len(words)

    def _why(self, i: int) -> str:
        if self.sizes[i] < 60:
            for word in self.words[i]:
                if word in FURNITURE:
                    return FURNITURE[word]
        if self.texts[i].startswith("©"):
            return "copyright"
        if self.wanted and self.words[i] == self.wanted:
            return "the title again"
        if self.sizes[i] <= 4:
            return "navigation"
        place = "above" if i < self.first else "below" if i > self.last else "inside of"
        return f"{'a line' if self.sizes[i] < 15 else 'a text'} {place} the article that is unlike it"
