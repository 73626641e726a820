"""Every setting of the topic with its domain: `…Config` enters a computation, `…State` only the page looks at."""

from typing import Annotated, Literal

from core.params import Interval, Len, Log, Shape, Step, config

Entry = Annotated[float, Interval(ge=-9, le=9), Step(0.1)]
Seed = Annotated[int, Interval(ge=0, le=999)]
Token = Annotated[int, Interval(ge=0, le=7)]
Place = Annotated[int, Interval(ge=1, le=8)]
PositionName = Literal["none", "sinusoidal", "learned", "rotary"]
TaskName = Literal["reverse", "sort", "copy", "repeat", "brackets", "addition", "characters"]


@config
class AttentionState:
    """The open tab."""

    tab: Literal["weights", "scale", "positions", "induction", "transformer", "influence", "cost"] = "weights"


@config
class WeightsConfig:
    """A sentence of 2 to 8 tokens and the vectors of each, by place; how the scores become weights."""

    sentence: Annotated[str, Len(max_length=80)] = "the cat sat because it was tired"
    width: Annotated[int, Interval(ge=1, le=4)] = 2  # of queries and keys
    queries: Annotated[tuple[tuple[Entry, ...], ...], Shape((2, 8), (1, 4))] = (
        (0.5, 0.2), (1.0, 1.5), (1.2, -0.8), (-0.5, 0.4), (1.8, 1.0), (0.3, -1.0), (1.5, 0.5),
    )  # fmt: skip
    keys: Annotated[tuple[tuple[Entry, ...], ...], Shape((2, 8), (1, 4))] = (
        (-0.6, 0.1), (1.6, 1.2), (0.9, -0.9), (-0.8, -0.4), (0.2, 0.6), (-0.2, -0.7), (0.8, 0.3),
    )  # fmt: skip
    values: Annotated[tuple[tuple[Entry, ...], ...], Shape((2, 8), (2, 2))] = (
        (-3.0, -1.0), (3.0, 2.5), (1.0, -3.0), (-2.5, 2.0), (-1.0, 3.2), (-1.0, -2.5), (3.2, -1.0),
    )  # fmt: skip
    scaled: bool = True
    temperature: Annotated[float, Interval(ge=0.1, le=10), Log()] = 1.0
    mask: Literal["none", "causal", "own"] = "none"
    blocked: Annotated[tuple[Annotated[int, Interval(ge=0, le=63)], ...], Len(0, 64)] = ()  # 8 * query + key


@config
class WeightsState:
    """The token whose row is shown in numbers, from 0 on."""

    query: Token = 4


@config
class ScaleConfig:
    """Random queries and keys of a width, and the power of the width that their products are divided by."""

    key_width: Annotated[int, Interval(ge=1, le=512), Log()] = 16
    scale_power: Annotated[float, Interval(ge=0, le=1), Step(0.05)] = 0.5  # 0: not divided
    rival_keys: Annotated[int, Interval(ge=2, le=16)] = 8
    draw_seed: Seed = 0


@config
class PositionsConfig:
    """A sentence, two words of which change places, and a layer of random heads that reads both orders."""

    words: Annotated[str, Len(max_length=80)] = "dog bites man"
    first: Place = 1
    second: Place = 3
    position: PositionName = "sinusoidal"
    model_width: Annotated[int, Interval(ge=4, le=64), Step(4)] = 16
    heads: Annotated[int, Interval(ge=1, le=8)] = 2
    head_seed: Seed = 1


@config
class PositionsState:
    """The head whose weights are drawn."""

    head: Place = 1


@config
class InductionConfig:
    """Two networks without a perceptron, one of one layer and one of two, that read repeated random strings."""

    letters: Annotated[int, Interval(ge=8, le=16)] = 12
    induction_width: Annotated[int, Interval(ge=16, le=48), Step(8)] = 32
    induction_rate: Annotated[float, Interval(ge=1e-4, le=0.03), Log()] = 5e-3
    induction_steps: Annotated[int, Interval(ge=50, le=1000), Step(50)] = 300
    induction_seed: Seed = 0


@config
class TaskConfig:
    """What is to be learned, and how long its sequences are."""

    task: TaskName = "reverse"
    length: Annotated[int, Interval(ge=4, le=32)] = 10
    text: Literal["jack", "sonnets", "own"] = "jack"


@config
class TransformerConfig:
    """A stack of blocks: heads of attention and, with `perceptron`, two dense layers; each adds to its input."""

    layers: Annotated[int, Interval(ge=1, le=4)] = 1
    attention_heads: Annotated[int, Interval(ge=1, le=4)] = 1
    block_width: Annotated[int, Interval(ge=8, le=128), Step(8)] = 32
    perceptron: bool = True
    encoding: PositionName = "learned"


@config
class TransformerTrainingConfig:
    """How a transformer is trained."""

    rate: Annotated[float, Interval(ge=1e-4, le=0.03), Log()] = 5e-3
    train_steps: Annotated[int, Interval(ge=50, le=3000), Step(50)] = 200
    batch_size: Annotated[int, Interval(ge=8, le=64), Step(8)] = 32
    train_seed: Seed = 0


@config
class HeadState:
    """The heads that are knocked out of a trained network, 4 * layer + head."""

    out: Annotated[tuple[Annotated[int, Interval(ge=0, le=15)], ...], Len(0, 16)] = ()


@config
class NextTokenConfig:
    """How the next characters are drawn from what the network says of them."""

    sampling_temperature: Annotated[float, Interval(ge=0.05, le=3), Step(0.05)] = 0.8
    top_k: Annotated[int, Interval(ge=0, le=40)] = 0  # 0: all
    sampling_seed: Seed = 0


@config
class InfluenceConfig:
    """The place whose answer is asked about."""

    place: Annotated[int, Interval(ge=1, le=32)] = 4


@config
class TransformerCostConfig:
    """A transformer as a language model, and the length of what it reads."""

    cost_layers: Annotated[int, Interval(ge=1, le=96)] = 12
    cost_heads: Annotated[int, Interval(ge=1, le=96)] = 12
    cost_width: Annotated[int, Interval(ge=8, le=12288), Log()] = 768
    vocabulary: Annotated[int, Interval(ge=2, le=200000), Log()] = 50257
    context: Annotated[int, Interval(ge=16, le=4096), Log()] = 1024  # the longest that it can read
    read: Annotated[int, Interval(ge=16, le=4096), Log()] = 1024


CONFIGS = (
    AttentionState, WeightsConfig, WeightsState, ScaleConfig, PositionsConfig, PositionsState, InductionConfig,
    TaskConfig, TransformerConfig, TransformerTrainingConfig, HeadState, NextTokenConfig, InfluenceConfig,
    TransformerCostConfig,
)  # fmt: skip
