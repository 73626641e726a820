"""Tables: rows parted once, features from training rows alone, models and McNemar's test held to other judges."""

from math import comb

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sklearn.ensemble import HistGradientBoostingClassifier, RandomForestClassifier
from sklearn.metrics import accuracy_score

from core.data.table import read_table
from core.data.tables import load_table, own_table
from core.pace import last_state
from core.practice.workbench.challenges import ahead_by_chance
from core.practice.workbench.table import TableSplitConfig, class_rows, possible_targets, target_place
from core.practice.workbench.table_models import (
    RIVAL,
    TABLE_MODELS,
    fits_numbers,
    mcnemar,
    prepared_features,
    table_fits_in_steps,
    table_predictions,
)
from core.practice.workbench.table_report import rows_lines, table_lines
from core.refusal import Refusal

OWN = TableSplitConfig(table="own")


def csv(header, *rows):
    return own_table("own.csv", read_table("\n".join([header, *rows]).encode()))


@given(
    st.sampled_from(["penguins", "iris", "wine", "breast_cancer"]),
    st.integers(2, 10),
    st.integers(0, 99),
)
def test_each_row_stands_in_one_part_and_each_class_in_both(table, tenths, seed):
    rows = class_rows(TableSplitConfig(table=table, table_test=5 * tenths, table_seed=seed))
    assert sorted([*rows.train, *rows.test]) == list(range(len(rows.labels)))
    assert set(rows.labels[rows.train]) == set(rows.labels[rows.test]) == set(range(len(rows.classes)))
    assert len(rows.test) == round(len(rows.labels) * 5 * tenths / 100)


def test_features_are_computed_from_training_rows_alone():
    rows = class_rows(TableSplitConfig(table="penguins", target=7))
    train, test = prepared_features(rows)
    numbers = rows.numbers.copy()
    medians = np.nanmedian(numbers[rows.train], axis=0)
    numbers = np.where(np.isnan(numbers), medians, numbers)
    mean, deviation = numbers[rows.train].mean(axis=0), numbers[rows.train].std(axis=0)
    d = numbers.shape[1]
    np.testing.assert_allclose(train[:, :d], (numbers[rows.train] - mean) / deviation)
    np.testing.assert_allclose(test[:, :d], (numbers[rows.test] - mean) / deviation)
    assert (train[:, d:].sum(axis=1) == len(rows.code_names)).all() and train.shape[1] == d + 3 + 3


def test_forest_and_boosting_that_grow_by_and_by_are_those_of_scikit_learn():
    config = TableSplitConfig(table="wine", table_seed=3)
    found = last_state(table_fits_in_steps, config)
    rows = class_rows(config)
    x, test = prepared_features(rows)
    y, labels = rows.labels[rows.train], rows.labels[rows.test]
    judges = {
        "Random forest": RandomForestClassifier(100, random_state=3),
        "Gradient boosting": HistGradientBoostingClassifier(max_iter=50, random_state=3, early_stopping=False),
    }
    for name, judge in judges.items():
        p = judge.fit(x, y).predict_proba(test)
        np.testing.assert_allclose(found.probabilities[TABLE_MODELS.index(name)], p, atol=1e-9)
        assert found.accuracy(name)[0] == accuracy_score(labels, judge.predict(test))
    assert found.share == 1 and fits_numbers(found)["train_accuracies"][2] == 1
    assert table_predictions(found, RIVAL, rows.classes).probabilities.sum(axis=1) == pytest.approx(1)


@given(st.integers(0, 12), st.integers(0, 12))
def test_mcnemar_counts_the_tosses_of_a_coin(b, c):
    first = np.array([True] * b + [False] * c + [True, False])
    second = np.array([False] * b + [True] * c + [True, False])
    tail = sum(comb(b + c, k) for k in range(min(b, c) + 1)) / 2 ** (b + c)
    assert mcnemar(first, second) == (b, c, pytest.approx(min(1, 2 * tail)))


def test_the_challenge_wants_a_lead_that_chance_explains():
    for seed, model, missing in ((0, RIVAL, "rival"), (0, "Random forest", "behind"), (39, "Gradient boosting", None)):
        config = TableSplitConfig(table_seed=seed)
        found = last_state(table_fits_in_steps, config)
        verdict = ahead_by_chance(found, model, config)
        assert (
            verdict.met is (missing is None)
            and [one.key for one in verdict.missing[:1]] == [missing][: not verdict.met]
        )
    other = TableSplitConfig(table="iris")
    assert ahead_by_chance(found, RIVAL, other).missing[0].key == "other_table"


def test_the_report_says_worse_where_the_test_does():
    names = {name: name for name in TABLE_MODELS}
    found = last_state(table_fits_in_steps, TableSplitConfig())
    keys = {model: [key for key, _ in table_lines(found, model, names)] for model in TABLE_MODELS}
    assert keys[RIVAL] == ["result"] and keys["Random forest"] == ["result", "worse"]
    assert keys["MLP"] == ["result", "chance"]


def test_a_visitors_file_is_learned_with_gaps_huge_numbers_and_texts():
    rng = np.random.default_rng(0)
    body = []
    for k in range(60):
        gap, huge = "" if k % 5 == 0 else k % 3, "1e15" if k % 9 == 0 else k
        body.append(f"{rng.normal(k % 2):.3f},{gap},{huge},name {k},level {k % 25},{['no', 'yes'][k % 2]}")
    table = csv("a,b,c,id,level,label", *body, "0,0,0,x,level 1,")
    assert [column.name for column in table.columns] == ["a", "b", "c", "level", "label"]  # an id is no column here
    assert target_place(table, 0) == 5 and possible_targets(table) == (2, 5)
    found = last_state(table_fits_in_steps, OWN, table)
    assert found.rows.classes == ("no", "yes") and np.isfinite(found.probabilities).all()
    told = dict(rows_lines(found))
    assert told["dropped"] == {"count": 1} and told["rows"]["numbers"] == 3 and told["unused"] == {"count": 1}
    assert np.isnan(found.rows.numbers).any()


def test_a_large_file_is_drawn_from():
    table = csv("x,label", *(f"{k % 7},{k % 2}" for k in range(3000)))
    rows = class_rows(OWN, table)
    assert len(rows.labels) == 2000 and rows.available == 3000


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
        class_rows(OWN, csv(header, *rows) if rule != "table_features" else _texts(header, rows))
    assert refused.value.rule == rule


def _texts(header, rows):
    from dataclasses import replace

    table = csv(f"{header},n", *(f"{row},{k}" for k, row in enumerate(rows)))  # a table needs a column of numbers
    return replace(table, columns=table.columns[:-1])


def test_a_link_for_another_table_falls_back_to_the_usual_target():
    assert target_place(load_table("wine"), 7) == target_place(load_table("wine"), 0) == 14
