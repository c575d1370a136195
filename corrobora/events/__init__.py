"""Readings -> events: who copied whom, which happenings are one, what the reports say of it."""
