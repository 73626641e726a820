"""The wall of the held-out images while a model learns, and its curves."""

import numpy as np

from core.figures.figure import Figure, Say
from core.figures.film import Frames
from core.figures.theme import GRID, INK, TEST, TRAIN, blank
from core.practice.workbench.images import ImageSet
from core.practice.workbench.tiles import sheet_source, tiles_figure
from core.practice.workbench.trained import WALL, Training

ROWS, COLUMNS = 8, 30
WALL_HEIGHT, CURVES_HEIGHT = 268, 214
MOST_FRAMES = 40


def blank_wall(images: ImageSet, t: Say) -> Figure:
    """The wall before anything is learned."""
    shown = images.validation_images[:WALL]
    source = sheet_source(shown, np.full(len(shown), -1), ROWS)
    hover = [t("hover.unjudged", row=k + 1) for k in range(len(shown))]
    return tiles_figure(source, len(shown), ROWS, COLUMNS, hover, height=WALL_HEIGHT, title=t("figure.wall_blank"))


def wall_figure(state: Training, images: ImageSet, names: list[str], t: Say, look: int = -1) -> Figure:
    """The wall at a look, the surest of the truth on the right."""
    order, source, hover = _wall(state, images, names, look, t)
    title = _title(state, look, t)
    return tiles_figure(source, len(order), ROWS, COLUMNS, hover, height=WALL_HEIGHT, title=title)


def wall_film(state: Training, images: ImageSet, names: list[str], t: Say) -> tuple[Figure, Frames]:
    """All looks, from the untrained network to the last; of many only some."""
    count = len(state.look_steps)
    looks = np.unique(np.linspace(0, count - 1, min(count, MOST_FRAMES)).round().astype(int))
    walls = [_wall(state, images, names, int(look), t) for look in looks]
    frames = Frames(
        {
            "images[0].source": [source for _, source, _ in walls],
            "traces[0].text": [hover for _, _, hover in walls],
            "title.text": [_title(state, int(look), t) for look in looks],
        },
        labels=[t("film.step", step=int(state.look_steps[look])) for look in looks],
    )
    return wall_figure(state, images, names, t, int(looks[-1])), frames


def curves_figure(state: Training, names: list[str], majority: float, t: Say) -> Figure:
    """Loss on the left, accuracy on the right; `majority` is the accuracy of always answering the commonest class."""
    guess = float(np.log(state.classes))
    figure = blank(height=CURVES_HEIGHT, margin={"l": 46, "r": 8, "t": 26, "b": 40}, showlegend=False, shapes=[])
    top = max(
        1.15 * guess, float(state.losses[:3].max(initial=0)), float(state.validation_losses.max(initial=0)) * 1.05
    )
    ends, fixed = [0, state.steps * 1.01], {"fixedrange": True, "automargin": False, "zeroline": False}
    figure.update_xaxes(**fixed, range=ends, domain=[0, 0.46], title={"text": t("axis.step"), "standoff": 4})
    figure.update_yaxes(**fixed, range=[0, top], title={"text": ""})
    figure.update_layout(
        xaxis2={**fixed, "range": ends, "domain": [0.54, 1], "anchor": "y2", "gridcolor": GRID,
                "title": {"text": t("axis.step"), "standoff": 4}},
        yaxis2={**fixed, "range": [0, 1.02], "anchor": "x2", "gridcolor": GRID, "tickformat": ".0%"},
    )  # fmt: skip
    _line(figure, state.loss_steps, state.losses, TRAIN, t("legend.train"), "lines", 1)
    _line(figure, state.epoch_steps, state.validation_losses, TEST, t("legend.held_out"), "lines+markers", 1)
    _line(figure, state.epoch_steps, state.train_accuracies, TRAIN, t("legend.train"), "lines+markers", 2)
    _line(figure, state.epoch_steps, state.validation_accuracies, TEST, t("legend.held_out"), "lines+markers", 2)
    dotted = {"color": INK, "width": 1, "dash": "dot"}
    figure.add_shape(type="line", x0=0, x1=ends[1], y0=guess, y1=guess, line=dotted)
    figure.add_shape(type="line", x0=0, x1=ends[1], y0=majority, y1=majority, line=dotted, xref="x2", yref="y2")
    small = {"showarrow": False, "font": {"size": 12}, "xanchor": "right", "yanchor": "bottom"}
    figure.add_annotation(x=ends[1], y=guess, text=t("figure.guess", classes=state.classes), **small)
    figure.add_annotation(x=ends[1], y=majority, xref="x2", yref="y2", text=t("figure.majority"), **small)
    for x, name in ((0.0, "loss"), (0.54, "accuracy")):
        text = t(f"figure.{name}", train=TRAIN, held_out=TEST)
        figure.add_annotation(x=x, y=1.14, xref="paper", yref="paper", text=text, showarrow=False, xanchor="left",
                              font={"size": 13})  # fmt: skip
    return figure


def _line(figure: Figure, x: np.ndarray, y: np.ndarray, color: str, name: str, mode: str, panel: int) -> None:
    axes = {} if panel == 1 else {"xaxis": "x2", "yaxis": "y2"}
    value = "%{y:.4f}" if panel == 1 else "%{y:.2%}"
    figure.add_scatter(
        x=x, y=y, mode=mode, name=name, line={"color": color, "width": 2}, marker={"size": 6, "color": color},
        hovertemplate=f"{name}: {value}<extra></extra>", **axes,
    )  # fmt: skip


def _wall(state: Training, images: ImageSet, names: list[str], look: int, t: Say) -> tuple[np.ndarray, str, list[str]]:
    """The order of the tiles (m,), their sheet, and what is said of each."""
    truths, guesses = state.look_truths[look], state.look_guesses[look]
    labels = images.validation_labels[: len(truths)]
    order = np.argsort(truths, kind="stable")
    right = (guesses == labels).astype(int)
    source = sheet_source(images.validation_images[: len(truths)][order], right[order], ROWS)
    hover = [
        t("hover.right" if right[k] else "hover.wrong", true=names[labels[k]], guess=names[guesses[k]],
          truth=float(truths[k]))
        for k in order
    ]  # fmt: skip
    return order, source, hover


def _title(state: Training, look: int, t: Say) -> str:
    truths, step = state.look_truths[look], int(state.look_steps[look])
    return t(
        "figure.wall" if state.model.network != "Random forest" else "figure.wall_trees", step=step, count=len(truths)
    )


def wall_alt_numbers(state: Training, images: ImageSet) -> dict[str, int]:
    """How many of the wall are right, for its text."""
    labels = images.validation_labels[: state.look_guesses.shape[1]]
    return {"right": int((state.look_guesses[-1] == labels).sum()), "count": len(labels)}
