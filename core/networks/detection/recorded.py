"""The recorded scenes and what the detector says of them; `recording.py` has made the file."""

from dataclasses import dataclass
from functools import cache

import numpy as np

from core.data.tables import FILES, frozen

FILE = "digit_detections.npz"


@dataclass(frozen=True)
class Truths:
    """True boxes (m, 4) as x0, y0, x1, y1 in pixels, the digits in them (m,), and the scenes they lie in (m,)."""

    boxes: np.ndarray
    classes: np.ndarray
    scenes: np.ndarray


@dataclass(frozen=True)
class Detections:
    """Detected boxes (n, 4), confidences, classes and scenes (n,); the most confident first."""

    boxes: np.ndarray
    scores: np.ndarray
    classes: np.ndarray
    scenes: np.ndarray


@dataclass(frozen=True)
class Recording:
    """Canvases (scenes, side, side) uint8, the true boxes, and the raw detections of each detector by its name."""

    canvases: np.ndarray
    truths: Truths
    raw: dict[str, Detections]


@cache
def load_recording() -> Recording:
    """The file, read once; its arrays are read-only."""
    with np.load(FILES / FILE, allow_pickle=False) as file:
        arrays = {name: file[name] for name in file.files}
    scenes = np.repeat(np.arange(len(arrays["truths"])), arrays["truths"])
    truths = Truths(
        frozen(arrays["true_boxes"].astype(float)),
        frozen(arrays["true_classes"].astype(np.int64)),
        frozen(scenes),
    )
    raw = {name: _detections(arrays, name) for name in ("early", "trained")}
    return Recording(frozen(arrays["canvases"]), truths, raw)


def _detections(arrays: dict[str, np.ndarray], name: str) -> Detections:
    count = arrays[f"{name}_count"]
    scores = arrays[f"{name}_scores"].astype(float).round(4)
    order = np.argsort(-scores, kind="stable")
    return Detections(
        boxes=frozen(arrays[f"{name}_boxes"].astype(float).round(1)[order]),
        scores=frozen(scores[order]),
        classes=frozen(arrays[f"{name}_classes"].astype(np.int64)[order]),
        scenes=frozen(np.repeat(np.arange(len(count)), count)[order]),
    )


def recorded(detector: str, scene: int | None) -> tuple[Detections, Truths]:
    """Raw detections and true boxes of one scene, or of all for None."""
    recording = load_recording()
    raw, truths = recording.raw[detector], recording.truths
    if scene is None:
        return raw, truths
    found, true = raw.scenes == scene, truths.scenes == scene
    return selected(raw, found), Truths(truths.boxes[true], truths.classes[true], truths.scenes[true])


def selected(detections: Detections, which: np.ndarray) -> Detections:
    """The detections of a mask or of indices (k,), in their order."""
    return Detections(
        boxes=detections.boxes[which], scores=detections.scores[which], classes=detections.classes[which],
        scenes=detections.scenes[which],
    )  # fmt: skip
