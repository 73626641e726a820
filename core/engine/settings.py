"""What a run depends on: the network, how it is trained, and the branches of its history."""

from dataclasses import dataclass, fields, replace
from itertools import pairwise
from typing import Annotated, Any, Literal

from core.params import Interval, Len, Log, Step, config, integer, real
from core.refusal import Refusal

EDIT_LIMIT = 1e6  # largest weight that may be set by hand
MOST_BRANCHES = 12
LONGEST_RUN = 10_000  # epochs


@config
class NetworkConfig:
    """A multilayer perceptron and the parameters it starts from."""

    hidden: Annotated[tuple[Annotated[int, Interval(ge=1, le=64)], ...], Len(0, 10)] = (4, 2)
    activations: Annotated[
        tuple[
            Literal[
                "ReLU", "LeakyReLU", "ELU", "GELU", "SiLU", "Softplus", "Tanh", "Sigmoid", "Sine", "Linear",
            ],
            ...,
        ],
        Len(min_length=1, max_length=10),
    ] = ("Tanh",)  # fmt: skip
    batch_norm: bool = False
    norm_momentum: Annotated[float, Interval(ge=0.01, le=1), Step(0.01)] = 0.1
    initialization: Literal[
        "Uniform", "XavierUniform", "XavierNormal", "HeUniform", "HeNormal", "Orthogonal", "Normal", "Zeros", "Equal",
    ] = "Uniform"  # fmt: skip
    sigma: Annotated[float, Interval(ge=0.01, le=10), Log()] = 1.0
    equal_value: Annotated[float, Interval(ge=-2, le=2), Step(0.1)] = 0.5
    network_seed: Annotated[int, Interval(ge=0, le=9999)] = 0


@config
class TrainingConfig:
    """How a network learns. Every rate is per epoch; every penalty is part of the gradient, not of the shown loss."""

    epochs: Annotated[int, Interval(ge=0, le=10000), Step(10)] = 500
    loss: Literal["HalfSquared", "HalfSquaredLinear", "CrossEntropy", "Hinge", "Absolute", "Huber"] = "HalfSquared"
    huber_delta: Annotated[float, Interval(ge=0.01, le=10), Log()] = 1.0
    batch_size: Annotated[int, Interval(ge=1, le=2000)] = 10
    shuffle: bool = False

    optimizer: Literal["SGD", "Momentum", "Nesterov", "Adagrad", "Adadelta", "RMSprop", "Adam", "AdamW"] = "SGD"
    learning_rate: Annotated[float, Interval(ge=1e-5, le=10), Log()] = 0.03
    momentum: Annotated[float, Interval(ge=0, le=0.999), Step(0.01)] = 0.9
    dampening: Annotated[float, Interval(ge=0, le=1), Step(0.01)] = 0.0
    rate_decay: Annotated[float, Interval(ge=0, le=1), Step(0.001)] = 0.0
    initial_accumulator: Annotated[float, Interval(ge=0, le=1), Step(0.01)] = 0.0
    rho: Annotated[float, Interval(ge=0, le=0.9999), Step(0.01)] = 0.9
    alpha: Annotated[float, Interval(ge=0, le=0.9999), Step(0.01)] = 0.99
    rmsprop_momentum: Annotated[float, Interval(ge=0, le=0.999), Step(0.01)] = 0.0
    centered: bool = False
    beta1: Annotated[float, Interval(ge=0, le=0.999), Step(0.01)] = 0.9
    beta2: Annotated[float, Interval(ge=0, le=0.9999), Step(0.001)] = 0.999
    amsgrad: bool = False
    epsilon: Annotated[float, Interval(ge=1e-12, le=0.1), Log()] = 1e-8

    schedule: Literal["Constant", "Step", "Exponential", "Cosine", "WarmupCosine", "OneCycle"] = "Constant"
    step_epochs: Annotated[int, Interval(ge=1, le=5000), Step(10)] = 100
    step_factor: Annotated[float, Interval(ge=0.01, le=1), Step(0.01)] = 0.5
    exponential_factor: Annotated[float, Interval(ge=0.9, le=1), Step(0.001)] = 0.99
    warmup_epochs: Annotated[int, Interval(ge=1, le=1000), Step(5)] = 20
    rise_share: Annotated[float, Interval(ge=0.05, le=0.95), Step(0.05)] = 0.3

    clipping: Literal["None", "Norm", "Value"] = "None"
    clip_at: Annotated[float, Interval(ge=1e-3, le=100), Log()] = 1.0
    l1: Annotated[float, Interval(ge=0, le=10), Step(0.001)] = 0.0
    l2: Annotated[float, Interval(ge=0, le=10), Step(0.001)] = 0.0
    weight_decay: Annotated[float, Interval(ge=0, le=10), Step(0.001)] = 0.0
    dropout: Annotated[float, Interval(ge=0, le=0.9), Step(0.05)] = 0.0

    early_stopping: bool = False
    patience: Annotated[int, Interval(ge=1, le=1000)] = 20
    minimum_improvement: Annotated[float, Interval(ge=0, le=1), Step(0.0001)] = 1e-4
    order_seed: Annotated[int, Interval(ge=0, le=9999)] = 0


@config
class Branches:
    """The history of a run: "120:learning_rate=0.003,l2=0.01;200:w17=0.5" changes settings and parameters mid-run.

    Each branch continues what the text left of it has led to; w17 is number 17 of the parameter vector. There are at
    most 12, and none begins after epoch 10,000.
    """

    branches: Annotated[str, Len(max_length=2000)] = ""


@dataclass(frozen=True)
class Segment:
    """A stretch of a run with constant settings, and the parameters that are set by hand where it starts."""

    start_epoch: int
    training: TrainingConfig
    edits: tuple[tuple[int, float], ...] = ()


def read_branches(history: Branches, training: TrainingConfig) -> list[Segment]:
    """The segments of a run, the first of which starts at epoch 0."""
    segments, known = [Segment(0, training)], [field.name for field in fields(training)]
    texts = [text for text in history.branches.split(";") if text]
    if len(texts) > MOST_BRANCHES:
        raise Refusal("branch_count", most=MOST_BRANCHES, got=len(texts))
    for text in texts:
        start, colon, changes = text.partition(":")
        if not colon or not (start.isascii() and start.isdigit() and len(start) < 6):
            raise Refusal("branch_unreadable", got=text[:40])
        if int(start) > LONGEST_RUN:
            raise Refusal("branch_late", most=LONGEST_RUN, got=start)
        if int(start) < segments[-1].start_epoch:
            raise Refusal("branch_epoch", got=start[:40])
        new: dict[str, Any] = {}
        edits = []
        for change in filter(None, changes.split(",")):
            name, _, value = change.partition("=")
            try:
                if name[:1] == "w" and name[1:].isascii() and name[1:].isdigit():
                    if not abs(real(value)) <= EDIT_LIMIT:
                        raise ValueError(value)
                    edits.append((int(name[1:]), real(value)))
                else:
                    if name == "loss" or name not in known:  # another loss would change what the outputs mean
                        raise AttributeError(name)
                    new[name] = _like(getattr(training, name), value)
            except AttributeError as error:
                raise Refusal("branch_field", field=name[:40]) from error
            except (KeyError, ValueError) as error:
                raise Refusal("branch_value", field=name[:40], got=value[:40]) from error
        try:
            changed = replace(segments[-1].training, **new)
        except (TypeError, ValueError) as error:
            raise Refusal("branch_value", field=", ".join(new)[:40], got=changes[:40]) from error
        segments.append(Segment(int(start), changed, tuple(edits)))
    return segments


def _like(old: Any, text: str) -> Any:
    """The value of a text, of the same type as `old`; KeyError or ValueError where it is none."""
    if isinstance(old, bool):
        return {"1": True, "0": False}[text]
    if isinstance(old, int):
        return integer(text)
    return real(text) if isinstance(old, float) else text


def write_branches(segments: list[Segment]) -> Branches:
    """The text that `read_branches` reads; a field is written where it differs from the segment before."""
    texts = []
    for before, after in pairwise(segments):
        changes = [
            f"{name}={int(value) if isinstance(value, bool) else value}"
            for name, value in ((field.name, getattr(after.training, field.name)) for field in fields(TrainingConfig))
            if value != getattr(before.training, name)
        ]
        changes += [f"w{index}={value!r}" for index, value in after.edits]
        texts.append(f"{after.start_epoch}:{','.join(changes)}")
    return Branches(";".join(texts))
