"""A case kept: its articles, what was read in them, and what people decided. SQLite by default, PostgreSQL for a team."""
