"""What the metrics page looks at: where predictions come from, which view of them, and which cell was clicked."""

from typing import Annotated, Literal

from core.params import Interval, Len, config


@config
class MetricsScreen:
    """Where predictions come from and which view of them is open."""

    source: Literal["data", "distributions", "file", "run"] = "data"
    view: Literal["threshold", "classes", "certainty", "calibration", "regression", "folds"] = "threshold"


@config
class CellConfig:
    """The clicked cell of a confusion matrix: of one class against the rest, and of all classes (-1: none)."""

    cell: Literal["none", "tp", "fp", "fn", "tn"] = "none"
    cell_true: Annotated[int, Interval(ge=-1, le=49)] = -1
    cell_predicted: Annotated[int, Interval(ge=-1, le=49)] = -1


@config
class UploadConfig:
    """What the columns of an uploaded table mean; what is empty or not in the table is guessed.

    Several columns are joined by line breaks, which no column's name holds.
    """

    holds: Literal["guess", "score", "probabilities", "labels"] = "guess"
    true_column: Annotated[str, Len(0, 100)] = ""
    prediction_columns: Annotated[str, Len(0, 2000)] = ""
    positive_label: Annotated[str, Len(0, 60)] = ""
    rival_columns: Annotated[str, Len(0, 2000)] = ""
    true_quantity: Annotated[str, Len(0, 100)] = ""
    predicted_quantity: Annotated[str, Len(0, 100)] = ""


@config
class RegressionScreen:
    """Whose predicted quantities are judged, and how their residuals are drawn."""

    quantities: Literal["diabetes", "file", "run"] = "diabetes"
    residual_plot: Literal["predicted", "histogram", "normal"] = "predicted"


@config
class FoldScreen:
    """The score that is compared over the folds: of a classifier, and of a regressor."""

    fold_score: Literal["accuracy", "balanced_accuracy", "f1_macro", "mcc", "log_loss"] = "accuracy"
    quantity_score: Literal["mae", "rmse", "r2"] = "rmse"
