"""Random formulas as text with values, and PyTorch's own reading of them: Python reads the text, PyTorch computes."""

import numpy as np
import torch
from hypothesis import strategies as st

from core.computing.autograd.formula.build import build
from core.computing.autograd.walk.trace import trace

UNARY = ("sin", "cos", "tanh", "exp", "log", "sqrt", "abs", "sigmoid", "relu", "softplus")
REDUCTIONS = ("sum", "mean", "max", "min")
SCALARS = {"a": (), "b": (), "c": ()}
TENSORS = {
    "s": (), "r": (), "x": (3,), "y": (2,), "z": (3,), "A": (2, 3), "B": (3, 2), "C": (2, 3), "D": (2, 1), "E": (1, 3),
}  # fmt: skip
SMALLER = {
    (): ((),),
    (3,): ((3,), (), (3,)),
    (2,): ((2,), ()),
    (2, 3): ((2, 3), (3,), (), (2, 1), (1, 3)),
    (3, 2): ((3, 2), (2,), ()),
    (2, 1): ((2, 1), ()),
    (1, 3): ((1, 3), (3,), ()),
    (2, 2): ((2,), ()),
}


def say(key, **values):
    """A sentence as its key and its values."""
    return f"{key} {values}"


def traced(formula, values, precision="float64"):
    """The trace of a typed formula at these values."""
    return trace(build(formula, values, precision), precision)


def printed_numbers(found):
    """What the scripts of a formula print, by name: the result and the gradients of its trace."""
    gradients = {f"dL/d{name}": found.gradient_of(name).tolist() for name in found.variables}
    return {found.result.name: found.result.value.tolist()} | gradients


def _as_tensor(value):
    return value if isinstance(value, torch.Tensor) else torch.tensor(float(value), dtype=torch.float64)


def _elementwise(name):
    function = getattr(torch, name)
    return lambda a: function(_as_tensor(a))


def _reduced(name):
    def reduction(a, axis=None, keepdims=False):
        a, function = _as_tensor(a), getattr(torch, name)
        if a.ndim == 0:
            return a * 1
        return function(a, dim=tuple(range(a.ndim)) if axis is None else axis, keepdim=keepdims)

    return reduction


PYTORCH = {
    **{name: _elementwise(name) for name in UNARY[:-1]},
    "softplus": lambda a: torch.nn.functional.softplus(_as_tensor(a), threshold=40),
    **{n: _reduced({"max": "amax", "min": "amin"}.get(n, n)) for n in REDUCTIONS},
    "maximum": lambda a, b: torch.maximum(_as_tensor(a), _as_tensor(b)),
    "minimum": lambda a, b: torch.minimum(_as_tensor(a), _as_tensor(b)),
    "where": lambda c, a, b: torch.where(c, _as_tensor(a), _as_tensor(b)),
    "softmax": lambda a, axis=-1: torch.softmax(_as_tensor(a), dim=axis),
    "detach": lambda a: _as_tensor(a).detach(),
}


def judged_by_pytorch(formula, values):
    """PyTorch's result (added up if it is no single number) and gradients; 0 where there is no path."""
    scope = {name: torch.tensor(np.asarray(v, np.float64), requires_grad=True) for name, v in values.items()}
    leaves = dict(scope)
    *lines, last = formula.split("\n")
    exec("\n".join(lines), {**PYTORCH, "__builtins__": {}}, scope)  # our own text, not a visitor's
    result = eval(last, {**PYTORCH, "__builtins__": {}}, scope).sum()
    if not result.requires_grad:
        return result.item(), {name: np.zeros(np.shape(v)) for name, v in values.items()}
    found = torch.autograd.grad(result, list(leaves.values()), allow_unused=True, materialize_grads=True)
    return result.item(), {name: g.numpy() for name, g in zip(leaves, found, strict=True)}


numbers = st.floats(-3, 3).map(lambda x: round(x, 3)) | st.sampled_from([0.0, 1.0, -1.0, 2.0])
constants = st.sampled_from(["2", "0.5", "3", "1.5", "0.1"])


@st.composite
def scalar_part(draw, depth):
    """A part of a scalar formula that contains a variable."""
    if depth == 0:
        return draw(st.sampled_from(sorted(SCALARS)))
    kind = draw(st.sampled_from(["unary", "binary", "binary", "constant", "choice", "negate", "larger", "leaf"]))
    deeper = scalar_part(depth - 1)
    match kind:
        case "unary":
            return f"{draw(st.sampled_from(UNARY))}({draw(deeper)})"
        case "binary":
            return f"({draw(deeper)} {draw(st.sampled_from(['+', '-', '*', '/', '**']))} {draw(deeper)})"
        case "constant":
            sign = draw(st.sampled_from(["+", "-", "*", "/", "**"]))
            parts = [draw(deeper), draw(constants)]
            return f"({f' {sign} '.join(parts if draw(st.booleans()) else parts[::-1])})"
        case "choice":
            sign = draw(st.sampled_from(["<", "<=", ">", ">=", "==", "!="]))
            return f"where({draw(deeper)} {sign} {draw(deeper)}, {draw(deeper)}, {draw(deeper)})"
        case "negate":
            return f"(-{draw(deeper)})"
        case "larger":
            return f"{draw(st.sampled_from(['maximum', 'minimum']))}({draw(deeper)}, {draw(deeper)})"
    return draw(st.sampled_from(sorted(SCALARS)))


@st.composite
def scalar_formulas(draw, depth=3):
    """A formula of two lines, the second of which may use the first twice, and values of its variables."""
    first, last = draw(scalar_part(depth)), draw(scalar_part(depth))
    used = draw(st.sampled_from(["{u} + {r}", "{u} * {u} - {r}", "tanh({u}) / {r}", "{u} * {r}"]))
    values = {name: draw(numbers) for name in SCALARS}
    return f"u = {first}\n{used.format(u='u', r=last)}", values


@st.composite
def tensor_part(draw, shape, depth):
    """A part of a formula whose value has this shape."""
    named = [name for name, own in TENSORS.items() if own == shape]
    ways = ["leaf"] if named else []
    if depth > 0:
        ways += ["unary", "binary", "binary", "choice", *EXTRA.get(shape, ())]
    if not ways:
        ways = [EXTRA[shape][0]]
    way = draw(st.sampled_from(ways))
    below = max(0, depth - 1)
    if way == "leaf":
        return draw(st.sampled_from(named))
    if way == "unary":
        return f"{draw(st.sampled_from(UNARY))}({draw(tensor_part(shape, below))})"
    if way == "binary":
        full, part = draw(tensor_part(shape, below)), draw(tensor_part(draw(st.sampled_from(SMALLER[shape])), below))
        parts = [full, part] if draw(st.booleans()) else [part, full]
        sign = draw(st.sampled_from("+-*/"))
        return f"({f' {sign} '.join(parts)})"
    if way == "choice":
        condition, yes = (
            draw(tensor_part(shape, below)),
            draw(tensor_part(draw(st.sampled_from(SMALLER[shape])), below)),
        )
        return f"where({condition} > 0.1, {yes}, {draw(tensor_part(shape, below))})"
    pattern, *shapes = way
    return pattern.format(*(draw(tensor_part(inner, below)) for inner in shapes))


EXTRA = {  # shape: patterns whose value has it, with the shapes of their parts
    (): [
        ("sum({0})", (2, 3)), ("mean({0})", (3,)), ("max({0})", (2, 3)), ("min({0})", (3, 2)),
        ("({0} @ {1})", (3,), (3,)), ("({0})[1]", (3,)), ("({0})[1, -1]", (2, 3)),
    ],
    (3,): [
        ("sum({0}, axis=0)", (2, 3)), ("mean({0}, axis=1)", (3, 2)), ("max({0}, 0)", (2, 3)), ("softmax({0})", (3,)),
        ("({0} @ {1})", (3, 2), (2,)), ("({0} @ {1})", (2,), (2, 3)), ("({0})[0]", (2, 3)), ("({0})[:, 1]", (3, 2)),
    ],
    (2,): [("({0} @ {1})", (2, 3), (3,)), ("({0})[1:]", (3,)), ("min({0}, axis=-1)", (2, 3))],
    (2, 3): [
        ("({0}).T", (3, 2)), ("({0} @ {1})", (2, 1), (1, 3)), ("softmax({0}, axis=1)", (2, 3)),
        ("softmax({0}, 0)", (2, 3)), ("(({0})[:, None] * {1})", (2,), (3,)),
    ],
    (3, 2): [("({0}).T", (2, 3)), ("({0})[::1, :]", (3, 2))],
    (2, 1): [
        ("sum({0}, axis=1, keepdims=True)", (2, 3)), ("({0})[:, :1]", (2, 3)),
        ("max({0}, 1, keepdims=True)", (2, 3)),
    ],
    (1, 3): [("mean({0}, axis=0, keepdims=True)", (2, 3)), ("({0})[None, :]", (3,))],
}  # fmt: skip


@st.composite
def tensor_formulas(draw, depth=3):
    """A formula on scalars, vectors and matrices, with values of its variables."""
    shape = draw(st.sampled_from([(), (3,), (2, 3)]))
    formula = draw(tensor_part(shape, depth))
    total = {(): "{0}", (3,): "sum({0} * z)", (2, 3): "mean({0} - C)"}[shape]
    rng = np.random.default_rng(draw(st.integers(0, 2**32 - 1)))
    values = {name: rng.uniform(-2, 2, own).round(2) for name, own in TENSORS.items()}
    return total.format(formula), values
