"""Not yet."""

from core.evaluation.predictions import Predictions
from pages.shared.words import Words


def predictions(t: Words) -> Predictions | None:
    """Nothing yet."""
    return None
