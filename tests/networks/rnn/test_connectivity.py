"""What a guess rests on: its gradient against differences of the NumPy cells, how far it reaches, and its picture."""

from dataclasses import replace

import numpy as np
import pytest

from core.networks.rnn.cells import CellWeights, run_cell
from core.networks.rnn.connectivity import Connectivity, connectivity, reader_of
from core.networks.rnn.connectivity_figure import connectivity_figure
from core.networks.rnn.connectivity_report import connectivity_lines
from core.networks.rnn.settings import ConnectivityConfig, TextConfig
from core.networks.rnn.text import CELLS, parts_of, text_codes, untrained_reader
from tests.networks.rnn.words import say

TEXT = text_codes("She sells (sea) shells [by the] shore.\n" * 60)
POEM = text_codes("床前明月光，疑是地上霜。" * 50)


def log_probability(net, vectors, wanted):
    """ln p of a character after vectors (k, e), by the cells from scratch."""
    names = ("weight_ih", "weight_hh", "bias_ih", "bias_hh")
    weights = CellWeights(*(net.weights[f"cell.{name}_l0"].astype(float) for name in names))
    h = run_cell(net.kind, weights, vectors)["h"][-1]
    scores = net.weights["head.weight"].astype(float) @ h + net.weights["head.bias"].astype(float)
    return scores[wanted] - np.log(np.exp(scores).sum())


@pytest.mark.parametrize("kind", CELLS)
def test_each_length_is_that_of_the_differences_of_the_cells_from_scratch(kind):
    net = untrained_reader(TEXT, TextConfig(reader=kind, reader_units=16))
    found = connectivity(net, TEXT, ConnectivityConfig(guess=9))
    places = parts_of(TEXT)[2][:9]
    vectors = net.weights["embedding.weight"][places[:8]].astype(float)
    assert found.log_probability == pytest.approx(log_probability(net, vectors, places[8]), abs=1e-12)
    slopes = np.zeros_like(vectors)
    for place in np.ndindex(vectors.shape):
        step = np.zeros_like(vectors)
        step[place] = 1e-5
        ends = [log_probability(net, vectors + sign * step, places[8]) for sign in (1, -1)]
        slopes[place] = (ends[0] - ends[1]) / 2e-5
    np.testing.assert_allclose(found.lengths, np.linalg.norm(slopes, axis=1), rtol=1e-5, atol=1e-9)


def test_the_reach_counts_the_characters_that_have_nine_tenths():
    codes = np.full(6, 97)
    assert Connectivity(np.array([0.0, 0.5, 0.5, 4, 5]), codes, -1.0).reach == 2
    assert Connectivity(np.array([1.0, 1, 1, 1]), codes, -1.0).reach == 4
    sure = Connectivity(np.zeros(5), codes, 0.0)
    assert sure.reach == 0
    assert [key for key, _ in connectivity_lines(sure, sure, say)] == ["guess", "reaches_nothing", "slope"]


def test_a_place_behind_the_end_of_a_short_text_is_its_last_character():
    net = untrained_reader(POEM, TextConfig(reader_units=16))
    found = connectivity(net, POEM, ConnectivityConfig(guess=200))
    assert found.at + 1 == len(found.codes) < 200
    first = connectivity(net, POEM, ConnectivityConfig(guess=2))
    assert first.at == 1 and first.reach == 1


@pytest.mark.parametrize("text", [TEXT, POEM])
def test_the_guessed_character_is_framed_and_none_behind_it_has_a_color(text):
    found = connectivity(untrained_reader(text, TextConfig(reader_units=16)), text, ConnectivityConfig(guess=45))
    (trace,) = (figure := connectivity_figure(found, say)).data
    flat = np.ravel(trace["z"])
    assert np.isfinite(flat[:44]).all() and np.isnan(flat[44:]).all() and flat[:44].max() == 1
    (frame,) = figure.layout["shapes"]
    columns = np.shape(trace["z"])[1]
    assert (frame["y0"] + 0.5) * columns + frame["x0"] + 0.5 == 44


def test_the_network_of_a_snapshot_draws_no_weights():
    net = untrained_reader(TEXT, TextConfig(reader_units=16))
    changed = replace(net, weights={name: one + 1 for name, one in net.weights.items()})
    for name, one in reader_of(changed).named_parameters():
        np.testing.assert_array_equal(one.detach().numpy(), changed.weights[name], err_msg=name)
