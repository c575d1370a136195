"""The assembled case in the formats of other tools."""
