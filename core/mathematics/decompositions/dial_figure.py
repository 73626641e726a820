"""The dial of x and Ax, and the turning curve with its zeros."""

import numpy as np

from core.figures.figure import Figure, Say
from core.figures.plane import add_arrow, add_line, plane
from core.figures.theme import CLASS_A, CLASS_B, INK, NEUTRAL, PAPER, blank
from core.mathematics.decompositions.dial import Dial, line_angles
from core.mathematics.decompositions.plane_figure import (
    LINE_COLORS,
    MARGIN,
    add_circle,
    reach_of,
)

HEIGHT = 400
HEAD = 0.075  # of the reach: length of an arrow's head
LEVELS = {
    -180: "λ < 0   −180",
    -90: "−90",
    0: "λ > 0        0",
    90: "90",
    180: "λ < 0     180",
}  # where Ax lies on the line of x


def dial_figure(here: Dial, t: Say) -> Figure:
    """Unit circle with x, its image with Ax, and the eigenlines."""
    found, reach = here.found, reach_of(here.found.a)
    figure = plane("", ("x₁", "x₂"), reach, height=HEIGHT, zerolinecolor=NEUTRAL).update_layout(margin=MARGIN)
    add_circle(figure, np.eye(2))
    add_circle(figure, found.a, color=CLASS_A, dash="dot")
    for vector, value, color in zip(found.vectors, found.values, LINE_COLORS, strict=False):
        end = 2 * reach * vector
        add_line(figure, -end, end, color, width=2, dash="dash", layer="below")
        place = vector * 0.86 * reach / np.abs(vector).max()
        figure.add_annotation(
            x=float(place[0]), y=float(place[1]), text=f"<b>λ = {value:.4g}</b>".replace("-", "−"), showarrow=False,
            font={"color": INK, "size": 13}, bgcolor=PAPER, borderpad=1,
        )  # fmt: skip
    add_arrow(figure, (0, 0), here.image, CLASS_A, head=HEAD * reach, width=4, label="Ax")
    add_arrow(figure, (0, 0), here.x, CLASS_B, head=HEAD * reach, width=4)
    return figure


def turning_figure(here: Dial, t: Say) -> Figure:
    """The signed angle from x to Ax over the direction of x; at ±180° it goes on at the other edge."""
    figure = blank(
        "", t("axis.direction"), t("axis.turn"), height=HEIGHT, showlegend=False, shapes=[], margin=dict(MARGIN),
        hovermode="closest",
    )  # fmt: skip
    figure.update_layout(margin={"l": 92})
    figure.update_xaxes(range=[-4, 364], tickvals=[0, 90, 180, 270, 360], fixedrange=True, automargin=False)
    figure.update_yaxes(
        range=[-198, 198], tickvals=list(LEVELS), ticktext=list(LEVELS.values()), fixedrange=True, automargin=False
    )
    x, y = _with_gaps(here.angles, here.turning)
    for height in (-180, 0, 180):
        figure.add_hline(height, line={"color": NEUTRAL, "width": 1.5}, layer="below")
    figure.add_scatter(
        x=x, y=y, mode="lines", line={"color": INK, "width": 2.5, "simplify": False},
        hovertemplate="%{x:.1f}°: %{y:.1f}°<extra></extra>",
    )  # fmt: skip
    for angle, value, color in zip(line_angles(here.found), here.found.values, LINE_COLORS, strict=False):
        _zeros(figure, float(angle), value, color)
    figure.add_shape(
        type="line", x0=here.x_angle, x1=here.x_angle, y0=0, y1=1, yref="y domain",
        line={"color": CLASS_B, "width": 1.5, "dash": "dot"}, layer="below",
    )  # fmt: skip
    return figure


def _zeros(figure: Figure, angle: float, value: float, color: str) -> None:
    """Both directions of an eigenline, where its turn is 0° or 180°; a dotted line where Ax is 0."""
    both = [angle, angle + 180] + ([360.0] if angle == 0 else [])
    if value == 0:
        for one in both:
            figure.add_vline(one, line={"color": color, "width": 2, "dash": "dash"}, layer="below")
        return
    heights = [0] if value > 0 else [-180, 180]
    figure.add_scatter(
        x=both * len(heights), y=np.repeat(heights, len(both)), mode="markers",
        marker={"size": 12, "color": color, "symbol": "diamond", "line": {"width": 1.5, "color": PAPER}},
        hovertemplate=f"λ = {value:.4g}<br>%{{x:.4g}}°<extra></extra>", cliponaxis=False,
    )  # fmt: skip


def _with_gaps(angles: np.ndarray, turning: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """The curve with NaN wherever it leaves at one edge and enters at the other, or Ax turns round at once."""
    jumps = np.flatnonzero(np.abs(np.diff(turning)) > 90) + 1
    return np.insert(angles, jumps, np.nan), np.insert(turning, jumps, np.nan)


def dial_alt(here: Dial, t: Say) -> str:
    """What the dial shows, in one sentence."""
    return t("alt.dial", angle=here.x_angle, stretch=here.stretch, lines=len(here.found.vectors))


def turning_alt(here: Dial, t: Say) -> str:
    """What the turning curve shows, in one sentence."""
    finite = here.turning[np.isfinite(here.turning)]
    low, high = (float(finite.min()), float(finite.max())) if finite.size else (0.0, 0.0)
    return t("alt.turning", low=low, high=high, lines=len(here.found.vectors))
