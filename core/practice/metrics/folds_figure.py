"""Cross-validation: which samples each fold is tested on, and the score of each fold."""

import numpy as np

from core.figures.figure import Figure, Say, figure_text
from core.figures.theme import CATEGORICAL, CLASS_A, CLASS_B, INK, TEST, TRAIN, translucent
from core.practice.metrics.folds import CrossValidation
from core.practice.metrics.folds_report import score_table
from core.practice.metrics.plots import plot

HEIGHT = 340


def strip_figure(result: CrossValidation, t: Say) -> Figure:
    """One row for each fold: the samples sorted by class, solid where this fold tests and pale where it trains."""
    names = result.class_names or (t("folds.all_samples"),)
    target = result.target if result.class_names else np.zeros(len(result.target), dtype=int)
    counts = np.array(
        [np.bincount(result.assignment[target == c], minlength=len(result.folds)) for c in range(len(names))]
    )
    figure = _rows(t("folds.figure.strips"), t("folds.axis.samples"), result, t)
    start, width, fold, color, said = [], [], [], [], []
    hues = (CLASS_A, CLASS_B) if len(names) == 2 else CATEGORICAL
    offset = 0
    for c, name in enumerate(names):
        size, before = int(counts[c].sum()), 0
        hue = hues[c % len(hues)]
        figure.add_annotation(
            text=figure_text(name, 14), x=offset + size / 2, y=1, yref="paper", yanchor="bottom",
            showarrow=False, font={"color": INK, "size": 12},
        )  # fmt: skip
        for k, tested in enumerate(counts[c].tolist()):
            pieces = ((0, before, 0.22), (before, tested, 1.0), (before + tested, size - before - tested, 0.22))
            for at, count, depth in pieces:
                start.append(offset + at)
                width.append(count)
                fold.append(k + 1)
                color.append(translucent(hue, depth))
                said.append(t("folds.hover", fold=k + 1, name=figure_text(name), tested=tested, trained=size - tested))
            before += tested
        offset += size
    figure.add_bar(
        base=start, x=width, y=fold, orientation="h", width=0.78, marker={"color": color, "line": {"width": 0}},
        text=said, textposition="none", hovertemplate="%{text}<extra></extra>",
    )  # fmt: skip
    figure.update_xaxes(range=[0, len(target)], showgrid=False)
    return figure


def score_figure(result: CrossValidation, score: str, t: Say) -> Figure:
    """The score of each fold in its row: on the test samples, on the training samples; mean and spread as a band."""
    test, train = score_table(result, score)
    mean, spread = result.mean[score], result.spread[score]
    figure = _rows(t("folds.figure.scores", mean=mean, spread=spread), t("folds.metric." + score), result, t)
    figure.update_layout(showlegend=True)
    figure.add_vrect(mean - spread, mean + spread, fillcolor=translucent(TEST, 0.14), line={"width": 0}, layer="below")
    figure.add_vline(mean, line={"color": TEST, "width": 2})
    rows = np.arange(1, len(test) + 1)
    for values, color, symbol, name in (
        (train, TRAIN, "circle-open", t("folds.on_train")), (test, TEST, "circle", t("folds.on_test")),
    ):  # fmt: skip
        figure.add_scatter(
            x=values, y=rows, mode="markers", name=name, hovertemplate="%{y}: %{x:.5f}<extra>" + name + "</extra>",
            marker={"size": 12, "color": color, "symbol": symbol, "line": {"width": 2, "color": color}},
        )  # fmt: skip
    figure.update_xaxes(range=_range(np.concatenate([test, train, [mean - spread, mean + spread]])))
    return figure


def _rows(title: str, x: str, result: CrossValidation, t: Say) -> Figure:
    k = len(result.folds)
    rows = {"range": [k + 0.6, 0.4], "tickvals": list(range(1, k + 1)), "showgrid": False}
    return plot(title, x, t("folds.axis.fold"), HEIGHT, margin={"t": 62, "b": 44}, yaxis=rows)


def _range(values: np.ndarray) -> list[float]:
    """A range on whole steps around the values, so that small changes do not move the axis."""
    low, high = float(values.min()), float(values.max())
    step = 10.0 ** np.floor(np.log10(max(high - low, 1e-6)))
    return [float(np.floor(low / step - 0.25) * step), float(np.ceil(high / step + 0.25) * step)]
