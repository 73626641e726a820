"""What is kept of snapshots and arguments is what they were, and nothing of it is code."""

import json
from dataclasses import dataclass

import numpy as np
import pytest
import torch
from pydantic import ValidationError
from safetensors.numpy import load, save

from core.code_export import Made
from core.jobs.packing import from_text, pack, to_text, unpack
from tests.jobs.work import CountConfig, Counted, count


@dataclass(frozen=True)
class Everything:
    arrays: dict[str, np.ndarray]
    names: np.ndarray
    weights: torch.Tensor
    config: CountConfig
    values: tuple[object, ...]
    made: Made | None = None


def test_a_value_comes_back_as_it_was():
    arrays = {
        "matrix": np.arange(12.0).reshape(3, 4).T, "scalar": np.array(2.5), "empty": np.zeros((0, 3)),
        "bits": np.array([True, False]), "small": np.arange(3, dtype=np.int8), "odd": np.array([np.nan, np.inf]),
    }  # fmt: skip
    value = Everything(
        arrays, np.array(["a", "你好"]), torch.arange(6.0).reshape(2, 3), CountConfig(total=7),
        (1, 0.1, "x", None, True, [1, (2,)], {3: "c"}, float("inf")), Made(count, CountConfig()),
    )  # fmt: skip
    back = unpack(pack(value), "tests")
    for name, array in arrays.items():
        np.testing.assert_array_equal(back.arrays[name], array)
        assert back.arrays[name].dtype == array.dtype and back.arrays[name].shape == array.shape
    assert back.names.tolist() == ["a", "你好"]
    assert torch.equal(back.weights, value.weights)
    assert (back.config, back.values, back.made) == (value.config, value.values, None)


def test_arrays_are_named_by_their_places_and_no_two_alike():
    value = {"a": {"b": np.zeros(1)}, "a.b": np.ones(2), "c": (np.arange(3),), "__metadata__": np.ones(4)}
    packed = pack(value)
    assert {name: len(array) for name, array in load(packed).items()} == {
        "a.b": 1,
        "a.b_": 2,
        "c.0": 3,
        "__metadata___": 4,
    }
    back = unpack(packed)
    assert (len(back["a"]["b"]), len(back["a.b"]), len(back["c"][0]), len(back["__metadata__"])) == (1, 2, 3, 4)
    assert to_text(np.ones(2))[1].keys() == {"array"}


def test_equal_values_have_equal_texts():
    one, _ = to_text((CountConfig(total=3), {"a": 1, "b": 2}))
    assert one == to_text((CountConfig(total=3), {"a": 1, "b": 2}))[0]
    assert one != to_text((CountConfig(total=4), {"a": 1, "b": 2}))[0]


@pytest.mark.parametrize("value", [object(), {1, 2}, np.array([object()]), lambda: 0, b"x", 1j, np.array([1j])])
def test_what_cannot_be_kept_is_refused(value):
    with pytest.raises(TypeError):
        pack(value)


def test_configs_check_their_values_when_they_are_read():
    text, arrays = to_text(CountConfig(total=3))
    with pytest.raises(ValidationError):
        from_text(text.replace('"total": 3', '"total": -3'), arrays, "tests")


@pytest.mark.parametrize(
    "name", ["os:system", "subprocess:Popen", "core.jobs.packing:pack", "builtins:eval", "tests.jobs.work:count", "x"]
)
def test_a_file_names_no_other_classes_than_ours(name):
    structure = json.dumps({"class": name, "fields": {}})
    with pytest.raises(ValueError, match="no dataclass"):
        unpack(save({"none": np.zeros(1)}, {"json": structure}), "tests")


def test_a_snapshot_of_a_job_goes_through_a_file():
    *_, last = count(CountConfig(total=3))
    back = unpack(pack(last), "tests")
    assert isinstance(back, Counted) and back.generator == last.generator
    np.testing.assert_array_equal(back.draws, last.draws)
