import json
from pathlib import Path

import pytest

from benchmarks.reference import EXACT, main, replay

FILE = Path(__file__).with_name("tf_playground_runs.json")
RECORDED = json.loads(FILE.read_text("utf-8"))
CHAOTIC = {"spiral_seven_inputs", "spiral_relu_8_8_8", "batch_1"}


@pytest.mark.parametrize("recorded", RECORDED, ids=lambda run: run["config"]["name"])
def test_a_run_of_tensorflow_playground_is_reproduced(recorded):
    result = replay(recorded, fast=True)
    assert result.reproduced
    if recorded["config"]["name"] in CHAOTIC:
        assert result.equal_until >= 10  # rounding has not yet grown
    else:
        assert not result.chaotic
        assert result.loss_difference <= EXACT and result.weight_difference <= EXACT


@pytest.mark.parametrize(
    "recorded", [r for r in RECORDED if r["config"]["epochs"] == 100][:3], ids=lambda r: r["config"]["name"]
)
def test_the_engine_from_scratch_reproduces_it_too(recorded):
    result = replay(recorded, fast=False)
    assert max(result.loss_difference, result.weight_difference) <= EXACT


def test_the_command_prints_a_line_per_run_and_says_which_are_chaotic(tmp_path, capsys):
    some = [run for run in RECORDED if run["config"]["name"] in ("batch_1", "no_hidden_layer")]
    path = tmp_path / "runs.json"
    path.write_text(json.dumps(some), "utf-8")
    assert main(str(path)) == 0
    quiet, wild = capsys.readouterr().out.splitlines()
    assert quiet.startswith("no_hidden_layer") and quiet.endswith("equal")
    assert wild.startswith("batch_1") and "chaotic" in wild and "outcome" in wild


def test_a_run_that_was_not_recorded_like_this_is_refused(tmp_path, capsys):
    wrong = json.loads(json.dumps([run for run in RECORDED if run["config"]["name"] == "no_hidden_layer"]))
    wrong[0]["final"]["weights"][0][0][0] += 1e-6
    path = tmp_path / "runs.json"
    path.write_text(json.dumps(wrong), "utf-8")
    assert main(str(path)) == 1
    assert "NOT REPRODUCED" in capsys.readouterr().out
