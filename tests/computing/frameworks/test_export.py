"""The exported files: read by the libraries themselves, equal to the network within the tolerance."""

import io
import sys

import numpy as np
import onnx
import pytest
import torch
from onnx.reference import ReferenceEvaluator
from safetensors.numpy import load as load_arrays

from core.computing.frameworks.challenges import computes_something_else, takes_any_batch
from core.computing.frameworks.export import (
    FORMATS,
    export_network,
    parameter_count,
    stored_bytes,
    stored_bytes_by_hand,
)
from core.computing.frameworks.export_report import export_lines, export_rows
from core.computing.frameworks.models import MODELS, digit_inputs, trained_weights
from core.computing.frameworks.pytorch import torch_network
from core.computing.frameworks.settings import ExportConfig, PortedNetworkConfig

every_model = pytest.mark.parametrize("model", MODELS)


def exported(model, **settings):
    *_, found = export_network(PortedNetworkConfig(model=model), ExportConfig(**settings))
    return found


@every_model
def test_the_bytes_of_a_safetensors_file_are_those_by_hand(model):
    network = PortedNetworkConfig(model=model)
    assert stored_bytes(network) == stored_bytes_by_hand(network)
    assert stored_bytes(network)["weights"] >= 4 * parameter_count(network)


@every_model
def test_every_file_takes_a_batch_and_computes_what_the_network_does(model):
    found = exported(model, dynamic=True)
    assert [one.name for one in found.files] == list(FORMATS) and found.share == 1
    files = {one.name: one.file.tobytes() for one in found.files}
    x = digit_inputs(range(3))
    right = torch_network(model)(torch.from_numpy(x)).detach().numpy()
    weights = load_arrays(files["safetensors"])
    assert all(np.array_equal(weights[name], value) for name, value in trained_weights(model).items())
    program = torch.export.load(io.BytesIO(files["pt2"])).module()
    np.testing.assert_allclose(program(torch.from_numpy(x)).detach().numpy(), right, rtol=1e-5, atol=1e-5)
    graph = onnx.load_model_from_string(files["onnx"])
    name = graph.graph.input[0].name
    np.testing.assert_allclose(ReferenceEvaluator(graph).run(None, {name: x})[0], right, rtol=1e-4, atol=2e-5)
    assert graph.opset_import[0].version == 20
    assert all(one.gap.close and one.single.largest < 2e-5 for one in found.files)
    for one in found.files:
        assert (np.diff(one.microseconds, axis=1) >= 0).all() and (one.microseconds > 0).all()
    assert takes_any_batch(found).met and export_lines(found) == []


def test_without_a_batch_in_the_export_only_the_weights_take_one():
    found = exported("MLP", opset=18)
    assert [one.gap is None for one in found.files] == [False, True, True]
    assert [key for key, _ in export_lines(found)] == ["fixed_batch"]
    assert [row["many"] == "–" for row in export_rows(found)] == [False, True, True]
    assert [one.key for one in takes_any_batch(found).missing] == ["fixed", "far"]
    assert [one.key for one in takes_any_batch(None).missing] == ["undone"]


def test_without_the_packages_the_other_files_are_written(monkeypatch):
    monkeypatch.setitem(sys.modules, "onnxscript", None)
    found = exported("MLP", dynamic=True)
    assert [one.is_missing for one in found.files] == [False, False, True]
    assert [key for key, _ in export_lines(found)] == ["onnx_absent"]
    assert len(export_rows(found)) == 2 and takes_any_batch(found).met


def test_in_training_mode_the_exported_program_runs_and_is_wrong():
    found = exported("LeNet", dynamic=True, mode="train")
    x = digit_inputs(range(7))
    net = torch_network("LeNet").train()
    program = torch.export.load(io.BytesIO(found.files[1].file.tobytes())).module()
    expected = net(torch.from_numpy(x)).detach().numpy()
    np.testing.assert_allclose(program(torch.from_numpy(x)).detach().numpy(), expected, rtol=1e-4, atol=1e-4)
    assert found.files[0].gap.close and not found.files[1].gap.close and found.files[1].gap.largest > 1
    assert found.files[1].gap.largest != found.files[1].single.largest
    assert "far" in [key for key, _ in export_lines(found)] and export_rows(found)[1]["together"].startswith("✗")
    assert computes_something_else(found).met and [one.key for one in takes_any_batch(found).missing] == ["far"]
    assert not computes_something_else(None).met


def test_a_network_with_dropout_is_exported_as_it_judges():
    found = exported("MLP", mode="train")
    assert found.config.mode == "eval" and not computes_something_else(found).met
