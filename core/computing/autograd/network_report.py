"""The four steps of back-propagation at one layer, in LaTeX, with the matrices written out."""

from dataclasses import dataclass

import numpy as np

from core import tex
from core.computing.autograd.network import LearningStep


@dataclass(frozen=True)
class FourSteps:
    """What is written for a layer: each formula, then the same with its numbers; `forward` comes before the four.

    Rows are samples: X, A, Z, E and δ are (samples, units), W is (units, inputs).
    """

    forward: tuple[str, str]
    errors: tuple[str, str]
    delta: tuple[str, str]
    weight_gradient: tuple[str, str]
    bias_gradient: tuple[str, str]
    update: tuple[str, str]


def four_steps(step: LearningStep, layer: int, learning_rate: float) -> FourSteps:
    """The steps at a layer, the first being 1."""
    now, last = step.layers[layer - 1], layer == len(step.layers)
    here, after = f"^{{({layer})}}", f"^{{({layer + 1})}}"
    before = "X" if layer == 1 else f"A^{{({layer - 1})}}"
    samples = len(step.x)
    weighted = _equation((now.inputs, r"\,"), (now.weights.T, "+"), (now.biases, ""))
    forward = (
        rf"Z{here} = {before}\, \left(W{here}\right)^{{\top}} + b{here}",
        rf"\begin{{gathered}} {weighted} \\ = Z{here} = {_equation((now.sums, ''))} \\ "
        rf"A{here} = f(Z{here}) = {_equation((now.values, ''))} \end{{gathered}}",
    )
    if last:
        errors = (rf"E{here} = A{here} - Y", _equation((now.values, "-"), (step.y, "="), (now.errors, "")))
        delta = (
            rf"\delta{here} = \tfrac{{1}}{{{samples}}} E{here}",
            rf"\tfrac{{1}}{{{samples}}} {_equation((now.errors, '='), (now.delta, ''))}",
        )
    else:
        following = step.layers[layer]
        errors = (
            rf"E{here} = \delta{after}\, W{after}",
            _equation((following.delta, r"\,"), (following.weights, "="), (now.errors, "")),
        )
        delta = (
            rf"\delta{here} = E{here} \odot f'(Z{here})",
            _equation((now.errors, r"\odot"), (now.slopes, "="), (now.delta, "")),
        )
    weight_gradient = (
        rf"\frac{{\partial L}}{{\partial W{here}}} = \left(\delta{here}\right)^{{\top}} {before}",
        _equation((now.delta.T, r"\,"), (now.inputs, "="), (now.weight_gradient, "")),
    )
    bias_gradient = (
        rf"\frac{{\partial L}}{{\partial b{here}}} = \textstyle\sum_{{n=1}}^{{{samples}}} \delta_n{here}",
        tex.array(now.bias_gradient),
    )
    rate = tex.number(learning_rate)
    update = (
        rf"W{here} \leftarrow W{here} - \eta\, \frac{{\partial L}}{{\partial W{here}}}",
        _equation((now.weights, rf"- {rate} \cdot"), (now.weight_gradient, "="), (now.new_weights, "")),
    )
    return FourSteps(
        forward=forward, errors=errors, delta=delta, weight_gradient=weight_gradient, bias_gradient=bias_gradient,
        update=update,
    )  # fmt: skip


def _equation(*parts: tuple[np.ndarray, str]) -> str:
    return " ".join(f"{tex.array(np.atleast_2d(array))} {sign}".strip() for array, sign in parts)
