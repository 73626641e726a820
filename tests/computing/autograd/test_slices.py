import numpy as np
import pytest

from core import tex
from core.computing.autograd.formula.build import build
from core.computing.autograd.formula.presets import PRESETS, FormulaConfig, on_screen
from core.computing.autograd.network import SmallNetworkConfig, layer_sizes, learning_steps
from core.computing.autograd.network_report import four_steps
from core.computing.autograd.pytorch.agreement import agreement
from core.computing.autograd.slices import places, slice_along
from core.computing.autograd.walk.trace import trace


def made(preset):
    formula, values = on_screen(FormulaConfig(preset=preset))
    graph = build(formula, values)
    return graph, trace(graph)


@pytest.mark.parametrize("preset", PRESETS)
def test_pytorch_agrees_on_every_preset(preset):
    found = agreement(*made(preset))
    assert found.absolute < 1e-12 and found.disagree == 0
    assert found.compared == sum(value.size for value in on_screen(FormulaConfig(preset=preset))[1].values())


def test_agreement_sees_a_wrong_gradient():
    graph, shown = made("neuron")
    index = shown.variables["w1"]
    shown.nodes[index].gradient[...] += 1
    found = agreement(graph, shown)
    assert found.absolute == pytest.approx(1.0)


@pytest.mark.parametrize("preset", ["neuron", "two layers", "softmax"])
def test_the_tangent_touches_the_curve_with_the_slope_of_the_gradient(preset):
    graph, shown = made(preset)
    for label in places(graph):
        curve = slice_along(graph, shown, label, 1e-4)
        near = int(abs(curve.x - curve.here).argmin())
        tangent = curve.result + curve.slope * (curve.x - curve.here)
        assert np.allclose(tangent, curve.results, atol=1e-6)
        assert curve.tangent == pytest.approx((tangent[0], tangent[-1]))
        assert curve.slope == pytest.approx(np.gradient(curve.results, curve.x)[near], rel=1e-4, abs=1e-6)


def test_the_curve_stays_while_the_value_moves():
    graph, shown = made("neuron")
    here = slice_along(graph, shown, "w1", 1.5)
    assert here.x[0] <= here.here - 1.5 and here.here + 1.5 <= here.x[-1]
    formula, values = on_screen(FormulaConfig(preset="neuron"))
    near = build(formula, {**values, "w1": values["w1"] + 0.01})
    moved = slice_along(near, trace(near), "w1", 1.5)
    assert moved.here != here.here
    assert np.array_equal(moved.x, here.x) and np.array_equal(moved.results, here.results)


def test_places_name_every_number_once():
    assert list(places(made("softmax")[0])) == ["z[0]", "z[1]", "z[2]", "t[0]", "t[1]", "t[2]"]


def test_the_four_steps_are_written_with_the_matrices_of_the_step():
    config = SmallNetworkConfig(hidden_2=2, samples=3)
    step = list(learning_steps(config))[-1]
    for layer in range(1, len(layer_sizes(config))):
        numbers, last = step.layers[layer - 1], "_last" if layer == len(step.layers) else ""
        forward, *back = four_steps(step, layer, config.learning_rate)
        assert tex.array(numbers.sums) in forward.numbers and tex.array(numbers.values) in forward.numbers
        ends = {
            f"errors{last}": numbers.errors, f"delta{last}": numbers.delta, "weight_gradient": numbers.weight_gradient,
            "bias_gradient": numbers.bias_gradient, "update": numbers.new_weights,
        }  # fmt: skip
        assert [line.key for line in back] == list(ends)
        assert [line.key for line in back if not line.numbers.endswith(tex.array(ends[line.key]))] == []
