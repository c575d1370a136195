"""bytes -> Article: which inputs can be read, and which of their text is the report."""
