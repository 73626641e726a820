"""Predicted quantities: true over predicted, residuals in three ways, and each measure over an outlier's size."""

import numpy as np

from core.figures.figure import Figure, Say
from core.figures.theme import BAD, CLASS_B, INK, blank, translucent
from core.practice.metrics.plots import DOTTED, diagonal, plot
from core.practice.metrics.regression import OutlierEffect, RegressionPredictions, Residuals, residuals, with_outlier

HEIGHT = 330
DOT = {"size": 7, "color": translucent(CLASS_B, 0.65)}
IN_UNITS = ("mae", "rmse", "mse", "median_ae")
WITHOUT_UNIT = ("mape", "r2", "adjusted_r2", "explained_variance")


def prediction_figure(predictions: RegressionPredictions, effect: OutlierEffect, t: Say) -> Figure:
    """True over predicted; on the diagonal a prediction is right. The moved sample leaves a ring behind."""
    true, predicted = predictions.y_true, predictions.y_pred
    figure = plot(t("figure.predictions"), t("axis.predicted"), t("axis.true"), HEIGHT)
    low, high = _padded(min(true.min(), predicted.min()), max(true.max(), predicted.max()))
    diagonal(figure, low, high)
    _samples(figure, predicted, true, predictions, effect)
    _moved(figure, float(predicted[effect.index]), (float(true[effect.index]), effect.moved_to), (low, high))
    figure.update_xaxes(range=_padded(predicted.min(), predicted.max()))
    figure.update_yaxes(range=[low, high])
    return figure


def plotted_residuals(
    plot: str, predictions: RegressionPredictions, effect: OutlierEffect, t: Say
) -> tuple[Figure, str]:
    """The residuals with the moved value, as the plot says, and what is seen."""
    found = residuals(with_outlier(predictions, effect))
    alt = t(f"alt.{plot}", mean=float(found.residual.mean()), spread=float(found.residual.std()))
    if plot == "predicted":
        return residual_figure(predictions, effect, t), alt
    return (residual_histogram if plot == "histogram" else normal_figure)(found, t), alt


def residual_figure(predictions: RegressionPredictions, effect: OutlierEffect, t: Say) -> Figure:
    """True minus predicted over predicted; a good model leaves a level band without a pattern."""
    residual, predicted = predictions.y_true - predictions.y_pred, predictions.y_pred
    figure = plot(t("figure.residuals"), t("axis.predicted"), t("axis.residual"), HEIGHT)
    low, high = _padded(-np.abs(residual).max(), np.abs(residual).max())
    figure.add_hline(0, line=DOTTED)
    _samples(figure, predicted, residual, predictions, effect)
    at = float(predicted[effect.index])
    _moved(figure, at, (float(residual[effect.index]), effect.moved_to - at), (low, high))
    figure.update_xaxes(range=_padded(predicted.min(), predicted.max()))
    figure.update_yaxes(range=[low, high])
    return figure


def residual_histogram(result: Residuals, t: Say) -> Figure:
    """How often which residual occurs."""
    figure = plot(t("figure.histogram"), t("axis.residual"), t("axis.samples"), HEIGHT, bargap=0.04)
    centers = (result.edges[1:] + result.edges[:-1]) / 2
    figure.add_bar(
        x=centers, y=result.counts, marker={"color": translucent(CLASS_B, 0.7)}, width=float(np.diff(result.edges)[0]),
        hovertemplate="%{x:.4g}: %{y}<extra></extra>",
    )  # fmt: skip
    figure.add_vline(0, line=DOTTED)
    return figure


def normal_figure(result: Residuals, t: Say) -> Figure:
    """Sorted residuals against what a normal sample of this size would show; on the diagonal they are normal."""
    figure = plot(t("figure.normal"), t("axis.normal"), t("axis.standardized"), HEIGHT)
    reach = float(np.abs(result.normal_quantile).max()) * 1.1
    diagonal(figure, -reach, reach)
    figure.add_scatter(
        x=result.normal_quantile, y=result.standardized, mode="markers", marker=DOT,
        hovertemplate="%{x:.3f} → %{y:.3f}<extra></extra>",
    )  # fmt: skip
    tall = max(reach, float(np.abs(result.standardized).max()) * 1.05)
    figure.update_xaxes(range=[-reach, reach])
    figure.update_yaxes(range=[-tall, tall])
    return figure


def effect_figure(effect: OutlierEffect, names: tuple[str, ...], size: float, t: Say) -> Figure:
    """Four measures over the size of the outlier, each on its own scale, and where the slider stands."""
    figure = blank(height=400, showlegend=False, hovermode="closest", margin={"l": 8, "r": 12, "t": 26, "b": 50})
    figure.add_annotation(  # once for both columns: on a phone two would overlap
        text=t("axis.size"), xref="paper", yref="paper", x=0.5, y=0, yanchor="top", yshift=-24, showarrow=False
    )
    shared = {**figure.layout["xaxis"], "range": [-20.5, 20.5], "fixedrange": True, "tickvals": [-20, -10, 0, 10, 20]}
    upright = {**figure.layout["yaxis"], "fixedrange": True}
    for k, name in enumerate(names):
        column, row = k % 2, k // 2
        end, x = str(k + 1) if k else "", 0.54 * column
        top = 1 - 0.58 * row
        figure.update_layout(**{
            f"xaxis{end}": {**shared, "domain": [x, x + 0.46], "anchor": f"y{end}"},
            f"yaxis{end}": {**upright, "domain": [top - 0.42, top], "anchor": f"x{end}"},
        })  # fmt: skip
        axes = {"xaxis": f"x{end}", "yaxis": f"y{end}"}
        figure.add_scatter(
            x=effect.sizes, y=effect.curves[name], mode="lines", line={"color": CLASS_B, "width": 2}, **axes,
            hovertemplate="%{x:.1f} → %{y:.5g}<extra></extra>",
        )  # fmt: skip
        figure.add_scatter(
            x=[size], y=[effect.after[name]], mode="markers", marker={"size": 10, "color": BAD}, **axes,
            hovertemplate="%{x:.1f} → %{y:.5g}<extra></extra>",
        )  # fmt: skip
        if np.isnan(effect.curves[name]).all():
            figure.add_annotation(
                text=t("nothing"), xref="paper", yref="paper", x=x + 0.23, y=top - 0.21, showarrow=False
            )  # fmt: skip
        figure.add_annotation(
            text=f"<b>{t('measure.' + name)}</b>", xref="paper", yref="paper", x=x, y=top,
            xanchor="left", yanchor="bottom", showarrow=False, font={"size": 13},
        )  # fmt: skip
    return figure


def _padded(low: float, high: float) -> list[float]:
    pad = 0.08 * (float(high) - float(low)) or 1.0
    return [float(low) - pad, float(high) + pad]


def _samples(
    figure: Figure, x: np.ndarray, y: np.ndarray, predictions: RegressionPredictions, effect: OutlierEffect
) -> None:
    """All samples but the moved one; a click tells the index."""
    index = np.delete(np.arange(len(x)), effect.index)
    figure.add_scatter(
        x=x[index], y=y[index], mode="markers", marker=DOT, customdata=index, text=predictions.row[index],
        hovertemplate="#%{text}: (%{x:.4g}, %{y:.4g})<extra></extra>",
    )  # fmt: skip


def _moved(figure: Figure, x: float, path: tuple[float, float], limits: list[float] | tuple[float, float]) -> None:
    """From where the sample was to where it is; at the edge, a triangle with the value, where it lies beyond."""
    was, now = path
    shown = min(max(now, limits[0]), limits[1])
    beyond = shown != now
    figure.add_scatter(
        x=[x, x], y=[was, shown], mode="lines+markers+text", line={"color": BAD, "width": 2},
        marker={
            "size": [10, 13], "color": ["rgba(0,0,0,0)", BAD], "line": {"width": 2, "color": [BAD, INK]},
            "symbol": ["circle", ("triangle-up" if now > was else "triangle-down") if beyond else "circle"],
        },
        text=["", f"{now:.4g}" if beyond else ""], textposition="middle right", cliponaxis=False,
        hovertext=[f"({x:.4g}, {y:.4g})" for y in path], hovertemplate="%{hovertext}<extra></extra>",
    )  # fmt: skip
