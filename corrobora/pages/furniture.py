"""The words of a site around its reports: what it says to its visitors, what opens a list of other stories, who and when."""

from __future__ import annotations

import re

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
    r"^.*\[(?:videos?|pictures?|comment|insight|analysis|reaction|reveal(?:ed)?|photos?|live|latest)\]\W*$"
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
    ("navigation", re.compile(r"^(?:home|home ?page)\s*[/>»›|→]\s*\S.{0,150}$", re.I)),
    ("how it came here", re.compile(
        r"^\W*(?:this|the) (?:story|article|report|copy) (?:has(?: not)? been|is|was)(?: \w+)? (?:edited|auto|generated|"
        r"published|republished|first published|taken|syndicated)\b", re.I)),
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
        "read", "also", "related", "more", "watch", "don", "recommended", "most", "you", "trending", "this",
        "the", "home", "homepage"])
"""Words without which, inside or first, no block need be looked at for that."""
LIST = re.compile(
    r"^\W*(?:also (?:in|on|from)\b.{0,30}|(?:read|up|watch) next|next (?:article|story|post)|previous (?:article|story|post)"
    r"|more (?:on this(?: story| topic)?|stories|news|headlines|like this|to read|to explore|(?:from|in|on)\b.{0,40})"
    r"|(?:today'?s )?(?:most|best) (?:read|popular|viewed|shared|commented|watched|recent)(?: .{0,20})?"
    r"|(?:related|similar|popular|recent|latest|top|other|featured|breaking|trending)"
    r" (?:stories|story|articles?|posts?|news|headlines|videos?|topics?|content|coverage|links|now|reading|searches)"
    r"|related|recommended(?: (?:for you|stories|articles|reading))?|trending|see also|read (?:more|also)"
    r"|you (?:may|might) (?:also )?(?:like|be interested in|have missed|enjoy)|editor'?s'? (?:picks?|choice)"
    r"|in case you missed it|don'?t miss(?: this)?|what to read next|(?:around|from) the web|promoted stories"
    r"|(?:leave|post|add|write) a (?:comment|reply)|(?:\d+ )?comments?(?: ?\(?\d+\)?)?|(?:all|top|reader) comments"
    r"|(?:view|load|show|see|read) (?:all |more |the )*comments?|join the (?:conversation|discussion)"
    r"|mehr zum thema|das könnte sie auch interessieren|meistgelesen(?:e artikel)?|lesen sie auch|weitere (?:artikel|themen)"
    r"|te (?:puede|podría) interesar|(?:lo )?más (?:leído|visto|noticias)s?|noticias relacionadas|lea también"
    r"|(?:à )?lire aussi|sur le même sujet|les plus lus|leia (?:também|mais)|veja também|(?:as )?mais lidas"
    r"|notícias relacionadas|leggi anche|(?:i )?più letti|читайте также|по теме|популярное|اقرأ أيضا?ً?ا?"
    r"|مواضيع ذات صلة|الأكثر قراءة)\W*$", re.I)
"""A heading, alone on its line, under which a site lists other stories or its readers' comments."""
_STARTS = (
    "also read up watch next previous more today most best related similar popular recent latest top other featured breaking"
    " trending recommended see you editor editors in don what around from promoted leave post add write comment comments all"
    " reader view load show join mehr das meistgelesen meistgelesene lesen weitere te lo más noticias lea à lire sur les leia"
    " veja as mais notícias leggi i più читайте по популярное اقرأ مواضيع الأكثر")
LIST_STARTS = frozenset(_STARTS.split())
MOMENT = re.compile(
    r"^\W*(?:(?:updated?|posted|last updated)(?: at)?:?\s+)?(?:\d{1,2}[:.h]\d{2}(?:[:.]\d{2})?\s*(?:[ap]\.?m\.?)?"
    r"|\d{1,2}\s?[ap]m)\s*(?:[A-Z]{2,4})?\W*$"
    r"|^\W*(?:\d+|an?|one)\s?(?:s|m|h|d|w|min|mins|minutes?|hrs?|hours?|days?|weeks?|months?|years?) ago\W*$"
    r"|^\W*(?:newest|oldest|live|key events|(?:show|hide) key events(?: only)?|(?:older|newer|latest|load more) "
    r"(?:posts?|updates?)|please turn on javascript.{0,40})\W*$", re.I)
"""The furniture of a live blog: a time alone on its line, or the blog's own controls."""
MOMENT_STARTS = frozenset(
    ["update", "updated", "posted", "last", "newest", "oldest", "live", "key", "show", "hide", "older", "newer", "latest",
     "load", "please", "a", "an", "one"])
BYLINE = re.compile(
    r"^(?:[Bb]y|BY|[Vv]on|[Pp]ar|[Pp]or|[Dd]i|[Dd]oor|[Dd]a|[Oo]d)\s+(?:the\s+)?"
    r"[A-ZÀ-Þ][\w.'’-]+(?:[ ,&/|–]+[\w.'’@-]+){0,12}\.?$"
    r"|^[(\[]?(?i:reporting|additional reporting|writing|editing|written|compiled|edited|reported)\s+by\b"
    r"|^\W*(?i:(?:article |news |story )?sources?|via)\s*: ?(?:https?:\S+|[A-Z][^.!?:]{2,70})\W*$"
    r"|^\W*(?i:with (?:\w+ )?inputs?(?: from\b.{2,60})?)\W*$"
    r"|^[A-Z][\w.'’-]+(?: [A-Z][\w.'’-]+){1,3},? (?:reports?|reporter|correspondent|staff writer|"
    r"associated press|reuters|afp)\b.{0,60}$")
_MONTH = (r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|januar|februar|märz|mai|juni|juli|okt|dez|"
          r"janv|févr|avr|juin|juil|août|déc|"
          r"ene|abr|ago|dic|gen|mag|giu|lug|set|ott|out)\w*\.?")
DATELINE = re.compile(
    rf"\b(?:\d{{1,2}}(?:st|nd|rd|th)?\.? (?:de )?{_MONTH}|{_MONTH} \d{{1,2}}(?:st|nd|rd|th)?,?)(?: (?:de )?\d{{4}}|,? |$)"
    r"|\b\d{4}-\d\d-\d\d\b|\b\d{1,2}[./]\d{1,2}[./](?:\d{4}|\d\d)\b|\b(?:updated|published|posted|last modified)\b.{0,40}\d",
    re.I)
FIRST_PUBLISHED = re.compile(r"\W*(?:(?:first|originally) (?:published|posted)|date of publication|publication date)\b", re.I)
"""What a line under the text begins with that only tells when it was published."""
ENDS = re.compile(r"[.!?…。][\"'”’»)]*\s*(?:\[\d+\]\s*)?$")

def site_words(text: str, words: list[str]) -> str | None:
    """Why a block is the site's word to its visitors, or None."""
    if not words or (words[0] not in AT_START and text[0] != "©" and WITHIN.isdisjoint(words)):
        return None
    return next((why for why, pattern in ADDRESSED if pattern.search(text)), None)


def opens_list(words: list[str], text: str) -> bool:
    """Whether a block is a heading under which a site lists other stories or comments."""
    return 0 < len(words) <= 8 and (words[0] in LIST_STARTS or words[0].isdigit()) and LIST.match(text) is not None


def live_furniture(words: list[str], text: str) -> bool:
    """Whether a block is a time or a control of a live blog."""
    return (0 < len(words) <= 8 and len(text) < 60 and (words[0][0].isdigit() or words[0] in MOMENT_STARTS)
        and MOMENT.match(text) is not None)


def ended(text: str) -> bool:
    """Whether a text ends as a sentence does."""
    return ENDS.search(text[-12:]) is not None
