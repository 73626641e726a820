"""The four columns: they agree up to rounding, and every mistake shows where it is made, and nowhere above."""

import base64
import io
import json
import sys

import numpy as np
import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image
from scipy.special import erf

from core.code_export import Made, script
from core.computing.frameworks.challenges import found_out, train_changes_answer
from core.computing.frameworks.mistakes import possible_mistakes
from core.computing.frameworks.models import MODELS, digit_input, digit_inputs, trained_weights
from core.computing.frameworks.onnx_file import onnx_bytes, reference_outputs, runtime_outputs
from core.computing.frameworks.onnx_script import onnx_script
from core.computing.frameworks.pytorch import torch_network, torch_outputs
from core.computing.frameworks.rosetta import gap_between, rosetta
from core.computing.frameworks.rosetta_figure import HEIGHT, MINUS, NONE, PLUS, WIDE, left_of, rosetta_figure
from core.computing.frameworks.rosetta_report import element_terms, missing_lines, relative_terms
from core.computing.frameworks.scratch import scratch_numbers, scratch_outputs
from core.computing.frameworks.settings import DigitConfig, PortConfig, PortedNetworkConfig
from core.data.digit_images import load_digit_images
from tests.agreement import printed, run_alone

every_model = pytest.mark.parametrize("model", MODELS)
WHERE = {  # the layer and the gap, counted from 0, where each mistake shows first
    ("LeNet", "reshape"): (8, 0), ("LeNet", "flatten"): (7, 0), ("LeNet", "flip"): (0, 0), ("LeNet", "eps"): (1, 0),
    ("LeNet", "train"): (1, 0), ("MLP", "reshape"): (1, 0), ("MLP", "train"): (5, 0), ("MLP", "gelu"): (2, 1),
    ("LSTM", "reshape"): (3, 0), ("LSTM", "train"): (2, 0), ("LSTM", "gates"): (0, 1),
}  # fmt: skip


def found(model="LeNet", digit=0, **port):
    return rosetta(PortedNetworkConfig(model=model), DigitConfig(digit=digit), PortConfig(**port))


@every_model
@settings(max_examples=8, deadline=None)
@given(digit=st.integers(0, 1999))
def test_without_a_mistake_all_columns_agree_within_the_tolerance_of_torch(model, digit):
    one = found(model, digit)
    assert one.first_wrong is None
    for k, layer in enumerate(one.layers):
        outputs = [torch.from_numpy(column.outputs[k]) for column in one.columns]
        for a, b in zip(outputs[1:], outputs[:-1], strict=True):
            assert tuple(a.shape) == (1, *layer.shape)
            torch.testing.assert_close(a, b)


@every_model
def test_numpy_and_torch_agree_to_fourteen_digits_in_float64(model):
    x = digit_input(5, "float64")
    for a, b in zip(scratch_outputs(model, x, "none"), torch_outputs(model, x, "none"), strict=True):
        np.testing.assert_allclose(a, b, rtol=1e-12, atol=1e-12)


@pytest.mark.parametrize(("model", "mistake"), WHERE)
def test_a_mistake_shows_at_its_layer_and_beside_its_program(model, mistake):
    one = found(model, mistake=mistake)
    layer, between = WHERE[model, mistake]
    assert one.first_wrong == (layer, between)
    wrong = [gap.close for gap in one.gaps[layer]]
    assert wrong == {"train": [False, False, True]}.get(mistake, [k != between for k in range(3)])


def test_every_possible_mistake_is_one_of_those_and_no_other_changes_anything():
    assert {(model, one) for model in MODELS for one in possible_mistakes(model)[1:]} == set(WHERE)
    assert found("MLP", mistake="gates").port.mistake == "none"


@pytest.mark.parametrize("model", MODELS)
def test_a_planted_mistake_is_one_that_the_network_can_suffer_and_comes_from_its_seed(model):
    drawn = {found(model, planted=True, planted_seed=seed).port.mistake for seed in range(60)}
    assert drawn == set(possible_mistakes(model)[1:])


@every_model
def test_the_networks_read_more_than_nine_of_ten_test_digits(model):
    digits = load_digit_images("mnist")
    with torch.no_grad():
        logits = torch_network(model)(torch.from_numpy(digit_inputs(range(2000))))
    accuracy = (logits.argmax(1).numpy() == digits.test_labels).mean()
    assert accuracy > {"LeNet": 0.975, "MLP": 0.93, "LSTM": 0.93}[model]
    assert sum(weight.size for name, weight in trained_weights("LeNet").items() if "running" not in name) == 28_899


@every_model
def test_the_file_takes_a_batch_and_both_runtimes_give_what_torch_gives(model):
    x = digit_inputs(range(7))
    right = torch_network(model)(torch.from_numpy(x)).detach().numpy()
    file = onnx_bytes(model)
    for outputs in (reference_outputs(file, x), runtime_outputs(file, x)):
        np.testing.assert_allclose(outputs[-1], right, rtol=1e-4, atol=2e-5)


def test_the_error_function_of_the_reference_has_thirty_two_bits():
    x = digit_input(0, "float64")
    dense, gelu = reference_outputs(onnx_bytes("MLP", "float64"), x)[1:3]
    short = dense * (1 + erf(dense / np.sqrt(2)).astype(np.float32).astype(np.float64)) / 2
    exact = dense * (1 + erf(dense / np.sqrt(2))) / 2
    assert np.abs(gelu - short).max() < 1e-12
    assert np.abs(gelu - exact).max() > 1e-9


def test_the_epsilon_of_a_normalization_in_a_file_has_thirty_two_bits():
    one = found(precision="float64")
    assert one.gaps[0][1].largest < 1e-14
    assert 1e-12 < one.gaps[1][1].largest < 1e-8


@every_model
def test_onnx_runtime_is_empty_where_it_has_no_operator_for_float64(model):
    one = found(model, precision="float64")
    assert one.columns[3].why == "double" and one.columns[3].outputs == ()
    assert all(gaps[2] is None and gaps[0] is not None for gaps in one.gaps)
    assert [key for key, _ in missing_lines(one)] == ["no_double"]


@pytest.mark.parametrize("package", ["onnx", "onnxruntime"])
def test_without_a_package_its_columns_are_empty_and_the_others_stand(package, monkeypatch):
    monkeypatch.setitem(sys.modules, package, None)
    one = found()
    whys = {"onnx": ["", "", "package", "package"], "onnxruntime": ["", "", "", "package"]}[package]
    assert [column.why for column in one.columns] == whys
    assert missing_lines(one)[0][1]["file"] == "requirements-deploy.txt"
    assert "make_model" in onnx_script(PortedNetworkConfig(), DigitConfig(), PortConfig())


def test_the_gap_is_the_largest_difference_and_equal_arrays_have_none():
    a, b = np.float32([[1, 2, 3]]), np.float32([[1, 2.5, 3]])
    assert (gap_between(a, b).largest, gap_between(a, b).place, gap_between(a, b).close) == (0.5, 1, False)
    assert gap_between(a, a).largest == 0 and gap_between(a, a).close


def test_the_terms_by_hand_are_those_of_the_worst_number():
    one = found(mistake="eps")
    term = element_terms(one, 1)[0]
    a, b = (column.outputs[1].ravel()[one.gaps[1][0].place] for column in one.columns[:2])
    assert term["relation"] == ">" and term["left"] == "NumPy"
    assert float(term["a"]) == pytest.approx(float(a)) and float(term["b"]) == pytest.approx(float(b))
    assert [two["relation"] for two in element_terms(found(), 10)] == [r"\le"] * 3


def test_a_relative_difference_of_percents_next_to_zero_is_tolerable():
    one = found("MLP", 44)
    (term,) = relative_terms(one, 2)
    a, b = (float(term[side].replace(r" \cdot 10^{", "e").removesuffix("}")) for side in "ab")
    assert abs(a - b) / abs(b) == pytest.approx(float(term["share"]), rel=0.1)
    assert float(term["share"]) > 0.01 and abs(b) < 1e-5 and term["relation"] == r"\le"
    assert one.first_wrong is None
    assert relative_terms(found(), 0) == [] and relative_terms(found(mistake="eps"), 1)[0]["relation"] == ">"


def test_the_sheet_shows_the_digit_and_the_logits_in_every_column_and_nothing_beside_them():
    one = found("MLP", 3)
    (image,) = rosetta_figure(one, 0, lambda key, **_: key).to_dict()["layout"]["images"]
    sheet = Image.open(io.BytesIO(base64.b64decode(image["source"].split(",")[1])))
    assert sheet.mode == "P" and sheet.size == (2 * WIDE, 2 * HEIGHT)
    pixels = np.asarray(sheet.convert("RGBA")).astype(float)
    columns = np.stack([pixels[:, 2 * left_of(k) : 2 * left_of(k) + 272] for k in range(4)])
    shown = columns[..., 3].any(0)
    assert np.ptp(columns[:, shown][..., :3], axis=0).max() < 30  # rounding of numbers next to zero, by one shade or so
    assert not pixels[:, : 2 * left_of(0), 3].any() and not pixels[-40:, :, 3].any()
    top = columns[0][:178]
    rows, places = (np.flatnonzero(top[..., 3].any(axis)) for axis in (1, 0))
    digit = top[rows[0] : rows[-1] + 1, places[0] : places[-1] + 1, 0]
    centers = (np.arange(28) + 0.5) / 28
    read = digit[np.ix_((centers * len(digit)).astype(int), (centers * digit.shape[1]).astype(int))]
    share = np.abs(one.image[0, 0]) ** 0.7
    np.testing.assert_allclose(read, NONE[0] + share * (PLUS[0] - NONE[0]), atol=2)
    logits = one.columns[0].outputs[-1][0]
    strongest = PLUS if logits[np.abs(logits).argmax()] > 0 else MINUS
    assert (np.abs(columns[0][-170:-50, :, :3] - strongest).max(-1) < 1).any()


def test_the_script_of_a_planted_mistake_makes_it_and_does_not_name_it():
    config, digit, port = PortedNetworkConfig(), DigitConfig(), PortConfig(planted=True, planted_seed=1)
    text = script(Made(scratch_numbers, config, digit, port))
    fields = [line.strip() for line in text.splitlines() if line.strip().startswith(("mistake:", "planted_seed:"))]
    assert [line.split(" = ")[1] for line in fields] == ['"none"', "1"]
    np.testing.assert_array_equal(
        scratch_numbers(config, digit, port)["logits"],
        scratch_numbers(config, digit, PortConfig(mistake="flip"))["logits"],
    )


def test_the_script_of_the_file_runs_alone_and_prints_both_results(tmp_path):
    file = tmp_path / "onnx_file.py"
    file.write_text(onnx_script(PortedNetworkConfig(), DigitConfig(), PortConfig()), "utf-8")
    said = printed(run_alone([str(file)], tmp_path)[str(file)])
    one = found()
    for name, column in (("reference", 2), ("runtime", 3)):
        np.testing.assert_allclose(json.loads(said[name]), one.columns[column].outputs[-1][0], rtol=1e-6)


def test_the_challenges_tell_what_is_missing():
    planted = found(planted=True, planted_seed=1)
    assert found_out(planted, True, planted.port.mistake).met
    assert [one.key for one in found_out(planted, True, "none").missing] == ["silent", "other"]
    assert [one.key for one in found_out(found(), False, "none").missing] == ["chosen", "silent"]
    assert train_changes_answer(found(digit=33, mistake="train"), False).met
    assert [one.key for one in train_changes_answer(found(mistake="train"), False).missing] == ["same"]
