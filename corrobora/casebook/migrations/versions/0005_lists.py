"""Indexes: the desk's lists are read in their order and counted without the documents beside them; what a decision asks."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"

_LISTS = {
    "shelf_events": {
        "weight": ["place", "id"], "date": ["start", "place", "id"], "newest": ["-start", "place", "id"],
        "label": ["label", "place", "id"], "doubt": ["-doubt", "place", "id"], "toll": ["-toll", "place", "id"],
        "counted": ["type", "review", "verdicts", "where", "start", "end", "label", "id"],
    },
    "shelf_articles": {"latest": ["-published", "place", "key"]},
    "shelf_entities": {"mentioned": ["-mentions", "id"], "kinds": ["kind"]},
}
"""Table -> index -> columns; a minus: the greatest first."""


def upgrade() -> None:
    for table, indexes in _LISTS.items():
        for name, columns in indexes.items():
            own = [sa.text(f"{column[1:]} DESC") if column.startswith("-") else column for column in columns]
            op.create_index(f"list_{table}_{name}", table, ["generation", *own])
    op.create_index("ix_events_merged_into", "events", ["merged_into"])
    op.create_index("ix_judgements_moment", "judgements", ["moment"])
