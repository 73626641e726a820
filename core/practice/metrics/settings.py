"""Every setting of the topic with its domain: `…Config` enters a computation, `…State` only the page looks at."""

from typing import Annotated, Literal

from core.params import Interval, Len, Log, Step, config

DataSetName = Literal["Breast cancer", "Digits", "Wine", "Iris"]
ModelName = Literal["Logistic regression", "k-NN", "Decision tree", "Random forest", "Naive Bayes", "MLP"]
RegressorName = Literal["Linear regression", "k-NN", "Decision tree", "Random forest", "MLP"]
MetricName = Literal[
    "accuracy", "balanced_accuracy", "precision", "recall", "specificity", "f_beta", "mcc", "kappa", "log_loss",
    "brier", "roc_auc", "average_precision",
]  # fmt: skip

Share = Annotated[float, Interval(ge=0.1, le=0.9), Step(0.05)]
Seed = Annotated[int, Interval(ge=0, le=9999)]
Noise = Annotated[float, Interval(ge=0, le=5), Step(0.1)]
Neighbors = Annotated[int, Interval(ge=1, le=50)]
Depth = Annotated[int, Interval(ge=1, le=20)]
Trees = Annotated[int, Interval(ge=1, le=200)]
HiddenUnits = Annotated[int, Interval(ge=1, le=64)]
Cost = Annotated[float, Interval(ge=-100, le=100), Step(0.5)]


@config
class ClassifierConfig:
    """A classifier, the data set it is trained on, and how that is split; each model reads only its own knob."""

    data_set: DataSetName = "Breast cancer"
    model: ModelName = "Logistic regression"
    test_share: Share = 0.3
    split_seed: Seed = 0
    feature_noise: Noise = 0.0
    inverse_penalty: Annotated[float, Interval(ge=1e-4, le=1e4), Log()] = 1.0
    neighbors: Neighbors = 5
    depth: Depth = 5
    trees: Trees = 50
    smoothing: Annotated[float, Interval(ge=1e-9, le=10), Log()] = 1e-9
    hidden_units: HiddenUnits = 16


@config
class RegressorConfig:
    """A regressor for the diabetes data, and how these are split; fields of `ClassifierConfig` mean the same here."""

    regressor: RegressorName = "Linear regression"
    test_share: Share = 0.3
    split_seed: Seed = 0
    feature_noise: Noise = 0.0
    neighbors: Neighbors = 5
    depth: Depth = 5
    trees: Trees = 50
    hidden_units: HiddenUnits = 16


@config
class DistributionsConfig:
    """Two bell curves of evidence, one for each class, and how sure their scores are."""

    separation: Annotated[float, Interval(ge=0, le=6), Step(0.1)] = 2.0
    spread: Annotated[float, Interval(ge=0.2, le=4), Step(0.1)] = 1.0
    spread_ratio: Annotated[float, Interval(ge=0.25, le=4), Log()] = 1.0
    balance: Annotated[float, Interval(ge=0, le=1), Step(0.01)] = 0.5
    confidence: Annotated[float, Interval(ge=0.1, le=10), Log()] = 1.0
    samples: Annotated[int, Interval(ge=10, le=5000), Log()] = 500
    sample_seed: Seed = 0


@config
class BinaryConfig:
    """The positive class, the threshold from which it is predicted, and the prevalence to be judged at."""

    positive: Annotated[int, Interval(ge=0, le=49)] = 1
    threshold: Annotated[float, Interval(ge=0, le=1.01), Step(0.01)] = 0.5  # beyond 1 nobody is positive
    beta: Annotated[float, Interval(ge=0.1, le=10), Log()] = 1.0
    reweight: bool = False
    prevalence: Annotated[float, Interval(ge=0.001, le=0.999), Step(0.001)] = 0.1


@config
class CostConfig:
    """What each cell of the confusion matrix costs; a gain is negative."""

    cost_fp: Cost = 1.0
    cost_fn: Cost = 5.0
    cost_tp: Cost = 0.0
    cost_tn: Cost = 0.0


@config
class MulticlassConfig:
    """How the confusion matrix is normalized, and how many guesses count."""

    normalize: Literal["none", "row", "column"] = "none"
    top_k: Annotated[int, Interval(ge=1, le=10)] = 2


@config
class IntervalConfig:
    """The metric whose uncertainty is asked for, the level, and the resamples."""

    metric: MetricName = "accuracy"
    level: Annotated[float, Interval(ge=0.5, le=0.999), Step(0.01)] = 0.95
    resamples: Annotated[int, Interval(ge=100, le=5000)] = 2000
    bootstrap_seed: Seed = 0


@config
class ComparisonConfig:
    """The second model on the same test set: which one, or, between distributions, how good and how alike."""

    rival: ModelName = "k-NN"
    rival_separation: Annotated[float, Interval(ge=0, le=6), Step(0.1)] = 1.5
    rival_correlation: Annotated[float, Interval(ge=0, le=1), Step(0.05)] = 0.5


@config
class CalibrationConfig:
    """Bins of the reliability diagram, and the part held out to fit a recalibration."""

    bins: Annotated[int, Interval(ge=2, le=50)] = 10
    binning: Literal["uniform", "quantile"] = "uniform"
    recalibration: Literal["Platt", "Isotonic"] = "Platt"
    held_out: Annotated[float, Interval(ge=0.1, le=0.9), Step(0.05)] = 0.5
    calibration_seed: Seed = 0


@config
class OutlierConfig:
    """One true value that is moved: which (rank 0 is the lowest, 1 the highest), how far (in standard deviations)."""

    outlier_rank: Annotated[float, Interval(ge=0, le=1), Step(0.01)] = 0.5
    outlier_size: Annotated[float, Interval(ge=-20, le=20), Step(0.1)] = 5.0


@config
class CrossValidationConfig:
    """The folds: how many, whether each keeps the class shares, and the shuffle."""

    folds: Annotated[int, Interval(ge=2, le=10)] = 5
    stratified: bool = True
    fold_seed: Seed = 0


@config
class CertaintyState:
    """The open question: the interval of one number, the size of the test set, or a second model."""

    doubt: Literal["interval", "size", "comparison"] = "interval"


@config
class RunConfig:
    """A run of the network lab, as the query of its link; empty is the lab's default run."""

    run: Annotated[str, Len(max_length=2000)] = ""


@config
class MetricsState:
    """Where predictions come from, and the open tab."""

    source: Literal["data", "distributions", "file", "run"] = "data"
    tab: Literal["threshold", "classes", "certainty", "calibration", "regression", "folds"] = "threshold"


@config
class CellState:
    """The clicked cell of a confusion matrix: of one class against the rest, and of all classes (-1: none)."""

    cell: Literal["none", "tp", "fp", "fn", "tn"] = "none"
    cell_true: Annotated[int, Interval(ge=-1, le=49)] = -1
    cell_predicted: Annotated[int, Interval(ge=-1, le=49)] = -1


@config
class UploadState:
    """What the columns of an uploaded table mean; what is empty or not in the table is guessed.

    Several columns are joined by line breaks, which no column's name holds; so are the classes that they speak for.
    """

    holds: Literal["guess", "score", "probabilities", "labels", "confidence", "logits"] = "guess"
    true_column: Annotated[str, Len(0, 2000)] = ""
    prediction_columns: Annotated[str, Len(0, 2000)] = ""
    column_classes: Annotated[str, Len(0, 2000)] = ""
    positive_label: Annotated[str, Len(0, 60)] = ""
    rival_columns: Annotated[str, Len(0, 2000)] = ""
    true_quantity: Annotated[str, Len(0, 100)] = ""
    predicted_quantity: Annotated[str, Len(0, 100)] = ""


@config
class RegressionState:
    """Whose predicted quantities are judged, and how their residuals are drawn."""

    quantities: Literal["diabetes", "file", "run"] = "diabetes"
    residual_plot: Literal["predicted", "histogram", "normal"] = "predicted"


@config
class FoldState:
    """The score that is compared over the folds: of a classifier, and of a regressor."""

    fold_score: Literal["accuracy", "balanced_accuracy", "f1_macro", "mcc", "log_loss"] = "accuracy"
    quantity_score: Literal["mae", "rmse", "r2"] = "rmse"


CONFIGS = (
    MetricsState, CellState, RunConfig, ClassifierConfig, DistributionsConfig, BinaryConfig, CostConfig,
    MulticlassConfig, CertaintyState, IntervalConfig, ComparisonConfig, CalibrationConfig, UploadState,
    RegressionState, FoldState, RegressorConfig, OutlierConfig, CrossValidationConfig,
)  # fmt: skip
