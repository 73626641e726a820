"""The film of a run: the network nears the target, the parts of its units below, and their beads slide."""

import numpy as np

from core.figures.figure import Figure, Say
from core.figures.film import Frames
from core.figures.theme import CATEGORICAL, INK, NEUTRAL, PAPER
from core.networks.approximation.axes import EDGE, add_whole, two_axes
from core.networks.approximation.learning import ALWAYS, DEAD, INSIDE, PLACES, LearnedFrame
from core.networks.approximation.settings import LearningConfig
from core.networks.approximation.target import Target, span_of
from core.networks.approximation.training import examples_of

TALLEST = 3.0  # times the height of the axis above: parts that are higher are cut off
LOWEST = 0.5


def learning_film(
    frames: list[LearnedFrame], config: LearningConfig, target: Target, t: Say, *, height: int = 400
) -> tuple[Figure, Frames]:
    """The target with its points and the network; below the parts of the units and, on the axis, their beads."""
    low, high = span_of(target)
    parts = np.array([frame.parts for frame in frames])  # (frames, units, places)
    inside = np.abs(parts[:, :, np.abs(PLACES) <= 1])
    tall = (high - low) * _rung(float(inside.max()) / (high - low))
    figure = two_axes(target, "", t("axis.parts"), t, height)
    figure.update_layout(yaxis2={"range": [-tall, tall], "domain": [0, 0.4]}, yaxis={"domain": [0.45, 1]})
    figure.update_layout(margin={"t": 12})
    examples = examples_of(target, config.points, config.noise, config.seed)
    figure.add_scatter(
        x=examples.train_inputs[:, 0], y=examples.train_labels, mode="markers", name=t("legend.points"),
        hoverinfo="skip", marker={"color": INK, "size": 4, "opacity": 0.55},
    )  # fmt: skip
    add_whole(figure, PLACES, frames[0].curve, t("legend.network"))
    changes: dict[str, np.ndarray] = {"traces[2].y": np.clip([frame.curve for frame in frames], -1e4, 1e4)}
    parts = np.clip(parts, -1e4, 1e4)
    straight = config.activation == "ReLU" and config.depth == 1
    x, y = _corners(frames, parts) if straight else (PLACES, parts)
    _add_parts(figure, x, y, changes)
    _add_beads(figure, frames, config, changes)
    label = "figure.step" if config.activation == "ReLU" else "figure.smooth_step"
    labels = [
        t(label, step=frame.step, error=frame.root_mean_square, dead=frame.dead, units=len(frame.state))
        for frame in frames
    ]
    return figure, Frames(changes, labels)


def _rung(share: float) -> float:
    """The share with room on a ladder of doublings, so that the axis seldom moves while a slider is dragged."""
    return float(np.clip(2.0 ** np.ceil(np.log2(max(1.05 * share, 1e-9))), LOWEST, TALLEST))


def _corners(frames: list[LearnedFrame], parts: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """The parts (frames, units, places) of ReLU units by their ends and the kink between: x and y, (frames, units, 3).

    They say all that the values at every place do, in a message a twentieth as long.
    """
    kinks = np.array([frame.kinks for frame in frames])  # (frames, units)
    left, right, (low, high) = parts[:, :, 0], parts[:, :, -1], PLACES[[0, -1]]
    height = np.select([kinks <= low, kinks >= high], [left, right], 0.0)
    x = np.stack([np.full(kinks.shape, low), np.clip(kinks, low, high), np.full(kinks.shape, high)], axis=2)
    return x, np.stack([left, height, right], axis=2)


def _add_parts(figure: Figure, x: np.ndarray, y: np.ndarray, changes: dict[str, np.ndarray]) -> None:
    """The units' parts y (frames, units, n), those of one color as one line with gaps; x is alike, or (n,) for all."""
    count, units, _ = y.shape
    gaps = np.full((count, units, 1), np.nan)
    y, moves = np.concatenate([y, gaps], axis=2), x.ndim == 3
    x = np.concatenate([np.broadcast_to(x, y[:, :, :-1].shape), gaps], axis=2)
    for number, color in enumerate(CATEGORICAL[: min(units, len(CATEGORICAL))]):
        own = slice(number, None, len(CATEGORICAL))
        name = f"traces[{len(figure.data)}]"
        changes[f"{name}.y"] = y[:, own].reshape(count, -1)
        if moves:
            changes[f"{name}.x"] = x[:, own].reshape(count, -1)
        figure.add_scatter(
            x=x[0, own].ravel(), y=y[0, own].ravel(), mode="lines", yaxis="y2", hoverinfo="skip",
            showlegend=False, line={"color": color, "width": 1.5},
        )  # fmt: skip


def _add_beads(
    figure: Figure, frames: list[LearnedFrame], config: LearningConfig, changes: dict[str, np.ndarray]
) -> None:
    """Beads on the axis: in color where a unit bends inside, gray where it does not, a cross where it is dead."""
    most = max(len(frame.kinks) for frame in frames)
    kinks = np.array([np.append(frame.kinks, np.full(most - len(frame.kinks), np.nan)) for frame in frames])
    if config.depth == 1:
        state = np.array([frame.state for frame in frames])
        colors = [CATEGORICAL[unit % len(CATEGORICAL)] for unit in range(most)]
        there = np.clip(kinks, -EDGE, EDGE)
        table = [
            (np.where(state == INSIDE, there, np.nan), "circle", colors),
            (np.where(state == ALWAYS, there, np.nan), "circle", NEUTRAL),
            (np.where(state == DEAD, there, np.nan), "x" if config.activation == "ReLU" else "circle", NEUTRAL),
        ]
    else:
        layers = np.array([np.append(frame.layers, np.full(most - len(frame.layers), -1)) for frame in frames])
        table = [
            (np.where(layers == layer, kinks, np.nan), "circle", CATEGORICAL[layer]) for layer in range(config.depth)
        ]
    for x, symbol, color in table:
        changes[f"traces[{len(figure.data)}].x"] = x
        figure.add_scatter(
            x=x[0], y=np.zeros(most), mode="markers", yaxis="y2", showlegend=False, cliponaxis=False,
            marker={"color": color, "size": 10, "symbol": symbol, "line": {"width": 1.5, "color": PAPER}},
            hovertemplate="%{x:.3f}<extra></extra>",
        )  # fmt: skip
