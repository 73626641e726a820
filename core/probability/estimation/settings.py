"""What the page of estimation keeps in its link: the open tab, its open part, and every config."""

from typing import Literal

from core.params import config
from core.probability.estimation.accuracy import AccuracyConfig, DisagreementConfig
from core.probability.estimation.dataset import DatasetConfig
from core.probability.estimation.estimator import EstimatorConfig
from core.probability.estimation.likelihood import AscentConfig, ParameterConfig, SampleConfig
from core.probability.estimation.mean import MeanConfig
from core.probability.estimation.multiplicity import MultiplicityConfig
from core.probability.estimation.power import AlphaConfig, StudyConfig
from core.probability.estimation.share import LevelConfig, ShareConfig


@config
class EstimationState:
    """The open tab."""

    tab: Literal["likelihood", "estimator", "interval", "significance", "accuracy"] = "likelihood"


@config
class IntervalState:
    """Whether intervals are for a share of successes or for a mean."""

    quantity: Literal["share", "mean"] = "share"


@config
class SignificanceState:
    """The open part of the tests: one study, a test on data, or many tests."""

    question: Literal["power", "dataset", "multiplicity"] = "power"


CONFIGS = (
    EstimationState,
    IntervalState,
    LevelConfig,
    ShareConfig,
    MeanConfig,
    SignificanceState,
    AlphaConfig,
    StudyConfig,
    DatasetConfig,
    MultiplicityConfig,
    AccuracyConfig,
    DisagreementConfig,
    SampleConfig,
    ParameterConfig,
    AscentConfig,
    EstimatorConfig,
)
