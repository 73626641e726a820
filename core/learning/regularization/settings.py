"""Every setting of the topic with its domain, and the open tab."""

from typing import Annotated, Literal

from core.params import Interval, Log, Step, config

Size = Annotated[int, Interval(ge=5, le=100), Log()]
Noise = Annotated[float, Interval(ge=0, le=1), Step(0.05)]
Seed = Annotated[int, Interval(ge=0, le=9999)]
Penalty = Annotated[float, Interval(ge=1e-8, le=100), Log()]


@config
class RegularizationState:
    """Which tab and which part of it is open."""

    tab: Literal["capacity", "double_descent", "variance", "penalties", "training", "layers"] = "capacity"
    layer: Literal["dropout", "normalization"] = "dropout"


@config
class NoisyPointsConfig:
    """Noisy points of the curve 2x + cos 5x: how many, how much noise, and the seed of the first sample."""

    points: Size = 20
    noise: Noise = 0.2
    sample_seed: Seed = 2


@config
class CapacityConfig:
    """The features whose coefficients are fitted, how many of them, and the ridge penalty λ (off: least squares)."""

    features: Literal["Legendre", "ReLU"] = "Legendre"
    parameters: Annotated[int, Interval(ge=1, le=1000), Log()] = 6
    ridge: bool = False
    penalty: Penalty = 0.01


@config
class GaussianConfig:
    """A linear model on isotropic Gaussian features, of which the first `used` are fitted to `rows` samples."""

    used: Annotated[int, Interval(ge=1, le=200)] = 20
    rows: Annotated[int, Interval(ge=10, le=80), Step(2)] = 40
    deviation: Annotated[float, Interval(ge=0, le=2), Step(0.05)] = 0.5
    signal: Literal["even", "first"] = "even"
    gaussian_seed: Seed = 1


@config
class VarianceConfig:
    """Polynomials of one degree fitted to many samples; `place` is where their values are read."""

    degree: Annotated[int, Interval(ge=0, le=15)] = 3
    weight_penalty: Annotated[float, Interval(ge=0, le=1), Step(0.005)] = 0.0
    refits: Annotated[int, Interval(ge=20, le=200), Step(10)] = 100
    size: Size = 25
    spread: Noise = 0.3
    place: Annotated[float, Interval(ge=-1, le=1), Step(0.01)] = 0.5
    variance_seed: Seed = 1


@config
class PenaltiesConfig:
    """An elastic net on the diabetes table, beside columns of pure noise; `share` of the penalty is L1."""

    strength: Annotated[float, Interval(ge=0.01, le=1000), Log()] = 1.0
    share: Annotated[float, Interval(ge=0, le=1), Step(0.05)] = 1.0
    rows_used: Annotated[int, Interval(ge=30, le=300), Step(10)] = 100
    useless: Annotated[int, Interval(ge=0, le=40)] = 20
    split_seed: Seed = 1


@config
class CuresConfig:
    """A network with one hidden layer on a few noisy points, and what may keep it from overfitting."""

    width: Annotated[int, Interval(ge=1, le=64), Log()] = 32
    samples: Annotated[int, Interval(ge=5, le=60)] = 15
    noise_level: Noise = 0.3
    copies: Annotated[int, Interval(ge=0, le=4)] = 0
    shift: Annotated[float, Interval(ge=0.01, le=0.5), Step(0.01)] = 0.08
    decay: Annotated[float, Interval(ge=0, le=0.1), Step(0.001)] = 0.0
    dropout_rate: Annotated[float, Interval(ge=0, le=0.9), Step(0.05)] = 0.0
    cure_seed: Seed = 1


CURE_FIELDS = ("decay", "dropout_rate", "copies", "shift", "samples", "width", "noise_level")  # as they are asked for


@config
class StoppingConfig:
    """Early stopping: after `patience` epochs without an improvement of `least_gain`, the best epoch is taken."""

    stopping: bool = False
    patience: Annotated[int, Interval(ge=1, le=3000), Log()] = 100
    least_gain: Annotated[float, Interval(ge=0, le=0.1), Step(0.001)] = 0.0


@config
class DropoutConfig:
    """Masks over the hidden layer of a network trained with or without dropout: their rate, and how many."""

    learned_with: Literal["dropout", "none"] = "dropout"
    rate: Annotated[float, Interval(ge=0, le=0.9), Step(0.05)] = 0.5
    mask: Annotated[int, Interval(ge=1, le=200)] = 1
    masks: Annotated[int, Interval(ge=1, le=200), Log()] = 10
    at: Annotated[float, Interval(ge=-1, le=1), Step(0.01)] = 0.3
    mask_seed: Seed = 1


@config
class NormalizationConfig:
    """One unit with batch normalization: its batch, its marked sample, its parameters, and the batches seen so far."""

    mode: Literal["train", "eval"] = "train"
    batch: Annotated[int, Interval(ge=1, le=64), Log()] = 8
    sample: Annotated[float, Interval(ge=-6, le=12), Step(0.1)] = 5.0
    gamma: Annotated[float, Interval(ge=-3, le=3), Step(0.1)] = 1.0
    beta: Annotated[float, Interval(ge=-3, le=3), Step(0.1)] = 0.0
    momentum: Annotated[float, Interval(ge=0.01, le=1), Step(0.01)] = 0.1
    seen: Annotated[int, Interval(ge=0, le=200)] = 30
    batch_seed: Seed = 1


CONFIGS = (
    RegularizationState, NoisyPointsConfig, CapacityConfig, GaussianConfig, VarianceConfig, PenaltiesConfig,
    CuresConfig, StoppingConfig, DropoutConfig, NormalizationConfig,
)  # fmt: skip
