"""The formulas of several classes in LaTeX, with symbols and with the numbers on the screen."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from core.practice.metrics.classes import MulticlassReport
from core.practice.metrics.formulas import TERMS_SHOWN, tex

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


@dataclass(frozen=True)
class FormulaRow:
    """A number by its name: its formula with symbols and with numbers (LaTeX), its value, or None where undefined."""

    name: str
    formula: str
    numbers: str
    value: float | None


def class_rows(report: MulticlassReport, k: int) -> tuple[FormulaRow, ...]:
    """Precision, recall and F1 of class `k`."""
    row, hit = report.classes[k], tex(report.matrix[k, k])
    numbers = {
        "precision": rf"\frac{{{hit}}}{{{row.predicted}}}",
        "recall": rf"\frac{{{hit}}}{{{row.support}}}",
        "f1": rf"\frac{{2\cdot{hit}}}{{{row.predicted}+{row.support}}}",
    }
    return tuple(FormulaRow(name, FORMULAS[name], text, getattr(row, name)) for name, text in numbers.items())


def average_rows(report: MulticlassReport) -> tuple[FormulaRow, ...]:
    """Every number of `report.values`, in its order."""
    matrix, n = report.matrix, report.matrix.sum()
    right, support, predicted = np.trace(matrix), matrix.sum(axis=1), matrix.sum(axis=0)
    share = rf"\frac{{{tex(right)}}}{{{tex(n)}}}"
    chance = support @ predicted
    numbers = {
        "accuracy": share,
        "precision_micro": share,
        "recall_micro": share,
        "f1_micro": rf"\frac{{2\cdot{tex(right)}}}{{2\cdot{tex(n)}}}",
        "balanced_accuracy": _mean([row.recall for row in report.classes]),
        "kappa": rf"\frac{{{share}-{tex(chance / n**2)}}}{{1-{tex(chance / n**2)}}}",
        "mcc": rf"\frac{{{tex(n)}\cdot{tex(right)}-{tex(chance)}}}"
        rf"{{\sqrt{{({tex(n**2)}-{tex(predicted @ predicted)})({tex(n**2)}-{tex(support @ support)})}}}}",
        "top_k": _share_of(report.values["top_k"], n),
        "log_loss": _share_of(report.values["log_loss"], n),
        "auc_ovr_macro": _mean([row.auc for row in report.classes]),
        "auc_ovr_weighted": _weighted([row.auc for row in report.classes], support),
        "auc_ovo_macro": _share_of(report.values["auc_ovo_macro"], len(support) * (len(support) - 1) / 2),
        "auc_ovo_weighted": _share_of(report.values["auc_ovo_weighted"], (len(support) - 1) * n),
    }
    for name in ("precision", "recall", "f1"):
        each = [getattr(row, name) for row in report.classes]
        numbers |= {f"{name}_macro": _mean(each), f"{name}_weighted": _weighted(each, support)}
    return tuple(FormulaRow(name, FORMULAS[name], numbers[name], value) for name, value in report.values.items())


def _share_of(value: float | None, total: float) -> str:
    return "" if value is None else rf"\frac{{{tex(value * total)}}}{{{tex(total)}}}"


def _mean(values: Sequence[float | None]) -> str:
    known = [value for value in values if value is not None]
    return rf"\frac{{{_sum([tex(value) for value in known])}}}{{{len(known)}}}" if known else ""


def _weighted(values: Sequence[float | None], support: np.ndarray) -> str:
    """Weighted mean of what is defined: the weights of the defined classes are made to sum to one."""
    known = [(value, size) for value, size in zip(values, support, strict=True) if value is not None]
    total = tex(sum(size for _, size in known))
    return _sum([rf"\frac{{{tex(size)}}}{{{total}}}\cdot{tex(value)}" for value, size in known])


def _sum(terms: Sequence[str]) -> str:
    return "+".join(terms[:TERMS_SHOWN]) + (r"+\dots" if len(terms) > TERMS_SHOWN else "")
