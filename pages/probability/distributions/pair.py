"""Two variables: points that are dragged, their correlation, their ranks and their line."""

import numpy as np
import streamlit as st

from core.figures.theme import CLASS_B
from core.probability.distributions.challenges import one_point_moved, ranks_agree
from core.probability.distributions.pair import PairFacts, pair_facts, pair_in_scipy
from core.probability.distributions.pair_figure import ranks_figure, scatter_figure, sheet
from core.probability.distributions.pair_report import correlation_tex, pair_lines, pair_rows
from core.probability.distributions.pair_sources import ANSCOMBE
from core.probability.distributions.settings import MOST_POINTS, WIDTH, ScatterConfig
from pages.probability.distributions.chosen_points import IN_SCRIPT, Source, chosen_points
from pages.shared import (
    Challenge,
    Experiment,
    Made,
    PointClass,
    Points,
    Words,
    ask,
    challenges,
    code_panel,
    drawing,
    figure,
    folded,
    live_formula,
    put,
)

CURVED = tuple((float(k), round(0.4 + 0.1 * k, 1)) for k in range(1, 12))  # rising, the twelfth point far above
MOVED = ((16.0, 0.0), *zip(*(map(float, row[1:]) for row in ANSCOMBE["Anscombe II"]), strict=True))
EXPERIMENTS = {
    "steep": Experiment({"tab": "pair", "source": "cloud", "r": 0.95, "steepness": 0.3}, right=0),
    "parabola": Experiment({"tab": "pair", "source": "parabola"}, right=2),
    "half": Experiment({"tab": "pair", "source": "cloud", "r": 0.5, "steepness": 1.0, "count": 30}, right=2),
    "quartet": Experiment({"tab": "pair", "source": "Anscombe IV"}, right=1),
}
CHALLENGES = {
    "one_point": Challenge(one_point_moved, solution={"source": "points", "points": MOVED}),
    "ranks": Challenge(ranks_agree, solution={"source": "points", "points": (*CURVED, (12.0, 14.0))}),
}


def show(t: Words) -> None:
    """The source of the points beside them and their ranks."""
    controls, stage = st.columns([1, 3.4], gap="medium")
    with stage:
        left, right = st.columns([1.25, 1], gap="small")
        below = st.container()

    def draw() -> None:
        with controls:
            config = ask(ScatterConfig, t, only=("source",))
            of_cloud = ("r", "steepness", "count") if config.source == "cloud" else ()
            config = ask(ScatterConfig, t, only=of_cloud)
            source = chosen_points(t, config)
        points, found = source.points, pair_facts(source.points)
        said = {"n": found.n, **pair_rows(found, t("undefined_number"))}
        with left:
            ends = sheet(points, free=config.source != "table")
            scatter = scatter_figure(points, found, ends, source.names, not source.dragged, t)
            alt = "alt.scatter" if np.isfinite(found.slope) else "alt.no_line"
            hand = _hand(t, points, ends[3]) if source.dragged else None
            figure(scatter, key=f"distributions_scatter_{source.dragged}", alt=t(alt, **said), points=hand,
                   on_points=lambda moved: _keep(moved, config.source))  # fmt: skip
        with right:
            figure(ranks_figure(points, found, t), key="distributions_ranks", alt=t("alt.ranks", **said))
        with below:
            _said(t, found, config, source)
            if np.isfinite(found.r):
                _by_hand(t, points, found)
        challenges(t, CHALLENGES, one_point=(points, found), ranks=(found,))
        _code(t, found, source)

    drawing(t, draw)


def _hand(t: Words, points: np.ndarray, y_high: float) -> Points:
    """The points for a hand to drag, add and remove."""
    return Points(
        x=points[:, 0].tolist(), y=points[:, 1].tolist(), labels=[0] * len(points),
        classes=(PointClass(t("point"), CLASS_B),), x_low=0.0, x_high=WIDTH, y_low=0.0, y_high=y_high, snap=0.1,
        most=MOST_POINTS,
    )  # fmt: skip


def _keep(moved: Points, source: str) -> None:
    rows = tuple((round(x, 2), round(y, 2)) for x, y in zip(moved.x, moved.y, strict=True))
    if rows:
        put({"points": rows} if source == "points" else {"points": rows, "source": "points"})


def _said(t: Words, found: PairFacts, config: ScatterConfig, source: Source) -> None:
    text, table = st.columns([1.25, 1], gap="small")
    with text:
        for key, values in pair_lines(found, config):
            live_formula(t, key, **values)
        if not source.dragged and config.source == "cloud":
            st.caption(t("many", limit=MOST_POINTS, n=found.n))
    with table:
        live_formula(t, "numbers", **pair_rows(found, t("undefined_number")))


@folded("part.numbers", icon="calculate", key="distributions_pair_by_hand")
def _by_hand(t: Words, points: np.ndarray, found: PairFacts) -> None:
    live_formula(t, "by_hand", **correlation_tex(points, found))


def _code(t: Words, found: PairFacts, source: Source) -> None:
    if source.made is None:
        st.caption(t("long", limit=IN_SCRIPT))
        return
    calls = {"NumPy": Made(pair_facts, source.made)}
    if np.isfinite(found.r):  # SciPy refuses or warns where there is none
        calls["SciPy"] = Made(pair_in_scipy, source.made)
    shown = {name: getattr(found, name) for name in ("r", "slope", "intercept", "spearman")}
    code_panel(t, calls, shown=shown)
