"""Words that tell what a name is: of land, streets and buildings, for parts of a place, before persons and places."""

from __future__ import annotations

LAND_WORDS = frozenset(
    ["county", "parish", "province", "governorate", "district", "region", "state", "republic", "city", "township", "borough",
    "village", "town", "county", "municipality", "river", "lake", "creek", "bay", "island", "islands", "isle", "mountain",
    "mountains", "mount", "valley", "desert", "peninsula", "beach", "canyon", "harbor", "harbour", "sea", "ocean", "gulf",
    "strait", "hills", "hill", "forest", "park", "plain", "plains", "peak", "falls", "springs", "coast", "basin", "cape",
    "reservoir", "wadi", "oblast", "territory", "commune"]
)
"""Words that are part of the name of a place."""
STREET_WORDS = frozenset(
    ["street", "st", "avenue", "ave", "road", "rd", "drive", "dr", "lane", "ln", "boulevard", "blvd", "highway", "hwy",
    "parkway", "route", "interstate", "freeway", "way", "court", "terrace", "turnpike", "pike", "bypass", "trail", "square",
    "crescent", "expressway", "motorway"]
)
BUILDING_WORDS = frozenset(
    ["airport", "airbase", "airfield", "base", "hospital", "school", "university", "college", "church", "mosque", "prison",
    "jail", "stadium", "hotel", "station", "bridge", "port", "dam", "palace", "embassy", "camp", "factory", "plant", "center",
    "centre", "museum", "library", "cathedral", "temple", "checkpoint", "crossing", "barracks", "academy", "clinic",
    "courthouse", "mall", "market", "tower", "hall", "house", "theatre", "theater", "arena"]
)
TEAM_WORDS = frozenset(["rangers", "rovers", "united", "wanderers", "albion", "athletic", "hotspur", "fc", "cf"])
"""Words that make a town's name that of its club."""
TOWARD = frozenset(
    ["north", "south", "east", "west", "northern", "southern", "eastern", "western", "central", "northeastern", "northwestern",
    "southeastern", "southwestern", "northeast", "northwest", "southeast", "southwest", "upper", "lower", "free", "new",
    "greater", "rural", "downtown", "mid", "far"]
)
"""Words for a part of a place: alone they are none."""
UNIT_WORDS = frozenset(["province", "governorate", "region", "state", "oblast", "department", "prefecture", "district",
"county"])
BEFORE = frozenset(
    ["in", "at", "near", "from", "to", "of", "outside", "around", "across", "into", "through", "throughout", "within",
    "toward", "towards", "between", "inside", "north", "south", "east", "west", "northern", "southern", "eastern", "western",
    "central", "downtown", "neighboring", "neighbouring", "nearby", "over", "against", "for", "with", "by", "and", "or", "the"]
)
AROUND = frozenset(["area", "areas", "countryside", "suburb", "suburbs", "outskirts", "side", "'s", "’s"])
PERSON_BEFORE = frozenset(
    ["mr", "mrs", "ms", "dr", "sen", "rep", "gov", "president", "minister", "general", "gen", "col", "colonel", "capt",
    "captain", "lt", "sgt", "sheriff", "judge", "mayor", "king", "queen", "prince", "princess", "sir", "lord", "lady", "rev",
    "pastor", "bishop", "coach", "officer", "detective", "secretary", "chief", "prof", "professor", "st"]
)
