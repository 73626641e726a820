"""What the page of Bayes keeps in its link: the open tab, and every config."""

from typing import Literal

from core.params import config
from core.probability.bayes.diagnosis import DiagnosisConfig, PeopleState
from core.probability.bayes.square import SquareConfig


@config
class BayesState:
    """The open tab."""

    tab: Literal["diagnosis", "square"] = "diagnosis"


CONFIGS = (BayesState, DiagnosisConfig, PeopleState, SquareConfig)
