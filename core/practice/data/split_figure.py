"""The glass pipe: all rows until the split, two pipes behind it, and the two scores that come out."""

import numpy as np

from core.figures.figure import Figure, Say
from core.figures.theme import BAD, CLASS_B, GOOD, GRID, INK, NEUTRAL, PAPER, TEST, TRAIN, blank, translucent
from core.practice.data.detector import Detection
from core.practice.data.pipe import LEARNING, STEPS, PipeConfig, is_quantity
from core.practice.data.split import PipeScores

HEIGHT = 440
TOP = 1.02  # where the line is held
SHORT = 4  # letters of a name that fit across
TRAINED, TESTED = (-0.78, -0.08), (0.3, 0.62)  # the two pipes


def pipe_figure(config: PipeConfig, scores: PipeScores, detection: Detection | None, t: Say) -> Figure:
    """The steps as valves in the pipe, the split as a line, and both scores below."""
    figure = blank(height=HEIGHT, shapes=[], annotations=[], showlegend=False, margin={"l": 8, "r": 8, "t": 6, "b": 8})
    hidden = {"visible": False, "fixedrange": True, "automargin": False}
    figure.update_layout(
        xaxis={**hidden, "range": [-0.95, 8.75]}, yaxis={**hidden, "range": [-1.2, 1.3], "domain": [0.4, 1]}
    )
    figure.add_scatter(x=[0], y=[0], mode="markers", marker={"opacity": 0}, hoverinfo="skip")  # shapes want a trace
    _pipes(figure, config, t)
    for place, step in enumerate(STEPS):
        _valve(figure, config, place, step, detection, t)
    line = {"color": BAD, "width": 4}
    figure.add_shape(type="line", x0=config.line, x1=config.line, y0=-1.05, y1=TOP, line=line)
    _scores(figure, config, scores, t)
    return figure


def _pipes(figure: Figure, config: PipeConfig, t: Say) -> None:
    at, glass = config.line, {"color": NEUTRAL, "width": 1}
    low, high = TRAINED[0], TESTED[1]
    _box(figure, -0.35, at, low, high, fillcolor=translucent(NEUTRAL, 0.28), line=glass)
    _box(figure, at, 8.1, *TRAINED, fillcolor=translucent(TRAIN, 0.28), line=glass)
    _box(figure, at, 8.1, *TESTED, fillcolor=translucent(TEST, 0.3), line=glass)
    _box(figure, -0.9, -0.35, low, high, fillcolor=translucent(CLASS_B, 0.16), line=glass)
    _box(figure, 7.25, 8.1, *TRAINED, fillcolor=PAPER, line={"color": INK, "width": 1.5})
    _say(figure, -0.62, (low + high) / 2, t("figure.table"), angle=-90)
    _say(figure, 7.67, sum(TRAINED) / 2, t("figure.model"), angle=-90)
    _say(figure, 8.15, sum(TRAINED) / 2, t("figure.trained"), anchor="left", size=11)
    _say(figure, 8.15, sum(TESTED) / 2, t("figure.tested"), anchor="left", size=11)
    _say(figure, config.line, 1.2, t("figure.split"))
    if any(step in config.steps for step in STEPS[:at]):
        _say(figure, -0.9, -1.1, t("figure.seen"), anchor="left")


def _valve(
    figure: Figure, config: PipeConfig, place: int, step: str, detection: Detection | None, t: Say
) -> None:  # fmt: skip
    active, early = step in config.steps, place < config.line
    low, high = (TRAINED[0] - 0.1, TESTED[1] + 0.1) if early else (TRAINED[0] - 0.1, TRAINED[1] + 0.1)
    color = NEUTRAL if not active else (GOOD if step == "deduplicate" else BAD) if early else TRAIN
    fill = translucent(color, 0.35) if active and early else PAPER if active else "rgba(0,0,0,0)"
    line = {"color": color if active else GRID, "width": 2 if active else 1, "dash": "solid" if active else "dot"}
    _box(figure, place + 0.16, place + 0.84, low, high, fillcolor=fill, line=line)
    if active and not early and step in LEARNING:  # what was learned is applied to the test rows
        figure.add_shape(
            type="line", x0=place + 0.5, x1=place + 0.5, y0=high, y1=TESTED[0], line={"color": TEST, "dash": "dot"}
        )
    name = t(f"options.steps.{step}")
    changed = detection is not None and step in detection.changed
    angle = 0 if len(name) <= SHORT else -90
    text, color = f"{name} ✱" if changed else name, INK if active else NEUTRAL
    _say(figure, place + 0.5, (low + high) / 2, text, angle=angle, color=color, size=12)


def _scores(figure: Figure, config: PipeConfig, scores: PipeScores, t: Say) -> None:
    low, chance = (-1.0, 0.0) if is_quantity(config) else (0.0, 0.5)
    measure = "r2" if is_quantity(config) else "balanced"
    figure.update_layout(
        xaxis2={
            "range": [low, 1.04], "domain": [0.22, 0.98], "anchor": "y2", "fixedrange": True, "gridcolor": GRID,
            "dtick": 0.25, "zeroline": False, "title": {"text": t(f"measure.{measure}"), "standoff": 4},
        },
        yaxis2={
            "range": [-0.7, 1.7], "domain": [0.1, 0.36], "anchor": "x2", "fixedrange": True, "showgrid": False,
            "tickvals": [1, 0], "zeroline": False, "automargin": False, "tickfont": {"size": 14},
            "ticktext": [_named(t("figure.reported"), scores.reported), _named(t("figure.fresh"), scores.fresh)],
        },
    )  # fmt: skip
    axes = {"xref": "x2", "yref": "y2"}
    figure.add_shape(
        type="line", x0=chance, x1=chance, y0=-0.7, y1=1.7, line={"color": INK, "width": 1, "dash": "dot"}, **axes
    )
    for y, values, color in ((1, scores.reported, BAD if scores.gap > 0.05 else TEST), (0, scores.fresh, CLASS_B)):
        if not len(values):
            continue
        mean = max(float(values.mean()), low)
        figure.add_shape(type="rect", x0=chance, x1=mean, y0=y - 0.32, y1=y + 0.32, line={"width": 0},
                         fillcolor=translucent(color, 0.55), **axes)  # fmt: skip
        figure.add_scatter(
            x=np.maximum(values, low), y=np.full(len(values), float(y)), mode="markers", xaxis="x2", yaxis="y2",
            marker={"color": INK, "size": 5, "opacity": 0.55}, customdata=values,
            hovertemplate="%{customdata:.4f}<extra></extra>",
        )  # fmt: skip


def _named(name: str, values: np.ndarray) -> str:
    return f"{name}<br><b>{values.mean():.2f}</b> " if len(values) else f"{name} "


def _box(figure: Figure, x0: float, x1: float, y0: float, y1: float, **shape: object) -> None:
    figure.add_shape(type="rect", x0=x0, x1=x1, y0=y0, y1=y1, **shape)


def _say(
    figure: Figure, x: float, y: float, text: str, *, angle: int = 0, anchor: str = "center", color: str = INK,
    size: int = 13,
) -> None:  # fmt: skip
    figure.add_annotation(
        x=x, y=y, text=text, textangle=angle, showarrow=False, xanchor=anchor, font={"size": size, "color": color}
    )
