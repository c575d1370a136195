"""One case for a reader: on a terminal, as HTML, as Markdown. All three draw the same grid."""
