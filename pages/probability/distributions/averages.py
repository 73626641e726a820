"""The law of large numbers: running means close in, sums stray."""

import numpy as np
import streamlit as st

from core.probability.distributions.averages import (
    AveragesAt,
    RunningMeans,
    averages_at,
    averages_numbers,
    running_means,
    running_means_by_steps,
)
from core.probability.distributions.averages_figure import averages_figure, sums_figure
from core.probability.distributions.averages_report import averages_lines, band_tex
from core.probability.distributions.challenges import left_behind, poll
from core.probability.distributions.settings import AveragesConfig
from pages.probability.distributions.chosen import chosen_family, chosen_seed
from pages.shared import (
    Challenge,
    Experiment,
    Made,
    Words,
    ask,
    cached,
    challenges,
    code_panel,
    drawing,
    field_handle,
    figure,
    folded,
    live_formula,
)

COIN = {"tab": "averages", "family": "Bernoulli", "p": 0.5}
EXPERIMENTS = {
    "surplus": Experiment(COIN | {"upto": 10000, "paths": 20}, right=1),
    "hundredfold": Experiment(COIN | {"upto": 10000, "paths": 5}, right=0),
    "cauchy": Experiment({"tab": "averages", "family": "t", "df": 1, "upto": 10000}, right=2),
}
CHALLENGES = {
    "poll": Challenge(poll, solution={"family": "Bernoulli", "p": 0.5, "upto": 400}),
    "left_behind": Challenge(left_behind, solution={"paths": 20, "upto": 106}),
}


def show(t: Words) -> None:
    """The family and the number of draws beside the running means and the sums."""
    controls, stage = st.columns([1, 3.4], gap="medium")
    with stage:
        upper, lower, below = st.container(), st.container(), st.container()

    def draw() -> None:
        with controls:
            family = chosen_family(t)
            config = ask(AveragesConfig, t)
            seed = chosen_seed(t, "distributions_averages_anew")
        found = cached(running_means, family, config.paths, seed)
        here, usual = averages_at(found, config.upto), bool(np.isfinite(found.sd))
        said = {"n": here.n, "paths": config.paths, "family": t.option("family", family.family)}
        with upper:
            place = found.mean if usual else 0.0
            handle = field_handle(AveragesConfig, "upto", place, label="n")
            alt = t("alt.means", low=float(here.means.min()), high=float(here.means.max()), **said)
            means = averages_figure(found, here.n, config.cauchy, t)
            figure(means, key="distributions_averages", alt=alt, handles=[handle])
        with lower:
            if usual:
                alt = t("alt.sums", stray=float(np.abs(here.strays).max()), **said)
                figure(sums_figure(found, here.n, t), key="distributions_sums", alt=alt)
        with below:
            for key, values in averages_lines(found, here):
                st.markdown(t(key, **values))
            if usual and found.sd > 0:
                _by_hand(t, found, here)
        challenges(t, CHALLENGES, poll=(family, here), left_behind=(found, here))
        given = family, config, seed
        calls = {"NumPy": Made(averages_numbers, *given), "Python": Made(running_means_by_steps, *given)}
        code_panel(t, calls, shown=here)

    drawing(t, draw)


@folded("part.numbers", icon="calculate", key="distributions_averages_by_hand")
def _by_hand(t: Words, found: RunningMeans, here: AveragesAt) -> None:
    live_formula(t, "by_hand", **band_tex(found, here))
