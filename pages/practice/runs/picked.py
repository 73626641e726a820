"""The runs of a comparison: two to six of them, or two settings with all their seeds."""

from collections.abc import Mapping
from typing import Any

import streamlit as st

from core.practice.runs.choice import chosen_records, first_choice, first_pair, titles
from core.practice.runs.curves import MOST
from core.practice.runs.records import RunRecord, metrics_of, shown
from core.practice.runs.settings import CurvesConfig, PairState
from core.practice.runs.tree import FamilyTree, SettingNode, family_tree, node_titles
from pages.practice.runs.source import Shelf
from pages.shared import Words, choose, code_span, current_config, put


def picked_runs(t: Words, shelf: Shelf) -> tuple[RunRecord, ...]:
    """The runs of the link, or the way to the best one; at most six."""
    records = chosen_records(shelf.records, current_config(CurvesConfig, t).chosen)
    if not records:
        metric = next(iter(metrics_of(shelf.records)), "")
        records = first_choice(family_tree(shelf.records, metric, "last"), metric)
    names = titles(shelf.records)
    st.session_state["runs__chosen"] = [record.key for record in records]

    def remember() -> None:
        put({"chosen": ",".join(st.session_state["runs__chosen"])})

    st.multiselect(
        t("fields.chosen.label"), [record.key for record in shelf.records], format_func=names.__getitem__,
        key="runs__chosen", max_selections=MOST, on_change=remember, help=t("fields.chosen.help"),
    )  # fmt: skip
    return records


def picked_pair(t: Words, tree: FamilyTree) -> tuple[SettingNode, SettingNode] | None:
    """The two settings of the link, else two with many seeds; None where there are no two with a score."""
    pair = first_pair(tree)
    if pair is None:
        return None
    now, names = current_config(PairState, t), node_titles(tree)
    known = {node.key: names[node.key] for node in tree.nodes if len(node.known)}
    keys = []
    for field, usual in (("first", pair[0]), ("second", pair[1])):
        node = tree.node_of(getattr(now, field))
        keys.append(choose(t, field, known, node.key if node and len(node.known) else usual.key, 0))
    nodes = {node.key: node for node in tree.nodes}
    return nodes[keys[0]], nodes[keys[1]]


def said_changes(rows: Mapping[str, tuple[Any, Any]]) -> str:
    """The settings that differ, each with both of its values; "" where there are none."""
    return ", ".join(
        f"{code_span(name)} {code_span(shown(a))} → {code_span(shown(b))}" for name, (a, b) in rows.items()
    )
