"""Article -> Reading: what one article says, tied to its exact spans."""
