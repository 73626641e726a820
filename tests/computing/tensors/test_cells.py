"""Arrays drawn as cells and as a line of memory."""

import math
import re

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.computing.tensors.arrays import first_cells
from core.computing.tensors.cells_figure import cell_text, geometry, memory_hues, value_hues
from core.computing.tensors.memory_figure import Jumps, memory_figure

shapes = st.lists(st.integers(0, 5), max_size=4)


@given(st.lists(st.integers(0, 40), max_size=7), st.integers(1, 60))
@settings(max_examples=60, deadline=None)
def test_a_large_array_is_cut_to_its_first_cells(shape, limit):
    array = np.arange(math.prod(shape)).reshape(shape) if math.prod(shape) < 20_000 else np.zeros(7)
    shown = first_cells(array, limit)
    assert shown.size <= limit or shown.ndim == 0
    assert shown.ndim <= 4
    if shown.size:
        assert shown.flat[0] == array.flat[0]
    if array.size <= limit and array.ndim <= 4:
        assert np.array_equal(shown, array)


@given(shapes, st.floats(100, 900), st.floats(80, 400))
@settings(max_examples=80, deadline=None)
def test_no_two_cells_are_drawn_in_one_place_and_all_lie_inside(shape, wide, tall):
    place = geometry(shape, (wide, tall))
    cells = math.prod(shape)
    assert place.x.size == place.y.size == cells
    assert np.all(place.x >= -1e-9) and np.all(place.x + 1 + place.shear <= place.wide + 1e-9)
    assert np.all(place.y <= -place.high + 1e-9) and np.all(place.y >= -place.tall - 1e-9)
    order = np.lexsort((place.x, place.y.round(6)))
    same_row = np.diff(place.y[order].round(6)) == 0
    assert np.all(np.diff(place.x[order])[same_row] >= 1 - 1e-9)
    rows = np.unique(place.y.round(6))
    assert np.all(np.diff(rows) >= place.high - 1e-5)


@pytest.mark.parametrize(
    ("value", "text"),
    [(True, "T"), (False, "F"), (7, "7"), (-0.25, "-0.25"), (1e10, "1e10"), (1e-7, "1e-7"), (math.nan, "?"),
     (math.inf, "∞"), (-math.inf, "−∞")],
)  # fmt: skip
def test_a_number_in_a_cell_is_short(value, text):
    assert cell_text(value) == text


def test_colors_tell_places_in_memory_and_values_apart():
    hues = memory_hues(np.arange(24), 24)
    assert hues[0] != hues[12] != hues[23] and hues[0] == hues[1]
    shades = value_hues(np.array([[0.0, 1.0], [np.nan, 1.0]]))
    assert shades[0, 0] == shades[1, 0] != shades[0, 1] == shades[1, 1]
    assert value_hues(np.zeros((0, 3))).shape == (0, 3)


def test_jumps_lead_from_the_start_to_the_cell():
    jumps = [Jumps("rows", -4, 2), Jumps("columns", 1, 3)]
    figure = memory_figure("", np.arange(12), ["red"] * 12, [""] * 12, start=8, jumps=jumps)
    places = [float(x) for x in re.findall(r"[ML](-?[\d.]+),", figure.layout["shapes"][1]["path"])]
    assert places[0] == 8 and places[-1] == 0 and 4 in places
    places = [float(x) for x in re.findall(r"[ML](-?[\d.]+),", figure.layout["shapes"][4]["path"])]
    assert places[0] == 0 and places[-1] == 3
