"""A run taken home gives the same numbers; a run opened again or branched has the settings that are said."""

import csv
import io
import json
import re
import subprocess
import sys
import zipfile
from dataclasses import replace

import numpy as np
import pytest
from safetensors.numpy import load

from core.jobs.packing import pack, to_text, unpack
from core.jobs.registry import name_of
from core.pace import last_state
from core.params import from_query
from core.practice.runs.again import agreement, agreement_line, can_be_repeated, run_again
from core.practice.runs.branch import branch_query, home_of
from core.practice.runs.card_report import card_report
from core.practice.runs.export import data_files, run_script, run_zip
from core.practice.runs.records import RunRecord, flat_settings
from core.practice.runs.training import MoonsConfig, curves_of, train_moons
from core.practice.workbench.table import TableModelConfig, TableSplitConfig
from core.practice.workbench.table_models import train_table
from core.refusal import Refusal
from pages.shared.words import LANGUAGES, Words
from tests.pages.cases import PAGES

REPORTS = {"zh": "# 报告"}
CONFIG = MoonsConfig(optimizer="Adam", units=5, epochs=6, seed=3)
PLACES = {"test_loss": (np.arange(7.0), np.linspace(0, 0.5, 7))}


def record(**changed):
    text = to_text((CONFIG,))[0]
    made = RunRecord(
        key="abcd1234", function="core.practice.runs.training:train_moons", settings=flat_settings(text), state="done",
        submitted_at=5.0, name='<img src=x> "; import os', arguments=text, topic="runs",
        address={"runs_tab": "run", "runs_part": "start", "runs_units": "7"},
    )  # fmt: skip
    return replace(made, **changed)


@pytest.fixture(scope="module")
def run():
    return last_state(train_moons, CONFIG)


def test_the_zip_holds_a_script_that_computes_the_same_numbers(run, tmp_path):
    packed = run_zip(record(), (CONFIG,), curves_of(run), PLACES, lambda: pack(run), REPORTS)
    assert packed == run_zip(record(), (CONFIG,), curves_of(run), PLACES, lambda: pack(run), REPORTS)
    with zipfile.ZipFile(io.BytesIO(packed)) as archive:
        files = {name.removeprefix("run-abcd1234/"): archive.read(name) for name in archive.namelist()}
    assert set(files) == {
        "config.json",
        "points.csv",
        "report.zh.md",
        "result.safetensors",
        "run.ipynb",
        "run.py",
    }
    (tmp_path / "run.py").write_bytes(files["run.py"])
    told = subprocess.run(
        [sys.executable, "-W", "error", "run.py"], cwd=tmp_path, capture_output=True, text=True, check=True
    )
    printed = dict(line.split(" = ", 1) for line in told.stdout.splitlines())
    for name in ("train_loss", "test_loss", "test_accuracy", "parameters"):
        np.testing.assert_array_equal(json.loads(printed[name]), getattr(run, name))
    np.testing.assert_array_equal(unpack(files["result.safetensors"]).parameters, run.parameters)
    np.testing.assert_array_equal(load(files["result.safetensors"])["test_loss"], run.test_loss)
    rows = [row for row in csv.DictReader(io.StringIO(files["points.csv"].decode())) if row["curve"] == "test_loss"]
    np.testing.assert_array_equal([float(row["value"]) for row in rows], run.test_loss)
    assert [(row["epoch"], row["seconds"]) for row in rows[:2]] == [("0.0", "0.0"), ("1.0", repr(0.5 / 6))]
    assert b"train_loss,0,%r,," % float(run.train_loss[0]) in files["points.csv"]  # nobody has told its place
    assert [int(row["step"]) for row in rows] == [6 * epoch for epoch in range(7)]
    known = json.loads(files["config.json"])
    assert known["settings"]["units"] == 5 and known["versions"]["numpy"] == np.__version__
    assert b"import os" not in files["run.py"]


def test_the_data_that_a_script_reads_come_along_with_their_licenses():
    split = {"table": "penguins", "table_model": "MLP", "name": "../penguins"}
    assert sorted(data_files(record(settings=split))) == ["files/LICENSES.md", "files/penguins.csv"]
    told = (TableSplitConfig(table="penguins"), TableModelConfig(), None)
    table = record(function=name_of(train_table), settings=split, arguments=to_text(told)[0])
    with zipfile.ZipFile(io.BytesIO(run_zip(table, told, {}, {}, None, {}))) as archive:
        assert {"run-abcd1234/run.py", "run-abcd1234/files/penguins.csv"} < set(archive.namelist())


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_report_has_every_setting_and_the_ends_of_every_curve_and_no_markup_of_a_visitor(run, language):
    t = Words(PAGES / "practice/runs/card", language, PAGES / "practice/runs/topic")
    told = card_report(record(parent_settings={"units": 9}), curves_of(run), t)
    assert "| units | 5 | 9 |" in told and told.count("\n| ") == 1 + 5 + 1 + len(record().settings) + 1 + 3
    low = run.test_loss.argmin()
    assert f"| {run.test_loss[low]:.6g} ({6 * low})".replace("(", "\\(").replace(")", "\\)").replace(".", "\\.") in told
    assert r"\<img src=x\>" in told and re.search(r"(?<!\\)<", told) is None
    assert "«" not in told


def test_a_run_computed_again_is_equal_to_the_bit_and_a_changed_bit_is_found(run):
    *_, last = run_again(record().function, 1, CONFIG)
    assert last.share == 1 and can_be_repeated(record(seconds=2.0))
    assert not can_be_repeated(record(seconds=60.0)) and not can_be_repeated(record(state="failed"))
    same = agreement(pack(run), last.state)
    assert same.different == 0 and same.numbers == run.parameters.size + 3 * len(run.test_loss)
    assert agreement_line(same)[0] == "again.equal"
    parameters = run.parameters.copy()
    parameters[4] = np.nextafter(parameters[4], np.inf)
    off = agreement(pack(run), replace(run, parameters=parameters))
    assert off.different == 1 and 0 < off.largest < 1e-14 and agreement_line(off)[0] == "again.differs"
    shorter = agreement(pack(run), replace(run, parameters=parameters[:-1]))
    assert shorter.different == shorter.numbers and shorter.largest == np.inf


def test_a_run_without_source_or_snapshot_is_taken_home_without_them():
    gone = record(function="core.practice.gone:train", state="failed")
    assert run_script(gone, ()) is None
    with zipfile.ZipFile(io.BytesIO(run_zip(gone, None, {}, {}, None, {}))) as archive:
        assert sorted(archive.namelist()) == ["run-abcd1234/config.json", "run-abcd1234/points.csv"]


def test_the_link_back_says_every_field_whatever_the_defaults_become():
    home = home_of(record())
    found, problems = from_query(MoonsConfig, "runs", home.query)
    assert MoonsConfig(**found) == CONFIG and problems == [] and len(found) == len(vars(home)["fields"])
    assert home.query["runs_part"] == "start"


def test_the_link_back_names_no_other_run_and_holds_no_token_of_another():
    beside = {"runs_tab": "run", "runs_run": "deadbeef", "runs_shared": "a-token-of-another"}
    query = home_of(record(address=beside)).query
    assert not {"runs_run", "runs_shared"} & query.keys() and query["runs_tab"] == "run"


def test_a_branch_changes_one_setting_alone():
    home = home_of(record())
    found, _ = from_query(MoonsConfig, "runs", branch_query(home, "learning_rate", "0.3"))
    assert MoonsConfig(**found) == replace(CONFIG, learning_rate=0.3)


@pytest.mark.parametrize(
    ("field", "text", "rule"),
    [("units", "1e9", "branch_value"), ("units", "65", "branch_value"), ("optimizer", "<b>", "branch_value"),
     ("learning_rate", "nan", "branch_value"), ("__class__", "1", "branch_field"), ("tab", "tree", "branch_field")],
)  # fmt: skip
def test_what_a_setting_cannot_be_is_refused(field, text, rule):
    with pytest.raises(Refusal, match=rule):
        branch_query(home_of(record()), field, text)


def test_a_run_of_a_page_that_is_gone_has_no_home_and_one_of_other_bounds_no_fields():
    assert home_of(record(topic="gone", function="core.practice.gone.x:train")) is None
    wide = record(arguments=record().arguments.replace('"units": 5', '"units": 5000'))
    assert home_of(wide).fields == {} and home_of(wide).query["runs_units"] == "7"
    assert home_of(record(address={}, arguments='{"tuple": []}')).query == {"runs_tab": "tree"}
    assert home_of(record(topic="")).slug == "runs"
