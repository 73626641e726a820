"""One row on its way from cells to numbers, and the pipeline as a diagram."""

from collections.abc import Mapping, Sequence

from core.figures.figure import Figure, Say, figure_text
from core.figures.theme import BAD, CATEGORICAL, GRID, INK, NEUTRAL, PAPER, TEST, blank, translucent
from core.practice.data.features import PreparationConfig, Prepared
from core.practice.data.frame import Frame, missing

ROW_HEIGHT, DIAGRAM_HEIGHT = 420, 300
MOST_CELLS, MOST_SLOTS = 12, 24
HIDDEN: Mapping[str, object] = {"visible": False, "fixedrange": True}


def row_figure(
    frame: Frame, found: Prepared, row: int, names: Sequence[str], labels: Sequence[str], classes: Sequence[str],
    t: Say,
) -> Figure:  # fmt: skip
    """The cells of one row above, the numbers of its tensor below, and which comes from which.

    `names` and `labels` are what the columns are called and what their cells hold, numbers before classes; `classes`
    are those for which the numbers stand, "" where for none.
    """
    figure = blank(height=ROW_HEIGHT, shapes=[], annotations=[], showlegend=False)
    figure.update_layout(margin={"l": 4, "r": 4, "t": 4, "b": 4})
    figure.update_layout(xaxis={**HIDDEN, "range": [-0.02, 1.02]}, yaxis={**HIDDEN, "range": [-0.72, 1.75]})
    figure.add_scatter(x=[0], y=[0], mode="markers", marker={"opacity": 0}, hoverinfo="skip")  # shapes want a trace
    columns = [*found.number_names, *found.code_names]
    cells = [(k + 0.5) / min(len(columns), MOST_CELLS) for k in range(min(len(columns), MOST_CELLS))]
    slots = [(k + 0.5) / min(len(found.origins), MOST_SLOTS) for k in range(min(len(found.origins), MOST_SLOTS))]
    for k, (kind, place, _) in enumerate(found.origins[: len(slots)]):
        source = place if kind == "n" else len(found.number_names) + place
        if kind != "p" and source < len(cells):
            line = {"color": translucent(_color(source), 0.55), "width": 2}
            x0, x1 = cells[source], slots[k]
            path = f"M{x0:.4f},0.86C{x0:.4f},0.5 {x1:.4f},0.5 {x1:.4f},0.16"
            figure.add_shape(type="path", path=path, line=line)
    for k, x in enumerate(cells):
        lost = bool(missing(frame.column(columns[k]))[found.rows[row]])
        half = min(0.44 / len(cells), 0.12)
        _cell(figure, x, half, 1.0, BAD if lost else _color(k), "?" if lost else figure_text(labels[k], 9))
        figure.add_annotation(
            x=x, y=1.18, text=figure_text(names[k], 16), textangle=-35 if len(cells) > 4 else 0,
            showarrow=False, xanchor="left" if len(cells) > 4 else "center", yanchor="bottom",
            font={"size": 11, "color": INK}, xshift=-10 if len(cells) > 4 else 0,
        )  # fmt: skip
    for k, x in enumerate(slots):
        kind, place, _ = found.origins[k]
        color = NEUTRAL if kind == "p" else _color(place if kind == "n" else len(found.number_names) + place)
        size = 12 if len(slots) <= 12 else 9
        _cell(figure, x, 0.47 / len(slots), 0.0, color, f"{found.matrix[row, k]:.2f}", size=size)
        if classes[k] and len(slots) <= MOST_CELLS:
            figure.add_annotation(
                x=x, y=-0.17, text=figure_text(classes[k], 12), textangle=-35, showarrow=False, xanchor="right",
                yanchor="top", font={"size": 10, "color": INK}, xshift=8,
            )  # fmt: skip
    cut = len(found.origins) - len(slots)
    tail = t("figure.more_slots", count=cut) if cut else ""
    figure.add_annotation(
        x=0, y=-0.62, xanchor="left", showarrow=False, font={"size": 12},
        text=t("figure.tensor", width=len(found.origins)) + " " + tail,
    )  # fmt: skip
    return figure


def _color(k: int) -> str:
    return CATEGORICAL[k % len(CATEGORICAL)]


def _cell(figure: Figure, x: float, half: float, y: float, color: str, text: str, size: int = 12) -> None:
    figure.add_shape(
        type="rect", x0=x - half, x1=x + half, y0=y - 0.14, y1=y + 0.14, line={"color": color, "width": 2},
        fillcolor=translucent(color, 0.16),
    )  # fmt: skip
    figure.add_annotation(x=x, y=y, text=text, showarrow=False, font={"size": size, "color": INK})


def diagram_figure(
    found: Prepared, config: PreparationConfig, model: str, t: Say
) -> Figure:  # fmt: skip
    """The pipeline from left to right; above an arrow stands how many columns pass it."""
    figure = blank(height=DIAGRAM_HEIGHT, shapes=[], annotations=[], showlegend=False)
    figure.update_layout(margin={"l": 4, "r": 4, "t": 4, "b": 4})
    figure.update_layout(xaxis={**HIDDEN, "range": [-0.6, 6.6]}, yaxis={**HIDDEN, "range": [-1.7, 1.9]})
    figure.add_scatter(x=[0], y=[0], mode="markers", marker={"opacity": 0}, hoverinfo="skip")
    numbers, codes = len(found.number_names), len(found.code_names)
    widths = dict(found.widths)
    _step(figure, 0, 0, t("step.table"), NEUTRAL)
    both = numbers > 0 and codes > 0
    upper, lower = (0.85, -0.85) if both else (0.0, 0.0)
    for y, count, wide, titles in (
        (upper, numbers, numbers, (t(f"options.fill.{config.fill}"), t(f"options.scaling.{config.scaling}"))),
        (lower, codes, widths["columns"] - numbers, (t("step.mode"), t(f"options.encoding.{config.encoding}"))),
    ):
        if not count:
            continue
        _arrow(figure, (0.42, 0), (0.58, y), str(count))
        _step(figure, 1, y, titles[0], TEST)
        _arrow(figure, (1.42, y), (1.58, y), "")
        _step(figure, 2, y, titles[1], TEST if titles[1] != t("options.scaling.none") else GRID)
        _arrow(figure, (2.42, y), (2.58, 0), str(wide))
    _step(figure, 3, 0, t("step.join"), NEUTRAL)
    _arrow(figure, (3.42, 0), (3.58, 0), str(widths["columns"]))
    _step(figure, 4, 0, t("step.select"), TEST if "select" in widths else GRID)
    _arrow(figure, (4.42, 0), (4.58, 0), str(widths.get("select", widths["columns"])))
    _step(figure, 5, 0, t("step.pca"), TEST if "pca" in widths else GRID)
    _arrow(figure, (5.42, 0), (5.58, 0), str(found.matrix.shape[1]))
    _step(figure, 6, 0, model, BAD)
    return figure


def _step(figure: Figure, x: float, y: float, text: str, color: str) -> None:
    """A box; a step that is left out is dotted."""
    absent = color == GRID
    figure.add_shape(
        type="rect", x0=x - 0.42, x1=x + 0.42, y0=y - 0.42, y1=y + 0.42, fillcolor=PAPER,
        line={"color": color, "width": 1 if absent else 2, "dash": "dot" if absent else "solid"},
    )  # fmt: skip
    figure.add_annotation(
        x=x,
        y=y,
        text=text.replace(" ", "<br>"),
        showarrow=False,
        font={"size": 12, "color": NEUTRAL if absent else INK},
    )


def _arrow(figure: Figure, start: tuple[float, float], end: tuple[float, float], text: str) -> None:
    figure.add_shape(
        type="line", x0=start[0], y0=start[1], x1=end[0], y1=end[1], line={"color": INK, "width": 1.5}
    )  # fmt: skip
    if text:
        x, y = (start[0] + end[0]) / 2, (start[1] + end[1]) / 2
        figure.add_annotation(x=x, y=y, yshift=14, text=f"<b>{text}</b>", showarrow=False, font={"size": 12})
