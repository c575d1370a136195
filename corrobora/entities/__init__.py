"""Mentions -> entities: names that are one, places on the map."""
