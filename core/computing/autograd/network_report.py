"""The four steps of back-propagation at one layer, in LaTeX, with the matrices written out."""

from typing import NamedTuple

import numpy as np

from core import tex
from core.computing.autograd.network import LearningStep


class WrittenStep(NamedTuple):
    """A formula, the same with its numbers, and the key of what is said of it.

    Rows are samples: X, A, Z, E and δ are (samples, units), W is (units, inputs).
    """

    key: str
    formula: str
    numbers: str


def four_steps(step: LearningStep, layer: int, learning_rate: float) -> tuple[WrittenStep, ...]:
    """What is computed forwards at a layer, the first being 1, and the four steps back."""
    now, last = step.layers[layer - 1], layer == len(step.layers)
    here, after = f"^{{({layer})}}", f"^{{({layer + 1})}}"
    before = "X" if layer == 1 else f"A^{{({layer - 1})}}"
    samples = len(step.x)
    weighted = _equation((now.inputs, r"\,"), (now.weights.T, "+"), (now.biases, ""))
    forward = WrittenStep(
        "forward",
        rf"Z{here} = {before}\, \left(W{here}\right)^{{\top}} + b{here}",
        rf"\begin{{gathered}} {weighted} \\ = Z{here} = {_equation((now.sums, ''))} \\ "
        rf"A{here} = f(Z{here}) = {_equation((now.values, ''))} \end{{gathered}}",
    )
    if last:
        errors = WrittenStep(
            "errors_last", rf"E{here} = A{here} - Y", _equation((now.values, "-"), (step.y, "="), (now.errors, ""))
        )
        delta = WrittenStep(
            "delta_last",
            rf"\delta{here} = \tfrac{{1}}{{{samples}}} E{here}",
            rf"\tfrac{{1}}{{{samples}}} {_equation((now.errors, '='), (now.delta, ''))}",
        )
    else:
        following = step.layers[layer]
        errors = WrittenStep(
            "errors",
            rf"E{here} = \delta{after}\, W{after}",
            _equation((following.delta, r"\,"), (following.weights, "="), (now.errors, "")),
        )
        delta = WrittenStep(
            "delta",
            rf"\delta{here} = E{here} \odot f'(Z{here})",
            _equation((now.errors, r"\odot"), (now.slopes, "="), (now.delta, "")),
        )
    weight_gradient = WrittenStep(
        "weight_gradient",
        rf"\frac{{\partial L}}{{\partial W{here}}} = \left(\delta{here}\right)^{{\top}} {before}",
        _equation((now.delta.T, r"\,"), (now.inputs, "="), (now.weight_gradient, "")),
    )
    bias_gradient = WrittenStep(
        "bias_gradient",
        rf"\frac{{\partial L}}{{\partial b{here}}} = \textstyle\sum_{{n=1}}^{{{samples}}} \delta_n{here}",
        tex.array(now.bias_gradient),
    )
    update = WrittenStep(
        "update",
        rf"W{here} \leftarrow W{here} - \eta\, \frac{{\partial L}}{{\partial W{here}}}",
        _equation((now.weights, rf"- {tex.number(learning_rate)} \cdot"), (now.weight_gradient, "="),
                  (now.new_weights, "")),
    )  # fmt: skip
    return forward, errors, delta, weight_gradient, bias_gradient, update


def _equation(*parts: tuple[np.ndarray, str]) -> str:
    return " ".join(f"{tex.array(np.atleast_2d(array))} {sign}".strip() for array, sign in parts)
