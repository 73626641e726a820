"""The likelihood of a sample, its maximum by hand and by gradient ascent."""

import streamlit as st

from core.probability.estimation.challenges import at_the_border, summit
from core.probability.estimation.likelihood import (
    FAMILIES,
    AscentConfig,
    ParameterConfig,
    SampleConfig,
    likelihood,
    likelihood_in_scipy,
    likelihood_numbers,
)
from core.probability.estimation.likelihood_figure import DEEPEST, sample_figure, surface_figure
from core.probability.estimation.likelihood_report import hand_lines, lacking, standing, told
from pages.shared import (
    Challenge,
    Experiment,
    Handle,
    Made,
    Words,
    ask,
    by_hand,
    challenges,
    code_panel,
    drawing,
    field_handle,
    figure,
    live_formula,
)

START = {"tab": "likelihood", "ascent_steps": 0}
EXPERIMENTS = {
    "heads": Experiment({**START, "family": "Bernoulli", "observations": 3, "sample_seed": 0, "theta": 0.99}, right=2),
    "sharper": Experiment(
        {**START, "family": "Bernoulli", "observations": 1000, "sample_seed": 0, "theta": 0.68}, right=1
    ),
    "two": Experiment(
        {**START, "family": "normal", "observations": 2, "sample_seed": 11, "mu": 1.0, "sigma": 2.0, "ascent_steps": 60,
         "ascent_rate": 0.3}, right=0,
    ),
}  # fmt: skip
CHALLENGES = {
    "summit": Challenge(summit, solution={"mu": 1.13, "sigma": 1.11}),
    "at_the_border": Challenge(at_the_border, solution={"family": "Bernoulli", "observations": 3, "sample_seed": 6}),
}


def show(t: Words) -> None:
    """The controls, the sample under its density, and the log-likelihood over the parameters."""
    controls, stage = st.columns([1, 3.4], gap="medium")
    with stage:
        left, right = st.columns(2, gap="small")

    def draw() -> None:
        with controls:
            sample_config = ask(SampleConfig, t, segments=2)
            family = FAMILIES[sample_config.family]
            parameter_config = ask(ParameterConfig, t, only=family.fields)
            ascent_config = ask(AscentConfig, t)
        found = likelihood(sample_config, parameter_config, ascent_config)
        said = {
            "n": len(found.sample), "value": found.value, "peak": found.peak,
            "here": told(found.parameters, sample_config), "lacking": lacking(found),
        }  # fmt: skip
        with left:
            figure(sample_figure(found, sample_config, t), key="estimation_sample", alt=t("alt.sample", **said))
        with right:
            figure(
                surface_figure(found, sample_config, t), key="estimation_surface", handles=[_handle(family.fields)],
                alt=t("alt.surface", **said),
            )  # fmt: skip
        with stage:
            live_formula(t, f"standing.{standing(found, sample_config)}", **said)
            live_formula(
                t, f"ascent.{found.outcome}", steps=len(found.path) - 1, end=told(found.path[-1], sample_config),
                value=found.end_value,
            )  # fmt: skip
        by_hand(t, "estimation_likelihood_by_hand", hand_lines(found, sample_config))
        challenges(
            t,
            CHALLENGES,
            summit=(found, sample_config, ascent_config.ascent_steps),
            at_the_border=(found, sample_config),
        )
        code_panel(
            t, {"NumPy": Made(likelihood_numbers, sample_config, parameter_config),
                "SciPy": Made(likelihood_in_scipy, sample_config, parameter_config)},
            shown={"value": found.value, "best": found.best},
        )  # fmt: skip

    drawing(t, draw)


def _handle(fields: tuple[str, ...]) -> Handle:
    """The point that sets both parameters of the normal family, or the one of another."""
    if len(fields) == 2:
        return field_handle(ParameterConfig, "mu", "sigma")
    return field_handle(ParameterConfig, fields[0], -DEEPEST)
