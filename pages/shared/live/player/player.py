"""The names of what every player has: buttons, speed, scrubber."""

from pages.shared.words import words


def player_words() -> dict[str, str]:
    """The words of the player's bar, in the reader's language."""
    return words(__file__).group("player")
