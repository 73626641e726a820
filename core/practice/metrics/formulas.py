"""The formulas of the binary metrics in LaTeX, with symbols and with the numbers plugged in."""

import numpy as np

from core.practice.metrics.binary import Counts, log_loss, tied_groups
from core.practice.metrics.predictions import BinaryScores

TERMS_SHOWN = 3  # of a long sum

FORMULAS = {
    "accuracy": r"\frac{TP+TN}{TP+FP+FN+TN}",
    "balanced_accuracy": r"\frac12\left(\frac{TP}{TP+FN}+\frac{TN}{TN+FP}\right)",
    "precision": r"\frac{TP}{TP+FP}",
    "recall": r"\frac{TP}{TP+FN}",
    "specificity": r"\frac{TN}{TN+FP}",
    "f_beta": r"\frac{(1+\beta^2)\,TP}{(1+\beta^2)\,TP+\beta^2\,FN+FP}",
    "mcc": r"\frac{TP\cdot TN-FP\cdot FN}{\sqrt{(TP+FP)(TP+FN)(TN+FP)(TN+FN)}}",
    "kappa": r"p_o=\frac{TP+TN}{n},\quad p_e=\frac{(TP+FP)(TP+FN)+(FN+TN)(FP+TN)}{n^2},\quad "
    r"\kappa=\frac{p_o-p_e}{1-p_e}",
    "log_loss": r"-\frac1n\sum_{i=1}^n\bigl[y_i\ln s_i+(1-y_i)\ln(1-s_i)\bigr]",
    "brier": r"\frac1n\sum_{i=1}^n(s_i-y_i)^2",
    "roc_auc": r"y_i=1,\;y_j=0,\quad \mathrm{AUC}=\frac{\#\{s_i>s_j\}+\frac12\,\#\{s_i=s_j\}}{P\cdot N}",
    "average_precision": r"\sum_k(R_k-R_{k-1})\,P_k",
}


def tex(number: float) -> str:
    """A number for a formula: whole numbers in full, others to four significant decimals."""
    if abs(number - round(number)) < 1e-9 and abs(number) < 1e15:
        return str(round(number))
    text = f"{number:.4f}".rstrip("0") if abs(number) >= 0.01 else f"{number:.3g}"
    if "e" in text:
        mantissa, power = text.split("e")
        return rf"{mantissa}\cdot10^{{{int(power)}}}"
    return text


def with_numbers(scores: BinaryScores, c: Counts, beta: float, weights: np.ndarray) -> dict[str, str]:
    """Each formula with the counts and sums on the screen in place of its symbols, without the result."""
    tp, fp, fn, tn = map(tex, (c.tp, c.fp, c.fn, c.tn))
    total = c.tp + c.fp + c.fn + c.tn
    n, squared = tex(total), tex(beta**2)
    recall = rf"\frac{{{tp}}}{{{tp}+{fn}}}"
    specificity = rf"\frac{{{tn}}}{{{tn}+{fp}}}"
    observed = rf"\frac{{{tp}+{tn}}}{{{n}}}"
    chance = tex(((c.tp + c.fp) * (c.tp + c.fn) + (c.fn + c.tn) * (c.fp + c.tn)) / total**2)
    loss_sum = tex(float(log_loss(scores.y, scores.score, weights) * total))
    brier_sum = tex(float(weights @ (scores.score - scores.y) ** 2))
    return {
        "accuracy": rf"\frac{{{tp}+{tn}}}{{{tp}+{fp}+{fn}+{tn}}}",
        "balanced_accuracy": rf"\frac12\left({recall}+{specificity}\right)",
        "precision": rf"\frac{{{tp}}}{{{tp}+{fp}}}",
        "recall": recall,
        "specificity": specificity,
        "f_beta": rf"\frac{{(1+{squared})\cdot{tp}}}{{(1+{squared})\cdot{tp}+{squared}\cdot{fn}+{fp}}}",
        "mcc": rf"\frac{{{tp}\cdot{tn}-{fp}\cdot{fn}}}"
        rf"{{\sqrt{{({tp}+{fp})({tp}+{fn})({tn}+{fp})({tn}+{fn})}}}}",
        "kappa": rf"\frac{{{observed}-{chance}}}{{1-{chance}}}",
        "log_loss": rf"\frac{{{loss_sum}}}{{{n}}}",
        "brier": rf"\frac{{{brier_sum}}}{{{n}}}",
        **_rank_numbers(scores, weights),
    }


def _rank_numbers(scores: BinaryScores, weights: np.ndarray) -> dict[str, str]:
    positives, negatives, _ = tied_groups(scores.y, scores.score, weights)
    wins = tex(positives @ (np.cumsum(negatives) - negatives))
    ties = tex(positives @ negatives)
    all_positives, all_negatives = positives.sum(), negatives.sum()
    auc = rf"\frac{{{wins}+\frac12\cdot{ties}}}{{{tex(all_positives)}\cdot{tex(all_negatives)}}}"
    return {"roc_auc": auc, "average_precision": _precision_sum(positives[::-1], negatives[::-1])}


def _precision_sum(positives: np.ndarray, negatives: np.ndarray) -> str:
    """The first terms `ΔR · P` of the average precision, from the highest score down."""
    tp, fp = np.cumsum(positives), np.cumsum(negatives)
    adds = np.flatnonzero(positives)
    terms = [
        rf"\frac{{{tex(positives[k])}}}{{{tex(tp[-1])}}}\cdot\frac{{{tex(tp[k])}}}{{{tex(tp[k] + fp[k])}}}"
        for k in adds[:TERMS_SHOWN]
    ]
    return "+".join(terms) + (r"+\dots" if len(adds) > TERMS_SHOWN else "")
