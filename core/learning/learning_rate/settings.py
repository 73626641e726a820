"""The two weights, the small network that the other tabs train, how each of them trains it, and the open tab."""

from typing import Annotated, Literal

from core.params import Interval, Log, Step, config

Weight = Annotated[float, Interval(ge=-5, le=5), Step(0.01)]


@config
class LearningRateState:
    """Which tab is open."""

    tab: Literal["stability", "sweep", "schedule", "noise", "sharpness"] = "stability"


@config
class TwoWeightsConfig:
    """Where descent on ½(uv − 1)² starts, its learning rate, and how many steps it makes."""

    eta: Annotated[float, Interval(ge=0.01, le=1.5), Log()] = 0.12
    u: Weight = 4.0
    v: Weight = 0.24
    walk_steps: Annotated[int, Interval(ge=10, le=1000), Step(10)] = 100


@config
class OneLayerConfig:
    """A network with two inputs, one hidden layer and one output, the points that it learns, and its loss."""

    dataset: Literal["moons", "circle", "xor", "spiral"] = "moons"
    hidden: Annotated[int, Interval(ge=2, le=16)] = 8
    activation: Literal["Tanh", "ReLU", "Sigmoid"] = "Tanh"
    loss: Literal["CrossEntropy", "HalfSquared"] = "CrossEntropy"


@config
class SweepConfig:
    """How many networks are trained, from which starts and how long, each with one learning rate from 10⁻⁴ to 100."""

    optimizer: Literal["SGD", "Momentum", "Adam"] = "SGD"
    rates: Annotated[int, Interval(ge=11, le=41)] = 26
    seeds: Annotated[int, Interval(ge=1, le=12)] = 8
    sweep_steps: Annotated[int, Interval(ge=20, le=300), Step(10)] = 200


@config
class RateConfig:
    """The learning rate that is looked at closely."""

    learning_rate: Annotated[float, Interval(ge=1e-4, le=100), Log()] = 1.0


@config
class ScheduleConfig:
    """How the learning rate changes during training; `horizon` and the like are counted in calls of the scheduler."""

    schedule: Literal["Constant", "Step", "Exponential", "Cosine", "WarmupCosine", "OneCycle", "Plateau"] = (
        "WarmupCosine"
    )
    called: Literal["step", "epoch"] = "epoch"
    base_rate: Annotated[float, Interval(ge=1e-3, le=10), Log()] = 4.0
    epochs: Annotated[int, Interval(ge=2, le=40)] = 20
    horizon: Annotated[int, Interval(ge=1, le=400)] = 15
    step_size: Annotated[int, Interval(ge=1, le=100)] = 5
    factor: Annotated[float, Interval(ge=0.05, le=0.95), Step(0.05)] = 0.5
    decay: Annotated[float, Interval(ge=0.8, le=1), Step(0.005)] = 0.9
    warmup: Annotated[int, Interval(ge=1, le=100)] = 5
    patience: Annotated[int, Interval(ge=0, le=20)] = 2


SCHEDULE_FIELDS = {  # beside the base rate and the number of epochs
    "Constant": (),
    "Step": ("step_size", "factor"),
    "Exponential": ("decay",),
    "Cosine": ("horizon",),
    "WarmupCosine": ("horizon", "warmup"),
    "OneCycle": ("horizon",),
    "Plateau": ("factor", "patience"),
}


@config
class NoiseConfig:
    """The batches that are drawn, and how many steps the network has learned before."""

    batch: Annotated[int, Interval(ge=1, le=200), Log()] = 4
    trained: Annotated[int, Interval(ge=0, le=500), Step(10)] = 10
    noise_seed: Annotated[int, Interval(ge=0, le=999)] = 0


@config
class SharpnessConfig:
    """Full-batch descent along which the largest eigenvalue of the Hessian is measured."""

    descent_rate: Annotated[float, Interval(ge=0.01, le=10), Log()] = 0.1
    measured_loss: Literal["HalfSquared", "CrossEntropy"] = "HalfSquared"
    descent_steps: Annotated[int, Interval(ge=50, le=1000), Step(50)] = 600
    start_seed: Annotated[int, Interval(ge=0, le=999)] = 0


CONFIGS = (
    LearningRateState,
    TwoWeightsConfig,
    OneLayerConfig,
    SweepConfig,
    RateConfig,
    ScheduleConfig,
    NoiseConfig,
    SharpnessConfig,
)
