"""Every script that a code panel offers runs alone, in a fresh process, and prints the numbers that core returned."""

import ast
import json
import math
import os
import subprocess
import sys

import pytest

from core.code_export import notebook, numbers_of, script
from core.curriculum import TOPICS
from pages.shared import code_panel
from tests.pages.cases import cases, opened


def offered(topic):
    """`(name, function, configs)` of every code panel that the topic shows, over all its choices."""
    found = {}

    def record(_words, _slug, exports, configs):
        for name, function in exports.items():
            found.setdefault((name, function.__module__, function.__name__), (name, function, tuple(configs)))

    original, code_panel.code_panel = code_panel.code_panel, record
    try:
        for query in cases(topic, ("choice",)):
            opened(topic, query)
    finally:
        code_panel.code_panel = original
    return list(found.values())


OFFERED = [(topic.slug, *export) for topic in TOPICS for export in offered(topic)]
every_export = pytest.mark.parametrize(
    ("slug", "name", "function", "configs"), OFFERED, ids=lambda value: getattr(value, "__name__", str(value)[:20])
)


def printed(text):
    return dict(line.split(" = ", 1) for line in text.splitlines())


def same(printed_value, value):
    """Equal as text, or as numbers to the last few digits."""
    if printed_value == str(value):
        return True
    left = ast.literal_eval(printed_value.replace("nan", "None").replace("inf", "1e999"))
    return _close(left, json.loads(json.dumps(value).replace("NaN", "null").replace("Infinity", "1e999")))


def _close(left, right):
    if isinstance(left, list | tuple) and isinstance(right, list | tuple):
        return len(left) == len(right) and all(map(_close, left, right))
    if isinstance(left, float | int) and isinstance(right, float | int):
        return left == right or math.isclose(left, right, rel_tol=1e-9, abs_tol=1e-12)
    return left == right


@every_export
def test_a_script_runs_alone_and_prints_the_numbers_of_core(slug, name, function, configs, tmp_path):
    file = tmp_path / "script.py"
    file.write_text(script(function, configs, heading="x"), "utf-8")
    lean = {key: value for key, value in os.environ.items() if key not in ("PYTHONPATH",)}
    run = subprocess.run(
        [sys.executable, "-W", "error", str(file)], cwd=tmp_path, env=lean, capture_output=True, text=True, timeout=300,
        check=False,
    )  # fmt: skip
    assert run.returncode == 0, run.stderr
    expected = numbers_of(function(*configs))
    got = printed(run.stdout)
    assert got.keys() == expected.keys()
    assert [key for key in expected if not same(got[key], expected[key])] == []


@every_export
def test_a_script_needs_only_the_scientific_packages(slug, name, function, configs):
    text = script(function, configs)
    modules = {
        (node.module if isinstance(node, ast.ImportFrom) else node.names[0].name).split(".")[0]
        for node in ast.walk(ast.parse(text))
        if isinstance(node, ast.Import | ast.ImportFrom)
    }
    assert modules - set(sys.stdlib_module_names) <= {"numpy", "scipy", "sklearn", "torch"}
    assert notebook(text, "A title") == notebook(text, "A title")


def test_every_topic_offers_code():
    assert {slug for slug, *_ in OFFERED} == {topic.slug for topic in TOPICS}
