"""One run, and the place where new ones begin."""

PARTS = "part"
