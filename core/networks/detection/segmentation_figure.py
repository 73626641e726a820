"""A held-out image with its true and its predicted mask, and the scores over the training, as a film of the looks."""

import numpy as np

from core.figures.figure import Figure, Say
from core.figures.film import Change, Frames, Prefix
from core.figures.theme import CLASS_A, CLASS_B, GRID, INK, NEUTRAL, blank
from core.networks.cnn.inside_figure import image_address
from core.networks.detection.canvas import stacked_when_narrow
from core.networks.detection.masks import MaskScores
from core.networks.detection.segmentation import UnetRun, background_share, both_ious, held_out
from core.networks.detection.shapes import SIDE

HEIGHT = 392
GAP = 8  # pixels of the images between two of them
ENLARGED = 6
GROUND = (30, 34, 40)
MASK_COLORS = np.array([GROUND, (245, 147, 34), (8, 119, 189)], np.uint8)
WRONG = (255, 70, 90)
RIGHT = (70, 80, 92)
PLACES = ("image", "truth", "mask", "errors")


def segmentation_film(run: UnetRun, scores: list[MaskScores], image: int, t: Say) -> tuple[Figure, Frames]:
    """Four small pictures on the left; accuracy and both IoU over the steps on the right, with all-background."""
    figure = blank("", height=HEIGHT, hovermode="closest")
    wide = 2 * SIDE + GAP
    hidden = {"visible": False, "fixedrange": True, "automargin": False, "constrain": "domain"}
    figure.update_xaxes(**hidden, range=[0, wide], domain=[0, 0.46])
    figure.update_yaxes(**hidden, range=[wide + GAP, -GAP], scaleanchor="x", constraintoward="top")
    axis = {"gridcolor": GRID, "fixedrange": True, "zeroline": False, "automargin": False}
    figure.update_layout(
        margin={"l": 4, "r": 8, "t": 30, "b": 44},
        xaxis2={**axis, "domain": [0.55, 1], "anchor": "y2", "range": [-0.02 * run.steps, 1.02 * run.steps],
                "title": {"text": t("axis.step"), "standoff": 6}},
        yaxis2={**axis, "anchor": "x2", "range": [-0.03, 1.03]},
        legend={"x": 1, "y": 1.01},
    )  # fmt: skip
    stacked_when_narrow(figure)
    judged, baseline = held_out(), background_share()
    true, masks = judged.masks[image], run.masks[:, image]
    sources = {
        "image": [_gray(judged.images[image])], "truth": [_colored(true)],
        "mask": [_colored(mask) for mask in masks], "errors": [_errors(mask, true) for mask in masks],
    }  # fmt: skip
    changes: dict[str, Change] = {}
    pictures = []
    for k, place in enumerate(PLACES):
        x, y = (k % 2) * (SIDE + GAP), (k // 2) * (SIDE + GAP)
        pictures.append({
            "source": sources[place][-1], "xref": "x", "yref": "y", "x": x, "y": y, "sizex": SIDE, "sizey": SIDE,
            "sizing": "stretch", "layer": "below",
        })  # fmt: skip
        figure.add_annotation(
            x=x, y=y, text=t(f"figure.{place}"), showarrow=False, xanchor="left", yanchor="bottom", font={"size": 12}
        )
        if len(sources[place]) == len(masks) and place in ("mask", "errors"):
            changes[f"images[{k}].source"] = sources[place]
    figure.update_layout(images=pictures)
    _curves(figure, changes, run, scores, baseline, t)
    return figure, Frames(changes, [t("figure.look", step=int(step)) for step in run.look_steps])


def _curves(
    figure: Figure, changes: dict[str, Change], run: UnetRun, scores: list[MaskScores], baseline: float, t: Say
) -> None:
    """The three scores grow with the looks."""
    lengths = np.arange(1, len(scores) + 1)
    ious = np.array([both_ious(one) for one in scores])
    lines = (
        ("accuracy", np.array([one.accuracy for one in scores]), INK, "dash"), ("disc", ious[:, 0], CLASS_A, "solid"),
        ("square", ious[:, 1], CLASS_B, "solid"),
    )  # fmt: skip
    for key, values, color, dash in lines:
        k = len(figure.data)
        figure.add_scatter(
            x=run.look_steps, y=values, mode="lines+markers", name=t(f"legend.{key}"), xaxis="x2", yaxis="y2",
            line={"color": color, "width": 2.5, "dash": dash}, marker={"size": 4},
            hovertemplate="%{x}: %{y:.3f}",
        )  # fmt: skip
        changes[f"traces[{k}].x"], changes[f"traces[{k}].y"] = Prefix(run.look_steps, lengths), Prefix(values, lengths)
    figure.add_shape(type="line", x0=0, x1=1, y0=baseline, y1=baseline, xref="x2 domain", yref="y2",
                     line={"color": NEUTRAL, "width": 1.5, "dash": "dot"})  # fmt: skip
    figure.add_annotation(
        x=run.steps, y=baseline, xref="x2", yref="y2", text=t("figure.baseline", share=baseline), showarrow=False,
        xanchor="right", yanchor="top", font={"size": 12},
    )  # fmt: skip


def _gray(image: np.ndarray) -> str:
    level = np.clip(40 + 150 * image, 0, 255).astype(np.uint8)
    return _enlarged(np.repeat(level[..., None], 3, axis=2))


def _colored(mask: np.ndarray) -> str:
    return _enlarged(MASK_COLORS[mask])


def _errors(mask: np.ndarray, true: np.ndarray) -> str:
    ground = np.where((true > 0)[..., None], np.array(RIGHT, np.uint8), np.array(GROUND, np.uint8))
    return _enlarged(np.where((mask != true)[..., None], np.array(WRONG, np.uint8), ground))


def _enlarged(pixels: np.ndarray) -> str:
    """As large as on the screen, for a browser would blur small pictures."""
    return image_address(pixels.repeat(ENLARGED, axis=0).repeat(ENLARGED, axis=1))
