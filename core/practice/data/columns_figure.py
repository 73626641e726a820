"""Pictures of a table: a card for each column, two columns against each other, and how all go together."""

from collections.abc import Sequence

import numpy as np

from core.figures.figure import Figure, Say, figure_text
from core.figures.theme import BAD, CATEGORICAL, CLASS_B, DIVERGING, INK, NEUTRAL, SEQUENTIAL, TEST, blank, translucent
from core.practice.data.columns import Associations, Card, Pairs
from core.practice.data.frame import Frame, missing

ACROSS, PAGE = 4, 16  # cards side by side, and on one page
MOST_POINTS = 2000
STRIPS = 180  # of rows, in the picture of what is missing
VIEW_HEIGHT = 430


def cards_figure(cards: Sequence[Card], names: Sequence[str], chosen: int, t: Say) -> Figure:
    """A small histogram for each column of the chosen one's page; the chosen card is framed. `chosen` counts from 0."""
    first = chosen // PAGE * PAGE
    shown = list(cards[first : first + PAGE])
    rows = -(-len(shown) // ACROSS)
    height = rows * (128 if rows < 3 else 92)
    figure = blank(height=height, showlegend=False, bargap=0.06, annotations=[], shapes=[])
    figure.update_layout(margin={"l": 4, "r": 4, "t": 4, "b": 4})
    for k, card in enumerate(shown):
        mark = "" if k == 0 else str(k + 1)
        left, top = (k % ACROSS) / ACROSS, 1 - (k // ACROSS) / rows
        box = (left + 0.006, left + 1 / ACROSS - 0.006, top - 1 / rows + 0.02, top - 0.01)
        color = {"number": CLASS_B, "class": TEST}.get(card.kind, NEUTRAL)
        centers = (card.edges[1:] + card.edges[:-1]) / 2 if len(card.edges) else np.arange(len(card.counts))
        labels = [f"{x:.4g}" for x in centers] if not card.labels else [figure_text(name) for name in card.labels]
        figure.add_bar(
            x=np.arange(len(card.counts)), y=card.counts, xaxis=f"x{mark}", yaxis=f"y{mark}", marker={"color": color},
            customdata=labels, hovertemplate="%{customdata}: %{y}<extra></extra>",
        )  # fmt: skip
        hidden = {"visible": False, "fixedrange": True}
        across = {**hidden, "domain": [box[0] + 0.008, box[1] - 0.008], "anchor": f"y{mark}"}
        tall = max(float(card.counts.max()) if len(card.counts) else 1.0, 1.0)
        down = {**hidden, "domain": [box[2] + 0.02, box[3] - 44 / height], "anchor": f"x{mark}", "range": [0, tall]}
        figure.update_layout(**{f"xaxis{mark}": across, f"yaxis{mark}": down})
        line = {
            "color": BAD if first + k == chosen else translucent(NEUTRAL, 0.5),
            "width": 2.5 if first + k == chosen else 1,
        }
        figure.add_shape(type="rect", xref="paper", yref="paper", x0=box[0], x1=box[1], y0=box[2], y1=box[3], line=line)
        kind = t(f"kind_sign.{card.kind}")
        name = figure_text(names[first + k], 19)
        for shift, text, size, tint in ((3, f"<b>{name}</b>", 12, INK), (19, _line(card, kind, t), 11, INK)):
            figure.add_annotation(
                x=box[0] + 0.008, y=box[3], yshift=-shift, xref="paper", yref="paper", xanchor="left", yanchor="top",
                text=text, showarrow=False, font={"size": size, "color": tint},
            )  # fmt: skip
    return figure


def _line(card: Card, kind: str, t: Say) -> str:
    gaps = t("figure.gaps", count=card.missing) if card.missing else ""
    return f"{kind} {gaps}"


def pairs_figure(
    frame: Frame, names: Sequence[str], by: str, classes: Sequence[str], found: Pairs, t: Say
) -> Figure:  # fmt: skip
    """Two columns as points with their line; the classes of a third in colors, each with a line of its own.

    `names` holds the columns across and upward, and what they are called.
    """
    across, upward, called_x, called_y = names
    figure = blank("", figure_text(called_x), figure_text(called_y), height=VIEW_HEIGHT, hovermode="closest")
    x, y = frame.column(across).values, frame.column(upward).values
    some = np.arange(frame.rows)[:: -(-frame.rows // MOST_POINTS)]
    codes = frame.column(by).values if by else np.zeros(frame.rows, dtype=int)
    for code in [*range(len(classes) if by else 1), *([-1] if by else [])]:
        chosen = some[codes[some] == code]
        if not len(chosen):
            continue
        name = figure_text(classes[code]) if by and code >= 0 else "?"
        color = CATEGORICAL[code % len(CATEGORICAL)] if by and code >= 0 else CLASS_B if not by else NEUTRAL
        figure.add_scatter(
            x=x[chosen], y=y[chosen], mode="markers", name=name, showlegend=bool(by), customdata=chosen + 1,
            marker={"size": 6, "color": color, "opacity": 0.7},
            hovertemplate=t("figure.row") + "<br>(%{x:.5g}, %{y:.5g})<extra></extra>",
        )  # fmt: skip
    ends = np.array([np.nanmin(x), np.nanmax(x)]) if np.isfinite(x).any() else np.zeros(2)
    _line_of(figure, ends, found.slope, found.intercept, INK, 3, "dash" if by else "solid")
    for code, _, _, slope, intercept in found.groups:
        mine = x[(codes == code) & np.isfinite(y)]
        mine = mine[np.isfinite(mine)]
        if len(mine):
            color = CATEGORICAL[code % len(CATEGORICAL)]
            _line_of(figure, np.array([mine.min(), mine.max()]), slope, intercept, color, 3, "solid")
    return figure


def _line_of(figure: Figure, x: np.ndarray, slope: float, intercept: float, color: str, width: int, dash: str) -> None:
    if np.isfinite(slope):
        figure.add_scatter(
            x=x, y=slope * x + intercept, mode="lines", showlegend=False, hoverinfo="skip",
            line={"color": color, "width": width, "dash": dash},
        )  # fmt: skip


def association_figure(found: Associations, names: Sequence[str], t: Say) -> Figure:
    """The matrix of all pairs; what each number is stands on hover."""
    figure = blank("", height=VIEW_HEIGHT, showlegend=False)
    labels = [figure_text(name, 18) for name in names]
    said = [[t(f"association.{kind}") if kind else "" for kind in row] for row in found.kinds]
    few = len(names) <= 12
    figure.add_heatmap(
        z=found.values, zmin=-1, zmax=1, colorscale=[list(stop) for stop in DIVERGING], customdata=said,
        text=np.round(found.values, 2).tolist() if few else None, texttemplate="%{text}" if few else None,
        textfont={"size": 11, "color": "#222"}, showscale=True, colorbar={"thickness": 10, "len": 0.9},
        hovertemplate="%{customdata}: %{z:.4f}<extra></extra>", xgap=1, ygap=1,
    )  # fmt: skip
    ticks = {"tickvals": list(range(len(labels))), "ticktext": labels, "fixedrange": True, "showgrid": False}
    size = {"size": 11 if len(labels) <= 20 else 8}
    figure.update_layout(
        xaxis={**ticks, "tickangle": -45, "tickfont": size}, yaxis={**ticks, "autorange": "reversed", "tickfont": size}
    )
    return figure


def missing_figure(frame: Frame, names: Sequence[str], t: Say) -> Figure:
    """Which cells are missing: rows in their order from above, a column beside the other."""
    gaps = np.stack([missing(column) for column in frame.columns], axis=1).astype(float)
    strips = np.array_split(gaps, min(len(gaps), STRIPS))
    z = np.array([strip.mean(axis=0) for strip in strips])
    starts = np.cumsum([0, *(len(strip) for strip in strips[:-1])]) + 1
    figure = blank("", y=t("axis.row"), height=VIEW_HEIGHT, showlegend=False)
    figure.add_heatmap(
        z=z, y=starts, zmin=0, zmax=1, colorscale=[list(stop) for stop in SEQUENTIAL], showscale=False, xgap=2,
        hovertemplate=t("figure.missing_from") + "<extra></extra>",
    )  # fmt: skip
    labels = [figure_text(name, 18) for name in names]
    figure.update_xaxes(
        tickvals=list(range(len(labels))), ticktext=labels, tickangle=-45, fixedrange=True, showgrid=False
    )
    return figure.update_yaxes(autorange="reversed", fixedrange=True, showgrid=False)
