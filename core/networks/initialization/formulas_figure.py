"""The distribution of one layer's weights, and the standard deviation of every scheme over the number of inputs."""

import numpy as np

from core.figures.figure import Figure, Say
from core.figures.theme import CATEGORICAL, CLASS_A, CLASS_B, INK, blank, translucent
from core.networks.initialization.formulas import LayerNumbers, all_stds, law_density, law_here, single_values
from core.networks.initialization.settings import LayerConfig
from core.networks.initialization.weights import SCHEMES

HEIGHT = 440
FANS = np.unique(np.round(np.geomspace(1, 512, 46)).astype(int))
LOW = 1e-2
HIGH = 2.0
WIDE = 4.0  # standard deviations of what is shown


def handle_height(std: float) -> float:
    """Where the point of a standard deviation is dragged: on its line, or at the nearest edge."""
    return min(max(std, LOW), HIGH)


def stds_figure(config: LayerConfig, t: Say) -> Figure:
    """Every scheme a line; the chosen one thick."""
    figure = blank(t("figure.stds", scheme=t(f"options.law.{config.law}")), t("axis.fan_in"), t("axis.std"),
                   height=HEIGHT, hovermode="closest", margin={"l": 58, "r": 10, "t": 34, "b": 118})  # fmt: skip
    figure.update_layout(legend={"y": -0.2, "yanchor": "top", "x": 0, "xanchor": "left", "font": {"size": 11}})
    figure.update_xaxes(type="log", range=[-0.05, np.log10(512) + 0.05], fixedrange=True, automargin=False,
                        tickvals=[1, 4, 16, 64, 256])  # fmt: skip
    figure.update_yaxes(type="log", range=[np.log10(LOW) - 0.05, np.log10(HIGH) + 0.05], fixedrange=True,
                        automargin=False, tickvals=[0.01, 0.03, 0.1, 0.3, 1])  # fmt: skip
    for k, (scheme, stds) in enumerate(zip(SCHEMES, all_stds(FANS, config.fan_out), strict=True)):
        chosen, name = scheme == config.law, t(f"options.law.{scheme}")
        color = CATEGORICAL[k] if chosen else translucent(CATEGORICAL[k], 0.6)
        figure.add_scatter(x=FANS, y=np.where(stds > 0, stds, np.nan), mode="lines", name=name,
                           line={"color": color, "width": 4 if chosen else 1.5},
                           hovertemplate=f"{name}, %{{x}}: %{{y:.4g}}<extra></extra>")  # fmt: skip
    return figure


def density_figure(config: LayerConfig, numbers: LayerNumbers, t: Say) -> Figure:
    """The density of a weight, in standard deviations of He's scheme, with the first weights as ticks."""
    law = law_here(config.law, config.fan_in, config.fan_out)
    unit = (2 / config.fan_in) ** 0.5
    figure = blank(t("figure.density"), t("axis.weight"), t("axis.density"), height=HEIGHT, showlegend=False,
                   hovermode="closest", margin={"l": 44, "r": 8, "t": 34, "b": 42})  # fmt: skip
    figure.update_xaxes(range=[-WIDE, WIDE], fixedrange=True, automargin=False, dtick=1)
    figure.update_yaxes(range=[0, 1.3], fixedrange=True, automargin=False, dtick=0.5)
    w = np.linspace(-WIDE, WIDE, 401)
    he, own = (law_density(one, max(config.fan_in, config.fan_out), w * unit) * unit
               for one in (law_here("HeNormal", config.fan_in, config.fan_out), law))  # fmt: skip
    figure.add_scatter(x=w, y=he, mode="lines", line={"color": CLASS_A, "width": 1.5, "dash": "dash"},
                       hoverinfo="skip")  # fmt: skip
    figure.add_scatter(x=w, y=np.minimum(own, 2), mode="lines", fill="tozeroy", fillcolor=translucent(CLASS_B, 0.25),
                       line={"color": CLASS_B, "width": 2.5}, hoverinfo="skip")  # fmt: skip
    for value in single_values(law, max(config.fan_in, config.fan_out)):
        figure.add_vline(value / unit, line={"color": CLASS_B, "width": 4})
    for weight in numbers.first_weights:
        x = float(weight) / unit
        figure.add_shape(type="line", x0=x, x1=x, y0=0, y1=0.09, line={"color": INK, "width": 2})
    return figure
