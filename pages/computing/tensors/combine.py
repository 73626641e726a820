"""Arrays in, one array out: functions of every cell, reductions, products, joining and choosing."""

PARTS = "combine"
