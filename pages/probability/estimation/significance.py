"""Tests: one study with its areas, tests on data, and many tests at once."""

PARTS = "question"
