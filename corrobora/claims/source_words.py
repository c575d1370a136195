"""Words by which a source is told: pronouns, bodies, offices, agencies."""

from __future__ import annotations

import re

from corrobora.text.titles import TITLES

HE_OR_SHE = frozenset({"he", "she"})
PEOPLE = HE_OR_SHE | {"who", "him", "her", "his"}
ORGANISED = frozenset({"it", "its", "which", "that"})
PLURAL = frozenset({"they", "them", "their"})
ORGANISATIONS = frozenset(
    {
        "group",
        "organisation",
        "organization",
        "agency",
        "watchdog",
        "monitor",
        "observatory",
        "ministry",
        "network",
        "statement",
        "council",
        "army",
        "government",
        "coalition",
        "committee",
        "commission",
        "channel",
        "website",
        "newspaper",
        "movement",
        "party",
        "body",
        "mission",
        "police",
        "charity",
        "union",
        "front",
        "militia",
        "ngo",
        "report",
        "outlet",
        "paper",
        "broadcaster",
        "command",
        "office",
        "site",
        "page",
        "force",
        "company",
        "embassy",
        "television",
        "tv",
        "station",
        "source",
        "military",
        "centre",
        "center",
        "service",
        "regime",
        "brigade",
        "battalion",
        "family",
        "division",
        "faction",
        "campaign",
        "association",
        "foundation",
        "federation",
        "institute",
        "media",
    }
)
"""Head nouns of descriptions that a name of an organisation may stand behind."""
MONITORS = frozenset({"watchdog", "monitor", "ngo"})
MONITOR_NAMES = re.compile(
    r"\b(observatory|watch|monitor|rights|amnesty|documentation|violations|network|cent(?:re|er))\b", re.IGNORECASE
)
AGENCY_NAMES = re.compile(
    r"^(?:the )?(?:afp|agence france[- ]presse|reuters|ap|associated press|the associated press|upi|sana|interfax|tass|"
    r"itar[- ]tass|"
    r"ria(?: novosti)?|sputnik|xinhua|anadolu(?: agency)?|dpa|ansa|efe|kyodo|bbc|cnn|al[- ]jazeera|al[- ]arabiya|"
    r"irna|fars(?: news)?|tasnim|petra|mena|nna|kuna|"
    r"wam|spa|pti|ani|bna|rudaw|amaq|sky news|nbc|cbs|abc|fox news|npr)(?: news)?(?: agency)?$",
    re.IGNORECASE,
)
"""News agencies and broadcasters that relay others' words. General knowledge, not taken from any corpus."""
AGENCY_WORDS = re.compile(
    r"\b(news agency|state (?:media|tv|television|radio)|television|newspaper|broadcaster|news service)\b", re.IGNORECASE
)


ROLES = re.compile(
    r"\b(director|head|chief|spokes\w+|leader|minister|president|official|correspondent|commander)\b", re.IGNORECASE
)


OFFICES = TITLES | frozenset({
    "prefect", "coordinator", "founder", "expert", "analyst", "witness", "eyewitness", "editor", "dean", "principal",
    "researcher", "owner", "lecturer",
})
"""Nouns that one person is, beside those of ``triggers``."""
SHOUTED = re.compile(r"\b[A-Z]{4,}\b")
"""Words in capitals are no part of a person's name: a caption or a link has run into it."""
