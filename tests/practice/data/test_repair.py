import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sklearn.impute import KNNImputer
from sklearn.preprocessing import StandardScaler

from core.data.tables import Column
from core.practice.data.frame import Frame, FrameConfig, built_in_frame, numbers_of
from core.practice.data.gaps import IMPUTERS, GapsConfig, filled_by, gap_numbers, gap_values, gaps_of, hidden_cells
from core.practice.data.outliers import OutliersConfig, flagged_rows, outlier_numbers, outliers_of, planted_rows
from core.practice.data.repair_report import best_imputer, error_tex, gap_lines, outlier_lines
from core.refusal import Refusal
from tests.strategies import configs as of_config

WINE, PENGUINS = (built_in_frame(FrameConfig(table=name)) for name in ("wine", "penguins"))


def test_imputers_are_as_good_as_was_measured():
    """Wine, 20 % hidden: mean 1.03, median 1.06, k-NN 0.76, iterative 0.79; kept 0.88, 0.88, 0.94, 0.95."""
    found = gaps_of(WINE, GapsConfig(imputer="mean"))
    for name, error, kept in (
        ("mean", 1.03, 0.88), ("median", 1.06, 0.88), ("neighbors", 0.76, 0.94), ("iterative", 0.79, 0.95),
    ):  # fmt: skip
        assert found.errors[name] == pytest.approx(error, abs=0.09)
        assert found.spreads[name] == pytest.approx(kept, abs=0.03)
    assert best_imputer(found) in ("neighbors", "iterative")


def test_the_mean_shrinks_the_deviation_by_the_root_of_what_is_left():
    found = [gaps_of(WINE, GapsConfig(hidden_percent=30, imputer="mean", gap_seed=seed)) for seed in range(4)]
    assert np.mean([one.spreads["mean"] for one in found]) == pytest.approx(np.sqrt(0.7), abs=0.01)


def test_cells_hidden_by_their_own_size_bias_the_mean_whatever_fills_them():
    usual = {"hidden_percent": 30, "imputer": "iterative", "gap_column": 1}
    shifts = {rule: gaps_of(WINE, GapsConfig(mechanism=rule, **usual)).shown_shift for rule in ("MCAR", "MNAR")}
    assert shifts["MNAR"] < -0.1 < shifts["MCAR"]


@settings(max_examples=40, deadline=None)
@given(of_config(GapsConfig))
def test_of_each_column_the_same_share_is_hidden_and_known_cells_stay(config):
    values = numbers_of(PENGUINS, PENGUINS.features("number"))
    mask, driver = hidden_cells(values, config)
    known = ~np.isnan(values)
    assert not (mask & ~known).any()
    hidden = mask.sum(axis=0)
    wanted = [round(config.hidden_percent / 100 * count) for count in known.sum(axis=0)]
    if config.mechanism == "MAR":
        wanted[driver] = 0
    assert hidden.tolist() == wanted
    filled = filled_by("mean", np.where(mask, np.nan, values), 5)
    np.testing.assert_allclose(filled[known & ~mask], values[known & ~mask], rtol=1e-9)


def test_neighbors_are_those_of_scikit_learn_in_standardized_columns():
    values, mask = gap_values(WINE, WINE.features("number"), GapsConfig())
    holes = np.where(mask, np.nan, values)
    scaler = StandardScaler().fit(holes)
    wanted = scaler.inverse_transform(KNNImputer(n_neighbors=3).fit_transform(scaler.transform(holes)))
    np.testing.assert_allclose(filled_by("neighbors", holes, 3), wanted)
    assert gap_numbers(values, mask, "neighbors", 3)["error"] == pytest.approx(
        gaps_of(WINE, GapsConfig(imputer="neighbors", neighbors=3)).errors["neighbors"]
    )


def test_every_case_of_gaps_has_its_sentence():
    assert gap_lines(gaps_of(WINE, GapsConfig(hidden_percent=0)), GapsConfig(hidden_percent=0)) == (
        ("nothing_hidden", {}),
    )
    config = GapsConfig(mechanism="MAR", gap_column=1)
    found = gaps_of(WINE, config)
    assert found.driver == found.column == "alcohol"
    assert [key for key, _ in gap_lines(found, config)] == ["hidden.MAR", "is_driver", "error"]
    with pytest.raises(Refusal) as refused:
        gaps_of(Frame("x", (Column("a", np.ones(9)), Column("b", np.arange(9.0)))), GapsConfig())
    assert refused.value.rule == "gaps_columns"
    assert set(found.errors) == set(IMPUTERS)


def test_the_one_nearest_row_is_a_worse_guess_than_the_mean_and_twenty_are_a_better_one():
    found = [gaps_of(PENGUINS, GapsConfig(imputer="neighbors", neighbors=k)) for k in (1, 20)]
    assert [one.errors["neighbors"] for one in found] == pytest.approx([1.176, 0.727], abs=5e-3)
    assert found[0].errors["mean"] == pytest.approx(1.001, abs=5e-3)


def test_the_error_by_hand_is_that_of_the_shown_column():
    found = gaps_of(WINE, GapsConfig(gap_column=1))
    wanted = np.sqrt(np.mean((found.filled - found.truth)[found.hidden] ** 2)) / np.std(found.truth)
    assert float(error_tex(found)["result"]) == pytest.approx(wanted, abs=5e-4)
    assert error_tex(gaps_of(WINE, GapsConfig(hidden_percent=0))) == {}


@pytest.mark.parametrize("rule", ["IQR", "z"])
def test_rules_for_single_columns_find_no_row_that_is_odd_only_together(rule):
    found = outliers_of(PENGUINS, OutliersConfig(rule=rule, planted_percent=5))
    assert found.planted.sum() == 17
    assert found.hits == 0
    assert found.r_after < found.r_before - 0.05


def test_rules_for_both_columns_find_about_half_or_more():
    for rule in ("Isolation forest", "Mahalanobis", "LOF"):
        found = outliers_of(PENGUINS, OutliersConfig(rule=rule, planted_percent=5, flagged_percent=5))
        assert 0.4 <= found.recall <= 1
        assert found.precision == pytest.approx(found.hits / found.flagged.sum())


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 99), st.integers(0, 10), st.sampled_from((-1, 1)))
def test_planted_rows_stay_within_their_columns(seed, percent, sign):
    rng = np.random.default_rng(seed)
    x = rng.normal(size=80)
    y = sign * x + 0.5 * rng.normal(size=80)
    new, planted = planted_rows(x, y, percent, seed)
    assert y.min() <= new.min() and new.max() <= y.max()
    assert planted.sum() <= round(percent / 100 * 80)
    np.testing.assert_array_equal(new[~planted], y[~planted])


@settings(max_examples=30, deadline=None)
@given(of_config(OutliersConfig))
def test_a_rule_flags_or_refuses_whatever_is_set(config):
    try:
        found = outliers_of(PENGUINS, config)
    except Refusal as refused:
        assert refused.rule == "outlier_columns"
        return
    assert len(found.flagged) == len(found.x)
    assert outlier_lines(found)
    assert outlier_numbers(found.x, found.y, config)["flagged"].tolist() == np.flatnonzero(found.flagged).tolist()


def test_equal_points_and_few_rows_are_refused_or_flagged_without_a_warning():
    x = np.repeat([1.0, 2.0], 10)
    for rule in ("IQR", "z", "Isolation forest", "Mahalanobis", "LOF"):
        assert len(flagged_rows(x, x, OutliersConfig(rule=rule))) == 20
    few = Frame("x", (Column("a", np.arange(5.0)), Column("b", np.arange(5.0))))
    with pytest.raises(Refusal) as refused:
        outliers_of(few, OutliersConfig(first_column=1, second_column=2))
    assert refused.value.rule == "outlier_rows"
