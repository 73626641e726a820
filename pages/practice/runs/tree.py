"""The family tree of all runs."""

from functools import partial
from typing import Any

import streamlit as st

from core.practice.runs.challenges import dead_end
from core.practice.runs.choice import best_node
from core.practice.runs.records import lower_is_better
from core.practice.runs.settings import ScoreConfig
from core.practice.runs.tree import FamilyTree, SettingNode, family_tree
from core.practice.runs.tree_figure import tree_figure
from core.practice.runs.tree_report import chosen_lines, tree_lines
from pages.practice.runs import source
from pages.practice.runs.source import Shelf
from pages.shared import Challenge, Experiment, Words, challenges, figure, put, sentences

EXAMPLES = {"tab": "tree", "source": "examples", "filter": ""}
EXPERIMENTS = {
    "train": Experiment({**EXAMPLES, "metric": "train_loss", "at": "last"}, right=1),
    "best_epoch": Experiment({**EXAMPLES, "metric": "test_loss", "at": "best"}, right=1),
}
CHALLENGES = {"dead_end": Challenge(dead_end, solution={"run": "04-0"})}

choose = source.choose


def show(t: Words, shelf: Shelf) -> None:
    """The tree beside what it is judged by; a click on a setting says more about it."""
    controls, stage = st.columns([1, 3.4], gap="medium")
    with controls:
        config, records = source.ask_score(t, shelf)
    tree = family_tree(records, config.metric, config.at)
    record = source.chosen_run(t, shelf.records)
    node = tree.node_of(record.key) if record else None
    with stage:
        figure(
            tree_figure(tree, config.metric, node.key if node else "", t), key="runs_tree", on_click=_choose,
            alt=_alt(t, tree, config),
        )  # fmt: skip
    with controls:
        if node is None:
            st.markdown(sentences(t, tree_lines(tree, config.metric)))
        else:
            _about(t, tree, node, config)
    challenges(t, CHALLENGES, dead_end=(tree, node, lower_is_better(config.metric)))
    best = best_node(tree, config.metric)
    if record or best:
        source.run_code(t, shelf, record or best.records[0])  # type: ignore[union-attr]


def _alt(t: Words, tree: FamilyTree, config: ScoreConfig) -> str:
    best = best_node(tree, config.metric)
    counts = {"settings": len(tree.nodes), "runs": sum(len(node.records) for node in tree.nodes)}
    if best is None:
        return t("alt.tree_none", **counts)
    return t("alt.tree", metric=config.metric, best=f"{best.mean:.4f}", **counts)


def _choose(point: dict[str, Any]) -> None:
    key = point.get("customdata")
    if isinstance(key, str):
        put({"run": key})


def _about(t: Words, tree: FamilyTree, node: SettingNode, config: ScoreConfig) -> None:
    """What a setting has come to against the one it came from, and the ways on."""
    st.markdown(sentences(t, chosen_lines(tree, node, config.metric)))
    with st.container(horizontal=True):
        st.button(t("to.run"), icon=":material/open_in_full:", key="runs_to_run", on_click=partial(put, {"tab": "run"}))
        if node.parent:
            pair = {"tab": "seeds", "first": node.parent, "second": node.key}
            st.button(t("to.seeds"), icon=":material/balance:", key="runs_to_seeds", on_click=partial(put, pair))
            both = {"tab": "compare", "chosen": f"{node.parent},{node.key}"}
            st.button(t("to.compare"), icon=":material/stacked_line_chart:", key="runs_to_compare",
                      on_click=partial(put, both))  # fmt: skip
