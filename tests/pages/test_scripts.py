"""Every script that a code panel offers runs alone, and prints the numbers that the screen shows."""

import ast
import sys

import pytest

from core.code_export import notebook, script
from tests.agreement import numbers_of, printed, run_alone, same
from tests.pages.cases import TABS, TESTED

SCIENTIFIC = {"numpy", "optuna", "pandas", "PIL", "scipy", "sklearn", "torch"}  # PIL reads a picture's file

every_topic = pytest.mark.parametrize("topic", TESTED, ids=lambda topic: topic.slug)


def offered(topic):
    """`{(module, function): (name, made, shown)}` of every code panel of the topic, at the defaults of its tabs."""
    found = {}
    for tab in TABS:
        if tab.topic is topic:
            app = tab.open(panels=True)
            found |= app.session_state.get("offered", {})
    return found


@every_topic
def test_every_script_runs_alone_and_prints_what_the_screen_shows(topic, tmp_path):
    table = offered(topic)
    assert table, "no tab offers code; if a tab failed, test_topics.py says why"
    files = {}
    for number, (key, (_, made, _)) in enumerate(table.items()):
        file = tmp_path / f"{number}_{key[1]}.py"
        file.write_text(script(made, heading="x"), "utf-8")
        files[str(file)] = key
    faults = {}
    for file, output in run_alone(files, tmp_path).items():
        _, made, shown = table[files[file]]
        said, expected = printed(output), numbers_of(made.value() if shown is None else shown)
        missing = [name for name, value in expected.items() if name not in said or not same(said[name], value)]
        if output.startswith("FAILED") or missing or not expected:
            faults[files[file][1]] = output[:2000] if output.startswith("FAILED") else missing
    assert faults == {}


@every_topic
def test_a_script_needs_only_the_scientific_packages(topic):
    for _, made, _ in offered(topic).values():
        text = script(made)
        modules = {
            (node.module if isinstance(node, ast.ImportFrom) else node.names[0].name).split(".")[0]
            for node in ast.walk(ast.parse(text))
            if isinstance(node, ast.Import | ast.ImportFrom)
        }
        assert modules - set(sys.stdlib_module_names) <= SCIENTIFIC
        assert notebook(text, "A title") == notebook(text, "A title")
