"""Word classes that decide how a reporting clause is read. Lemmas, lower case; the rest are part-of-speech tags."""

from __future__ import annotations


def _words(words: str) -> frozenset[str]:
    return frozenset(words.split())


SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj"})
AUDIENCE = _words("tell inform assure remind warn advise notify ask urge convince persuade promise")
TIMES = _words(
    "monday tuesday wednesday thursday friday saturday sunday today yesterday tomorrow morning afternoon evening "
    "night week month year january february march april june july august september october november december earlier "
    "later recently"
)
NOUN_PHRASE = _words("DT NNP NNPS NN NNS JJ PRP$ PRP POS HYPH CD")
INVERTED = _words("say add write explain warn reply recall insist note argue conclude declare state continue")
"""Verbs of saying whose subject may follow them; after others a noun phrase is what is reported."""
SPEAKERS = _words(
    "monitor watchdog group official activist spokesman spokeswoman ministry police source statement agency resident "
    "witness commander army minister organisation organization"
)
"""Nouns that stand before "said" as its subject whatever follows."""
ASIDES = frozenset({"add", "cite", "quote"})
"""Verbs whose participle opens a further report inside the first one's clause."""
POSTPOSED = _words(
    "say add report tell announce state confirm note claim declare write explain warn continue insist suggest "
    "indicate show reveal recall reply conclude argue stress"
)
"""Verbs that often follow what they report; read from the order of the words too, since news texts lose their commas."""
PHYSICAL = _words(
    "attack fire target hit strike shoot blast bomb spark launch storm fight push press charge carry pound hammer "
    "hold leave bring set break open raise march block stop prevent force lead help commit step take receive control "
    "assault battle capture clash drop drive fall move seize shake suspend tear throw turn wage withdraw join use be "
    "have do"
)
"""Verbs that report in one kind of news and do harm, or other plain deeds, in another."""
STATEMENT_WORDS = _words(
    "statement interview report letter conference briefing email tweet post speech telephone phone message call "
    "release rally video reporter journalist condition"
)
