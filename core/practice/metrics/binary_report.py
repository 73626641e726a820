"""One class against the rest at one threshold: counts and every metric, or the reason why it has no value."""

from collections.abc import Callable
from dataclasses import dataclass
from math import nan
from typing import Any

import numpy as np

from core.practice.metrics.binary import (
    Counts,
    binary_values,
    class_weights,
    confusion_counts,
    log_loss,
    tied_groups,
    whole,
)
from core.practice.metrics.predictions import BinaryScores, Kind
from core.practice.metrics.settings import BinaryConfig
from core.tex import fraction, number, total

Line = tuple[str, dict[str, Any]]  # a sentence: its key in the words files, and its numbers
TERMS_SHOWN = 3  # of a long sum


@dataclass(frozen=True)
class MetricRow:
    """A metric by its name: its value, or None and `undefined`, a key of the words files that says why.

    `formula` and `numbers` are LaTeX: with symbols, and with what is on the screen. `remark` is a key too.
    """

    name: str
    value: float | None
    formula: str
    numbers: str
    undefined: str | None = None
    remark: str | None = None


@dataclass(frozen=True)
class BinaryReport:
    """What a threshold makes of n samples; counts are weighted where another prevalence is asked for.

    `prevalence` is the share of positives as judged; `weights` (n,) lead to it; `remark` says by a key of the words
    files why the prevalence asked for cannot be had.
    """

    counts: Counts
    rows: tuple[MetricRow, ...]
    threshold: float
    samples: int
    prevalence: float
    weights: np.ndarray
    remark: str | None

    def __getitem__(self, name: str) -> MetricRow:
        return next(row for row in self.rows if row.name == name)

    @property
    def roc_point(self) -> tuple[float, float] | None:
        """False- and true-positive rate; None where a class is absent."""
        specificity, recall = self["specificity"].value, self["recall"].value
        return None if specificity is None or recall is None else (1 - specificity, recall)

    @property
    def pr_point(self) -> tuple[float, float] | None:
        """Recall and precision; None where one of them is undefined."""
        recall, precision = self["recall"].value, self["precision"].value
        return None if recall is None or precision is None else (recall, precision)

    def numbers(self) -> dict[str, float]:
        """Counts and values by name, NaN where there is none."""
        counts = {name: whole(count) for name, count in vars(self.counts).items()}
        return {**counts, **{row.name: nan if row.value is None else row.value for row in self.rows}}


@dataclass(frozen=True)
class BinaryTerms:
    """What the formulas of the metrics are made of: counts, scores, beta of the F-score, weights (n,)."""

    c: Counts
    scores: BinaryScores
    beta: float
    weights: np.ndarray

    @property
    def n(self) -> float:
        """The sum of the weights."""
        return float(self.c.tp + self.c.fp + self.c.fn + self.c.tn)


@dataclass(frozen=True)
class MetricFact:
    """What is known of a metric beside its value: formula (LaTeX), the same with numbers, when it is undefined.

    `divides_by` are the keys of `LACKS` that leave it undefined. Value and direction stand in `binary`
    (`binary_values`, `LOSSES`), scikit-learn's function in `library`.
    """

    formula: str
    numbers: Callable[[BinaryTerms], str]
    divides_by: tuple[str, ...]


LACKS: dict[str, Callable[[Counts], bool]] = {
    "no_positives": lambda c: c.tp + c.fn == 0,
    "no_negatives": lambda c: c.tn + c.fp == 0,
    "no_predicted_positives": lambda c: c.tp + c.fp == 0,
    "no_predicted_negatives": lambda c: c.tn + c.fn == 0,
    "nothing_positive": lambda c: c.tp + c.fp + c.fn == 0,
}
ANYTHING = tuple(LACKS)


def _sum_of(*counts: float) -> str:
    return "+".join(number(count) for count in counts)


def _recall(c: Counts) -> str:
    return fraction(c.tp, _sum_of(c.tp, c.fn))


def _specificity(c: Counts) -> str:
    return fraction(c.tn, _sum_of(c.tn, c.fp))


def _f_beta(t: BinaryTerms) -> str:
    c, squared = t.c, number(t.beta**2)
    hits = rf"(1+{squared})\cdot {number(c.tp)}"
    return fraction(hits, rf"{hits}+{squared}\cdot {number(c.fn)}+{number(c.fp)}")


def _mcc(t: BinaryTerms) -> str:
    tp, fp, fn, tn = map(number, (t.c.tp, t.c.fp, t.c.fn, t.c.tn))
    return fraction(rf"{tp}\cdot {tn}-{fp}\cdot {fn}", rf"\sqrt{{({tp}+{fp})({tp}+{fn})({tn}+{fp})({tn}+{fn})}}")


def _kappa(t: BinaryTerms) -> str:
    c = t.c
    chance = number(((c.tp + c.fp) * (c.tp + c.fn) + (c.fn + c.tn) * (c.fp + c.tn)) / t.n**2)
    return fraction(f"{fraction(_sum_of(c.tp, c.tn), t.n)}-{chance}", f"1-{chance}")


def _roc_auc(t: BinaryTerms) -> str:
    positives, negatives, _ = tied_groups(t.scores.y, t.scores.score, t.weights)
    wins, ties = positives @ (np.cumsum(negatives) - negatives), positives @ negatives
    product = rf"{number(positives.sum())}\cdot {number(negatives.sum())}"
    return fraction(rf"{number(wins, 6)}+\frac12\cdot {number(ties, 6)}", product)


def _average_precision(t: BinaryTerms) -> str:
    """The first terms of the sum of recall gained times precision, from the highest score down."""
    positives, negatives, _ = (part[::-1] for part in tied_groups(t.scores.y, t.scores.score, t.weights))
    tp, fp = np.cumsum(positives), np.cumsum(negatives)
    terms = [
        rf"{fraction(positives[k], tp[-1])}\cdot {fraction(tp[k], tp[k] + fp[k])}" for k in np.flatnonzero(positives)
    ]
    return total(terms, TERMS_SHOWN)


FACTS = {
    "accuracy": MetricFact(
        r"\frac{TP+TN}{TP+FP+FN+TN}",
        lambda t: fraction(_sum_of(t.c.tp, t.c.tn), _sum_of(t.c.tp, t.c.fp, t.c.fn, t.c.tn)), ANYTHING,
    ),
    "balanced_accuracy": MetricFact(
        r"\frac12\left(\frac{TP}{TP+FN}+\frac{TN}{TN+FP}\right)",
        lambda t: rf"\frac12\left({_recall(t.c)}+{_specificity(t.c)}\right)", ANYTHING,
    ),
    "precision": MetricFact(
        r"\frac{TP}{TP+FP}", lambda t: fraction(t.c.tp, _sum_of(t.c.tp, t.c.fp)), ("no_predicted_positives",)
    ),
    "recall": MetricFact(r"\frac{TP}{TP+FN}", lambda t: _recall(t.c), ("no_positives",)),
    "specificity": MetricFact(r"\frac{TN}{TN+FP}", lambda t: _specificity(t.c), ("no_negatives",)),
    "f_beta": MetricFact(
        r"\frac{(1+\beta^2)\,TP}{(1+\beta^2)\,TP+\beta^2\,FN+FP}", _f_beta, ("nothing_positive",)
    ),
    "mcc": MetricFact(
        r"\frac{TP\cdot TN-FP\cdot FN}{\sqrt{(TP+FP)(TP+FN)(TN+FP)(TN+FN)}}", _mcc, ANYTHING
    ),
    "kappa": MetricFact(
        r"p_o=\frac{TP+TN}{n},\quad p_e=\frac{(TP+FP)(TP+FN)+(FN+TN)(FP+TN)}{n^2},\quad "
        r"\kappa=\frac{p_o-p_e}{1-p_e}", _kappa, ANYTHING,
    ),
    "log_loss": MetricFact(
        r"-\frac1n\sum_{i=1}^n\bigl[y_i\ln s_i+(1-y_i)\ln(1-s_i)\bigr]",
        lambda t: fraction(number(float(log_loss(t.scores.y, t.scores.score, t.weights)) * t.n, 6), t.n), (),
    ),
    "brier": MetricFact(
        r"\frac1n\sum_{i=1}^n(s_i-y_i)^2",
        lambda t: fraction(number(float(t.weights @ (t.scores.score - t.scores.y) ** 2), 6), t.n), (),
    ),
    "roc_auc": MetricFact(
        r"y_i=1,\;y_j=0,\quad \mathrm{AUC}=\frac{\#\{s_i>s_j\}+\frac12\,\#\{s_i=s_j\}}{P\cdot N}", _roc_auc, ANYTHING
    ),
    "average_precision": MetricFact(r"\sum_k(R_k-R_{k-1})\,P_k", _average_precision, ("no_positives",)),
}  # fmt: skip


def evaluate_binary(scores: BinaryScores, config: BinaryConfig) -> BinaryReport:
    """Counts and metrics at the threshold and the prevalence of the config."""
    weights = class_weights(scores.y, config)
    counts = confusion_counts(scores.y, scores.score, config.threshold, weights)
    terms = BinaryTerms(counts, scores, config.beta, weights)
    values = binary_values(scores, config, weights)
    cannot_reweight = config.reweight and scores.y.mean() in (0, 1)
    return BinaryReport(
        counts=counts, rows=tuple(_row(name, float(value), terms) for name, value in values.items()),
        threshold=config.threshold, samples=len(scores.y), prevalence=float(weights @ scores.y / weights.sum()),
        weights=weights, remark="one_class_prevalence" if cannot_reweight else None,
    )  # fmt: skip


def _row(name: str, value: float, terms: BinaryTerms) -> MetricRow:
    fact = FACTS[name]
    if np.isnan(value):
        reason = undefined_reason(name, terms.c, terms.scores.kind)
        return MetricRow(name, None, fact.formula, "", undefined=reason)
    all_equal = name in ("roc_auc", "average_precision") and bool(np.ptp(terms.scores.score) == 0)
    return MetricRow(
        name=name, value=value, formula=fact.formula, numbers=fact.numbers(terms),
        remark="all_scores_equal" if all_equal else None,
    )  # fmt: skip


def undefined_reason(name: str, c: Counts, kind: Kind) -> str:
    """The first thing that a metric divides by and that is not there, as a key of the words files."""
    if name in ("log_loss", "brier", "roc_auc", "average_precision") and kind == "label":
        return "labels_only"
    if name in ("log_loss", "brier"):
        return "not_probabilities"
    return next(key for key in FACTS[name].divides_by if LACKS[key](c))
