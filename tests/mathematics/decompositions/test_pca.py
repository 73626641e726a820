"""Principal components held to scikit-learn and to the reference values; every table that is refused is told why."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sklearn.decomposition import PCA

from core.data.tables import Column, DataTable, load_table
from core.mathematics.decompositions.challenges import fewest_components, nearly_flat
from core.mathematics.decompositions.pca import (
    PcaConfig,
    built_in_components,
    components_for,
    measurements,
    pca_by_sklearn,
    pca_numbers,
    principal_components,
    reconstruction,
    sample_values,
)
from core.mathematics.decompositions.pca_report import covariance_tex, digit_line, largest_column, pca_lines
from core.refusal import Refusal

RATIOS = {
    ("iris", False): [0.92461872, 0.05306648, 0.01710261, 0.00521218],
    ("iris", True): [0.72962445, 0.22850762, 0.03668922, 0.00517871],
    ("wine", False): [0.99809123], ("wine", True): [0.36198848, 0.19207490, 0.11123631],
    ("breast_cancer", False): [0.98204467], ("breast_cancer", True): [0.44272026, 0.18971182],
    ("digits", False): [0.14890594, 0.13618771, 0.11794594],
}  # fmt: skip
NINETY = {"iris": (1, 2), "wine": (1, 8), "breast_cancer": (1, 7), "digits": (21, 31)}

quick = settings(max_examples=60, deadline=None)


def table_of(**columns):
    return DataTable("mine", tuple(Column(name, np.array(values, float)) for name, values in columns.items()), own=True)


@pytest.mark.parametrize(("name", "standardize"), RATIOS)
def test_the_reference_values(name, standardize):
    found = built_in_components(name, standardize)
    want = RATIOS[name, standardize]
    assert found.ratios[: len(want)] == pytest.approx(want, rel=1e-6)
    assert components_for(found.ratios, 0.9) == NINETY[name][standardize]


def test_the_variances_of_iris_and_the_one_column_of_wine():
    iris = built_in_components("iris", False)
    assert iris.variances == pytest.approx([4.22824171, 0.24267075, 0.07820950, 0.02383509])
    wine = built_in_components("wine", False)
    assert largest_column(wine) == "proline"
    assert np.abs(wine.axes[0]).max() == pytest.approx(0.9998, abs=1e-4)
    assert [key for key, _ in pca_lines(wine, 2, False)] == ["together", "one_column"]
    assert built_in_components("wine", True).variances.sum() == pytest.approx(13)


@quick
@given(st.integers(0, 2**32 - 1), st.integers(2, 8), st.integers(2, 30), st.booleans())
def test_axes_and_scores_agree_with_sklearn(seed, p, n, standardize):
    rng = np.random.default_rng(seed)
    x = rng.normal(size=(n, p)) @ rng.normal(size=(p, p)) + 5
    found = principal_components(measurements(table_of(**{f"c{k}": x[:, k] for k in range(p)})), standardize)
    scaled = (x - x.mean(axis=0)) / (x.std(axis=0, ddof=1) if standardize else 1)
    judge = PCA(svd_solver="full").fit(scaled)
    r = min(n - 1, p)
    assert found.variances[:r] == pytest.approx(judge.explained_variance_[:r], abs=1e-8 * found.variances[0])
    assert np.allclose(found.axes @ found.axes.T, np.eye(p), atol=1e-9)
    gaps = np.diff(found.variances[: r + 1]) if r < p else np.diff(found.variances, append=0)
    if np.abs(gaps).min() > 1e-3 * found.variances[0]:
        assert np.allclose(np.abs((found.axes[:r] * judge.components_[:r]).sum(axis=1)), 1, atol=1e-6)
    assert found.scores[:, :r].var(axis=0, ddof=1) == pytest.approx(found.variances[:r], abs=1e-8 * found.variances[0])
    assert (np.take_along_axis(found.axes, np.abs(found.axes).argmax(axis=1)[:, None], 1) > 0).all()
    assert reconstruction(found, n - 1, p) == pytest.approx(x[-1], abs=1e-8 * np.abs(x).max())


def test_the_missing_variance_is_the_mean_squared_error_of_the_reconstruction():
    found = built_in_components("digits", False)
    x, k = found.data.values, 21
    back = found.mean + found.scores[:, :k] @ found.axes[:k]
    assert ((x - back) ** 2).sum() / ((x - found.mean) ** 2).sum() == pytest.approx(1 - found.ratios[:k].sum())
    key, told = digit_line(found, 4, k)
    assert key == "digit"
    assert told["error"] == pytest.approx(np.sqrt(((x - back)[4] ** 2).mean()))


def test_digits_keep_their_constant_pixels_and_penguins_lose_rows_with_gaps():
    digits = built_in_components("digits", True)
    assert len(digits.data.constant) == 3
    assert np.isfinite(digits.axes).all()
    assert "constant" in [key for key, _ in pca_lines(digits, 2, True)]
    penguins = built_in_components("penguins", True)
    assert penguins.data.names == ("bill_length", "bill_depth", "flipper_length", "body_mass")
    told = dict(pca_lines(penguins, 2, True))
    assert told["gaps"] == {"rows": 2}
    assert told["text_columns"] == {"names": ("island", "sex")}


@pytest.mark.parametrize(
    ("columns", "rule"),
    [
        ({"a": [1, 2, 3]}, "pca_columns_few"), ({"a": [1, 2], "b": [np.nan, np.nan]}, "pca_columns_few"),
        ({"a": [1.0], "b": [2.0]}, "pca_rows"), ({"a": [1, np.nan, 3], "b": [np.nan, 2, 3]}, "pca_rows"),
        ({"a": [1e308, 1], "b": [1, 2]}, "pca_large"), ({"a": [3, 3], "b": [4, 4]}, "pca_no_variance"),
        ({f"c{k}": [0, k] for k in range(501)}, "pca_columns_many"),
    ],
)  # fmt: skip
def test_a_table_that_has_no_components_is_refused(columns, rule):
    with pytest.raises(Refusal, match=rule):
        measurements(table_of(**columns))


def test_more_columns_than_rows_is_said():
    found = principal_components(measurements(table_of(a=[1, 2, 4], b=[2, 1, 5], c=[0, 1, 0], d=[3, 3, 1])), True)
    assert dict(pca_lines(found, 9, True))["wide"] == {"rows": 3, "most": 2}
    assert found.variances[2:] == pytest.approx([0, 0], abs=1e-12)


def test_a_constant_column_of_decimals_has_no_variance_by_rounding():
    found = principal_components(measurements(table_of(a=[0.1] * 7, b=[1, 2, 3, 4, 5, 6, 7])), True)
    assert found.variances == pytest.approx([1, 0], abs=1e-12)


def test_the_scripts_agree_with_each_other():
    values = sample_values("wine")
    assert np.array_equal(values, measurements(load_table("wine")).values)
    ours, theirs = pca_numbers(values, True, 5), pca_by_sklearn(values, True, 5)
    assert ours["ratios"] == pytest.approx(theirs["ratios"])
    assert ours["together"] == pytest.approx(float(built_in_components("wine", True).ratios[:5].sum()))


def test_the_arithmetic_is_written_with_its_numbers():
    written = covariance_tex(built_in_components("iris", False), False)
    assert written["divisor"] == "149"
    assert float(written["covariance"]) == pytest.approx(-0.04243, abs=1e-4)
    assert written["products"].count("cdot") == 2


def test_the_challenges_name_what_is_missing():
    def missing(judge, **fields):
        config = PcaConfig(**fields)
        return [one.key for one in judge(built_in_components(config.table, config.standardize), config).missing]

    raw = {"table": "digits", "standardize": False}
    assert missing(fewest_components, components=20, **raw) == ["few"]
    assert missing(fewest_components, components=22, **raw) == ["many"]
    assert missing(fewest_components, components=21, **raw) == []
    assert "other" in missing(fewest_components, table="digits", components=31)
    assert missing(nearly_flat, table="wine") == ["share"]
    assert missing(nearly_flat, table="iris", standardize=False) == ["raw"]
    assert missing(nearly_flat, table="iris", components=3) == ["components"]
