"""What a unit follows in a text: its states against torch, what is counted, and what has no correlation."""

import numpy as np
import pytest
import torch

from core.networks.rnn.neurons import correlations, follow, followed, states_over
from core.networks.rnn.neurons_figure import ROWS, neurons_figure
from core.networks.rnn.settings import NeuronConfig, TextConfig
from core.networks.rnn.text import CELLS, EMBEDDED, parts_of, text_codes, train_text, untrained_reader
from core.networks.rnn.text_figure import COLUMNS
from tests.networks.rnn.words import say

TEXT = text_codes("She sells (sea) shells [by the] shore.\n" * 60)
TINY = TextConfig(reader_units=16, reader_steps=50)
POEM = text_codes("床前明月光，疑是地上霜。" * 50)


@pytest.mark.parametrize("kind", CELLS)
def test_the_states_are_those_of_torch(kind):
    net = untrained_reader(TEXT, TextConfig(reader=kind, reader_units=16))
    module = CELLS[kind](EMBEDDED, 16, batch_first=True)
    module.load_state_dict({f"{name[5:]}": torch.from_numpy(w) for name, w in net.weights.items() if "cell." in name})
    places = parts_of(TEXT)[2]
    with torch.no_grad():
        outputs, last = module(torch.from_numpy(net.weights["embedding.weight"][places])[None])
    ours = states_over(net, places)
    np.testing.assert_allclose(ours[-1], (last[1] if kind == "LSTM" else last)[0, 0].numpy(), atol=1e-5)
    if kind != "LSTM":
        np.testing.assert_allclose(ours, outputs[0].numpy(), atol=1e-5)


def test_places_brackets_and_capitals_are_counted():
    assert followed("ab (c\n[d)]) E", "line").tolist() == [1, 2, 3, 4, 5, 0, 1, 2, 3, 4, 5, 6, 7]
    assert followed("ab (c\n[d)]) E", "word").tolist() == [1, 2, 0, 0, 1, 0, 0, 1, 0, 0, 0, 0, 1]
    assert followed("ab (c\n[d)]) E", "brackets").tolist() == [0, 0, 0, 1, 1, 1, 2, 2, 1, 0, 0, 0, 0]
    assert followed("ab E", "capital").tolist() == [0, 0, 0, 1]
    assert not followed("one line alone", "line").any()


def test_the_best_unit_is_chosen_on_the_first_half_and_judged_on_the_second():
    (*_, net) = train_text(TEXT, TINY)
    found = follow(net, TEXT, NeuronConfig(followed="word"))
    half = len(found.values) // 2
    states = states_over(net, parts_of(TEXT)[2])
    wanted = [np.corrcoef(column[:half], found.target[:half])[0, 1] for column in states.T]
    np.testing.assert_allclose(found.chosen, wanted, atol=1e-12)
    assert found.unit == int(np.abs(wanted).argmax())
    assert found.correlation == pytest.approx(np.corrcoef(found.values[half:], found.target[half:])[0, 1])
    assert follow(net, TEXT, NeuronConfig(neuron=3)).unit == 2
    assert follow(net, TEXT, NeuronConfig(neuron=96)).unit == 15


def test_what_does_not_change_is_not_followed():
    states = np.array([[1.0, 2.0], [1.0, 3.0], [1.0, 4.0]])
    np.testing.assert_allclose(correlations(states, np.array([1.0, 2.0, 3.0])), [0, 1])
    assert not correlations(states, np.ones(3)).any()
    found = follow(untrained_reader(POEM, TINY), POEM, NeuronConfig(followed="brackets"))
    assert found.correlation == 0 and not np.ptp(found.target)


@pytest.mark.parametrize("text", [TEXT, POEM])
def test_a_text_shorter_than_the_picture_leaves_it_empty(text):
    figure = neurons_figure(follow(untrained_reader(text, TINY), text, NeuronConfig()), say)
    (trace,) = figure.data
    assert np.shape(trace["text"]) == np.shape(trace["z"])
    assert np.shape(trace["z"])[0] == ROWS and np.shape(trace["z"])[1] <= COLUMNS
