"""Intervals for a share and for a mean: how often they hold what they are said to hold."""

PARTS = "quantity"
