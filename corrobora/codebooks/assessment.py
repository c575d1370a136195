"""The Admiralty code (NATO AJP-2.1, annex on source evaluation): A-F for a source's reliability, 1-6 for credibility.

People set it for each outlet or claimant (``corrobora judge CASE assess NAME B2``). The program may suggest a credibility,
from independence alone; a reliability it never suggests.
"""

from __future__ import annotations

from corrobora.codebooks.view import EventView
from corrobora.records import Finding

RELIABILITY = {
    "A": "completely reliable", "B": "usually reliable", "C": "fairly reliable", "D": "not usually reliable", "E": "unreliable",
    "F": "reliability cannot be judged",
}  # fmt: skip
CREDIBILITY = {
    1: "confirmed by other sources", 2: "probably true", 3: "possibly true", 4: "doubtful", 5: "improbable",
    6: "truth cannot be judged",
}  # fmt: skip


def suggested(finding: Finding) -> tuple[int, str]:
    """A credibility for one fact row, and why: only independent origins that say the same confirm one another."""
    independent = finding.origins >= 2 and finding.claimants != 1
    if finding.verdict == "agree" and independent:
        return 1, f"{finding.origins} independent origins say the same"
    if finding.verdict in ("agree", "compatible", "updated") and independent:
        return 2, f"what {finding.origins} independent origins say can all hold"
    if finding.verdict == "differ":
        return 4, "independent origins contradict each other"
    return 6, "all of it rests on one claimant" if finding.origins >= 2 else "a single origin"


def assessed(view: EventView) -> dict[str, str]:
    """Claimants and outlets of the event's claims with the code that an analyst gave them, by name."""
    found: dict[str, str] = {}
    for claim in view.claims:
        if claim.assessment:
            article = view.lookup.articles[claim.article]
            found[claim.claimant.name if claim.claimant else article.outlet or article.source] = claim.assessment
    return dict(sorted(found.items()))
