"""str -> values: pure functions, no model."""
