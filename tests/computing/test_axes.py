"""Everything that takes an axis, at every axis, of every small shape and of a single number, against both libraries."""

import numpy as np
import pytest
import torch
from hypothesis import example, given
from hypothesis import strategies as st

from core.computing.autograd.engine import backward
from core.computing.autograd.formula.build import build
from core.computing.tensors.arrays import ArrayConfig, create
from core.computing.tensors.expression.box import ExpressionConfig, evaluate_expression
from core.computing.tensors.expression.words import FUNCTIONS, METHODS
from core.computing.tensors.rearranging import RearrangeConfig, rearrange
from core.computing.tensors.reductions import ReduceConfig, reduce, reduce_in_torch
from core.params import domains
from core.refusal import Refusal

SHAPES = st.sampled_from([(), (1,), (3,), (1, 1), (2, 3), (3, 1)])
AXES = st.sampled_from([None, -3, -2, -1, 0, 1, 2])


@given(st.sampled_from(["sum", "mean", "max", "min", "softmax"]), SHAPES, AXES, st.booleans())
def test_a_reduction_with_gradients_is_pytorchs_or_one_refusal(name, shape, axis, keepdims):
    x = np.arange(np.prod(shape, dtype=int), dtype=float).reshape(shape)
    options = f", axis={axis}" + ("" if name == "softmax" else f", keepdims={keepdims}")
    if name == "softmax":
        axis = -1 if axis is None else axis
    tensor = torch.tensor(x, requires_grad=True)
    dim = tuple(range(x.ndim)) if axis is None else axis
    try:
        if not shape and axis is not None and name != "softmax":
            raise IndexError("a number has no axis; both libraries let 0 and -1 pass")
        if name == "softmax":
            wanted = tensor.softmax(dim)
        elif not shape:
            wanted = tensor.clone()
        else:
            wanted = getattr(tensor, {"max": "amax", "min": "amin"}.get(name, name))(dim, keepdim=keepdims)
        (wanted * wanted).sum().backward()
    except IndexError:
        with pytest.raises(Refusal, match="axis"):
            build(f"{name}(x{options})", {"x": x})
        return
    graph = build(f"y = {name}(x{options})\ny * y", {"x": x})
    list(backward(graph.backward_nodes()))
    node = next(node for node in graph.nodes if node.operation == name)
    np.testing.assert_allclose(node.tensor.value, wanted.detach().numpy())
    np.testing.assert_allclose(graph.nodes[graph.variables["x"]].tensor.gradient, tensor.grad.numpy())


@given(
    st.sampled_from(domains(ReduceConfig)["reduction"].options),
    st.sampled_from(domains(ReduceConfig)["along"].options),
    st.sampled_from(["", "1", "3", "2, 3", "0", "2, 0"]), st.booleans(), st.sampled_from(["float32", "int8", "bool"]),
)  # fmt: skip
@example("std", "0", "2, 0", False, "float32")
def test_a_reduction_of_an_array_is_numpys_and_pytorchs_or_one_refusal(reduction, along, shape, keepdims, dtype):
    configs = ArrayConfig(shape=shape, dtype=dtype), ReduceConfig(reduction=reduction, along=along, keepdims=keepdims)
    array, axis = create(configs[0]), None if along == "all" else int(along)
    try:
        if axis is not None and not -array.ndim <= axis < array.ndim:
            raise ValueError("no such axis, also of a number")
        with np.errstate(all="ignore"):
            if reduction in ("mean", "std") and (array.size if axis is None else array.shape[axis]) == 0:
                raise ValueError("of no numbers: NumPy says nan and warns")
            wanted = getattr(np, reduction)(array, axis=axis, keepdims=keepdims)
    except (ValueError, IndexError):
        for function in (reduce, reduce_in_torch):
            with pytest.raises(Refusal):
                function(*configs)
        return
    found = reduce(*configs)
    np.testing.assert_array_equal(found.values, wanted)
    assert reduce_in_torch(*configs)["shape"] == found.shape


def judged(line, arrays, names):
    try:
        with np.errstate(all="ignore"):
            return np.asarray(eval(line, {**names, **arrays}))
    except (ValueError, IndexError, RuntimeError, TypeError):
        return None


CALLS = [f"{name}(a{{}})" for name, word in FUNCTIONS.items() if "axis" in word.signature.keywords and word.arrays]
CALLS += [f"a.{name}({{}})" for name, word in METHODS.items() if "axis" in word.signature.keywords]
CALLS += ["roll(a, 1{})", "concatenate([a, a]{})", "stack([a, a]{})"]


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("call", [call for call in CALLS if call != "roll(a{})"])
def test_a_word_of_a_formula_with_an_axis_agrees_with_its_library_also_on_a_number(call):
    for shape in ("", "1", "2, 3"):
        for axis in (-2, -1, 0, 1, 2):
            option = f"axis={axis}" if call.endswith("({})") else f", axis={axis}"
            found = evaluate_expression(ExpressionConfig(text=call.format(option), shape_a=shape))
            tensors = {name: torch.tensor(array) for name, array in found.arrays.items()}
            for value, refusal, wanted in (
                (found.steps[-1].numpy, found.numpy_refusal, judged(found.numpy_line, found.arrays, {"np": np})),
                (found.steps[-1].torch, found.torch_refusal, judged(found.torch_line, tensors, {"torch": torch})),
            ):
                assert (wanted is None) == (refusal is not None), (call, shape, axis)
                if wanted is not None:
                    np.testing.assert_allclose(value.array, wanted)


def test_what_is_rearranged_along_an_axis_of_a_number_is_refused_or_done():
    options = [name for name, domain in domains(RearrangeConfig).items() if domain.kind == "choice"]
    for name in options:
        for option in domains(RearrangeConfig)[name].options:
            config = RearrangeConfig(**{name: option, **{f: "" for f in domains(RearrangeConfig) if "shape" in f}})
            try:
                rearrange(config)
            except Refusal as error:
                assert "\n" not in str(error)
