"""The words that make a thing less than asserted, by what they make of it.

Classes follow the factuality literature (Sauri and Pustejovsky 2009, FactBank; Light, Qiu and Srinivasan 2004 on speculation):
hedges, plans, expectations, speech nouns, denials, implicatives. Lemmas, lower case.
"""

from __future__ import annotations

from corrobora.records import Claim, Status


def _words(words: str) -> frozenset[str]:
    return frozenset(words.split())


def _table(**classes: str) -> dict[str, Status]:
    return {word: status for status, words in classes.items() for word in words.split()}  # type: ignore[misc]


ADVERBS = _table(
    hedged=(
        "reportedly apparently possibly perhaps probably presumably maybe seemingly ostensibly potentially conceivably likely"
    ),
    alleged="allegedly purportedly supposedly",
    expected="soon imminently",
    ongoing="still",
)
"""Adverbs and adjectives beside the trigger. "Still" and "soon" speak only of a verb that is not in the simple past."""

ADJECTIVES = _table(
    hedged=(
        "possible suspected apparent presumed unconfirmed reported probable likely potential believed feared "
        "rumoured rumored suggested unverified"
    ),
    alleged="alleged purported supposed claimed",
    planned="planned proposed intended projected threatened prepared promised attempted",
    expected="expected imminent impending looming anticipated upcoming forthcoming future eventual",
    ongoing="ongoing continuing continued on-going",
    denied="foiled thwarted averted aborted prevented botched failed",
)
"""Adjectives and participles on an event noun."""

NOUNS = _table(
    hedged=(
        "report rumour rumor speculation suspicion belief fear suggestion possibility likelihood concern sign "
        "indication chance doubt impression"
    ),
    alleged="claim allegation accusation charge assertion",
    planned=(
        "plan preparation intention vow pledge threat promise proposal order attempt aim bid effort call decision "
        "readiness demand goal ultimatum preparation determination offer plot"
    ),
    expected="expectation prospect risk prediction forecast danger hope anticipation eve",
    denied="denial absence lack prevention refusal failure",
)
"""Nouns that hold the thing in a clause or after "of"; the most of them also as objects of "make", "issue"."""

VERBS = _table(
    hedged=(
        "believe think suspect fear suggest speculate assume presume doubt appear seem suppose guess imply rumour "
        "rumor report estimate understand hint indicate"
    ),
    alleged="claim allege accuse blame charge insinuate",
    planned=(
        "plan prepare vow threaten intend aim pledge promise want seek urge order call ask agree decide ready "
        "offer try attempt hope wish demand push consider gear brace propose mull contemplate authorise authorize "
        "require mean plot bid swear beg request need look struggle fight favour favor advocate"
    ),
    expected="expect predict forecast warn anticipate await loom risk foresee bound entitle",
    denied=(
        "deny refute fail refuse reject dismiss prevent foil thwart avert avoid decline neglect rebuff disprove stop forget"
    ),
    ongoing="continue keep remain",
)
"""Verbs whose clause, infinitive or object the thing is."""

PASSIVE_HEDGES = _words("believe think fear suspect report presume say understand assume rumour rumor estimate consider allege")
"""In "is believed to have", "reported dead"; "say" hedges only here: "is said to have been killed"."""

FINITE_ONLY = _words(
    "suggest indicate imply report understand mean warn estimate charge appear remain keep require need call "
    "consider fight look blame push ask stop reject dismiss"
)
"""Verbs of which only a clause or an infinitive has the sense above."""

OBJECT_VERBS = _table(
    planned=(
        "plan prepare threaten intend seek want demand propose order plot consider contemplate pledge promise vow "
        "attempt authorise authorize urge"
    ),
    expected="expect predict anticipate await forecast fear",
    denied="deny prevent foil thwart avert avoid disprove refute rule",
    hedged="suspect",
    alleged="allege",
    ongoing="continue resume",
)
"""Verbs whose object is the event: "preparing an assault", "denied the attack"."""

IMPLICATIVES = _words(
    "manage begin start continue help force cause lead let make see watch hear come go get oblige compel allow "
    "enable have use proceed succeed"
)
"""Verbs that leave an infinitive as sure as themselves: "managed to escape", "were forced to flee"."""

CARRIERS = _words(
    "launch carry conduct mount stage make take commit perform begin start open do wage execute undertake deliver "
    "unleash happen occur come follow erupt break ensue result be inflict suffer cause involve see"
)
"""Verbs that carry an event noun: what is said of the verb is said of the event ("could come", "did not launch an attack")."""

HAPPENING = _words("happen occur come take follow erupt break ensue begin start resume continue be go")
"""Verbs that say of their subject that it happens: "an attack could come", "the talks may take place"."""
EVENT_NOUNS = _words(
    "fall victory defeat gain "
    "attack assault offensive raid strike airstrike bombing bombardment clash fighting battle fight shelling "
    "capture seizure withdrawal retreat ceasefire truce ambush explosion blast killing execution massacre siege "
    "arrest abduction kidnapping protest talk meeting negotiation conference operation campaign war invasion "
    "advance onslaught incursion fire shooting death casualty loss evacuation exchange swap deal agreement conflict "
    "violence march demonstration rally riot coup election vote intervention drone push takeover retaliation "
    "response strikes airstrikes hostility escalation"
)
"""Nouns for things that happen; any other noun is a participant and takes its predicate's status."""
DEEDS = _words(
    "attack assault offensive raid strike airstrike bombing bombardment clash fighting battle explosion blast ambush massacre "
    "shelling shooting killing"
)
"""Nouns for violent deeds: none of them says anything or is hurt."""
SENT_FROM = "from where it was reported"
"""How the account of a claim says that its place is only that of its report's dateline."""
TOLD_ON = "the day on which it was told"
"""How the account of a claim says that its time is only that of the telling."""


def is_sent_from(claim: Claim) -> bool:
    """Whether a happening's place is only whence its report was sent."""
    return any(why.endswith(SENT_FROM) for why in claim.why)


def is_telling(claim: Claim) -> bool:
    """Whether a happening's time is only that of its telling."""
    return any(why.endswith(TOLD_ON) for why in claim.why)
