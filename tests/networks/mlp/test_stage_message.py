"""The message of a run, read back as its browser side reads it."""

import json
import re
import struct
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.data.playground import DataConfig, make_dataset, network_inputs
from core.engine.examples import make_examples
from core.engine.parameters import layer_views
from core.engine.run import Run, train
from core.engine.settings import Branches, NetworkConfig, TrainingConfig
from core.engine.units import unit_values
from core.figures import theme
from core.figures.message import packed
from core.networks.mlp.stage_message import EXACT_BYTES, MOST_BYTES, kept_frames, normalization, stage_message
from pages.shared.live.stage.stage import Edit, accepted_edit, accepted_epoch, accepted_show, stage
from tests.browser.chromium import ROOT

DATA = DataConfig(points=60)
SHORT = TrainingConfig(epochs=12)


def unpacked(message: bytes) -> tuple[dict, dict[str, np.ndarray]]:
    (length,) = struct.unpack_from("<I", message)
    header, start = json.loads(message[4 : 4 + length]), 4 + length
    arrays = {}
    for name, (kind, shape, place) in header["arrays"].items():
        count = int(np.prod(shape))
        arrays[name] = np.frombuffer(message, f"<{kind}", count, start + place).reshape(shape)
    return header, arrays


def run_of(data=DATA, network=NetworkConfig(), training=SHORT, history=Branches()) -> Run:  # noqa: B008
    return train(make_examples(make_dataset(data), data.inputs), network, training, history, fast=False)


def test_the_film_holds_parameters_points_and_losses_of_the_run():
    run, dataset = run_of(), make_dataset(DATA)
    header, arrays = unpacked(stage_message(run, dataset, DATA.inputs))
    np.testing.assert_array_equal(arrays["frames"], run.frames)
    np.testing.assert_array_equal(arrays["parameters"], run.parameters)
    np.testing.assert_array_equal(arrays["train_points"], dataset.train_points)
    np.testing.assert_array_equal(arrays["test_labels"], dataset.test_labels)
    np.testing.assert_array_equal(arrays["train_losses0"], run.train_losses)
    np.testing.assert_array_equal(arrays["test_accuracies0"], run.test_accuracies)
    assert header["inputs"] == ["x1", "x2"]
    assert header["sizes"] == [2, 4, 2, 1]
    assert header["activations"] == ["Tanh", "Tanh", "Tanh"]
    assert header["diverged_at"] is None


@pytest.mark.parametrize("batch_norm", [False, True])
def test_the_places_in_the_header_are_those_of_the_weights_and_biases(batch_norm):
    network = NetworkConfig(hidden=(3, 2), batch_norm=batch_norm)
    run = run_of(network=network)
    header, arrays = unpacked(stage_message(run, make_dataset(DATA), DATA.inputs))
    vector = arrays["parameters"][-1]
    for k, layer in enumerate(layer_views(vector, run.layout.sizes, batch_norm)):
        at = header["weights_at"][k]
        np.testing.assert_array_equal(vector[at : at + layer["W"].size].reshape(layer["W"].shape), layer["W"])
        np.testing.assert_array_equal(vector[header["biases_at"][k] :][: len(layer["b"])], layer["b"])


@pytest.mark.parametrize(
    ("dataset", "loss", "answer", "shown"),
    [
        ("circle", "HalfSquared", "sign", "Tanh"), ("circle", "Hinge", "sign", "Linear"),
        ("circle", "CrossEntropy", "probability", "Sigmoid"), ("rings", "CrossEntropy", "classes", "Softmax"),
        ("rings", "HalfSquared", "classes", "Tanh"), ("plane", "HalfSquared", "value", "Linear"),
        ("sine", "Huber", "value", "Linear"),
    ],
)  # fmt: skip
def test_the_header_says_what_the_output_means(dataset, loss, answer, shown):
    data = replace(DATA, dataset=dataset)
    header, arrays = unpacked(
        stage_message(run_of(data, training=replace(SHORT, loss=loss)), make_dataset(data), data.inputs)
    )
    assert (header["answer"], header["activations"][-1]) == (answer, shown)
    assert arrays["train_points"].shape[1] == (1 if dataset == "sine" else 2)


def test_batch_normalization_travels_as_a_scale_and_a_shift_of_each_sum():
    run = run_of(network=NetworkConfig(hidden=(5, 3), batch_norm=True))
    _, arrays = unpacked(stage_message(run, make_dataset(DATA), DATA.inputs))
    inputs = network_inputs(make_dataset(DATA).test_points, ["x1", "x2"])
    expected = unit_values(run.layout, run.parameters[-1], inputs, fast=False)
    scale, shift = arrays["scales"][-1], arrays["shifts"][-1]
    values, found, unit = inputs, [], 0
    for layer in layer_views(run.parameters[-1], run.layout.sizes, True):
        part = slice(unit, unit + len(layer["b"]))
        values = np.tanh((values @ layer["W"].T + layer["b"]) * scale[part] + shift[part])
        found.append(values.T)
        unit = part.stop
    np.testing.assert_allclose(np.concatenate(found), expected, atol=1e-12)
    np.testing.assert_array_equal(normalization(run.layout, run.parameters[0])[0][-1], 1)


def test_branches_and_the_curves_they_left_are_told():
    run = run_of(history=Branches("4:learning_rate=0.1;8:w3=0.5"))
    left = run_of()
    header, arrays = unpacked(stage_message(run, make_dataset(DATA), DATA.inputs, left=[left]))
    assert header["branches"] == [4, 8]
    assert header["left"] == 1
    np.testing.assert_array_equal(arrays["train_losses1"], left.train_losses)


def test_a_diverged_run_says_where_and_holds_numbers_only():
    data = replace(DATA, dataset="multi_gauss")
    training = replace(SHORT, learning_rate=10.0, loss="HalfSquaredLinear", epochs=50)
    run = run_of(data, NetworkConfig(activations=("LeakyReLU",)), training)
    header, arrays = unpacked(stage_message(run, make_dataset(data), data.inputs))
    assert header["diverged_at"] == run.epochs + 1
    assert all(np.isfinite(array).all() for array in arrays.values())


def test_a_large_network_is_thinned_to_the_size_of_the_message():
    run = run_of(network=NetworkConfig(hidden=(64, 64, 64, 64)), training=replace(SHORT, epochs=40, batch_size=30))
    _, arrays = unpacked(stage_message(run, make_dataset(DATA), DATA.inputs))
    assert arrays["parameters"].nbytes <= MOST_BYTES
    assert arrays["parameters"].dtype == np.float32
    assert arrays["frames"][0] == 0
    assert arrays["frames"][-1] == 40
    assert len(arrays["train_losses0"]) == 41
    np.testing.assert_allclose(arrays["parameters"][-1], run.parameters[-1], rtol=1e-6)


def test_parameters_travel_exactly_where_there_is_room():
    run = run_of()
    assert run.parameters.nbytes <= EXACT_BYTES
    assert unpacked(stage_message(run, make_dataset(DATA), DATA.inputs))[1]["parameters"].dtype == np.float64


def test_parameters_too_large_for_single_precision_travel_in_double():
    run = run_of(network=NetworkConfig(hidden=(64, 64, 64)), training=replace(SHORT, epochs=20, batch_size=30))
    large = replace(run, parameters=run.parameters * 1e40)
    assert run.parameters.nbytes > EXACT_BYTES
    _, arrays = unpacked(stage_message(large, make_dataset(DATA), DATA.inputs))
    np.testing.assert_array_equal(arrays["parameters"], large.parameters)


@given(st.lists(st.integers(0, 500), min_size=1, max_size=80, unique=True), st.integers(2, 40), st.data())
def test_kept_frames_are_few_enough_and_keep_both_ends_and_what_is_needed(epochs, most, data):
    frames = np.array(sorted(epochs))
    needed = data.draw(st.lists(st.sampled_from(list(frames)), max_size=most - 2, unique=True))
    kept = kept_frames(frames, most, needed)
    assert len(kept) <= max(most, 2)
    assert len(kept) == len(frames) or len(frames) > most
    assert (np.diff(kept) > 0).all()
    assert (kept[0], kept[-1]) == (0, len(frames) - 1)
    assert set(needed) <= set(frames[kept])


@given(st.text(max_size=9), st.lists(st.sampled_from(["i4", "f4", "f8"]), max_size=5), st.integers(0, 7))
def test_every_array_begins_at_an_address_that_fits_its_numbers(text, kinds, length):
    arrays = {str(k): np.arange(length + k).astype(kind) for k, kind in enumerate(kinds)}
    message = packed({"text": text}, arrays)
    header, found = unpacked(message)
    start = 4 + struct.unpack_from("<I", message)[0]
    assert header["text"] == text
    assert all((start + place) % 8 == 0 for _, _, place in header["arrays"].values())
    for name, array in arrays.items():
        np.testing.assert_array_equal(found[name], array)


def test_the_same_run_is_the_same_message():
    run = run_of()
    assert stage_message(run, make_dataset(DATA), DATA.inputs) == stage_message(run, make_dataset(DATA), DATA.inputs)


# The server's side


def test_the_colors_are_those_of_every_other_figure():
    css = (ROOT / "pages/shared/live/stage/stage.css").read_text("utf-8")
    colors = dict(re.findall(r"--([\w-]+): (#\w{6});", css))
    assert [colors["class-a"], colors["class-b"]] == [theme.CLASS_A, theme.CLASS_B]
    assert [colors["train"], colors["test"], colors["bad"]] == [theme.TRAIN, theme.TEST, theme.BAD]
    assert [colors[f"category-{k}"] for k in range(10)] == list(theme.CATEGORICAL)
    assert colors["middle"] == theme.DIVERGING[1][1]


@pytest.mark.parametrize(
    "told", [None, 3, {}, {"epoch": -1, "parameter": 0, "value": 1}, {"epoch": 1, "parameter": 0.5, "value": 1},
             {"epoch": 1, "parameter": 0, "value": float("nan")}, {"epoch": 1, "parameter": 0, "value": 1e7},
             {"epoch": 1, "parameter": 0, "value": "1"}, {"epoch": True, "parameter": 0, "value": 1},
             {"epoch": 2**40, "parameter": 0, "value": 1}],
)  # fmt: skip
def test_a_forged_edit_is_none(told):
    assert accepted_edit(told) is None


def test_what_is_told_rightly_is_taken():
    assert accepted_edit({"epoch": 4, "parameter": 7, "value": 2}) == (Edit(4, 7, 2.0),)
    assert accepted_epoch(7) == (7,)
    view = {"log": True, "measure": "accuracy", "speed": 2}
    assert accepted_show(view) == view


@pytest.mark.parametrize("told", [None, "7", 7.0, True, -1, [7]])
def test_a_forged_epoch_is_none(told):
    assert accepted_epoch(told) is None


@pytest.mark.parametrize(
    "told", [None, [], {"secret": True}, {"log": 1}, {"measure": []}, {"speed": 0}, {"speed": float("inf")},
             {"speed": True}],
)  # fmt: skip
def test_a_forged_setting_of_the_view_is_left_out(told):
    assert accepted_show(told) == {}


def test_a_stage_wants_a_text_alternative():
    with pytest.raises(TypeError, match="alt"):
        stage(stage_message(run_of(), make_dataset(DATA), DATA.inputs), key="x")
