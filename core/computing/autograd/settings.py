"""What is on the screen of the topic beside the formula: the view, the step, which trouble is shown, the duel."""

from typing import Annotated, Literal

from core.computing.autograd.chains import ChainConfig
from core.computing.autograd.check import CheckConfig
from core.computing.autograd.formula.presets import FormulaConfig
from core.computing.autograd.network import SmallNetworkConfig
from core.params import Interval, Len, Log, config

ALL_STEPS = 1000  # beyond every film's end: everything is known


@config
class AutogradState:
    """The view, and the step at which the graph stands."""

    tab: Literal["formula", "network", "check", "wrong", "pytorch"] = "formula"
    step: Annotated[int, Interval(ge=0, le=ALL_STEPS)] = 0


@config
class SliceConfig:
    """Along which number the result is drawn as a curve (empty: the first), and how far at least to both sides."""

    along: Annotated[str, Len(0, 40)] = ""
    reach: Annotated[float, Interval(ge=0.01, le=10), Log()] = 2.5


@config
class TroubleState:
    """Which formula that goes wrong is shown, and the answer given in the duel of two chains."""

    trouble: Literal[
        "log of 0", "division by 0", "root at 0", "overflow", "dead ReLU", "saturated", "0 times infinity"
    ] = "log of 0"
    duel_seed: Annotated[int, Interval(ge=0, le=9999)] = 0
    duel_answer: Literal["none", "first", "second"] = "none"


@config
class LayerState:
    """Which layer of the network is written out, counted from the inputs; where there is none, the first."""

    layer: Annotated[int, Interval(ge=1, le=4)] = 1


CONFIGS = (
    AutogradState, FormulaConfig, SliceConfig, SmallNetworkConfig, LayerState, CheckConfig, ChainConfig, TroubleState,
)  # fmt: skip
