"""Parsed -> Reading: the order in which an article's claims are found."""

from __future__ import annotations

from corrobora.claims.figures import find_figures
from corrobora.claims.ground import ground
from corrobora.claims.happenings import find_happenings
from corrobora.claims.mentions import find_mentions
from corrobora.claims.parse import Parsed
from corrobora.claims.relations import find_relations
from corrobora.claims.speakers import find_statements
from corrobora.claims.times import doubted_date, find_times
from corrobora.claims.where import Names
from corrobora.records import Reading


def read(parsed: Parsed) -> Reading:
    """All that one article says. Claims point to names by ``Mention.key`` until names are resolved."""
    mentions = find_mentions(parsed)
    times = find_times(parsed)
    statements = find_statements(parsed, mentions)
    names = Names(parsed, mentions, times)
    happenings = find_happenings(parsed, names, statements)
    figures = find_figures(parsed, mentions, times, statements, happenings)
    relations = find_relations(parsed, names)
    claims, rejected = ground(parsed.article, [*figures, *happenings, *relations, *statements])
    if doubt := doubted_date(parsed.article):
        rejected = (doubt, *rejected)
    return Reading(article=parsed.article, mentions=mentions, times=times, claims=claims, rejected=rejected)
