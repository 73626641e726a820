from typing import Annotated, Literal

import numpy as np
import streamlit as st

from core.figures.theme import CLASS_B, blank
from core.params import Len, config
from pages.shared.function_box import function_box
from pages.shared.live import figure
from pages.shared.pickers import class_name, column_name, pick_digit_images, pick_image, pick_series, pick_table
from pages.shared.state import enter_page, load_link
from pages.shared.words import words


@config
class BoxesConfig:
    """What the boxes of this page hold."""

    formula: Annotated[str, Len(min_length=0, max_length=300)] = "sin(x)/x"
    picture: Literal["coffee", "astronaut", "coins", "own"] = "coffee"
    table: Literal["penguins", "iris", "own"] = "penguins"
    series: Literal["co2", "sunspots", "own"] = "co2"
    images: Literal["mnist", "fashion_mnist"] = "mnist"


t = words(__file__)
load_link("boxes")
enter_page()
left, right = st.columns([1, 2])
with left:
    f = function_box(t, BoxesConfig, "formula", presets=("sin(x)/x", "tan(x)", "where(x>0, x^2, -x)"))
    st.markdown(f"$\\displaystyle f'(x) = {f.derivative('x').latex}$")
with right:
    x, y = f.curve(-5, 5)
    fig = blank("A function", "x", "y", height=280, yaxis={"range": [-3, 3]})
    fig.add_scatter(x=x, y=y, mode="lines", line={"color": CLASS_B})
    figure(fig, key="curve", alt=f"Curve of {np.isnan(y).sum()} gaps.")
one, two, three = st.columns(3)
with one:
    picture = pick_image(t, BoxesConfig)
    st.image(picture.pixels, width=240)
with two:
    series = pick_series(t, BoxesConfig)
    st.line_chart(series.values)
with three:
    table = pick_table(t, BoxesConfig)
    names = [column_name(t, table, column.name) for column in table.columns]
    images = pick_digit_images(t, BoxesConfig)
    st.caption(", ".join(class_name(t, images, label) for label in images.classes))
st.code(
    f"{picture.name} {picture.pixels.shape} | {series.name} {len(series.values)} {series.step} | {table.name} {names}",
    language=None,
)  # fmt: skip
