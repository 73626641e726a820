"""Not yet."""

from pages.shared.words import Words


def show(t: Words) -> None:
    """Nothing yet."""
