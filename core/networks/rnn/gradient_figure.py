"""How far a gradient reaches back through time, and the eigenvalues that decide it for a plain RNN."""

import math

import numpy as np

from core.figures.figure import Figure, Say
from core.figures.plane import add_path, circle, plane
from core.figures.theme import CATEGORICAL, CLASS_B, GRADIENT, INK, NEUTRAL, blank
from core.networks.rnn.gradient import SPAN, GradientFlow
from core.networks.rnn.settings import GradientConfig

HEIGHT = 420
LOW, HIGH = -14.0, 8.0  # powers of ten that are shown
COLORS = {"RNN": NEUTRAL, "LSTM": CATEGORICAL[4], "GRU": CATEGORICAL[2]}
BACK = np.arange(SPAN + 1)


def flow_figure(flow: GradientFlow, config: GradientConfig, t: Say) -> Figure:
    """Lengths of the gradient k steps before the end for the three cells, the power of the radius, and the clip."""
    figure = blank(t("figure.flow"), t("axis.back"), height=HEIGHT, margin={"l": 58, "r": 8, "t": 58, "b": 40})
    figure.update_layout(shapes=[], annotations=[], showlegend=False)
    figure.update_xaxes(range=[SPAN + 0.5, -0.5], fixedrange=True, automargin=False)
    figure.update_yaxes(type="log", range=[LOW, HIGH], fixedrange=True, automargin=False, exponentformat="power",
                        dtick=2)  # fmt: skip
    for kind, color in COLORS.items():
        _curve(figure, flow.of(kind), kind, {"color": color, "width": 3})
    _curve(figure, config.radius ** BACK.astype(float), "ρᵏ", {"color": INK, "width": 1.5, "dash": "dot"})
    clipped = flow.rnn * flow.clip_factor if config.max_norm > 0 else np.full(SPAN + 1, math.nan)
    _curve(figure, clipped, t("legend.clipped"), {"color": GRADIENT, "width": 2, "dash": "dash"})
    figure.add_vline(config.lag, line={"color": INK, "width": 1.5, "dash": "dot"})
    marks = [float(flow.of(kind)[config.lag]) for kind in COLORS]
    figure.add_scatter(
        x=[config.lag] * len(marks), y=np.clip(marks, 1e-300, 1e300), mode="markers", hoverinfo="skip",
        marker={"size": 11, "color": list(COLORS.values()), "line": {"color": INK, "width": 1}},
    )  # fmt: skip
    figure.add_annotation(
        x=0, y=1.02, xref="paper", yref="paper", xanchor="left", yanchor="bottom", showarrow=False, font={"size": 13},
        text=t("figure.flow_names", rnn=COLORS["RNN"], lstm=COLORS["LSTM"], gru=COLORS["GRU"], clipped=GRADIENT),
    )  # fmt: skip
    return figure


def _curve(figure: Figure, values: np.ndarray, name: str, line: dict[str, object]) -> None:
    figure.add_scatter(
        x=BACK, y=np.where(values > 0, np.maximum(values, 1e-300), math.nan), mode="lines", line=line, name=name,
        hovertemplate=f"{name}, %{{x}}: %{{y:.3g}}<extra></extra>",
    )  # fmt: skip


def eigenvalue_figure(flow: GradientFlow, t: Say) -> Figure:
    """The eigenvalues of the plain RNN's recurrent matrix beside the circle of radius 1."""
    figure = plane(t("figure.eigenvalues"), (t("axis.real"), t("axis.imaginary")), 2.2, height=330, constrain="domain")
    add_path(figure, [circle()], INK, 1.5, dash="dot")
    for value in flow.eigenvalues:
        figure.add_dot(float(value.real), float(value.imag), 9, fillcolor=CLASS_B, line={"width": 0})
    return figure
