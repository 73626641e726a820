"""Gaps that are filled, and outliers that are found; both judged by a truth that we hid ourselves."""

PARTS = "repair"
