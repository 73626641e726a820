"""Two settings, all their seeds, and whether the difference is more than noise."""

import numpy as np
import streamlit as st

from core.code_export import Made
from core.practice.runs.challenges import within_noise
from core.practice.runs.choice import first_pair
from core.practice.runs.records import changes, lower_is_better, metrics_of, shown
from core.practice.runs.seeds import SeedComparison, compare_seeds, plan_seeds
from core.practice.runs.seeds_figure import plan_figure, seeds_figure
from core.practice.runs.seeds_report import difference_formula, plan_lines, seed_lines
from core.practice.runs.settings import PairState, PlanConfig, ScoreConfig, SeedsConfig
from core.practice.runs.tree import FamilyTree, SettingNode, family_tree, node_titles
from pages.practice.runs import source
from pages.practice.runs.source import Shelf
from pages.shared import (
    Challenge,
    Experiment,
    Words,
    ask,
    challenges,
    code_panel,
    code_span,
    current_config,
    drawing,
    figure,
    live_formula,
    sentences,
)
from pages.shared import (
    choose as choose_option,
)

EXAMPLES = {"tab": "seeds", "source": "examples", "metric": "test_loss", "at": "last", "own_numbers": False}
EXPERIMENTS = {
    "few": Experiment({**EXAMPLES, "first": "03-0", "second": "04-0", "confidence_percent": 95}, right=2),
    "power": Experiment(
        {**EXAMPLES, "own_numbers": True, "gap": 0.004, "spread": 0.02, "confidence_percent": 95, "power_percent": 80},
        right=2,
    ),
}
CHALLENGES = {"noise": Challenge(within_noise, solution={"first": "10-0", "second": "12-0"})}

choose = source.choose


def show(t: Words, shelf: Shelf) -> None:
    """The two settings, their seeds, and how many seeds it would take."""
    metrics = metrics_of(shelf.records)
    controls, stage = st.columns([1, 3.4], gap="medium")
    with controls:
        metric = choose_option(t, "metric", {name: name for name in metrics}, "", 2) if metrics else ""
        at = ask(ScoreConfig, t, only=("at",)).at
        tree = family_tree(shelf.records, metric, at)
        pair = _pair(t, tree)
        place = st.container()
    if pair is None:
        with stage:
            st.info(t("seeds.none"), icon=":material/info:")
        return

    def draw() -> None:
        with place:
            config = ask(SeedsConfig, t)
            plan = ask(PlanConfig, t, when={name: lambda now: now["own_numbers"] for name in ("gap", "spread")})
        made = Made(compare_seeds, pair[0].known, pair[1].known, lower_is_better(metric), config)
        found = made.value()
        with stage:
            names = (t("seeds.first"), t("seeds.second"))
            st.markdown(t("seeds.changed", changes=_changed(pair)))
            figure(
                seeds_figure(found, names, metric, config.confidence_percent, t), key="runs_seeds",
                alt=t("alt.seeds", first=len(found.first), second=len(found.second), difference=found.difference),
            )  # fmt: skip
            st.markdown(sentences(t, seed_lines(found, config)))
            live_formula(t, "seeds.formula", formula=difference_formula(found))
            _plan(t, found, plan, config)
        challenges(t, CHALLENGES, noise=(found,))
        code_panel(t, {"SciPy": made}, shown=found)

    drawing(t, draw)


def _changed(pair: tuple[SettingNode, SettingNode]) -> str:
    """What is different in the second setting."""
    rows = changes(pair[0].settings, pair[1].settings).items()
    return ", ".join(f"{code_span(name)} {code_span(shown(a))} → {code_span(shown(b))}" for name, (a, b) in rows) or "–"


def _pair(t: Words, tree: FamilyTree) -> tuple[SettingNode, SettingNode] | None:
    """The two settings of the link, else two with many seeds."""
    pair = first_pair(tree)
    if pair is None:
        return None
    now, titles = current_config(PairState, t), node_titles(tree)
    known = {node.key: titles[node.key] for node in tree.nodes if len(node.known)}
    keys = []
    for field, usual in (("first", pair[0]), ("second", pair[1])):
        node = tree.node_of(getattr(now, field))
        keys.append(choose_option(t, field, known, node.key if node and len(node.known) else usual.key, 0))
    nodes = {node.key: node for node in tree.nodes}
    return nodes[keys[0]], nodes[keys[1]]


def _plan(t: Words, found: SeedComparison, plan: PlanConfig, config: SeedsConfig) -> None:
    """How many seeds each setting wants, for the difference and the spread that were found, or for one's own."""
    gap, spread = (plan.gap, plan.spread) if plan.own_numbers else (abs(found.difference), found.spread)
    if not (np.isfinite(spread) and spread > 0 and gap > 0):
        st.caption(t("plan.none"))
        return
    seeds_now = min(len(found.first), len(found.second))
    result = plan_seeds(gap, spread, seeds_now, config)
    figure(
        plan_figure(result, config.power_percent, seeds_now, t), key="runs_plan",
        alt=t("alt.plan", power=config.power_percent, needed=result.needed or "> 100 000"),
    )  # fmt: skip
    st.markdown(sentences(t, plan_lines(result, config, seeds_now, plan.own_numbers)))
