"""Arrays outside a program: in files, and in memory that two libraries share."""

PARTS = "outside"
