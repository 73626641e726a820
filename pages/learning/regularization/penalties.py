"""Penalties: the path of the coefficients of lasso, ridge and elastic net."""

import streamlit as st

from core.learning.regularization.challenges import small_but_there, sparse
from core.learning.regularization.penalties import (
    coefficient_path,
    penalized_fit,
    penalized_from_scratch,
    penalized_numbers,
    without_strength,
)
from core.learning.regularization.penalties_figure import bars_figure, path_errors_figure, path_figure
from core.learning.regularization.penalties_report import penalties_lines, threshold_lines
from core.learning.regularization.settings import PenaltiesConfig
from pages.learning.regularization.chosen import anew_button
from pages.shared import (
    Challenge,
    Experiment,
    Made,
    Words,
    ask,
    by_hand,
    cached,
    challenges,
    code_panel,
    drawing,
    field_handle,
    figure,
    paragraphs,
)

TAB = {"tab": "penalties", "rows_used": 100, "useless": 20, "split_seed": 1}
EXPERIMENTS = {
    "ridge_zeros": Experiment(TAB | {"share": 0.0, "strength": 10.0}, right=2),
    "free": Experiment(TAB | {"share": 1.0, "strength": 0.01}, right=1),
    "endless": Experiment(TAB | {"share": 1.0, "strength": 1000.0}, right=0),
}
CHALLENGES = {
    "sparse": Challenge(sparse, solution={"strength": 20.0}),
    "small": Challenge(small_but_there, solution={"share": 0.0, "strength": 1.0}),
}


def show(t: Words) -> None:
    """The controls beside the path, the errors and the coefficients."""
    controls, stage = st.columns([1, 3.6], gap="medium")
    with stage:
        left, right = st.columns([1.35, 1], gap="small")
        below = st.container()

    def draw() -> None:
        with controls:
            config = ask(PenaltiesConfig, t, only=("strength", "share", "rows_used", "useless"))
            anew_button(t, "split_seed", config.split_seed)
        path, fit = cached(coefficient_path, without_strength(config)), cached(penalized_fit, config)
        said = {"zeros": int((~fit.nonzero).sum()), "columns": len(fit.coefficients), "strength": config.strength}
        with left:
            handle = field_handle(PenaltiesConfig, "strength", 0.0, label="λ")
            alt = t("alt.path", **said)
            figure(path_figure(path, config, t), key="regularization_path_figure", alt=alt, handles=[handle])
        with right:
            alt = t("alt.errors", train=fit.train, valid=fit.valid, spread=path.spread, **said)
            figure(path_errors_figure(path, config, t), key="regularization_path_errors_figure", alt=alt)
            figure(bars_figure(path, fit, t), key="regularization_bars_figure", alt=t("alt.bars", **said))
        with below:
            st.markdown(paragraphs(t, penalties_lines(path, fit, config)))
            by_hand(t, "regularization_penalties_by_hand", threshold_lines(fit, config))
        challenges(t, CHALLENGES, sparse=(config, path, fit), small=(config, fit))
        calls = {"scikit-learn": Made(penalized_numbers, config), "NumPy": Made(penalized_from_scratch, config)}
        shown = {"train": fit.train, "valid": fit.valid, "nonzero": int(fit.nonzero.sum())}
        code_panel(t, calls, shown=shown)

    drawing(t, draw)
