import numpy as np
import plotly.graph_objects as go
import pytest
import torch

from core.computing.autograd.formula.build import build
from core.computing.autograd.formula.presets import PRESETS, FormulaConfig, on_screen
from core.computing.autograd.pytorch.lessons import LESSONS, lesson_source, torch_lessons
from core.computing.autograd.pytorch.static import MOST_BRANCHES, branch_view, export
from core.computing.autograd.pytorch.view import torch_view
from core.computing.autograd.pytorch.view_figure import torch_figure
from tests.computing.autograd.formulas import say


def test_the_grad_fn_graph_is_the_one_that_pytorch_walks():
    view = torch_view(build("tanh(w*x + b)", {"w": 0.5, "x": 2, "b": 1}))
    names = [fn.name for fn in view.grad_fns]
    leaf = "AccumulateGrad"
    assert names == [leaf, leaf, "MulBackward0", leaf, "AddBackward0", "TanhBackward0"]
    assert [fn.variable for fn in view.grad_fns] == ["w", "x", "", "b", "", ""]
    assert view.grad_fns[-1].hands_to == (4,) and view.grad_fns[2].hands_to == (0, 1)


@pytest.mark.parametrize("name", PRESETS)
def test_every_grad_fn_of_a_preset_belongs_to_a_node_of_ours(name):
    formula, values = on_screen(FormulaConfig(preset=name))
    graph, view = build(formula, values), torch_view(build(formula, values))
    assert {fn.node for fn in view.grad_fns if fn.node is not None} == graph.reached
    assert {fn.variable for fn in view.grad_fns if fn.variable} == set(graph.variables)
    assert len(view.layout.x) == len(view.grad_fns)
    go.Figure(torch_figure(view, {node.index: node.name for node in graph.nodes}, say).to_dict())


def test_leaves_keep_their_gradient_and_others_do_not():
    view = torch_view(build("u = w*x\nu*detach(u) + where(c > 0, 1, 2)", {"w": 1, "x": 2, "c": 1}))
    facts = {fact.name: fact for fact in view.facts if fact.name}
    assert facts["w"].is_leaf and facts["w"].requires_grad and facts["w"].keeps_gradient and facts["w"].grad_fn == ""
    assert not facts["u"].is_leaf and facts["u"].grad_fn == "MulBackward0" and not facts["u"].keeps_gradient
    detached = next(
        fact for fact in view.facts if not fact.requires_grad and fact.grad_fn == "" and fact.name.startswith("v")
    )
    assert detached.is_leaf  # cut off: for PyTorch it is a leaf
    assert not facts["c"].keeps_gradient


def test_without_a_path_there_is_no_grad_fn():
    view = torch_view(build("detach(x) * 2", {"x": 1}))
    assert view.grad_fns == () and view.layout is None


OUTCOMES = {
    "changed_in_place": "modified by an inplace operation",
    "changed_out_of_place": np.exp(0.5),
    "harmless_in_place": 3.0,
    "leaf_in_place": "a leaf Variable that requires grad",
    "leaf_under_no_grad": 0.8,
    "backward_twice": "backward through the graph a second time",
    "gradients_add_up": 2.0,
    "detached": 0.5,
    "no_path": "does not require grad",
    "not_a_number": "only for scalar outputs",
    "gradient_of_a_non_leaf": np.exp(0.25),
}


def test_pytorchs_refusals_are_reproduced_in_its_own_words():
    lessons = {lesson.key: lesson for lesson in torch_lessons(0.5)}
    assert set(lessons) == set(OUTCOMES)
    for key, expected in OUTCOMES.items():
        lesson = lessons[key]
        if isinstance(expected, str):
            assert lesson.outcome == "error" and lesson.error == "RuntimeError" and expected in lesson.message
        else:
            assert lesson.outcome == "value" and lesson.value == pytest.approx(expected)
    broken = lessons["changed_in_place"]
    assert (broken.saved_by, broken.version, broken.expected) == ("Exp", 1, 0)


@pytest.mark.parametrize("lesson", LESSONS, ids=lambda lesson: lesson.__name__)
def test_the_shown_code_is_what_was_run(lesson, capsys):
    code = lesson_source(lesson)
    expected = OUTCOMES[lesson.__name__]
    scope = {"torch": torch, "x": torch.tensor(0.5, dtype=torch.float64, requires_grad=True)}
    if isinstance(expected, str):
        with pytest.raises(RuntimeError, match=expected):
            exec(code, scope)  # our own text, not a visitor's
    else:
        exec(code, scope)
        printed = capsys.readouterr().out.removeprefix("tensor(").split(",")[0]
        assert float(printed) == pytest.approx(expected, abs=1e-4)


BRANCH = "where(x > 0, x*x, sin(w*x))"


@pytest.fixture(scope="module")
def branches():
    return branch_view(BRANCH, {"x": 2.0, "w": 1.0}, {"x": -2.0, "w": 1.0})


def test_a_dynamic_graph_holds_only_the_branch_that_was_taken(branches):
    assert not branches.same
    assert [fn.name for fn in branches.first.grad_fns] == ["AccumulateGrad", "MulBackward0"]
    assert "SinBackward0" in [fn.name for fn in branches.second.grad_fns]
    assert branch_view("x*w", {"x": 1, "w": 1}, {"x": -1, "w": 1}).same


def test_an_exported_where_holds_both_branches(branches):
    exported = branches.exports[0]
    targets = [node.target for node in exported.nodes]
    assert (exported.form, exported.refusal) == ("where", "")
    assert {"aten.mul", "aten.sin", "aten.where.self"} <= set(targets)
    assert [node.name for node in exported.nodes if node.kind == "placeholder"] == ["x", "w"]


def test_an_exported_if_is_refused_as_it_depends_on_the_data(branches, capfd):
    refused = branches.exports[1]
    assert (refused.form, refused.refusal, refused.nodes) == ("if", "data_dependent", ())
    assert "data-dependent" in refused.message
    assert capfd.readouterr().err == ""


def test_an_exported_cond_holds_each_branch_as_a_graph(branches):
    exported = branches.exports[2]
    assert (exported.form, exported.refusal) == ("cond", "")
    yes, no = exported.sides
    assert "aten.mul" in [node.target for node in yes] and "aten.sin" in [node.target for node in no]


def test_what_would_take_too_long_is_not_exported():
    many = build(" + ".join(["where(x > 0, x, 1)"] * (MOST_BRANCHES + 1)), {"x": 1})
    assert export(many, "cond").refusal == "many_branches"
    large = build("h = x*x\n" + "h = h*x\n" * 125 + "h", {"x": 1})
    assert export(large, "where").refusal == "many_nodes"
