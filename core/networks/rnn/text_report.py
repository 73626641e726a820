"""What is to be said of a network that has read a text."""

from typing import Any

import numpy as np

from core import tex
from core.networks.rnn.text import TextCodes, TextNet, Writing
from core.networks.rnn.text_figure import shown_character

Line = tuple[str, dict[str, Any]]


def text_lines(net: TextNet, text: TextCodes) -> list[Line]:
    """How the loss stands beside the baselines, and whether the text is learned by heart."""
    uniform, single, pair = net.baselines.tolist()
    held_out, loss = float(net.held_out[-1]), float(net.losses[-1])
    values = {"held_out": held_out, "uniform": uniform, "frequency": single, "pairs": pair, "loss": loss,
              "perplexity": float(np.exp(min(held_out, 50.0))), "size": len(net.alphabet),
              "length": len(text.codes)}  # fmt: skip
    key = "below_pairs" if held_out < pair else "below_frequency" if held_out < single else "above_frequency"
    lines: list[Line] = [("corpus", values), (key, values)]
    return [*lines, ("by_heart", values)] if held_out > loss + 0.5 else lines


def softmax_by_hand(net: TextNet, writing: Writing, temperature: float) -> dict[str, Any]:
    """The temperature applied to the two likeliest characters: their ratio is raised to the power 1/τ."""
    first, second = np.argsort(-writing.plain, kind="stable")[:2]
    p, q = float(writing.plain[first]), float(max(writing.plain[second], 1e-300))
    names = [shown_character(int(net.alphabet[k]), lambda key, **_: key) for k in (first, second)]
    return {
        "first": names[0], "second": names[1], "p": tex.number(p, 3), "q": tex.number(q, 3),
        "ratio": tex.number(p / q, 3), "temperature": tex.number(temperature),
        "raised": tex.number(min(p / q, 1e12) ** (1 / temperature), 3), "uniform": tex.number(float(net.baselines[0])),
        "size": len(net.alphabet),
    }  # fmt: skip
