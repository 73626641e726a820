import inspect
from pathlib import Path

import numpy as np
import pytest
import torch
from hypothesis import assume, given, reject, settings
from hypothesis import strategies as st

from core.computing.autograd import engine
from core.computing.autograd.engine import OPERATIONS, Value, backward, forward_order
from core.computing.autograd.formula.build import build, variables_of
from core.computing.autograd.pytorch.twin import TORCH
from core.computing.autograd.tensors import MIXING, Tensor, unbroadcast
from core.refusal import Refusal
from tests.computing.autograd.formulas import judged_by_pytorch, scalar_formulas, tensor_formulas, traced

HUGE = 1e6
POINTS = np.array([-2.0, -1.0, -0.5, 0.0, 0.5, 1.0, 2.0])
INPUTS = {name: len(inspect.signature(operation.slopes).parameters) - 1 for name, operation in OPERATIONS.items()}
MIXED = [
    ("matmul", [(2, 3), (3, 4)], {}), ("matmul", [(2, 3), (3,)], {}), ("matmul", [(3,), (3, 2)], {}),
    ("matmul", [(3,), (3,)], {}), ("matmul", [(4, 2, 3), (3, 2)], {}), ("matmul", [(2, 3), (4, 3, 2)], {}),
    ("transpose", [(2, 3)], {}), ("transpose", [(3,)], {}),
    ("index", [(3, 4)], {"at": (1,)}), ("index", [(3, 4)], {"at": (slice(None), slice(1, 3))}),
    ("index", [(3,)], {"at": (slice(None), None)}), ("index", [(3, 4)], {"at": (..., -1)}),
    *((name, [(2, 3)], {"axis": axis, "keepdims": keep})
      for name in ("sum", "mean", "max", "min") for axis in (None, 0, 1, -1) for keep in (False, True)),
    ("softmax", [(4,)], {"axis": -1}), ("softmax", [(2, 3)], {"axis": 0}), ("softmax", [(2, 3)], {"axis": 1}),
]  # fmt: skip


def same(ours, theirs, tolerance=1e-10):
    """Equal to the tolerance (relative to what is above 1), or both undefined or infinite."""
    ours, theirs = np.asarray(ours, np.float64), np.asarray(theirs, np.float64)
    finite = np.isfinite(ours) & np.isfinite(theirs)
    undefined = ~np.isfinite(ours) & ~np.isfinite(theirs)
    with np.errstate(invalid="ignore"):
        close = np.abs(ours - theirs) <= tolerance * np.maximum(1, np.maximum(np.abs(ours), np.abs(theirs)))
    return ours.shape == theirs.shape and bool(np.all(undefined | (finite & close)))


def through_pytorch(name, arrays, options):
    leaves = [torch.tensor(array, dtype=torch.float64, requires_grad=True) for array in arrays]
    inputs = [leaves[0] != 0, *leaves[1:]] if name == "where" else leaves
    value = TORCH[name](*inputs, **options)
    weights = torch.linspace(0.5, 2, max(1, value.numel()), dtype=torch.float64).reshape(value.shape)
    if not value.requires_grad:
        return value.double().numpy(), weights.numpy(), [np.zeros_like(array) for array in arrays]
    gradients = torch.autograd.grad(value, leaves, weights, allow_unused=True, materialize_grads=True)
    return value.detach().numpy(), weights.numpy(), [gradient.numpy() for gradient in gradients]


RNG = np.random.default_rng(3)
EVERY = [
    *((name, [grid.ravel() for grid in np.meshgrid(*[POINTS] * count)], {}) for name, count in INPUTS.items()),
    *((name, [RNG.integers(-2, 3, shape).astype(float) for shape in shapes], options)  # with ties
      for name, shapes, options in MIXED),
]  # fmt: skip


@pytest.mark.parametrize(("name", "arrays", "options"), EVERY)
def test_value_and_gradients_of_an_operation_are_pytorchs_also_at_corners_zeros_and_ties(name, arrays, options):
    value, weights, gradients = through_pytorch(name, arrays, options)
    tensor = Tensor.of(name, *(Tensor(array) for array in arrays), **options)
    tensor.gradient = weights
    assert same(tensor.value, value)
    with np.errstate(all="ignore"):
        shares = tensor.passed_on()
    for share, gradient in zip(shares, gradients, strict=True):
        assert same(np.zeros_like(gradient) if share is None else share, gradient)


def test_every_operation_has_been_judged():
    assert {row[0] for row in MIXED} == set(MIXING)
    assert set(TORCH) == set(OPERATIONS) | set(MIXING)


@given(st.lists(st.integers(1, 3), max_size=3), st.data())
@settings(max_examples=50, deadline=None)
def test_undoing_a_broadcast_adds_up_the_copies(large, data):
    kept = data.draw(st.integers(0, len(large)))
    small = tuple(data.draw(st.sampled_from([1, size])) for size in large[len(large) - kept :])
    gradient = np.random.default_rng(0).normal(size=large)
    x = torch.zeros(small, dtype=torch.float64, requires_grad=True)
    (expected,) = torch.autograd.grad(x.expand(large), x, torch.from_numpy(gradient))
    assert same(unbroadcast(gradient, small), expected.numpy())


def readable(formula):
    """Whether the parser allows it: of what is made at random it refuses towers of powers."""
    try:
        return bool(variables_of(formula))
    except Refusal as error:
        assert error.rule == "power_tower"
        return False


def fades_an_undefined_gradient(ours, step):
    """Where a slope of a power is 0 by decree, PyTorch drops what arrives; 0 × NaN is NaN for us."""
    node = ours.nodes[step.node]
    if node.operation != "power" or np.isfinite(step.arrives).all():
        return False
    base, exponent = (ours.nodes[parent].value for parent in node.parents)
    return bool(np.any((base == 0) | (exponent == 0)))


def judge(formula, values):
    """Our value and gradients against PyTorch's; a formula whose numbers grow beyond 1e6 says nothing about 1e-10."""
    ours = traced(formula, values) if readable(formula) else reject()
    sizes = [node.value for node in ours.nodes] + [node.gradient for node in ours.nodes if node.gradient is not None]
    sizes += [given.share for step in ours.backward for given in step.passes]
    flat = np.abs(np.concatenate([np.ravel(size) for size in sizes]))
    assume(not np.any(np.isfinite(flat) & (flat > HUGE)))
    assume(not any(fades_an_undefined_gradient(ours, step) for step in ours.backward))
    result, gradients = judged_by_pytorch(formula, values)
    assert same(ours.result.value, result), formula
    for name in ours.variables:
        assert same(ours.gradient_of(name), gradients[name]), (name, formula)
    return ours


@given(scalar_formulas() | tensor_formulas())
@settings(max_examples=300, deadline=None)
def test_a_random_formula_has_pytorchs_value_and_gradients(case):
    judge(*case)


@given(scalar_formulas())
@settings(max_examples=60, deadline=None)
def test_the_scalar_engine_alone_agrees_with_the_engine_for_arrays(case):
    formula, values = case
    graph = build(formula, values) if readable(formula) else reject()
    ours = [Value(node.value) for node in graph.nodes]
    for node in graph.nodes:
        if node.kind == "operation":
            ours[node.index] = Value.of(node.operation, *(ours[parent] for parent in node.parents))
    nodes = forward_order(ours[-1])
    for _ in backward(nodes):
        pass
    for _ in graph.backward():
        pass
    assert same(ours[-1].value, graph.result.value, 0)
    for index in graph.variables.values():
        if index in graph.reached:
            assert same(ours[index].gradient, graph.nodes[index].tensor.gradient, 1e-12)


def test_operators_read_as_in_a_formula():
    a, b = Value(3.0), Value(-2.0)
    values = {
        "3 - a": 3 - a, "2 / b": 2 / b, "2 ** a": 2**a, "-a": -a, "abs(b)": abs(b), "a < b": a < b, "a >= b": a >= b,
        "2 * a": 2 * a, "1 + a": 1 + a, "a ** 2": a**2,
    }  # fmt: skip
    for text, value in values.items():
        assert value.value == eval(text, {"a": 3.0, "b": -2.0}), text


def test_backward_gives_back_what_every_node_passes_on():
    x, y = Value(2.0), Value(5.0)
    result = x * y + x
    steps = list(backward(forward_order(result)))
    assert [node.operation for node, _ in steps] == ["add", "multiply"]
    assert [[float(share) for share in shares] for _, shares in steps] == [[1, 1], [5, 2]]
    assert x.gradient == 6  # used twice, it receives twice


def test_the_scalar_engine_can_be_read_aloud():
    assert len(Path(engine.__file__).read_text("utf-8").splitlines()) < 120


def test_float32_stays_float32():
    graph = build("sum(tanh(W @ x) * 2) + max(x)", {"W": [[1, 2]], "x": [0.1, 0.2]}, "float32")
    list(graph.backward())
    for node in graph.nodes:
        assert node.value.dtype == np.float32
        if node.index in graph.reached:
            assert np.asarray(node.tensor.gradient).dtype == np.float32
