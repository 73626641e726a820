"""Two settings, all their seeds, and whether the difference is more than noise."""

import streamlit as st

from core.code_export import Made
from core.practice.runs.challenges import within_noise
from core.practice.runs.records import changes, lower_is_better, metrics_of
from core.practice.runs.seeds import compare_seeds
from core.practice.runs.seeds_figure import seeds_figure
from core.practice.runs.seeds_report import difference_formula, seed_lines
from core.practice.runs.settings import PlanConfig, ScoreConfig, SeedsConfig
from core.practice.runs.tree import family_tree
from pages.practice.runs import source
from pages.practice.runs.picked import picked_pair, said_changes
from pages.practice.runs.seeds_plan import plan_of
from pages.practice.runs.source import Shelf
from pages.shared import (
    Challenge,
    Experiment,
    Words,
    ask,
    challenges,
    code_panel,
    drawing,
    figure,
    live_formula,
    sentences,
)
from pages.shared import choose as choose_option

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
        pair = picked_pair(t, tree)
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
            st.markdown(t("seeds.changed", changes=said_changes(changes(pair[0].settings, pair[1].settings)) or "–"))
            figure(
                seeds_figure(found, names, metric, config.confidence_percent, t), key="runs_seeds",
                alt=t("alt.seeds", first=len(found.first), second=len(found.second), difference=found.difference),
            )  # fmt: skip
            st.markdown(sentences(t, seed_lines(found, config)))
            live_formula(t, "seeds.formula", formula=difference_formula(found))
            plan_of(t, found, plan, config)
        challenges(t, CHALLENGES, noise=(found,))
        code_panel(t, {"SciPy": made}, shown=found)

    drawing(t, draw)
