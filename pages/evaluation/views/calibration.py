"""Not yet."""

from core.evaluation.predictions import Predictions
from pages.shared.words import Words


def show(t: Words, predictions: Predictions) -> None:
    """Nothing yet."""
