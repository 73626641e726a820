"""Settings, families, tables and filters of runs."""

from contextlib import suppress
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.jobs.archive import CurveSummary
from core.jobs.packing import to_text
from core.practice.runs.choice import best_node, chosen_records, first_choice, first_pair, line_of
from core.practice.runs.filter import filtered
from core.practice.runs.records import RunRecord, changes, flat_settings, metrics_of, score, shown
from core.practice.runs.table import runs_table
from core.practice.runs.table_figure import axis_of, shade_places
from core.practice.runs.training import MoonsConfig
from core.practice.runs.tree import MOST_NODES, family_tree
from core.practice.runs.tree_figure import tree_figure
from core.practice.runs.tree_report import chosen_lines, gain
from core.refusal import Refusal
from tests.jobs.work import CountConfig, FaultConfig


def run(key, at=0.0, loss=0.5, function="core.x.y:train", **settings):
    """A record with one curve."""
    parent, note = settings.pop("parent", ""), settings.pop("note", "")
    told = settings.pop("parent_settings", None)
    curves = {} if loss is None else {"test_loss": CurveSummary(loss, loss - 0.1, loss + 0.1, 3)}
    return RunRecord(
        key=key, function=function, settings={"rate": 0.1, "width": 8, "seed": 0} | settings, state="done",
        submitted_at=at, curves=curves, parent=parent, parent_settings=told, note=note,
    )  # fmt: skip


def said(key, **values):
    return f"{key} {values}"


def test_settings_are_the_fields_of_the_configs_and_those_of_one_name_say_whose_they_are():
    text, _ = to_text((CountConfig(seed=3), FaultConfig(), None))
    settings = flat_settings(text)
    assert settings == {"total": 5, "pause": 0.0, "seed": 3, "fault": "endless"}
    both = flat_settings(to_text((CountConfig(seed=3), MoonsConfig(seed=4)))[0])
    assert (both["Count.seed"], both["Moons.seed"], both["units"]) == (3, 4, 8) and "seed" not in both


def test_arrays_are_no_settings_and_lists_are_shown_in_brackets():
    assert flat_settings(to_text((np.ones(3), (1, 2.5)))[0]) == {"argument2": (1, 2.5)}
    assert (shown((1, 2.5)), shown(None), shown(1e-5), shown(True)) == ("(1, 2.5)", "–", "1e-05", "True")


def test_runs_that_differ_in_seeds_alone_are_one_node_with_their_mean_and_spread():
    tree = family_tree((run("a", 1, 0.2), run("b", 2, 0.4, seed=1), run("c", 3, np.nan, seed=2)), "test_loss", "last")
    (node,) = tree.nodes
    assert [one.key for one in node.records] == ["a", "b", "c"] and node.origin == "root"
    assert node.mean == pytest.approx(np.mean([0.2, 0.4])) and node.spread == pytest.approx(np.std([0.2, 0.4], ddof=1))


def test_a_setting_hangs_on_the_run_it_was_branched_from_else_on_the_nearest_earlier_one():
    records = (
        run("a", 1), run("b", 2, rate=0.2), run("c", 3, rate=0.2, width=16), run("d", 4, rate=0.3, width=9, parent="a"),
        run("other", 5, function="core.x.y:search"),
    )  # fmt: skip
    nodes = {node.key: node for node in family_tree(records, "test_loss", "last").nodes}
    assert {key: node.parent for key, node in nodes.items()} == {"a": "", "b": "a", "c": "b", "d": "a", "other": ""}
    assert nodes["c"].changed == {"width": (8, 16)} and nodes["c"].origin == "nearest"
    assert nodes["d"].changed == {"rate": (0.1, 0.3), "width": (8, 9)} and nodes["d"].origin == "branched"
    assert [nodes[key].depth for key in "abcd"] == [0, 1, 2, 1]


def test_a_child_keeps_what_was_changed_when_its_parent_is_deleted():
    child = run("c", 3, rate=0.2, parent="gone", parent_settings={"rate": 0.5, "width": 8, "seed": 0})
    tree = family_tree((run("a", 1), child), "test_loss", "last")
    node = tree.node_of("c")
    assert (node.parent, node.origin, node.changed) == ("", "absent", {"rate": (0.5, 0.2)})
    again = family_tree((run("z", 0, rate=0.5, seed=7), child), "test_loss", "last").node_of("c")
    assert (again.parent, again.origin) == ("z", "branched")  # the same setting with another seed is still there


def test_only_the_newest_settings_are_drawn_and_every_row_stands_below_its_parent():
    records = tuple(run(f"r{k}", k, width=k) for k in range(MOST_NODES + 5))
    tree = family_tree(records, "test_loss", "last")
    assert len(tree.nodes) == MOST_NODES and tree.left_out == 5
    place = {node.key: row for row, node in enumerate(tree.nodes)}
    assert all(place[node.parent] < place[node.key] for node in tree.nodes if node.parent)


@given(st.lists(st.tuples(st.integers(1, 3), st.integers(1, 3), st.integers(0, 2)), max_size=12))
def test_a_tree_holds_every_run_once_and_no_circle(settings):
    records = tuple(run(str(k), k, rate=r, width=w, seed=s) for k, (r, w, s) in enumerate(settings))
    tree = family_tree(records, "test_loss", "last")
    assert sorted(one.key for node in tree.nodes for one in node.records) == sorted(one.key for one in records)
    for node in tree.nodes:
        assert line_of(tree, node)[-1] is node and len(line_of(tree, node)) == node.depth + 1


def test_a_tree_without_scores_or_runs_is_drawn_all_the_same():
    for records in ((), (run("a", loss=None),), (run("a", loss=np.nan), run("b", 1, width=3))):
        tree = family_tree(records, "test_loss", "last")
        assert tree_figure(tree, "test_loss", "a", said).to_json()
        assert best_node(tree, "test_loss") is None or len(records) == 2
        assert first_pair(tree) is None


def test_a_gain_counts_from_the_parent_and_in_the_direction_of_the_metric():
    tree = family_tree((run("a", 1, 0.5), run("b", 2, 0.3, rate=1)), "test_loss", "last")
    assert gain(tree, tree.node_of("b"), "test_loss") == pytest.approx(0.2)
    assert np.isnan(gain(tree, tree.node_of("a"), "test_loss"))
    assert ("said.score_one", {"mean": "0.3000"}) in chosen_lines(tree, tree.node_of("b"), "test_loss")
    one = replace(run("a"), curves={"accuracy": CurveSummary(0.5, 0.1, 0.9, 3)})
    assert (score(one, "accuracy", "best"), score(run("a"), "test_loss", "best")) == (0.9, 0.4)
    assert np.isnan(score(one, "test_loss", "last"))


def test_the_table_has_the_columns_that_differ_and_the_best_run_first():
    table = runs_table(
        (run("a", loss=0.5), run("b", loss=0.2, rate=0.3), run("c", loss=np.nan)), "test_loss", "last", True
    )
    assert table.varying == ("rate",) and table.equal == {"width": 8, "seed": 0}
    assert table.rows["key"].tolist() == ["b", "a", "c"] and "note" not in table.rows
    alone = runs_table((run("a"), replace(run("b"), settings={"rate": "x"})), "test_loss", "last", True)
    assert set(alone.varying) == {"rate", "width", "seed"} and alone.rows["rate"].tolist() == ["0.1", "x"]
    assert metrics_of((run("a"), run("b", loss=None))) == ("test_loss",)


@pytest.mark.parametrize(
    ("text", "keys"),
    [
        ("", "abc"), ("rate<0.2", "ac"), ("rate>=0.2", "b"), ("rate = 0.3 & width=8", "b"),
        ("note~LUCK", "c"),
        ("test_loss<0.3", "b"), ("rate!=0.3", "ac"), ("kind=train", "abc"), ("state=done & seed=0", "abc"),
        ("note<1", ""),
    ],
)  # fmt: skip
def test_a_filter_leaves_the_runs_that_meet_all_its_conditions(text, keys):
    records = (run("a"), run("b", loss=0.2, rate=0.3), run("c", note="<b>lucky</b>"))
    assert "".join(one.key for one in filtered(records, text)) == keys


@pytest.mark.parametrize(
    ("text", "rule"),
    [("rate", "filter_part"), ("&", "filter_part"), ("rate<x", "filter_number"), ("__class__=1", "filter_name"),
     ("a=b=c", "filter_part"), ("rate<1e999e", "filter_number"), ("nothing=1", "filter_name")],
)  # fmt: skip
def test_what_is_no_filter_is_refused(text, rule):
    with pytest.raises(Refusal, match=rule):
        filtered((run("a"),), text)


@given(st.text(max_size=60))
def test_any_text_is_a_filter_or_refused(text):
    with suppress(Refusal):
        assert len(filtered((run("a"),), text)) <= 1


def test_changes_name_what_one_side_alone_has():
    assert changes({"a": 1, "b": 2}, {"b": 3, "c": 4}) == {"a": (1, None), "b": (2, 3), "c": (None, 4)}


def test_runs_are_chosen_by_their_keys_and_unknown_ones_left_out():
    records = tuple(run(f"r{k}", k, width=k) for k in range(9))
    assert [one.key for one in chosen_records(records, "r3, r1,../x,r3")] == ["r3", "r1"]
    assert len(chosen_records(records, ",".join(one.key for one in records))) == 6
    tree = family_tree((run("a", 1), run("b", 2, 0.1, rate=1), run("c", 3, 0.9, width=1)), "test_loss", "last")
    assert [one.key for one in first_choice(tree, "test_loss")] == ["a", "b"]


def test_an_axis_lies_from_zero_to_one_and_far_apart_values_by_logarithms():
    heights, ticks = axis_of([0.01, 0.1, 1.0])
    np.testing.assert_allclose(heights, [0, 0.5, 1])
    assert [text for _, text in ticks] == ["0.01", "0.1", "1"]
    assert axis_of(["b", "a", "b", None])[0].tolist() == [0, 0.5, 0, 1]
    assert axis_of([3, 3])[0].tolist() == [0, 0]
    assert shade_places(np.array([3.0, 1.0, 2.0]), lower=True).tolist() == [0, 4, 2]
