"""What the metrics page looks at: where predictions come from, which view of them, and which cell was clicked."""

from typing import Annotated, Literal

from core.params import Interval, config


@config
class MetricsScreen:
    """Where predictions come from and which view of them is open."""

    source: Literal["data", "distributions", "file"] = "data"
    view: Literal["threshold", "classes", "certainty", "calibration", "regression", "folds"] = "threshold"


@config
class CellConfig:
    """The clicked cell of a confusion matrix: of one class against the rest, and of all classes (-1: none)."""

    cell: Literal["none", "tp", "fp", "fn", "tn"] = "none"
    cell_true: Annotated[int, Interval(ge=-1, le=49)] = -1
    cell_predicted: Annotated[int, Interval(ge=-1, le=49)] = -1
