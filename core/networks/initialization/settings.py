"""The deep network that is walked through, its two inputs, the small ones that learn, and the open tab."""

from typing import Annotated, Literal

from core.params import Interval, Log, Step, config

MOST_LAYERS = 50
Scheme = Literal[
    "Zeros", "Constant", "Normal", "XavierUniform", "XavierNormal", "HeUniform", "HeNormal", "LeCun", "Default",
    "Orthogonal",
]  # fmt: skip


@config
class InitializationState:
    """Which tab is open."""

    tab: Literal["waterfall", "symmetry", "phase", "curves", "formulas"] = "waterfall"


@config
class DeepConfig:
    """A network of equally wide layers at its start: how its weights and biases are drawn, and what is built in."""

    scheme: Scheme = "Default"
    gain: Annotated[float, Interval(ge=0.1, le=3), Log()] = 1.0
    sigma: Annotated[float, Interval(ge=1e-3, le=2), Log()] = 0.05
    constant: Annotated[float, Interval(ge=-0.5, le=0.5), Step(0.01)] = 0.01
    activation: Literal["ReLU", "LeakyReLU", "Tanh", "Sigmoid", "GELU", "SELU", "Linear"] = "ReLU"
    depth: Annotated[int, Interval(ge=2, le=MOST_LAYERS)] = 50
    width: Annotated[int, Interval(ge=16, le=256), Log()] = 256
    residual: bool = False
    batch_norm: bool = False
    bias: Literal["scheme", "zero", "uniform"] = "scheme"
    draw_seed: Annotated[int, Interval(ge=0, le=999)] = 0


@config
class TwoInputsConfig:
    """The angle between the two inputs, in degrees, and the layer whose numbers are redone."""

    angle: Annotated[float, Interval(ge=0, le=180), Step(1)] = 90.0
    layer: Annotated[int, Interval(ge=1, le=MOST_LAYERS)] = 10


@config
class SymmetryConfig:
    """Two inputs, four hidden units that begin equal, and one output; how much chance is added to their weights."""

    perturbed: bool = False
    epsilon: Annotated[float, Interval(ge=1e-8, le=0.1), Log()] = 1e-4
    equal: Annotated[float, Interval(ge=0, le=2), Step(0.05)] = 0.5
    unit: Literal["Tanh", "ReLU", "Sigmoid"] = "Tanh"
    dataset: Literal["circle", "xor", "moons"] = "circle"
    rate: Annotated[float, Interval(ge=0.01, le=1), Log()] = 0.3
    noise_seed: Annotated[int, Interval(ge=0, le=999)] = 0


@config
class PlaneConfig:
    """A point of the plane of weight and bias spread, the activation, and how deep the networks are."""

    sigma_w: Annotated[float, Interval(ge=0.5, le=3), Step(0.05)] = 1.0
    sigma_b: Annotated[float, Interval(ge=0, le=1), Step(0.02)] = 0.3
    bend: Literal["Tanh", "ReLU", "Sigmoid"] = "Tanh"
    plane_depth: Annotated[int, Interval(ge=5, le=MOST_LAYERS)] = 30
    plane_seed: Annotated[int, Interval(ge=0, le=999)] = 0


@config
class ShownConfig:
    """The scheme whose seeds are all drawn."""

    shown: Scheme = "Default"


@config
class TrainingsConfig:
    """The networks that learn, each scheme from the same number of seeds."""

    hidden_layers: Annotated[int, Interval(ge=1, le=10)] = 8
    hidden_units: Annotated[int, Interval(ge=4, le=16)] = 12
    unit_kind: Literal["ReLU", "Tanh", "Sigmoid"] = "ReLU"
    optimizer: Literal["SGD", "Momentum", "Adam"] = "SGD"
    step_size: Annotated[float, Interval(ge=1e-3, le=1), Log()] = 0.1
    seeds: Annotated[int, Interval(ge=2, le=8)] = 4


@config
class LayerConfig:
    """One layer, by its inputs and outputs, and how its weights are drawn."""

    law: Scheme = "XavierUniform"
    fan_in: Annotated[int, Interval(ge=1, le=512), Log()] = 256
    fan_out: Annotated[int, Interval(ge=1, le=512), Log()] = 256
    follows: Literal["ReLU", "LeakyReLU", "Tanh", "Sigmoid", "GELU", "SELU", "Linear"] = "ReLU"


CONFIGS = (
    InitializationState,
    DeepConfig,
    TwoInputsConfig,
    SymmetryConfig,
    PlaneConfig,
    ShownConfig,
    TrainingsConfig,
    LayerConfig,
)
