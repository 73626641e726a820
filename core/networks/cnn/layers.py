"""A network as a text of layers, `conv 6 5, relu, pool 2, flatten, dense 10`, read into a tuple of layers."""

import re
from dataclasses import dataclass, replace
from typing import Any, cast

from core.refusal import Refusal

MOST_LAYERS = 12
NUMBERS = {  # of each kind of layer, in the order in which they are written: (name, least, most, usual)
    "conv": (("channels", 1, 2048, None), ("kernel", 1, 15, 3), ("stride", 1, 8, 1), ("padding", 0, 16, 0),
             ("dilation", 1, 16, 1), ("groups", 1, 2048, 1)),
    "pool": (("kernel", 1, 15, 2), ("stride", 1, 15, None), ("padding", 0, 7, 0)),
    "mean": (("kernel", 1, 15, 2), ("stride", 1, 15, None), ("padding", 0, 7, 0)),
    "dense": (("channels", 1, 8192, None),),
    "res": (("channels", 1, 2048, None), ("stride", 1, 8, 1)),
    "bottle": (("channels", 4, 4096, None), ("stride", 1, 8, 1)),
    "bottle1": (("channels", 4, 4096, None), ("stride", 1, 8, 1)),
    "fire": (("squeeze", 1, 1024, None), ("expand", 1, 1024, None)),
    "dropout": (("percent", 0, 90, 50),),
    "bn": (),
    "relu": (),
    "flatten": (),
    "gap": (),
}  # fmt: skip
WHOLE = re.compile(r"[0-9]{1,5}")
STATED = re.compile(r"([0-9]{1,6})>(.*)")


@dataclass(frozen=True)
class Layer:
    """A layer by its kind and numbers; `inputs` are the channels that it says it takes, 0 where it takes what comes.

    `channels` are those that it puts out, for a dense layer its units; a fire module puts out twice `expand`.
    """

    kind: str
    channels: int = 0
    kernel: int = 1
    stride: int = 1
    padding: int = 0
    dilation: int = 1
    groups: int = 1
    squeeze: int = 0
    expand: int = 0
    percent: int = 0
    inputs: int = 0

    @property
    def text(self) -> str:
        """As it is written; usual numbers at the end are left out."""
        values = [getattr(self, name) for name, *_ in NUMBERS[self.kind]]
        usual = [self._usual(name, value) for name, _, _, value in NUMBERS[self.kind]]
        while len(values) > 1 and usual[-1] is not None and values[-1] == usual[-1]:
            values.pop(), usual.pop()
        words = [str(value) for value in values]
        if self.inputs:
            words[0] = f"{self.inputs}>{words[0]}"
        return " ".join([self.kind, *words])

    def _usual(self, name: str, value: int | None) -> int | None:
        return self.kernel if name == "stride" and value is None else value


def read_layers(text: str, most: int = MOST_LAYERS) -> tuple[Layer, ...]:
    """The layers of a text; Refusal where a word or a number is none that can stand there."""
    parts = [part.strip() for part in text.replace("\n", ",").split(",")]
    parts = [part for part in parts if part]
    if not parts:
        raise Refusal("layers_none")
    if len(parts) > most:
        raise Refusal("layers_many", got=len(parts), limit=most)
    return tuple(_layer(part, place) for place, part in enumerate(parts, 1))


def layers_text(layers: tuple[Layer, ...]) -> str:
    """The text of layers, in one line."""
    return ", ".join(layer.text for layer in layers)


def _layer(part: str, place: int) -> Layer:
    kind, *words = part.lower().split()
    if kind not in NUMBERS:
        raise Refusal("layer_unknown", got=kind[:20], place=place, kinds=", ".join(NUMBERS))
    inputs = 0
    if words and (stated := STATED.fullmatch(words[0])):
        if kind not in ("conv", "dense"):
            raise Refusal("layer_inputs", kind=kind, place=place)
        if int(stated[1]) == 0:
            raise Refusal("layer_number", got=words[0][:20], place=place, kind=kind, nth=1, low=1, high=999_999)
        inputs, words[0] = int(stated[1]), stated[2]
    table = NUMBERS[kind]
    if len(words) > len(table):
        raise Refusal("layer_words", place=place, kind=kind, got=len(words), limit=len(table))
    values: dict[str, int] = {}
    for k, (name, low, high, usual) in enumerate(table):
        if k < len(words):
            if not WHOLE.fullmatch(words[k]) or not low <= int(words[k]) <= high:
                raise Refusal("layer_number", got=words[k][:20], place=place, kind=kind, nth=k + 1, low=low, high=high)
            values[name] = int(words[k])
        elif usual is not None:
            values[name] = usual
        elif name == "stride":
            values[name] = values["kernel"]  # windows that touch
        else:
            raise Refusal("layer_short", place=place, kind=kind)
    return Layer(kind, inputs=inputs, **values)


def changed(layers: tuple[Layer, ...], place: int, **numbers: int) -> tuple[Layer, ...]:
    """The same layers with other numbers in one of them."""
    return tuple(replace(layer, **cast(Any, numbers)) if k == place else layer for k, layer in enumerate(layers))


KINDS = tuple(NUMBERS)


def new_layer(kind: str) -> Layer:
    """A layer of a kind as one would begin with it."""
    return read_layers({"conv": "conv 16 3 1 1", "dense": "dense 32", "res": "res 16", "bottle": "bottle 32",
                        "bottle1": "bottle1 32", "fire": "fire 8 16"}.get(kind, kind))[0]  # fmt: skip
