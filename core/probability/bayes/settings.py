"""What the page of Bayes keeps in its link: the open tab, and every config."""

from typing import Literal

from core.params import config
from core.probability.bayes.coin import CoinConfig
from core.probability.bayes.diagnosis import DiagnosisConfig, PeopleState
from core.probability.bayes.naive import NaiveConfig, UploadClassConfig
from core.probability.bayes.regions import RegionsConfig
from core.probability.bayes.row import RowConfig
from core.probability.bayes.square import UnitSquareConfig


@config
class BayesState:
    """The open tab."""

    tab: Literal["diagnosis", "square", "coin", "row", "regions"] = "diagnosis"


CONFIGS = (
    BayesState,
    DiagnosisConfig,
    PeopleState,
    UnitSquareConfig,
    CoinConfig,
    NaiveConfig,
    UploadClassConfig,
    RowConfig,
    RegionsConfig,
)
