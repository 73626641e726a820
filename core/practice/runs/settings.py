"""What the page of runs keeps in its link: the open tab, which runs are looked at, and how."""

from typing import Annotated, Literal

from core.params import Interval, Len, Log, Step, config
from core.practice.runs.axes import AxisName
from core.practice.runs.training import MoonsConfig


@config
class RunsState:
    """The open tab and its part, whose runs are shown, the run that is looked at, and the token of a shared one."""

    tab: Literal["tree", "table", "compare", "seeds", "run"] = "tree"
    part: Literal["card", "start"] = "card"
    source: Literal["own", "examples"] = "own"
    run: Annotated[str, Len(max_length=40)] = ""
    shared: Annotated[str, Len(max_length=64)] = ""


@config
class ScoreConfig:
    """The number by which runs are judged, and which of them are shown."""

    metric: Annotated[str, Len(max_length=64)] = ""
    at: Literal["last", "best"] = "last"
    filter: Annotated[str, Len(max_length=200)] = ""


@config
class RunsTableConfig:
    """Whether the table shows the settings that are equal everywhere, too."""

    equal: bool = False


@config
class CurvesConfig:
    """Which runs are laid over each other, and how their curves are drawn."""

    chosen: Annotated[str, Len(max_length=250)] = ""
    curve: Annotated[str, Len(max_length=64)] = ""
    axis: AxisName = "step"
    smoothing: Annotated[float, Interval(ge=0, le=0.99), Step(0.01)] = 0.0
    log_scale: bool = False
    log_steps: bool = False


@config
class PairState:
    """The two settings whose seeds are compared, each by one of its runs."""

    first: Annotated[str, Len(max_length=40)] = ""
    second: Annotated[str, Len(max_length=40)] = ""


@config
class SeedsConfig:
    """How sure one wants to be that a difference is more than noise."""

    confidence_percent: Annotated[int, Interval(ge=50, le=99)] = 95
    power_percent: Annotated[int, Interval(ge=50, le=99)] = 80


@config
class PlanConfig:
    """A difference and a spread of one's own, for which the number of seeds is asked."""

    own_numbers: bool = False
    gap: Annotated[float, Interval(ge=1e-4, le=1), Log()] = 0.004
    spread: Annotated[float, Interval(ge=1e-4, le=1), Log()] = 0.02


@config
class BranchState:
    """The setting that a branch changes, and its new value as a link writes it."""

    changed: Annotated[str, Len(max_length=60)] = ""
    value: Annotated[str, Len(max_length=200)] = ""


CONFIGS = (
    RunsState,
    ScoreConfig,
    RunsTableConfig,
    CurvesConfig,
    PairState,
    SeedsConfig,
    PlanConfig,
    BranchState,
    MoonsConfig,
)
