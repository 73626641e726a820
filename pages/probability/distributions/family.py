"""Ten families: density, probability of an interval, quantile, and a sample laid on them."""

from dataclasses import replace

import numpy as np
import streamlit as st

from core.probability.distributions.challenges import bathtub, middle_share
from core.probability.distributions.families import Moments, is_constant, moments
from core.probability.distributions.family import FamilyFacts, family_facts, family_in_scipy, family_numbers
from core.probability.distributions.family_figure import cumulative_figure, density_figure
from core.probability.distributions.family_report import density_tex, moment_rows, probability_line, remarks
from core.probability.distributions.settings import FamilyConfig, RangeConfig
from core.probability.distributions.window import DensityCurve, density_curve
from pages.probability.distributions.chosen import chosen_family, chosen_seed
from pages.shared import (
    Challenge,
    Experiment,
    Handle,
    Made,
    Words,
    ask,
    challenges,
    code_panel,
    drawing,
    field_handle,
    figure,
    folded,
    live_formula,
)

TAB = {"tab": "family"}
EXPERIMENTS = {
    "height": Experiment(TAB | {"family": "uniform", "low": 0.0, "width": 0.5, "a": 0.0, "b": 0.5}, right=2),
    "wider": Experiment(TAB | {"family": "normal", "mean": 0.0, "sd": 2.0, "a": -2.0, "b": 2.0}, right=0),
    "median": Experiment(TAB | {"family": "exponential", "rate": 1.0, "level": 0.5, "a": 0.0, "b": 1.0}, right=1),
}
CHALLENGES = {
    "middle_share": Challenge(middle_share, solution={"a": -1.96, "b": 1.96}),
    "bathtub": Challenge(bathtub, solution={"family": "beta", "alpha": 0.7, "beta": 0.3}),
}


def show(t: Words) -> None:
    """The family beside its density and its cumulative distribution; below, formulas and moments."""
    controls, stage = st.columns([1, 3.4], gap="medium")
    with stage:
        left, right = st.columns([1.25, 1], gap="small")
        below = st.container()

    def draw() -> None:
        with controls:
            family = chosen_family(t)
            asked = ask(RangeConfig, t, only=("a", "b", "level", "draws"))
            seed = chosen_seed(t, "distributions_family_anew")
        found, known, curve = family_facts(family, asked, seed), moments(family), density_curve(family)
        said = {"family": t.option("family", family.family), "a": asked.a, "b": asked.b}
        with left:
            alt = t("alt.density", probability=found.probability, draws=asked.draws, **said)
            ends = [_end(name, curve) for name in ("a", "b")]
            figure(density_figure(curve, found, asked, t), key="distributions_density", alt=alt, handles=ends)
        with right:
            place = float(np.clip(found.quantile, curve.low, curve.high))
            level = field_handle(RangeConfig, place, "level", label="F", curve=0)
            cumulative = cumulative_figure(family, curve, found, asked, t)
            alt = t("alt.cumulative", level=asked.level, quantile=found.quantile, **said)
            figure(cumulative, key="distributions_cumulative", alt=alt, handles=[level])
        with below:
            _said(t, family, asked, found, known, curve)
            _by_hand(t, family, asked, found)
        challenges(t, CHALLENGES, middle_share=(family, asked, found), bathtub=(family,))
        calls = {"Python": Made(family_numbers, family, asked), "SciPy": Made(family_in_scipy, family, asked)}
        code_panel(t, calls, shown={"density": found.density, "mean": known.mean, "variance": known.variance})

    drawing(t, draw)


def _end(name: str, curve: DensityCurve) -> Handle:
    """An end of the interval on the axis; one that lies outside of the figure is taken at its edge."""
    handle = field_handle(RangeConfig, name, 0.0, label=name)
    return replace(handle, x=float(np.clip(handle.x, curve.low, curve.high)))


def _said(
    t: Words, family: FamilyConfig, asked: RangeConfig, found: FamilyFacts, known: Moments, curve: DensityCurve
) -> None:
    text, table = st.columns([1.25, 1], gap="small")
    with text:
        key, values = probability_line(family, found, asked)
        live_formula(t, key, **values)
        for key, values in remarks(family, curve, found, known):
            st.markdown(t(key, **values))
    with table:
        rows = moment_rows(found, known, t("infinite_number"), t("undefined_number"))
        live_formula(t, "moments", draws=len(found.sample), **rows)


@folded("part.numbers", icon="calculate", key="distributions_family_by_hand")
def _by_hand(t: Words, family: FamilyConfig, asked: RangeConfig, found: FamilyFacts) -> None:
    values = density_tex(family, found, asked)
    if is_constant(family):
        live_formula(t, "remark.no_formula")
        return
    live_formula(t, f"formula.{family.family}", **values)
    live_formula(t, f"moment.{family.family}", **values)
