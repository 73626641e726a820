import ast
import subprocess
import sys

import nbformat
import numpy as np
import pytest

from core.code_export import config_source, notebook, numbers_of, script
from core.expressions import parse
from tests.core.test_params import Example


def test_a_config_becomes_a_plain_dataclass_with_the_values_on_the_screen():
    source = config_source(Example(learning_rate=0.3, shown=("a", "b")))
    scope: dict = {}
    exec("from dataclasses import dataclass\n" + source, scope)  # our own text, not a visitor's
    assert scope["Example"]().learning_rate == 0.3
    assert scope["Example"]().shown == ("a", "b")
    assert "pydantic" not in source


def test_a_function_of_core_takes_along_all_that_it_uses():
    text = script(parse, [])
    defined = {node.name for node in ast.parse(text).body if isinstance(node, ast.FunctionDef | ast.ClassDef)}
    assert {"parse", "Program", "Refusal", "Grammar"} <= defined
    assert "core." not in text
    assert subprocess.run([sys.executable, "-c", text.split("if __name__")[0]], check=False).returncode == 0


def test_a_parameter_that_is_called_like_a_name_of_the_module_brings_nothing_along():
    from core.computing.autograd.chains import ChainConfig, chain_numbers

    text = script(chain_numbers, [ChainConfig()])  # its parameter is called as the decorator of its config is
    assert "def config(" not in text and "pydantic" not in text


def test_a_function_without_a_source_is_refused():
    with pytest.raises(TypeError, match="len"):
        script(len, [])


def test_a_notebook_is_valid_and_deterministic():
    text = script(parse, [])
    first = notebook(text, "Title")
    assert first == notebook(text, "Title")
    document = nbformat.reads(first, as_version=4)
    nbformat.validate(document)
    assert "".join(cell.source for cell in document.cells).count("def parse(") == 1


def test_numbers_are_plain_python():
    assert numbers_of({"a": np.float64(1.5), "b": np.arange(2)}) == {"a": 1.5, "b": [0, 1]}
