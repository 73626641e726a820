"""The open tab, and the settings of every tab."""

from typing import Annotated, Literal

from core.params import Interval, Len, Log, Step, config

ForgetBias = Annotated[float, Interval(ge=-2, le=5), Step(0.1)]


@config
class RnnState:
    """Which tab is open."""

    tab: Literal["memory", "gates", "gradient", "forecast", "text"] = "memory"


@config
class MemoryTaskConfig:
    """A task that can only be solved by remembering, and how many steps its sequences have."""

    task: Literal["adding", "copy", "brackets"] = "adding"
    length: Annotated[int, Interval(ge=10, le=60)] = 25


@config
class MemoryTrainingConfig:
    """How the three networks learn, all from the same sequences; a clip of 0 clips nothing."""

    forget_bias: ForgetBias = 0.0
    learning_rate: Annotated[float, Interval(ge=1e-4, le=0.1), Log()] = 0.02
    clip: Annotated[float, Interval(ge=0, le=10), Step(0.1)] = 1.0
    units: Annotated[int, Interval(ge=4, le=48)] = 16
    batch: Annotated[int, Interval(ge=8, le=128)] = 32
    steps: Annotated[int, Interval(ge=100, le=800), Step(50)] = 350
    seed: Annotated[int, Interval(ge=0, le=99)] = 0


@config
class RibbonConfig:
    """The sequence on which the ribbons are drawn; the networks have not learned from it."""

    sequence: Annotated[int, Interval(ge=0, le=99)] = 0


@config
class GradientConfig:
    """Three fresh cells, the lag that is read, and the length to which a gradient is clipped; 0 clips nothing."""

    radius: Annotated[float, Interval(ge=0.5, le=2), Step(0.01)] = 1.5
    unit: Literal["tanh", "linear"] = "tanh"
    forget_start: ForgetBias = 1.0
    max_norm: Annotated[float, Interval(ge=0, le=10), Step(0.1)] = 0.0
    lag: Annotated[int, Interval(ge=1, le=50)] = 25
    flow_seed: Annotated[int, Interval(ge=0, le=99)] = 0


@config
class GatesConfig:
    """A cell of three units, wired by hand or at random, and the sequence of numbers that it reads."""

    cell: Literal["RNN", "LSTM", "GRU"] = "LSTM"
    wiring: Literal["made", "random"] = "made"
    values: Annotated[
        tuple[Annotated[float, Interval(ge=-2, le=2), Step(0.1)], ...], Len(min_length=1, max_length=12)
    ] = (0.5, 0.5, -1.0, 1.5, 0.0, 0.5, 0.0, -0.5, 0.0, 0.0)
    wiring_seed: Annotated[int, Interval(ge=0, le=99)] = 0


@config
class GateView:
    """The number that is looked at: a gate or state of a unit at a time, both counted from 1."""

    gate: Literal["i", "f", "g", "o", "r", "z", "n", "c", "h"] = "c"
    gate_unit: Annotated[int, Interval(ge=1, le=3)] = 1
    at: Annotated[int, Interval(ge=1, le=12)] = 4


@config
class SeriesConfig:
    """The series that is forecast; the noise is that of the sine, in parts of its amplitude."""

    series: Literal["sine", "sunspots", "airline_passengers", "co2"] = "sunspots"
    noise: Annotated[float, Interval(ge=0, le=1), Step(0.05)] = 0.2


@config
class ForecastConfig:
    """One step ahead or freely from an origin in the test years, and the order p of the autoregression."""

    mode: Literal["one_step", "free"] = "one_step"
    order: Annotated[int, Interval(ge=1, le=24)] = 9
    origin: Annotated[int, Interval(ge=0, le=59)] = 0


@config
class ForecasterConfig:
    """The recurrent network that forecasts, and how it learns."""

    forecaster: Literal["RNN", "LSTM", "GRU"] = "RNN"
    forecaster_units: Annotated[int, Interval(ge=4, le=48)] = 24
    window: Annotated[int, Interval(ge=10, le=80)] = 40
    forecaster_steps: Annotated[int, Interval(ge=50, le=600), Step(50)] = 200
    forecaster_rate: Annotated[float, Interval(ge=1e-4, le=0.1), Log()] = 0.005
    forecaster_seed: Annotated[int, Interval(ge=0, le=99)] = 0


@config
class TextConfig:
    """The text, the network that reads it, and how it learns."""

    corpus: Literal["docs", "poems", "own"] = "docs"
    reader: Literal["RNN", "LSTM", "GRU"] = "LSTM"
    reader_units: Annotated[int, Interval(ge=16, le=96)] = 48
    reader_steps: Annotated[int, Interval(ge=50, le=1000), Step(50)] = 200
    reader_rate: Annotated[float, Interval(ge=1e-4, le=0.1), Log()] = 0.01
    text_seed: Annotated[int, Interval(ge=0, le=99)] = 0


@config
class WritingConfig:
    """What the network is to go on from, and how its next character is drawn."""

    prompt: Annotated[str, Len(max_length=60)] = "The "
    temperature: Annotated[float, Interval(ge=0.1, le=2), Step(0.05)] = 0.7
    top_k: Annotated[int, Interval(ge=1, le=100), Log()] = 20
    characters: Annotated[int, Interval(ge=50, le=600), Step(50)] = 300
    writing_seed: Annotated[int, Interval(ge=0, le=99)] = 0


@config
class NeuronConfig:
    """What in the text a unit is to follow, and which unit is looked at; 0 is the one that follows best."""

    followed: Literal["word", "line", "brackets", "capital"] = "word"
    neuron: Annotated[int, Interval(ge=0, le=96)] = 0


@config
class ConnectivityConfig:
    """Which character of the held-out end is guessed, counted from 1."""

    guess: Annotated[int, Interval(ge=2, le=200)] = 100


CONFIGS = (
    RnnState,
    MemoryTaskConfig,
    MemoryTrainingConfig,
    RibbonConfig,
    GatesConfig,
    GateView,
    GradientConfig,
    SeriesConfig,
    ForecastConfig,
    ForecasterConfig,
    TextConfig,
    WritingConfig,
    NeuronConfig,
    ConnectivityConfig,
)
