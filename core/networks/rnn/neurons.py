"""Which unit of a network that has read a text follows something in it, by correlation on text that is held out.

Shapes: n characters, h units.
"""

from dataclasses import dataclass

import numpy as np

from core.networks.rnn.cells import MEMORY, CellWeights, run_cell
from core.networks.rnn.settings import NeuronConfig
from core.networks.rnn.text import TextCodes, TextNet, parts_of

WATCHED = 2_000  # held-out characters: the unit is chosen on the first half, and judged on the second
OPENING = "([{（【《"
CLOSING = ")]}）】》"


@dataclass(frozen=True)
class Following:
    """The states (n,) of a unit, counted from 0, beside what it is to follow (n,), at characters (n,).

    chosen: correlations (h,) on the first half, by which the best unit is found. correlation: that of the unit on the
    second half. A correlation with what does not change is 0.
    """

    unit: int
    values: np.ndarray
    target: np.ndarray
    codes: np.ndarray
    chosen: np.ndarray
    correlation: float


def follow(net: TextNet, text: TextCodes, config: NeuronConfig) -> Following:
    """The unit that is asked for, or the one that follows best."""
    _, _, end = parts_of(text)
    places = end[:WATCHED]
    codes = net.alphabet[places]
    target = followed("".join(map(chr, codes.tolist())), config.followed)
    states = states_over(net, places)
    half = len(places) // 2
    chosen = correlations(states[:half], target[:half])
    unit = min(config.neuron, states.shape[1]) - 1 if config.neuron else int(np.abs(chosen).argmax())
    judged = correlations(states[half:, [unit]], target[half:])
    return Following(
        unit=unit, values=states[:, unit], target=target, codes=codes, chosen=chosen, correlation=float(judged[0])
    )  # fmt: skip


def states_over(net: TextNet, places: np.ndarray) -> np.ndarray:
    """What time passes on in each unit after each character, (n, h); places (n,) in the alphabet."""
    names = ("weight_ih", "weight_hh", "bias_ih", "bias_hh")
    weights = CellWeights(*(net.weights[f"cell.{name}_l0"].astype(np.float64) for name in names))
    vectors = net.weights["embedding.weight"].astype(np.float64)
    return run_cell(net.kind, weights, vectors[places])[MEMORY[net.kind]]


def followed(text: str, name: str) -> np.ndarray:
    """At each character (n,): the characters since the line or the word began, the open brackets, or 1 for a capital.

    A line end or whatever is no letter counts 0. A bracket that closes nothing is left out.
    """
    found, count = [], 0
    for one in text:
        match name:
            case "line":
                count = 0 if one == "\n" else count + 1
            case "word":
                count = count + 1 if one.isalpha() else 0
            case "brackets":
                count = max(count + (one in OPENING) - (one in CLOSING), 0)
            case _:
                count = int(one.isupper())
        found.append(count)
    return np.array(found if "\n" in text or name != "line" else [0] * len(text), float)


def correlations(states: np.ndarray, target: np.ndarray) -> np.ndarray:
    """Pearson's correlation of each column of states (n, h) with target (n,), (h,); 0 where one does not change."""
    x, y = states - states.mean(axis=0), target - target.mean()
    length = np.sqrt((x**2).sum(axis=0) * (y**2).sum())
    return np.asarray(np.where(length > 1e-12, (x * y[:, None]).sum(axis=0) / np.maximum(length, 1e-12), 0.0))
