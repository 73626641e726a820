"""A batch before and after normalization, and the running statistics on their way."""

import numpy as np

from core.figures.figure import Figure, Say
from core.figures.theme import CLASS_A, CLASS_B, INK, NEUTRAL, PAPER, blank, translucent
from core.learning.regularization.capacity_figure import MARGIN, STILL
from core.learning.regularization.normalization import DEVIATION, MEAN, MOST_SEEN, NormalizedBatch
from core.learning.regularization.settings import NormalizationConfig

ROWS = {"before": 2.0, "after": 1.0, "elsewhere": 0.0}
LOW, HIGH = -7.0, 13.0
EDGE = 0.2  # between the end of the axis and what lies beyond it


def within(values: np.ndarray) -> np.ndarray:
    """The values, those beyond the axis at its nearer end; the shape is kept."""
    return np.asarray(np.clip(values, LOW + EDGE, HIGH - EDGE))


def symbols(values: np.ndarray) -> list[str]:
    """A marker for each of the values (n,): a circle, or a triangle that points beyond the axis."""
    return ["triangle-right" if x > HIGH else "triangle-left" if x < LOW else "circle" for x in values]


def batch_figure(found: NormalizedBatch, config: NormalizationConfig, t: Say, *, height: int = 400) -> Figure:
    """The batch above, normalized below, and lowest the marked sample's outputs in other batches."""
    figure = blank(t("figure.batch"), t("axis.value"), height=height, margin={**MARGIN, "l": 12}, showlegend=False)
    figure.update_xaxes(range=[LOW, HIGH], **STILL)
    figure.update_yaxes(range=[-0.4, 2.75], showticklabels=False, **{**STILL, "showgrid": False})
    for row, y in ROWS.items():
        figure.add_hline(y, line={"color": NEUTRAL, "width": 1})
        figure.add_annotation(
            text=t(f"row.{row}"), x=LOW + 0.1, y=y + 0.08, xanchor="left", yanchor="bottom", showarrow=False,
            font={"size": 12},
        )  # fmt: skip
    sd = float(np.sqrt(found.variance))
    figure.add_shape(
        type="rect", x0=found.mean - sd, x1=found.mean + sd, y0=1.93, y1=2.07, line={"width": 0}, layer="below",
        fillcolor=translucent(NEUTRAL, 0.45),
    )  # fmt: skip
    gap = np.full(len(found.inputs), np.nan)
    outputs = within(found.outputs)
    figure.add_scatter(
        x=np.stack([found.inputs, outputs, gap], axis=1).ravel(), mode="lines", hoverinfo="skip",
        y=np.tile([ROWS["before"], ROWS["after"], np.nan], len(gap)),
        line={"color": translucent(CLASS_B, 0.35), "width": 1},
    )  # fmt: skip
    colors = [*[CLASS_B] * (len(found.inputs) - 1), CLASS_A]  # the marked sample last, above the others
    sizes = [*[9] * (len(found.inputs) - 1), 13]
    figure.add_scatter(
        x=[found.inputs[0], outputs[0]], y=[ROWS["before"], ROWS["after"]], mode="lines", hoverinfo="skip",
        line={"color": CLASS_A, "width": 2},
    )  # fmt: skip
    for values, row in ((found.inputs, "before"), (found.outputs, "after")):
        figure.add_scatter(
            x=within(np.roll(values, -1)), y=np.full(len(values), ROWS[row]), mode="markers",
            customdata=np.roll(values, -1), hovertemplate="%{customdata:.4g}<extra></extra>",
            marker={
                "size": sizes, "color": colors, "symbol": symbols(np.roll(values, -1)),
                "line": {"width": 1, "color": PAPER},
            },
        )  # fmt: skip
    figure.add_scatter(
        x=within(found.elsewhere), y=np.full(len(found.elsewhere), ROWS["elsewhere"]), mode="markers",
        marker={"symbol": "line-ns", "size": 16, "line": {"width": 1, "color": CLASS_A}},
        customdata=found.elsewhere, hovertemplate="%{customdata:.4g}<extra></extra>",
    )  # fmt: skip
    return figure


def running_figure(found: NormalizedBatch, config: NormalizationConfig, t: Say, *, height: int = 400) -> Figure:
    """Running mean and variance by the number of batches seen, and what they estimate."""
    figure = blank(t("figure.running"), t("axis.seen"), height=height, margin=dict(MARGIN))
    figure.update_layout(legend={"y": 0.99, "yanchor": "top", "bgcolor": PAPER})
    figure.update_xaxes(range=[-4, MOST_SEEN + 4], **STILL)
    figure.update_yaxes(range=[-0.5, 10], **STILL)
    table = (("mean", found.running_means, CLASS_B, MEAN), ("variance", found.running_variances, CLASS_A, DEVIATION**2))
    for name, values, color, true in table:
        figure.add_scatter(
            x=np.arange(MOST_SEEN + 1), y=values, mode="lines", name=t(f"legend.{name}"),
            line={"color": color, "width": 2}, hovertemplate="%{x}: %{y:.4g}<extra></extra>",
        )  # fmt: skip
        figure.add_hline(true, line={"color": color, "width": 1, "dash": "dot"})
    figure.add_vline(config.seen, line={"color": INK, "width": 1, "dash": "dot"})
    return figure
