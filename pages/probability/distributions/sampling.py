"""The distribution of the mean: population, sample, and the means of many samples."""

import numpy as np
import streamlit as st

from core.probability.distributions.challenges import both_tails, narrow_means
from core.probability.distributions.families import Moments, moments
from core.probability.distributions.library import sampling_in_torch
from core.probability.distributions.sampling import (
    SampleMeans,
    sample_means,
    sampling_numbers,
    tail_curve,
    tail_shares,
)
from core.probability.distributions.sampling_figure import magnified_figure, strips_figure, tails_figure
from core.probability.distributions.sampling_report import (
    by_hand_tex,
    exact_numbers,
    sampling_lines,
    standard_error_tex,
)
from core.probability.distributions.settings import SamplingConfig
from core.probability.distributions.window import density_curve
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

EXPONENTIAL = {"tab": "sampling", "family": "exponential", "rate": 1.0, "samples": 2000}
EXPERIMENTS = {
    "thirty": Experiment(EXPONENTIAL | {"sample_size": 30}, right=1),
    "what_becomes_normal": Experiment(EXPONENTIAL | {"sample_size": 200}, right=2),
    "rare": Experiment({"tab": "sampling", "family": "Bernoulli", "p": 0.01, "sample_size": 30}, right=0),
}
CHALLENGES = {
    "both_tails": Challenge(both_tails, solution={"family": "exponential", "sample_size": 361}),
    "narrow": Challenge(narrow_means, solution={"family": "uniform", "width": 1.0, "sample_size": 100}),
}


def show(t: Words) -> None:
    """The family and the sample size beside the strips, the magnified means and their tails."""
    controls, stage = st.columns([1, 3.4], gap="medium")
    with stage:
        left, right = st.columns([1.25, 1], gap="small")
        below = st.container()

    def draw() -> None:
        with controls:
            family = chosen_family(t)
            config = ask(SamplingConfig, t)
            seed = chosen_seed(t, "distributions_sampling_anew")
        known, n = moments(family), config.sample_size
        found = cached(sample_means, family, config, seed)
        has_error = known.variance > 0 and np.isfinite(known.variance)
        here = tail_shares(family, np.array([n])) if has_error else None
        said = {"n": n, "m": config.samples, "family": t.option("family", family.family)}
        with left:
            strips = strips_figure(family, density_curve(family), found, t)
            figure(strips, key="distributions_strips", alt=t("alt.strips", spread=found.sd_of_means, **said))
        if here is not None:
            ends = float(here.below[0]), float(here.above[0])
            handle = field_handle(SamplingConfig, "sample_size", min(ends[1], 0.1), label="n")
            with right:
                magnified = magnified_figure(family, found, t)
                alt = t("alt.magnified", below=100 * found.below, above=100 * found.above, **said)
                figure(magnified, key="distributions_magnified", alt=alt)
                tails = tails_figure(family, cached(tail_curve, family), n, ends, t)
                alt = t("alt.tails", below=100 * ends[0], above=100 * ends[1], **said)
                figure(tails, key="distributions_tails", alt=alt, handles=[handle])
        with below:
            for key, values in sampling_lines(found, here, known):
                st.markdown(t(key, **values))
            if here is not None:
                live_formula(t, "se", **standard_error_tex(found))
                _by_hand(t, found, known)
        challenges(t, CHALLENGES, both_tails=(family, config, here), narrow=(family, config, found.se))
        calls = {"NumPy and SciPy": Made(sampling_numbers, family, config, seed)}
        shown = {"NumPy and SciPy": {"se": found.se, "below": found.below, "above": found.above} | exact_numbers(here)}
        if here is not None:  # PyTorch has no law of a constant, and no error where the variance is infinite
            calls["PyTorch"], shown["PyTorch"] = Made(sampling_in_torch, family, config, seed), {"se": found.se}
        code_panel(t, calls, shown=shown, note=(lambda: t("other_samples")) if here is not None else None)

    drawing(t, draw)


@folded("part.numbers", icon="calculate", key="distributions_sampling_by_hand")
def _by_hand(t: Words, found: SampleMeans, known: Moments) -> None:
    values = by_hand_tex(found, known)
    live_formula(t, "by_hand", **values)
    live_formula(t, "no_skewness" if np.isnan(known.skewness) else "skewness", **values)
