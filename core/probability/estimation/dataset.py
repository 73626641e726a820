"""Tests on a table of one's own: t tests, permutations of signs, ranks and groups, χ² and Fisher's exact test."""

from dataclasses import dataclass
from math import comb
from typing import Annotated, Any, Literal

import numpy as np
from scipy import stats

from core.params import Interval, Shape, Step, config
from core.probability.estimation.dataset_permutations import (
    DRAWN_SPLITS,
    MOST_SPLITS,
    flipped_means,
    ranked_with_sign,
    split_means,
)

Measured = Annotated[float, Interval(ge=-1000, le=1000), Step(0.1)]
Count = Annotated[int, Interval(ge=0, le=10_000)]
NO_SPREAD = 1e-12  # of the largest value: a spread that rounding alone can make
TIE = 1e-7  # relative: how far below the observed outcome another counts as just as extreme
SLEEP = ((0.7, -1.6, -0.2, -1.2, -0.1, 3.4, 3.7, 0.8, 0.0, 2.0), (1.9, 0.8, 1.1, 0.1, -0.1, 4.4, 5.5, 1.6, 4.6, 3.4))
T_TESTS = ("one-sample", "paired", "Welch", "pooled")
PERMUTED = ("permutation", "Wilcoxon", "groups")
MEASURED = (*T_TESTS, *PERMUTED)  # tests of two rows of measurements
COUNTED = ("chi-square", "Fisher")  # tests of a table of counts; "fit" has a table of its own


@config
class DatasetConfig:
    """The test, two rows of measurements, a table of counts, and counts with a ratio that they may follow.

    Student's sleep data (1908), admissions to Berkeley in 1973 (Bickel et al. 1975), and Mendel's peas (1866).
    """

    test: Literal[
        "one-sample", "paired", "Welch", "pooled", "permutation", "Wilcoxon", "groups", "chi-square", "Fisher", "fit"
    ] = "paired"
    groups: Annotated[tuple[tuple[Measured, ...], ...], Shape((2, 2), (2, 12))] = SLEEP
    counts: Annotated[tuple[tuple[Count, ...], ...], Shape((2, 4), (2, 4))] = ((1198, 1493), (557, 1278))
    kinds: Annotated[tuple[tuple[Count, ...], ...], Shape((2, 2), (2, 8))] = ((315, 101, 108, 32), (9, 3, 3, 1))


@dataclass(frozen=True, kw_only=True)
class TableEvidence:
    """A test statistic, its degrees of freedom and p; NaN with a reason where the data give none.

    reason: "", "no_spread", "no_sign", "empty_line", "two_by_two" or "no_expected". `expected` is the least expected
    count, NaN where nothing is counted. `parts` are the numbers of the formula by name.
    """

    test: str
    statistic: float
    freedom: float
    p: float
    reason: str
    expected: float
    parts: dict[str, float]


def evidence(dataset_config: DatasetConfig) -> TableEvidence:
    """The outcome of the chosen test on its table."""
    name = dataset_config.test
    if name in COUNTED:
        return TABLES[name](np.array(dataset_config.counts, dtype=float))
    if name == "fit":
        return goodness_of_fit(np.array(dataset_config.kinds, dtype=float))
    return measured_evidence(name, *np.array(dataset_config.groups))


def measured_evidence(name: str, first: np.ndarray, second: np.ndarray) -> TableEvidence:
    """The outcome of a test of two rows of measurements (n,) each."""
    if name == "permutation":
        return sign_flips(first - second)
    if name == "Wilcoxon":
        return signed_ranks(first - second)
    return split_groups(first, second) if name == "groups" else t_test(name, first, second)


def t_test(name: str, first: np.ndarray, second: np.ndarray) -> TableEvidence:
    """One of four t tests, each a difference over its standard error; first, second: (n,).

    One-sample: the first row against 0. Paired: the differences against 0. Welch: two groups with a spread of their
    own. Pooled: two groups with one spread.
    """
    n = len(first)
    if name in ("one-sample", "paired"):
        values = first if name == "one-sample" else first - second
        difference, error, freedom = values.mean(), values.std(ddof=1) / np.sqrt(n), n - 1.0
    else:
        a, b = first.var(ddof=1) / n, second.var(ddof=1) / n
        difference, error = first.mean() - second.mean(), np.sqrt(a + b)  # equal n: the same for pooled
        freedom = 2.0 * n - 2
        if name == "Welch" and a + b > 0:
            freedom = (a + b) ** 2 / ((a**2 + b**2) / (n - 1))  # Welch–Satterthwaite
    if error <= NO_SPREAD * max(abs(first).max(), abs(second).max()):
        return _nothing(name, "no_spread")
    t = difference / error
    return TableEvidence(
        test=name, statistic=float(t), freedom=float(freedom), p=float(2 * stats.t.sf(abs(t), freedom)), reason="",
        expected=np.nan, parts={"difference": float(difference), "error": float(error), "n": n},
    )  # fmt: skip


def sign_flips(differences: np.ndarray) -> TableEvidence:
    """Exact permutation test: how many choices of the signs of (n,) give a mean at least as far from 0."""
    means, seen = flipped_means(differences), differences.mean()
    extreme = int((abs(means) >= abs(seen) - NO_SPREAD * max(1.0, abs(differences).max())).sum())
    return TableEvidence(
        test="permutation", statistic=float(seen), freedom=np.nan, p=extreme / len(means), reason="", expected=np.nan,
        parts={"extreme": extreme, "all": len(means), "n": len(differences)},
    )  # fmt: skip


def signed_ranks(differences: np.ndarray) -> TableEvidence:
    """Wilcoxon's signed-rank test of differences (n,), exact: the permutation test of the signs, on ranks.

    The statistic is the sum of the ranks of the positive differences. Differences of 0 are left out (Wilcoxon 1945).
    """
    signed = ranked_with_sign(differences)
    if len(signed) == 0:
        return _nothing("Wilcoxon", "no_sign")
    plus, minus = float(signed[signed > 0].sum()), float(-signed[signed < 0].sum())
    flips = sign_flips(signed)
    ties = len(signed) - len(np.unique(abs(signed)))
    return TableEvidence(
        test="Wilcoxon", statistic=plus, freedom=np.nan, p=flips.p, reason="", expected=np.nan,
        parts=flips.parts | {"plus": plus, "minus": minus, "zeros": len(differences) - len(signed), "ties": ties},
    )  # fmt: skip


def split_groups(first: np.ndarray, second: np.ndarray) -> TableEvidence:
    """Permutation test of two groups (n,) each: how many splits of all numbers have means at least as far apart.

    Where the splits are drawn, the one that was seen counts as one more of them, so that p is not 0.
    """
    means, seen = split_means(first, second), first.mean() - second.mean()
    n, every = len(first), comb(2 * len(first), len(first))
    near = NO_SPREAD * max(1.0, abs(first).max(), abs(second).max())
    extreme = int((abs(means) >= abs(seen) - near).sum())
    p, drawn = extreme / len(means), len(means) - 1
    return TableEvidence(
        test="groups", statistic=float(seen), freedom=np.nan, p=p, reason="", expected=np.nan,
        parts={"extreme": extreme, "all": len(means), "every": every, "n": n,
               "error": float(np.sqrt(p * (1 - p) / drawn)) if every > MOST_SPLITS else 0.0},
    )  # fmt: skip


def independence(counts: np.ndarray) -> TableEvidence:
    """Pearson's χ² of a table of counts (rows, columns): are rows and columns independent?"""
    total, across, down = counts.sum(), counts.sum(axis=1), counts.sum(axis=0)
    if not (across.all() and down.all()):
        return _nothing("chi-square", "empty_line")
    expected = np.outer(across, down) / total
    freedom = (counts.shape[0] - 1) * (counts.shape[1] - 1)
    return _chi_square("chi-square", counts.ravel(), expected.ravel(), freedom)


def goodness_of_fit(kinds: np.ndarray) -> TableEvidence:
    """Pearson's χ² of counts against a ratio, the two rows of (2, kinds)."""
    observed, ratio = kinds
    if not (ratio.all() and observed.sum()):
        return _nothing("fit", "no_expected")
    return _chi_square("fit", observed, observed.sum() * ratio / ratio.sum(), len(ratio) - 1)


def _chi_square(name: str, observed: np.ndarray, expected: np.ndarray, freedom: int) -> TableEvidence:
    chi2 = float(((observed - expected) ** 2 / expected).sum())
    first = {f"observed_{k}": float(observed[k]) for k in range(2)} | {
        f"expected_{k}": float(expected[k]) for k in range(2)
    }
    return TableEvidence(
        test=name, statistic=chi2, freedom=float(freedom), p=float(stats.chi2.sf(chi2, freedom)), reason="",
        expected=float(expected.min()), parts=first,
    )  # fmt: skip


def fisher(counts: np.ndarray) -> TableEvidence:
    """Fisher's exact test of a table (2, 2): all tables with these margins that are at most as probable as this one."""
    if counts.shape != (2, 2):
        return _nothing("Fisher", "two_by_two")
    if not (counts.sum(axis=0).all() and counts.sum(axis=1).all()):
        return _nothing("Fisher", "empty_line")
    places, shares = first_cells(counts)
    seen = int(counts[0, 0])
    here = shares[places == seen][0]
    expected = np.outer(counts.sum(axis=1), counts.sum(axis=0)).min() / counts.sum()
    one_sided = min(shares[places >= seen].sum(), shares[places <= seen].sum())
    return TableEvidence(
        test="Fisher", statistic=float(seen), freedom=np.nan, p=float(min(1, shares[shares <= here * (1 + TIE)].sum())),
        reason="", expected=float(expected), parts={"share": float(here), "one_sided": float(one_sided)},
    )  # fmt: skip


def first_cells(counts: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """What the first cell of a table (2, 2) can be with these margins, and the probabilities; both (tables,)."""
    total, first_row, first_column = int(counts.sum()), int(counts[0].sum()), int(counts[:, 0].sum())
    places = np.arange(max(0, first_row + first_column - total), min(first_row, first_column) + 1)
    return places, stats.hypergeom.pmf(places, total, first_row, first_column)


TABLES = {"chi-square": independence, "Fisher": fisher}


def _nothing(name: str, reason: str) -> TableEvidence:
    return TableEvidence(
        test=name, statistic=np.nan, freedom=np.nan, p=np.nan, reason=reason, expected=np.nan, parts={}
    )  # fmt: skip


def rivals(dataset_config: DatasetConfig) -> dict[str, float]:
    """The p-values that the other tests give for the same table, NaN where there is none."""
    first, second = np.array(dataset_config.groups)
    counts = np.array(dataset_config.counts, dtype=float)
    if dataset_config.test in MEASURED:
        return {name: measured_evidence(name, first, second).p for name in MEASURED[1:]}
    if dataset_config.test in COUNTED and counts.shape == (2, 2):
        return {name: table(counts).p for name, table in TABLES.items()}
    return {}


def evidence_in_scipy(dataset_config: DatasetConfig) -> dict[str, Any]:
    """The same test by SciPy."""
    first, second = np.array(dataset_config.groups)
    counts, (observed, ratio) = np.array(dataset_config.counts), np.array(dataset_config.kinds)
    name = dataset_config.test
    if name == "permutation":
        found: Any = stats.permutation_test((first - second,), np.mean, permutation_type="samples", n_resamples=np.inf)
    elif name == "Wilcoxon":
        every = stats.PermutationMethod(n_resamples=np.inf)
        return {"p": float(stats.wilcoxon(np.round(first - second, 9), zero_method="wilcox", method=every).pvalue)}
    elif name == "groups":
        found = stats.permutation_test(
            (first, second), lambda x, y, axis: x.mean(axis) - y.mean(axis), vectorized=True,
            n_resamples=np.inf if comb(2 * len(first), len(first)) <= MOST_SPLITS else DRAWN_SPLITS, rng=1,
        )  # fmt: skip
    elif name == "chi-square":
        found = stats.chi2_contingency(counts, correction=False)
    elif name == "Fisher":
        return {"p": float(stats.fisher_exact(counts).pvalue)}
    elif name == "fit":
        found = stats.chisquare(observed, observed.sum() * ratio / ratio.sum())
    elif name in ("one-sample", "paired"):
        found = stats.ttest_1samp(first, 0) if name == "one-sample" else stats.ttest_rel(first, second)
    else:
        found = stats.ttest_ind(first, second, equal_var=name == "pooled")
    return {"statistic": float(found.statistic), "p": float(found.pvalue)}


def null_curve(found: TableEvidence) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Density of a t or χ² statistic under H₀: places, densities, and which lie in the tail of p; each (801,).

    The curve stays to be seen however far out the statistic lies.
    """
    if found.test in ("chi-square", "fit"):
        wide = 3 * found.freedom + 8
        end = min(max(wide, 1.15 * found.statistic), 10 * wide)
        x = np.linspace(end / 800, end, 801)
        return x, stats.chi2.pdf(x, found.freedom), x >= found.statistic
    end = min(max(5.0, 1.15 * abs(found.statistic)), 60.0)
    x = np.linspace(-end, end, 801)
    return x, stats.t.pdf(x, found.freedom), abs(x) >= abs(found.statistic)


def null_bars(found: TableEvidence, dataset_config: DatasetConfig) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Outcomes under H₀ of permutations or of Fisher, their probabilities, and which count for p; each (bars,)."""
    if found.test in PERMUTED:
        first, second = np.array(dataset_config.groups)
        center, seen = 0.0, abs(found.statistic)
        if found.test == "Wilcoxon":
            signed = ranked_with_sign(first - second)
            center = float(abs(signed).sum()) / 2
            outcomes, seen = center + flipped_means(signed) * len(signed) / 2, abs(found.statistic - center)
        else:
            signs = found.test == "permutation"
            outcomes = flipped_means(first - second) if signs else split_means(first, second)
        places, times = np.unique(outcomes.round(9), return_counts=True)
        return places, times / times.sum(), abs(places - center) >= seen - 1e-8
    places, shares = first_cells(np.array(dataset_config.counts, dtype=float))
    extreme = shares <= found.parts["share"] * (1 + TIE)
    visible = shares > 1e-6
    visible[places == found.statistic] = True
    return places[visible], shares[visible], extreme[visible]


def short_of_five(found: TableEvidence) -> bool:
    """Whether χ² is rough: an expected count is below 5."""
    return found.test in ("chi-square", "fit") and found.expected < 5
