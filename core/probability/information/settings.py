"""What the page of information keeps in its link: the open tab, and the config of each."""

from typing import Annotated, Literal

from core.params import Interval, Len, Log, Shape, Step, config

Weight = Annotated[float, Interval(ge=0, le=100), Step(0.01)]
Logit = Annotated[float, Interval(ge=-5, le=5), Step(0.1)]


@config
class InformationState:
    """The open tab."""

    tab: Literal["code", "divergence", "fit", "joint", "loss", "decision"] = "code"


@config
class SourceConfig:
    """Weights of the symbols of a source, and how many symbols share a codeword."""

    weights: Annotated[tuple[Weight, ...], Len(1, 8)] = (0.7, 0.15, 0.1, 0.05)
    block: Annotated[int, Interval(ge=1, le=6)] = 1


@config
class DivergenceConfig:
    """Two distributions on the same symbols, p above q, and the unit of information."""

    pair: Annotated[tuple[tuple[Weight, ...], ...], Shape((2, 2), (2, 6))] = (
        (0.4, 0.3, 0.2, 0.1), (0.2, 0.3, 0.1, 0.4),
    )  # fmt: skip
    unit: Literal["bits", "nats"] = "bits"


@config
class GaussianFitConfig:
    """A mixture p of two Gaussians at ±offset, a Gaussian q, and the direction of the divergence."""

    direction: Literal["forward", "reverse"] = "forward"
    offset: Annotated[float, Interval(ge=0, le=5), Step(0.05)] = 2.0
    spread: Annotated[float, Interval(ge=0.2, le=2), Step(0.05)] = 1.0
    share: Annotated[float, Interval(ge=0.05, le=0.95), Step(0.01)] = 0.5
    mean: Annotated[float, Interval(ge=-6, le=6), Step(0.01)] = 1.0
    sd: Annotated[float, Interval(ge=0.2, le=6), Log()] = 1.0


@config
class TableConfig:
    """Weights of the pairs (x, y): a column for each x, a row for each y."""

    table: Annotated[tuple[tuple[Weight, ...], ...], Shape((2, 4), (2, 4))] = (
        (0.3, 0.1, 0.05), (0.1, 0.1, 0.35),
    )  # fmt: skip


@config
class SoftmaxConfig:
    """Logits of the classes, the temperature, and the share of labels that are wrong."""

    logits: Annotated[tuple[Logit, ...], Len(2, 6)] = (2.0, 1.0, 0.1)
    temperature: Annotated[float, Interval(ge=0.05, le=20), Log()] = 1.0
    noise: Annotated[float, Interval(ge=0, le=0.5), Step(0.01)] = 0.0


@config
class DecisionConfig:
    """What the two errors cost, the threshold, and the cases: how many are positive, how well scores tell them apart.

    `sharpness` is the factor by which a stated log-odds exceeds the true one.
    """

    false_positive: Annotated[float, Interval(ge=0, le=20), Step(0.1)] = 1.0
    false_negative: Annotated[float, Interval(ge=0, le=20), Step(0.1)] = 3.0
    threshold: Annotated[float, Interval(ge=0, le=1), Step(0.001)] = 0.5
    prevalence: Annotated[float, Interval(ge=0.01, le=0.99), Step(0.01)] = 0.3
    separation: Annotated[float, Interval(ge=0, le=4), Step(0.1)] = 1.5
    sharpness: Annotated[float, Interval(ge=0.25, le=4), Log()] = 1.0


CONFIGS = (
    InformationState, SourceConfig, DivergenceConfig, GaussianFitConfig, TableConfig, SoftmaxConfig, DecisionConfig,
)  # fmt: skip
