"""The loss of a network that reads a text beside three baselines, and what it expects next."""

import numpy as np

from core.figures.figure import Figure, Say, figure_text
from core.figures.theme import CLASS_B, INK, NEUTRAL, TEST, TRAIN, blank
from core.networks.rnn.text import TextNet, Writing

HEIGHT = 250
NEAR = 0.14  # of the highest baseline: labels of lines as close as this would lie on each other
BARS = 16  # characters that are shown
COLUMNS, WIDE_COLUMNS = 40, 26  # of narrow letters, and of Chinese
FIRST_WIDE = 0x2E80
ROW_HEIGHT = 26.2
Colors = tuple[tuple[float, float], tuple[tuple[float, str], ...]]  # ends of the values, and the scale


def text_loss_figure(net: TextNet, steps: int, t: Say) -> Figure:
    """Loss over the steps, on the windows and on the held-out end, and the three baselines as lines."""
    baselines = net.baselines
    figure = blank(t("figure.text_loss"), t("axis.step"), t("axis.nats"), height=HEIGHT, showlegend=False, shapes=[],
                   annotations=[], margin={"l": 50, "r": 16, "t": 52, "b": 38})  # fmt: skip
    figure.update_xaxes(range=[0, steps], fixedrange=True, automargin=False)
    highest = max(baselines.max(), min(net.held_out.max(initial=0), 3 * baselines.max()))
    figure.update_yaxes(range=[0, float(highest) * 1.12], fixedrange=True, automargin=False)
    for name, color in (("losses", TRAIN), ("held_out", TEST)):
        figure.add_scatter(
            x=net.steps, y=getattr(net, name), mode="lines", line={"color": color, "width": 2},
            hovertemplate="%{x}: %{y:.3f}<extra></extra>",
        )  # fmt: skip
    uniform, single, pair = baselines.tolist()
    room = NEAR * uniform
    places = {  # where two lines are close, the second label stands below its line, the third at the left
        "uniform": (uniform, "right", "bottom"),
        "frequency": (single, "right", "top" if abs(uniform - single) < room else "bottom"),
        "pairs": (
            pair,
            "left" if abs(pair - single) < room else "right",
            "top" if single - room < pair < single else "bottom",
        ),
    }
    for name, (value, side, anchor) in places.items():
        figure.add_hline(value, line={"color": INK, "width": 1, "dash": "dot"})
        figure.add_annotation(x=steps if side == "right" else 0, y=value, text=t(f"figure.{name}", loss=value),
                              showarrow=False, xanchor=side, yanchor=anchor, font={"size": 11})  # fmt: skip
    figure.add_annotation(
        x=0, y=1.0, xref="paper", yref="paper", xanchor="left", yanchor="bottom", showarrow=False, font={"size": 12},
        text=t("figure.text_names", train=TRAIN, held_out=TEST),
    )  # fmt: skip
    return figure


def next_figure(net: TextNet, writing: Writing, t: Say) -> Figure:
    """The sixteen likeliest characters after the prompt: as the network says, and as they are drawn."""
    best = np.argsort(-writing.plain, kind="stable")[:BARS]
    names = [shown_character(int(net.alphabet[k]), t) for k in best]
    figure = blank(t("figure.next"), "", t("axis.probability"), height=HEIGHT, barmode="group", annotations=[],
                   showlegend=False, margin={"l": 50, "r": 16, "t": 52, "b": 38})  # fmt: skip
    places = list(range(len(best)))
    figure.update_xaxes(
        tickvals=places, ticktext=names, range=[-0.6, BARS - 0.4], tickangle=0, fixedrange=True, automargin=False
    )
    figure.update_yaxes(range=[0, 1], fixedrange=True, automargin=False)
    for values, color in ((writing.plain, NEUTRAL), (writing.used, CLASS_B)):
        figure.add_bar(x=places, y=values[best], marker={"color": color}, hovertemplate="%{y:.4f}<extra></extra>")
    figure.add_annotation(
        x=0, y=1.0, xref="paper", yref="paper", xanchor="left", yanchor="bottom", showarrow=False, font={"size": 12},
        text=t("figure.next_names", plain=NEUTRAL, used=CLASS_B),
    )  # fmt: skip
    return figure


def text_rows(title: str, codes: np.ndarray, values: np.ndarray, rows: int, colors: Colors, t: Say) -> Figure:
    """Rows of characters, codes (n,), each on the color of its value (n,) between the ends of `colors`.

    What is more than the rows hold is left out; a value of NaN has no color.
    """
    (low, high), scale = colors
    columns = columns_of(codes)
    count = min(len(codes), rows * columns)
    shown = np.full(rows * columns, np.nan)
    shown[:count] = values[:count]
    texts = [shown_character(int(code), t) for code in codes[:count]] + [""] * (rows * columns - count)
    figure = blank(
        title, height=round(ROW_HEIGHT * rows) + 38, margin={"l": 4, "r": 4, "t": 34, "b": 4}, showlegend=False
    )
    figure.update_xaxes(range=[-0.5, columns - 0.5], visible=False, fixedrange=True)
    figure.update_yaxes(range=[rows - 0.5, -0.5], visible=False, fixedrange=True)
    figure.add_heatmap(
        x=np.arange(columns), y=np.arange(rows), z=shown.reshape(rows, columns), zmin=low, zmax=high, showscale=False,
        colorscale=[list(pair) for pair in scale], texttemplate="%{text}",
        text=[texts[row * columns : (row + 1) * columns] for row in range(rows)],
        textfont={"size": 13 if columns == WIDE_COLUMNS else 12, "color": INK, "family": "monospace"},
        hovertemplate="%{text}: %{z:.2f}<extra></extra>",
    )  # fmt: skip
    return figure


def columns_of(codes: np.ndarray) -> int:
    """How many characters of a text, codes (n,), stand in a row."""
    return WIDE_COLUMNS if (codes > FIRST_WIDE).mean() > 0.5 else COLUMNS


def shown_character(code: int, t: Say) -> str:
    """A character as a label: a space and the end of a line by signs."""
    return {32: "␣", 10: "↵", 9: "⇥"}.get(code) or figure_text(chr(code)).replace("&quot;", '"').replace("&#x27;", "'")
