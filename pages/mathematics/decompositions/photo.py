"""A photograph at rank k: the picture, its layers, the singular values, and the bytes."""

import streamlit as st

from core.data.pictures import Picture
from core.figures.theme import CLASS_B
from core.mathematics.decompositions.challenges import half_the_bytes, narrow_window
from core.mathematics.decompositions.photo import (
    LONGEST_SIDE,
    PhotoConfig,
    PictureFactors,
    RankK,
    built_in_factors,
    built_in_text,
    factorize,
    gray_pixels,
    photo_numbers,
    photo_numbers_by_scipy,
    picture_of_text,
    rank_k,
    sample_picture,
    text_of_picture,
)
from core.mathematics.decompositions.photo_figure import handle_height, original_figure, rank_figure, spectrum_figure
from core.mathematics.decompositions.photo_report import layer_line, photo_alt_values, photo_lines, photo_tex
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
    pick_image,
    sentences,
)
from pages.shared.uploads import of_visit

EXPERIMENTS = {
    "one_layer": Experiment({"tab": "photo", "picture": "china", "k": 1, "centered": False, "view": "rank"}, right=2),
    "centered": Experiment({"tab": "photo", "picture": "china", "k": 1, "centered": True, "view": "rank"}, right=1),
    "bytes": Experiment({"tab": "photo", "picture": "china", "k": 100, "centered": False, "view": "rank"}, right=0),
}
CHALLENGES = {
    "narrow": Challenge(narrow_window, solution={"k": 60}),
    "half": Challenge(half_the_bytes, solution={"picture": "flower", "k": 31}),
}


def show(t: Words) -> None:
    """The picture and the rank beside both pictures and the singular values."""
    controls, stage = st.columns([1, 3.4], gap="medium")
    with controls:
        picture = pick_image(t, PhotoConfig, longest_side=LONGEST_SIDE)
        sliders = st.container()
    pixels = gray_pixels(picture.pixels)
    with stage:
        left, right = st.columns(2, gap="small")
        below = st.container()
    with left:
        alt = t("alt.original", width=pixels.shape[1], height=pixels.shape[0])
        figure(original_figure(pixels, t), key="decompositions_original", alt=alt)

    def draw() -> None:
        with sliders:
            config = ask(PhotoConfig, t, only=("k", "view", "centered"), segments=2)
        found = _factors(picture, config.centered)
        now = rank_k(found, config.k, config.centered)
        alt = photo_alt_values(now)
        with right:
            figure(rank_figure(found, config, now, t), key="decompositions_rank", alt=t(f"alt.{config.view}", **alt))
        with below:
            dot = field_handle(PhotoConfig, "k", handle_height(found, now), curve=0, label="k", color=CLASS_B)
            figure(spectrum_figure(found, now, t), key="decompositions_spectrum", alt=t("alt.spectrum", **alt),
                   handles=[dot] if config.k == now.k else ())  # fmt: skip
            _said(now, config, t)
        _by_hand(t, now)
        challenges(t, CHALLENGES, narrow=(now,), half=(now,))
        source = _source(picture, found)
        calls = {
            "NumPy": Made(photo_numbers, source, now.k, config.centered),
            "SciPy": Made(photo_numbers_by_scipy, source, now.k, config.centered),
        }
        shown = {"error": now.error, "gray_levels": now.gray_levels, "bytes": now.bytes}
        code_panel(t, calls, shown=shown)

    drawing(t, draw)


def _factors(picture: Picture, centered: bool) -> PictureFactors:
    """The factors of the picture: those of a built-in one are shared, those of one's own stay with the visit."""
    if not picture.own:
        return cached(built_in_factors, picture.name, centered)
    found: PictureFactors = of_visit(
        picture, f"factors_{centered}", lambda: factorize(gray_pixels(picture.pixels), centered)
    )
    return found


def _source(picture: Picture, found: PictureFactors) -> Made:
    """The pixels as a call: from scikit-learn, or from a PNG file in the script."""
    if picture.name in ("china", "flower") and not picture.own:
        return Made(sample_picture, picture.name)
    if not picture.own:
        return Made(picture_of_text, cached(built_in_text, picture.name))
    return Made(picture_of_text, of_visit(picture, "text", lambda: text_of_picture(found.pixels)))


def _said(now: RankK, config: PhotoConfig, t: Words) -> None:
    lines = [layer_line(now)] if config.view == "layer" else []
    st.markdown(sentences(t, (*lines, *photo_lines(now))))


@folded("part.numbers", icon="calculate", key="decompositions_photo_by_hand")
def _by_hand(t: Words, now: RankK) -> None:
    written = photo_tex(now)
    live_formula(t, "by_hand.energy", **written)
    live_formula(t, "by_hand.bytes", **written)
    live_formula(t, "by_hand.equal", **written)
