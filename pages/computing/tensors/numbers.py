"""Number types: what is rounded, what overflows, what is lost in long sums, and how whole numbers wrap."""

PARTS = "about"
