"""Data sets: points and labels, drawn from a seed or read from files."""
