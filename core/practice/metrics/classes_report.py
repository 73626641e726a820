"""The formulas of several classes in LaTeX, with symbols and with the numbers on the screen; and in sentences."""

from collections.abc import Callable, Iterator, Sequence

import numpy as np

from core.practice.metrics.binary_report import TERMS_SHOWN, Line, MetricRow
from core.practice.metrics.classes import MulticlassReport
from core.tex import fraction, number, total

FORMULAS = {
    "precision": r"\frac{C_{kk}}{\sum_i C_{ik}}",
    "recall": r"\frac{C_{kk}}{\sum_j C_{kj}}",
    "f1": r"\frac{2\,C_{kk}}{\sum_i C_{ik}+\sum_j C_{kj}}",
    "accuracy": r"\frac{\sum_k C_{kk}}{n}",
    "balanced_accuracy": r"\frac1K\sum_k R_k",
    "precision_macro": r"\frac1K\sum_k P_k",
    "recall_macro": r"\frac1K\sum_k R_k",
    "f1_macro": r"\frac1K\sum_k F_k",
    "precision_weighted": r"\sum_k\frac{n_k}{n}P_k",
    "recall_weighted": r"\sum_k\frac{n_k}{n}R_k",
    "f1_weighted": r"\sum_k\frac{n_k}{n}F_k",
    "precision_micro": r"\frac{\sum_k C_{kk}}{\sum_k\sum_i C_{ik}}",
    "recall_micro": r"\frac{\sum_k C_{kk}}{\sum_k\sum_j C_{kj}}",
    "f1_micro": r"\frac{2\sum_k C_{kk}}{2n}",
    "kappa": r"\frac{p_o-p_e}{1-p_e}",
    "mcc": r"\frac{n\sum_k C_{kk}-\sum_k n_k m_k}{\sqrt{(n^2-\sum_k m_k^2)(n^2-\sum_k n_k^2)}}",
    "top_k": r"\frac{\#\{i:\operatorname{rank}_i(y_i)\le k\}}{n}",
    "log_loss": r"-\frac1n\sum_{i=1}^n\ln p_{i,y_i}",
    "auc_ovr_macro": r"\frac1K\sum_k A_k",
    "auc_ovr_weighted": r"\sum_k\frac{n_k}{n}A_k",
    "auc_ovo_macro": r"\frac{2}{K(K-1)}\sum_{i<j}\frac{A(i\,|\,j)+A(j\,|\,i)}{2}",
    "auc_ovo_weighted": r"\frac{\sum_{i<j}(n_i+n_j)\,A_{ij}}{\sum_{i<j}(n_i+n_j)}",
}


def remark_lines(report: MulticlassReport, listed: Callable[[tuple[str, ...]], str]) -> Iterator[Line]:
    """What the averages mean, and whatever they leave out, whose names are `listed`."""
    yield "averages_said", {}
    if report.never_predicted:
        values = {"zero": report.precision_with_zeros, "left_out": report.values["precision_macro"]}
        yield "left_out", {"names": listed(report.never_predicted), **values}
    if report.absent:
        yield "left_out_absent", {"absent": listed(report.absent)}
    if report.ties:
        yield "ties", {"ties": report.ties}
    for reason in dict.fromkeys(report.undefined.values()):
        yield f"undefined_average.{reason}", {"names": listed(report.absent)}


def class_rows(report: MulticlassReport, k: int) -> tuple[MetricRow, ...]:
    """Precision, recall and F1 of class `k`."""
    row, hit = report.classes[k], report.matrix[k, k]
    numbers = {
        "precision": fraction(hit, row.predicted),
        "recall": fraction(hit, row.support),
        "f1": fraction(rf"2\cdot {number(hit)}", f"{row.predicted}+{row.support}"),
    }
    values = {name: getattr(row, name) for name in numbers}
    return tuple(
        MetricRow(name, value, FORMULAS[name], numbers[name], undefined="empty" if value is None else None)
        for name, value in values.items()
    )


def average_rows(report: MulticlassReport) -> tuple[MetricRow, ...]:
    """Every number of `report.values`, in its order."""
    numbers = {**_label_numbers(report), **_rank_numbers(report)}
    support = report.matrix.sum(axis=1)
    for name in ("precision", "recall", "f1"):
        each = [getattr(row, name) for row in report.classes]
        numbers |= {f"{name}_macro": _mean(each), f"{name}_weighted": _weighted(each, support)}
    return tuple(
        MetricRow(name, value, FORMULAS[name], numbers[name], undefined=report.undefined.get(name))
        for name, value in report.values.items()
    )


def _label_numbers(report: MulticlassReport) -> dict[str, str]:
    matrix, n = report.matrix, report.matrix.sum()
    right, support, predicted = np.trace(matrix), matrix.sum(axis=1), matrix.sum(axis=0)
    share, chance = fraction(right, n), support @ predicted
    by_chance = number(chance / n**2)
    left, below = number(n**2), (number(predicted @ predicted), number(support @ support))
    return {
        **dict.fromkeys(("accuracy", "precision_micro", "recall_micro"), share),
        "f1_micro": fraction(rf"2\cdot {number(right)}", rf"2\cdot {number(n)}"),
        "balanced_accuracy": _mean([row.recall for row in report.classes]),
        "kappa": fraction(f"{share}-{by_chance}", f"1-{by_chance}"),
        "mcc": fraction(
            rf"{number(n)}\cdot {number(right)}-{number(chance)}",
            rf"\sqrt{{({left}-{below[0]})({left}-{below[1]})}}",
        ),
    }


def _rank_numbers(report: MulticlassReport) -> dict[str, str]:
    support, aucs = report.matrix.sum(axis=1), [row.auc for row in report.classes]
    n, classes = support.sum(), len(support)
    return {
        "top_k": _share_of(report.values["top_k"], n),
        "log_loss": _share_of(report.values["log_loss"], n),
        "auc_ovr_macro": _mean(aucs),
        "auc_ovr_weighted": _weighted(aucs, support),
        "auc_ovo_macro": _share_of(report.values["auc_ovo_macro"], classes * (classes - 1) / 2),
        "auc_ovo_weighted": _share_of(report.values["auc_ovo_weighted"], (classes - 1) * n),
    }


def _share_of(value: float | None, whole: float) -> str:
    return "" if value is None else fraction(number(value * whole, 6), whole)


def _mean(values: Sequence[float | None]) -> str:
    known = [value for value in values if value is not None]
    return fraction(total(known, TERMS_SHOWN), len(known)) if known else ""


def _weighted(values: Sequence[float | None], support: np.ndarray) -> str:
    """Weighted mean of what is defined: the weights of the defined classes are made to sum to one."""
    known = [(value, size) for value, size in zip(values, support, strict=True) if value is not None]
    whole = sum(size for _, size in known)
    return total([rf"{fraction(size, whole)}\cdot {number(value)}" for value, size in known], TERMS_SHOWN)
