"""What is to be said of a network that has read a text."""

import math
from typing import Any

import numpy as np

from core import tex
from core.networks.rnn.text import TextCodes, TextNet, Writing
from core.networks.rnn.text_figure import shown_character

Line = tuple[str, dict[str, Any]]
RISEN = 0.1  # nats above the lowest loss on the held-out end
GAP = 0.5  # nats between what was read and the held-out end


def text_lines(net: TextNet, text: TextCodes) -> list[Line]:
    """How the loss stands beside the baselines, and whether the text is learned by heart."""
    uniform, single, pair = net.baselines.tolist()
    held_out, loss = float(net.held_out[-1]), float(net.losses[-1])
    best = int(net.held_out.argmin())
    values = {"held_out": held_out, "uniform": uniform, "frequency": single, "pairs": pair, "loss": loss,
              "perplexity": float(np.exp(min(held_out, 50.0))), "size": len(net.alphabet),
              "length": len(text.codes), "lowest": float(net.held_out[best]), "best": int(net.steps[best])}  # fmt: skip
    lines: list[Line] = [("corpus", values), (_rank(held_out, uniform, single, pair), values)]
    risen = held_out > values["lowest"] + RISEN and held_out > loss + GAP
    return [*lines, ("by_heart", values)] if risen else lines


def _rank(held_out: float, uniform: float, single: float, pair: float) -> str:
    """Below all baselines, below some table of counts, below guessing alone, or not even that."""
    if held_out < min(single, pair, uniform):
        return "below_all"
    if held_out < uniform:
        return "below_guessing"
    return "above_guessing"


def softmax_by_hand(net: TextNet, writing: Writing, temperature: float) -> dict[str, Any]:
    """The temperature applied to the two likeliest characters: their ratio is raised to the power 1/τ."""
    first, second = np.argsort(-writing.plain, kind="stable")[:2]
    p, q = float(writing.plain[first]), float(max(writing.plain[second], 1e-300))
    power = math.log10(p / q) / temperature
    names = [shown_character(int(net.alphabet[k]), lambda key, **_: key) for k in (first, second)]
    return {
        "first": names[0], "second": names[1], "p": tex.number(p, 3), "q": tex.number(q, 3),
        "ratio": tex.number(p / q, 3), "temperature": tex.number(temperature),
        "raised": tex.number(10**power, 3) if power < 300 else rf"10^{{{round(power)}}}",
        "uniform": tex.number(float(net.baselines[0])), "size": len(net.alphabet),
    }  # fmt: skip
