"""The confusion matrix of several classes."""

import numpy as np

from core.figures.figure import Figure, Say, figure_text
from core.figures.theme import INK
from core.practice.metrics.classes import MulticlassReport
from core.practice.metrics.plots import WRONG_TO_RIGHT, plot

LONGEST_NAME = 14
TEXT_UP_TO = 20  # classes; beyond that a cell is too small for its number


def matrix_figure(
    report: MulticlassReport, normalize: str, opened: tuple[int, int], t: Say, *, height: int = 440
) -> Figure:
    """Rows are what is true, columns what is predicted; green is right, red is wrong, depth the share.

    `opened` is the cell whose samples are shown, (-1, -1) for none.
    """
    classes = len(report.class_names)
    counts, shown = report.matrix, report.shown
    depth = shown / max(1.0, counts.max()) if normalize == "none" else np.nan_to_num(shown)
    sign = 2 * np.eye(classes) - 1
    color = np.where(counts > 0, sign * (0.22 + 0.78 * np.sqrt(depth)), 0.0)
    names = visible_names(report.class_names)
    figure = plot(t(f"figure.{normalize}"), t("axis.predicted"), t("axis.true"), height)
    figure.add_heatmap(
        z=color, x=names, y=names, zmin=-1, zmax=1, showscale=False, xgap=2, ygap=2,
        colorscale=WRONG_TO_RIGHT,
        text=[[_cell(x, normalize, classes) for x in row] for row in shown], texttemplate="%{text}",
        textfont={"size": 16 if classes <= 4 else 12, "color": INK}, customdata=counts,
        hovertext=[[_cell(x, normalize, 0) for x in row] for row in shown],
        hovertemplate=t("hover", true="%{y}", predicted="%{x}", count="%{customdata:d}", shown="%{hovertext}")
        + "<extra></extra>",
    )  # fmt: skip
    figure.update_xaxes(type="category", showgrid=False, range=[-0.5, classes - 0.5])
    figure.update_yaxes(type="category", showgrid=False, range=[classes - 0.5, -0.5])
    row, column = opened
    if 0 <= row < classes and 0 <= column < classes:
        figure.add_shape(
            type="rect", x0=column - 0.48, x1=column + 0.48, y0=row - 0.48, y1=row + 0.48,
            line={"color": INK, "width": 2},
        )  # fmt: skip
    return figure


def matrix_alt(report: MulticlassReport, t: Say) -> str:
    """How many are right, and the commonest confusion."""
    wrong = report.matrix * (1 - np.eye(len(report.class_names)))
    true, predicted = np.unravel_index(int(wrong.argmax()), wrong.shape)
    right, n = int(np.trace(report.matrix)), int(report.matrix.sum())
    if not wrong.any():
        return t("alt.right", n=n)
    names = report.class_names
    return t("alt.matrix", right=right, n=n, true=names[true], predicted=names[predicted], count=int(wrong.max()))


def visible_names(names: tuple[str, ...]) -> list[str]:
    """Names for an axis: as text, short, and distinct."""
    short = [name if len(name) <= LONGEST_NAME else name[: LONGEST_NAME - 1] + "…" for name in names]
    numbered = (name if short.count(name) == 1 else f"{name} ({k})" for k, name in enumerate(short))
    return [figure_text(name) for name in numbered]


def _cell(value: float, normalize: str, classes: int) -> str:
    if classes > TEXT_UP_TO or (value == 0 and classes > 4):
        return ""
    if np.isnan(value):
        return "–"
    return f"{value:.0f}" if normalize == "none" else f"{value:.0%}" if classes > 4 else f"{value:.1%}"
