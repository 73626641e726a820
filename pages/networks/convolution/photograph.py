"""A kernel over a photograph."""

import streamlit as st

from core.data.pictures import Picture
from core.networks.convolution.challenges import blur_of_eight, edges_of_any_direction
from core.networks.convolution.photograph import (
    PhotographConfig,
    built_in_text,
    filter_kernel,
    filter_photograph,
    photograph_in_torch,
    photograph_numbers,
    response_numbers,
    text_of_picture,
)
from core.networks.convolution.photograph_figure import kernel_figure, picture_figure, response_figure
from core.networks.convolution.photograph_report import brightness_tex, photograph_lines, photograph_said
from core.networks.convolution.presets import LAPLACE
from pages.shared import (
    Challenge,
    Experiment,
    Made,
    Words,
    ask,
    cached,
    challenges,
    code_panel,
    current_config,
    drawing,
    figure,
    live_formula,
    paragraphs,
    pick_image,
)
from pages.shared.uploads import of_visit

TAB = {"tab": "photograph", "picture": "chelsea", "passes": 1, "shown_as": "fitting"}
EXPERIMENTS = {
    "twice": Experiment(TAB | {"filter": "gaussian", "sigma": 3.0, "passes": 4}, right=1),
    "separable": Experiment(TAB | {"filter": "gaussian", "sigma": 5.0}, right=0),
    "wall": Experiment(TAB | {"picture": "horse", "filter": "laplace"}, right=2),
}
CHALLENGES = {
    "eight": Challenge(blur_of_eight, solution={"filter": "gaussian", "sigma": 4.0, "passes": 4}),
    "edges": Challenge(edges_of_any_direction, solution={"filter": "own", "own_kernel": LAPLACE}),
}


def choose(t: Words) -> Picture:
    """The picture; a file of one's own stays with the visit."""
    with st.container(key="convolution_picture_choice"):
        return pick_image(t, PhotographConfig, longest_side=512)


def show(t: Words, picture: Picture) -> None:
    """Settings beside the picture and its response."""
    controls, stage = st.columns([1, 3.9], gap="medium")
    with stage:
        left, right = st.columns(2, gap="small")
        weights, below = st.columns([1, 3], gap="medium")
    height, width = picture.pixels.shape[:2]
    with left:
        original = picture_figure(picture.pixels, t("figure.original", width=width, height=height))
        figure(original, key="convolution_original", alt=t("alt.original", width=width, height=height))

    def draw() -> None:
        with controls:
            config = _settings(t)
        response = filter_photograph(picture.pixels, filter_kernel(config), config.passes)
        said = photograph_said(response, config)
        with right:
            answer = response_figure(response, config, t)
            figure(answer, key="convolution_response", alt=t("alt.response", **said))
        with weights:
            figure(kernel_figure(response.kernel, t), key="convolution_weights", alt=t("alt.kernel", **said))
        with below:
            mean = float(picture.pixels.mean())
            live_formula(t, "brightness", **brightness_tex(response, mean))
            st.markdown(paragraphs(t, photograph_lines(response, config, mean)))
        challenges(t, CHALLENGES, eight=(config,), edges=(config, response))
        text = _as_text(picture)
        ways = {"NumPy": photograph_numbers, "PyTorch": photograph_in_torch}
        calls = {name: Made(way, text, response.kernel, config.passes) for name, way in ways.items()}
        code_panel(t, calls, shown=response_numbers(response.values))

    drawing(t, draw)


def _settings(t: Words) -> PhotographConfig:
    config = current_config(PhotographConfig, t)
    fields = {"gaussian": "sigma", "box": "side", "motion": "side", "own": "own_kernel"}
    own = (fields[config.filter],) if config.filter in fields else ()
    return ask(PhotographConfig, t, only=("filter", *own, "passes", "shown_as"), segments=3)


def _as_text(picture: Picture) -> str:
    if not picture.own:
        return cached(built_in_text, picture.name)
    text: str = of_visit(picture, "text", lambda: text_of_picture(picture.pixels))
    return text
