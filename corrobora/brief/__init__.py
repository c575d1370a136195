"""One case for a reader: terminal, HTML, Markdown."""
