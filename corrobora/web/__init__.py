"""The review desk: pages and an API over one kept case."""
