"""The unit square with its four areas, all of them shapes, and the strip of what a condition leaves."""

from core.figures.figure import Figure, Say
from core.figures.plane import add_line
from core.figures.theme import CLASS_A, CLASS_B, INK, NEUTRAL, blank, translucent
from core.probability.bayes.square import UnitSquare, UnitSquareConfig, mask_of

HEIGHT = 440
STRIP_HEIGHT = 150
LEAST = 0.045  # width and height of an area that has room for its name
NAMES = (("ab", "a_only"), ("b_only", "neither"))
COLORS = ((CLASS_B, CLASS_A), (CLASS_B, NEUTRAL))


def square_figure(found: UnitSquare, config: UnitSquareConfig, t: Say) -> Figure:
    """A is the column on the left, B the lower part of both columns; what the condition rules out is faint."""
    figure = blank("", t("axis.a"), t("axis.b"), height=HEIGHT, showlegend=False, shapes=[])
    axis = {"range": [-0.005, 1.005], "fixedrange": True, "dtick": 0.25, "showgrid": False, "automargin": False}
    figure.update_layout(
        xaxis={**axis, "constrain": "domain"}, yaxis={**axis, "scaleanchor": "x", "constrain": "domain"},
        margin={"l": 52, "r": 12, "t": 12, "b": 44},
    )  # fmt: skip
    heights = ((0, config.b_in_a, 1), (0, config.b_outside, 1))
    for row, (left, right) in enumerate(((0, config.a), (config.a, 1))):
        for column in (0, 1):
            low, high = heights[row][column : column + 2]
            inside = bool(mask_of(config.given)[row, column])
            _area(figure, (left, right, low, high), NAMES[row][column], COLORS[row][column], inside, t)
    add_line(figure, (config.a, 0), (config.a, 1), INK, width=2)
    add_line(figure, (0, config.b_in_a), (config.a, config.b_in_a), INK, width=2)
    add_line(figure, (config.a, config.b_outside), (1, config.b_outside), INK, width=2)
    if found.relation != "certain":
        add_line(figure, (0, found.b), (1, found.b), INK, width=1.5, dash="dot")
        figure.add_annotation(
            text=t("figure.mean"), x=1, y=found.b, xanchor="right", yanchor="bottom", showarrow=False, font={"size": 13}
        )
    return figure


def _area(
    figure: Figure, edges: tuple[float, float, float, float], name: str, color: str, inside: bool, t: Say
) -> None:
    left, right, low, high = edges
    depth = (0.75 if name == "ab" else 0.42) if inside else 0.07
    area = (right - left) * (high - low)
    text = f"<b>{t('figure.' + name)}</b><br>{area:.4g}" if min(right - left, high - low) > LEAST * 3 else ""
    label = {"text": text, "font": {"size": 14, "color": INK if inside else NEUTRAL}}
    figure.add_shape(
        type="rect", x0=left, x1=right, y0=low, y1=high, layer="below", line={"width": 0},
        fillcolor=translucent(color, depth), label=label,
    )  # fmt: skip


def strip_figure(found: UnitSquare, config: UnitSquareConfig, t: Say) -> Figure:
    """What the condition leaves, enlarged to a strip of width 1: how much of it is A and B, A alone, and so on."""
    figure = blank(
        "", "", "", height=STRIP_HEIGHT, showlegend=False, shapes=[], margin={"l": 4, "r": 4, "t": 8, "b": 26}
    )
    axis = {"fixedrange": True, "showgrid": False, "automargin": False}
    figure.update_layout(
        xaxis={**axis, "range": [0, 1], "dtick": 0.25}, yaxis={**axis, "range": [0, 1], "visible": False}
    )
    if found.known == 0:
        figure.add_annotation(text=t("figure.empty"), x=0.5, y=0.5, showarrow=False)
        return figure
    kept, left = found.areas * mask_of(config.given), 0.0
    for row in (0, 1):
        for column in (0, 1):
            width = float(kept[row, column]) / found.known
            text = f"<b>{t('figure.' + NAMES[row][column])}</b><br>{width:.4g}" if width > LEAST * 3 else ""
            figure.add_shape(
                type="rect", x0=left, x1=left + width, y0=0, y1=1, line={"width": 1, "color": INK}, layer="below",
                fillcolor=translucent(COLORS[row][column], 0.75 if (row, column) == (0, 0) else 0.42),
                label={"text": text, "font": {"size": 14, "color": INK}},
            )  # fmt: skip
            left += width
    return figure
