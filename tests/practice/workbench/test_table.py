"""Tables: rows parted once, features from training rows alone, models and McNemar's test held to other judges."""

import shutil
import subprocess
import sys
from math import comb

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sklearn.ensemble import HistGradientBoostingClassifier, RandomForestClassifier
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import accuracy_score, log_loss

from core.code_export import Made, script
from core.data.table import read_table
from core.data.tables import FILES, load_table, own_table
from core.jobs.packing import pack, unpack
from core.jobs.registry import job_named, name_of
from core.pace import last_state
from core.practice.workbench.challenges import ahead_by_chance, by_heart
from core.practice.workbench.table import (
    TableModelConfig,
    TableSplitConfig,
    class_table,
    possible_targets,
    split_rows,
    target_place,
)
from core.practice.workbench.table_library import pipeline_numbers
from core.practice.workbench.table_models import (
    RIVAL,
    TABLE_MODELS,
    mcnemar,
    prepared_features,
    table_baseline,
    table_numbers,
    table_points,
    table_predictions,
    table_settings,
    train_table,
)
from core.practice.workbench.table_report import rows_lines, table_lines
from core.refusal import Refusal

OWN = TableSplitConfig(table="own")


def csv(header, *rows):
    return own_table("own.csv", read_table("\n".join([header, *rows]).encode()))


USUAL = TableSplitConfig()


def trained(model, split=USUAL, rounds=100, own=None):
    return last_state(train_table, split, TableModelConfig(table_model=model, table_rounds=rounds), own)


@given(
    st.sampled_from(["penguins", "iris", "wine", "breast_cancer"]),
    st.integers(2, 10),
    st.integers(0, 99),
)
def test_each_row_stands_in_one_part_and_each_class_in_both(table, tenths, seed):
    labels = class_table(load_table(table), 0).rows.labels
    train, test = split_rows(labels, TableSplitConfig(table_test=5 * tenths, table_seed=seed))
    assert sorted([*train, *test]) == list(range(len(labels)))
    assert set(labels[train]) == set(labels[test]) == set(labels)
    assert len(test) == round(len(labels) * 5 * tenths / 100)


def test_features_are_computed_from_training_rows_alone():
    known = class_table(load_table("penguins"), 7)
    rows = known.rows
    train, test = split_rows(rows.labels, TableSplitConfig())
    x, judged = prepared_features(rows, train, test)
    numbers = np.where(np.isnan(rows.numbers), np.nanmedian(rows.numbers[train], axis=0), rows.numbers)
    mean, deviation = numbers[train].mean(axis=0), numbers[train].std(axis=0)
    d = numbers.shape[1]
    np.testing.assert_allclose(x[:, :d], (numbers[train] - mean) / deviation)
    np.testing.assert_allclose(judged[:, :d], (numbers[test] - mean) / deviation)
    assert (x[:, d:].sum(axis=1) == len(known.code_names)).all() and x.shape[1] == d + 3 + 3


@pytest.mark.parametrize(
    ("name", "judge"),
    [
        ("Random forest", RandomForestClassifier(45, random_state=3)),
        ("Gradient boosting", HistGradientBoostingClassifier(max_iter=45, random_state=3, early_stopping=False)),
        (RIVAL, LogisticRegression(max_iter=5_000)),
    ],
)
def test_a_model_that_grows_by_and_by_is_that_of_scikit_learn(name, judge):
    split = TableSplitConfig(table="wine", table_seed=3)
    states = [one for one in train_table(split, TableModelConfig(table_model=name, table_rounds=45)) if one is not None]
    found, rows = states[-1], class_table(load_table("wine"), 0).rows
    train, test = split_rows(rows.labels, split)
    x, judged = prepared_features(rows, train, test)
    judge.fit(x, rows.labels[train])
    np.testing.assert_allclose(found.probabilities, judge.predict_proba(judged), atol=1e-9)
    assert found.accuracy[0] == accuracy_score(rows.labels[test], judge.predict(judged))
    step, values = table_points(found)
    assert values["train_loss"] == pytest.approx(log_loss(rows.labels[train], judge.predict_proba(x)))
    assert values["test_loss"] == pytest.approx(log_loss(rows.labels[test], judge.predict_proba(judged)))
    assert (step, found.share) == ((1 if name == RIVAL else 45), 1)
    assert all("test_loss" not in table_points(one)[1] for one in states[:-1])  # the test rows judge once
    assert table_predictions(found, ("a", "b", "c")).probabilities.sum(axis=1) == pytest.approx(1)
    np.testing.assert_array_equal(unpack(pack(found)).probabilities, found.probabilities)


@pytest.mark.parametrize("model", [one for one in TABLE_MODELS if one != "MLP"])
def test_a_plain_pipeline_gives_the_numbers_of_the_screen(model):
    split, config = TableSplitConfig(table="penguins", target=7), TableModelConfig(table_model=model, table_rounds=35)
    rows = class_table(load_table("penguins"), 7).rows
    assert pipeline_numbers(rows, split, config) == pytest.approx(table_numbers(rows, split, config))


def test_the_challenge_wants_all_training_rows_right_and_fewer_test_rows():
    sex = TableSplitConfig(table="penguins", target=7)
    for found, missing in (
        (None, "untrained"), (trained(RIVAL, sex), "learned"), (trained("Random forest"), "carries"),
        (trained("Gradient boosting", sex), None),
    ):  # fmt: skip
        verdict = by_heart(found)
        assert [one.key for one in verdict.missing[:1]] == [missing][: not verdict.met]


def test_equal_work_is_one_run_and_the_baseline_is_the_rival():
    assert job_named(name_of(train_table)).function is train_table
    assert table_settings(TableModelConfig(table_model=RIVAL, table_rounds=30)) == TableModelConfig(table_model=RIVAL)
    mlp = TableModelConfig(table_model="MLP", table_rounds=30)
    assert table_settings(mlp) == mlp
    split = TableSplitConfig(table="iris")
    np.testing.assert_array_equal(table_baseline(split).probabilities, trained(RIVAL, split).probabilities)


def test_the_script_of_a_run_computes_it_alone(tmp_path):
    split = TableSplitConfig(table="penguins", table_seed=2)
    source = script(Made(last_state, train_table, split, TableModelConfig(table_model="MLP", table_rounds=20), None))
    (tmp_path / "run.py").write_text(source, "utf-8")
    (tmp_path / "files").mkdir()
    shutil.copy(FILES / "penguins.csv", tmp_path / "files")
    told = subprocess.run([sys.executable, "run.py"], cwd=tmp_path, check=True, capture_output=True, text=True).stdout
    losses = trained("MLP", split, 20).train_losses.tolist()
    assert f"train_losses = {losses}" in told and "core" not in source.partition("\n\n")[0]


@given(st.integers(0, 12), st.integers(0, 12))
def test_mcnemar_counts_the_tosses_of_a_coin(b, c):
    first = np.array([True] * b + [False] * c + [True, False])
    second = np.array([False] * b + [True] * c + [True, False])
    tail = sum(comb(b + c, k) for k in range(min(b, c) + 1)) / 2 ** (b + c)
    assert mcnemar(first, second) == (b, c, pytest.approx(min(1, 2 * tail)))


def test_the_challenge_wants_a_lead_that_chance_explains():
    for seed, model, missing in ((0, RIVAL, "rival"), (0, "Random forest", "behind"), (39, "Gradient boosting", None)):
        split = TableSplitConfig(table_seed=seed)
        verdict = ahead_by_chance(trained(model, split), table_baseline(split))
        assert [one.key for one in verdict.missing[:1]] == [missing][: not verdict.met]
    assert ahead_by_chance(trained(RIVAL, TableSplitConfig(table="iris")), table_baseline(split)).missing[0].key == (
        "other_table"
    )
    assert ahead_by_chance(None, table_baseline(split)).missing[0].key == "untrained"


def test_the_report_says_worse_where_the_test_does():
    rival = table_baseline(TableSplitConfig())
    keys = {model: [key for key, _ in table_lines(trained(model), rival, model)] for model in TABLE_MODELS[:3]}
    assert keys == {RIVAL: ["result"], "Random forest": ["result", "worse"], "MLP": ["result", "chance"]}


def test_a_visitors_file_is_learned_with_gaps_huge_numbers_and_texts():
    rng = np.random.default_rng(0)
    body = []
    for k in range(60):
        gap, huge = "" if k % 5 == 0 else k % 3, "1e15" if k % 9 == 0 else k
        body.append(f"{rng.normal(k % 2):.3f},{gap},{huge},name {k},level {k % 25},{['no', 'yes'][k % 2]}")
    table = csv("a,b,c,id,level,label", *body, "0,0,0,x,level 1,")
    assert [column.name for column in table.columns] == ["a", "b", "c", "level", "label"]  # an id is no column here
    assert target_place(table, 0) == 5 and possible_targets(table) == (2, 5)
    known = class_table(table, 0)
    for model in TABLE_MODELS:
        assert np.isfinite(trained(model, OWN, 20, known.rows).probabilities).all()
    told = dict(rows_lines(known, 18))
    assert told["dropped"] == {"count": 1} and told["unused"] == {"count": 1}
    assert told["rows"] == {"train": 42, "test": 18, "numbers": 3, "codes": 0}
    assert known.classes == ("no", "yes") and np.isnan(known.rows.numbers).any()


def test_a_large_file_is_drawn_from():
    table = csv("x,label", *(f"{k % 7},{k % 2}" for k in range(3000)))
    known = class_table(table, 0)
    assert len(known.rows.labels) == 2000 and known.available == 3000


@pytest.mark.parametrize(
    ("rule", "header", "rows"),
    [
        ("table_target", "a,b", [f"{k},{k * 1.5}" for k in range(60)]),
        ("table_few", "a,b", [f"{k},{'xy'[k % 2]}" for k in range(20)]),
        ("table_class", "a,b", [f"{k},{'x' if k else 'y'}" for k in range(60)]),
        ("table_features", "id,b", [f"n{k},{'xy'[k % 2]}" for k in range(45)]),
    ],
)
def test_a_table_from_which_nothing_can_be_learned_has_its_sentence(rule, header, rows):
    with pytest.raises(Refusal) as refused:
        class_table(csv(header, *rows) if rule != "table_features" else _texts(header, rows), 0)
    assert refused.value.rule == rule


def _texts(header, rows):
    from dataclasses import replace

    table = csv(f"{header},n", *(f"{row},{k}" for k, row in enumerate(rows)))  # a table needs a column of numbers
    return replace(table, columns=table.columns[:-1])


def test_a_link_for_another_table_falls_back_to_the_usual_target():
    assert target_place(load_table("wine"), 7) == target_place(load_table("wine"), 0) == 14


def test_what_the_experiment_with_the_rounds_says_is_so():
    sex = TableSplitConfig(table="penguins", target=7)
    few, many = (trained("Gradient boosting", sex, rounds) for rounds in (50, 300))
    assert (few.right.sum(), many.right.sum()) == (89, 85)
    assert many.steps[(many.train_accuracies < 1).sum()] == 80
    losses = [table_points(one)[1]["test_loss"] for one in (few, many)]
    assert losses == pytest.approx([0.245, 0.746], abs=0.001)
