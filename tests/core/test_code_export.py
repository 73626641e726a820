import ast
import subprocess
import sys

import nbformat
import numpy as np
import pytest

from core.code_export import Made, array_literal, config_source, notebook, script
from core.expressions import parse
from tests.agreement import numbers_of
from tests.core.test_params import Example


def test_a_config_becomes_a_plain_dataclass_with_the_values_on_the_screen():
    source = config_source(Example(learning_rate=0.3, shown=("a", "b")))
    scope: dict = {}
    exec("from dataclasses import dataclass\n" + source, scope)  # our own text, not a visitor's
    assert scope["Example"]().learning_rate == 0.3
    assert scope["Example"]().shown == ("a", "b")
    assert "pydantic" not in source


def test_a_function_of_core_takes_along_all_that_it_uses():
    text = script(Made(parse))
    defined = {node.name for node in ast.parse(text).body if isinstance(node, ast.FunctionDef | ast.ClassDef)}
    assert {"parse", "Program", "Refusal", "Grammar"} <= defined
    assert "core." not in text
    assert subprocess.run([sys.executable, "-c", text.split("if __name__")[0]], check=False).returncode == 0


def test_a_parameter_that_is_called_like_a_name_of_the_module_brings_nothing_along():
    from core.computing.autograd.chains import ChainConfig, chain_numbers

    text = script(Made(chain_numbers, ChainConfig()))  # its parameter is called as the decorator of its config is
    assert "def config(" not in text and "pydantic" not in text


def test_a_function_without_a_source_is_refused():
    with pytest.raises(TypeError, match="len"):
        script(Made(len))


def test_a_notebook_is_valid_and_deterministic():
    text = script(Made(parse))
    first = notebook(text, "Title")
    assert first == notebook(text, "Title")
    document = nbformat.reads(first, as_version=4)
    nbformat.validate(document)
    assert "".join(cell.source for cell in document.cells).count("def parse(") == 1


def test_numbers_are_plain_python():
    assert numbers_of({"a": np.float64(1.5), "b": np.arange(2)}) == {"a": 1.5, "b": [0, 1]}


@pytest.mark.parametrize(
    "array",
    [np.arange(6).reshape(2, 3), np.array([0.1, np.nan, -np.inf]), np.zeros((0, 3)), np.array(2.5),
     np.array([True, False]), np.array(["a", "b'c"]), np.linspace(0, 1, 5000).astype(np.float32)],
    ids=["integers", "not finite", "empty", "no axis", "switches", "texts", "many"],
)  # fmt: skip
def test_an_array_is_written_with_all_its_values_and_its_dtype(array):
    read = eval(array_literal(array), {"np": np})  # our own text, not a visitor's
    assert read.dtype == array.dtype and read.shape == array.shape
    assert np.array_equal(read, array, equal_nan=array.dtype.kind == "f")


def first_numbers(example, count):
    """Numbers of an example, for the scripts below."""
    return {"rate": example.learning_rate, "numbers": np.arange(count)}


def both_numbers(first, second, weights):
    """Numbers made of other numbers, for the scripts below."""
    return {"rates": [first["rate"], second["rate"]], "total": float(weights @ second["numbers"])}


def test_a_call_of_calls_prints_what_it_makes():
    weights = np.array([0.5, 2.0, 4.0])
    made = Made(
        both_numbers, Made(first_numbers, Example(learning_rate=0.3), 2), Made(first_numbers, Example(), 3), weights
    )
    first_numbers.__module__ = both_numbers.__module__ = "core.of_tests"  # stand-ins for functions of core
    sys.modules["core.of_tests"] = sys.modules[__name__]
    run = subprocess.run([sys.executable, "-c", script(made)], capture_output=True, text=True, check=True)
    assert run.stdout == "rates = [0.3, 0.1]\ntotal = 10.0\n"
    assert made.value() == {"rates": [0.3, 0.1], "total": 10.0}
