"""A figure and what changes in it from frame to frame, as one compact message that a browser plays by itself."""

import hashlib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from core.figures.figure import Figure, plain
from core.figures.message import compact, packed

PATH = re.compile(r"(traces\[\d+\]\.\w+|(?!traces\b)[a-z]\w*)(\[\d+\])?(\.\w+(\[\d+\])?)*")
MISSING = 255  # the code of NaN among levels
MOST_BYTES = 8 * 1024 * 1024

Path = tuple[str | int, ...]


@dataclass(frozen=True)
class Prefix:
    """A property that grows: frame k shows the first `lengths[k]` of `values`, such as the way walked so far.

    values: (n, …); lengths: (frames,) integers from 0 to n.
    """

    values: np.ndarray
    lengths: np.ndarray

    def __post_init__(self) -> None:
        lengths = np.asarray(self.lengths)
        if lengths.ndim != 1 or lengths.dtype.kind not in "iu":
            raise ValueError(f"lengths are one integer a frame, not {lengths.dtype} of shape {lengths.shape}.")
        if lengths.size and not 0 <= lengths.min() <= lengths.max() <= len(self.values):
            raise ValueError(f"lengths lie between 0 and the {len(self.values)} values there are.")

    def __len__(self) -> int:
        return len(self.lengths)

    def __getitem__(self, frame: int) -> np.ndarray:
        return self.values[: self.lengths[frame]]


@dataclass(frozen=True)
class Between:
    """A property that goes from one value to the next: at place 0.25 a quarter of the way from the first to the second.

    values: (stages, …); places: (frames,) from 0 to stages - 1.
    """

    values: np.ndarray
    places: np.ndarray

    def __post_init__(self) -> None:
        places = np.asarray(self.places)
        if places.ndim != 1 or (places.size and not 0 <= places.min() <= places.max() <= len(self.values) - 1):
            raise ValueError(f"places are one number a frame from 0 to {len(self.values) - 1}.")

    def __len__(self) -> int:
        return len(self.places)

    def __getitem__(self, frame: int) -> np.ndarray:
        place = float(self.places[frame])
        stage = min(int(place), len(self.values) - 2) if len(self.values) > 1 else 0
        one, other = self.values[stage], self.values[min(stage + 1, len(self.values) - 1)]
        part: np.ndarray = one + (place - stage) * (other - one)
        return part


@dataclass(frozen=True)
class Levels:
    """Values in 255 even steps between their least and their largest, one byte each: colors and heights of a picture.

    values: (frames, …), NaN where there is none. What is read off in the browser is off by up to 0.2 % of the range.
    """

    values: np.ndarray

    def __post_init__(self) -> None:
        if np.isinf(self.values).any():
            raise ValueError("levels have ends: no value is infinite.")

    def __len__(self) -> int:
        return len(self.values)

    def __getitem__(self, frame: int) -> np.ndarray:
        part: np.ndarray = self.values[frame]
        return part

    def codes(self) -> tuple[np.ndarray, float, float]:
        """`(codes, low, high)`: uint8 of the shape of `values`; code c stands for low + c / 254 · (high − low)."""
        there = np.isfinite(self.values)
        if not there.any():
            return np.full(self.values.shape, MISSING, np.uint8), 0.0, 0.0
        low, high = float(self.values[there].min()), float(self.values[there].max())
        scaled = np.where(there, self.values - low, 0) / (high - low or 1) * (MISSING - 1)
        return np.where(there, scaled.round(), MISSING).astype(np.uint8), low, high


Change = np.ndarray | Prefix | Between | Levels | Sequence[Any]


@dataclass(frozen=True)
class Frames:
    """The properties of a figure that change, with their value in every frame.

    changes: `{path: values}`. A path leads to a property of a trace ("traces[0].x", "traces[1].marker.color") or of
    the layout ("shapes[0].x0", "annotations[2].text", "title.text", "xaxis.range"). Its values are an array
    (frames, …), NaN for gaps; a `Prefix`; `Between`; `Levels`; or a sequence with one text or other plain value a
    frame.
    labels: what a frame is called beside the scrubber, one a frame; without them its number is shown.

    ValueError where there is no frame, values differ in length, or a path is none or leads into another one.
    """

    changes: Mapping[str, Change]
    labels: Sequence[str] = ()
    paths: Mapping[str, Path] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        if not self.changes or self.count == 0:
            raise ValueError("A film needs one property that changes, and one frame.")
        lengths = {name: len(values) for name, values in self.changes.items()}
        if self.labels:
            lengths["labels"] = len(self.labels)
        if len(set(lengths.values())) > 1:
            raise ValueError(f"Every property has one value a frame; their lengths are {lengths}.")
        for name, values in self.changes.items():
            if isinstance(values, np.ndarray) and values.dtype.kind not in "biuf":
                raise ValueError(f"{name}: an array holds numbers, not {values.dtype}; give texts as a list.")
        paths = {name: _path(name) for name in self.changes}
        for name, path in paths.items():
            if any(path[: len(other)] == other for key, other in paths.items() if key != name):
                raise ValueError(f"{name} lies in another property that changes.")
        object.__setattr__(self, "paths", paths)

    @property
    def count(self) -> int:
        """How many frames there are."""
        return len(next(iter(self.changes.values())))


def figure_at(figure: Figure, frames: Frames, frame: int) -> Figure:
    """The figure as it stands at one frame, counted from 0; ValueError where it lacks a trace or part that changes."""
    tree: Any = {"data": figure.data, "layout": figure.layout}
    for name, values in frames.changes.items():
        tree = _with(tree, frames.paths[name], values[frame], name)
    shown = Figure(**tree["layout"])
    shown.data = tree["data"]
    return shown


def film_message(figure: Figure, frames: Frames) -> bytes:
    """Figure and frames in one piece: length of the header, the header (JSON), arrays at multiples of eight bytes.

    The header holds `figure` (what does not change), `count`, `labels`, `changes`, and what `packed` tells of the
    arrays; by their `digest` headers are equal where the films are. A change has its `path` and either `values`,
    or the name of an `array` (frames, …), with `low` and `high` where these are levels, with `lengths` where it
    grows, or with `places` where it goes from stage to stage.
    ValueError where it is larger than 8 MiB or does not fit the figure.
    """
    arrays: dict[str, np.ndarray] = {}
    changes = []
    for number, (name, values) in enumerate(frames.changes.items()):
        change: dict[str, Any] = {"path": frames.paths[name]}
        if isinstance(values, Prefix):
            arrays[f"l{number}"] = compact(np.asarray(values.lengths))
            change["lengths"] = f"l{number}"
        if isinstance(values, Between):
            arrays[f"p{number}"] = compact(np.asarray(values.places, float))
            change["places"] = f"p{number}"
        if isinstance(values, Levels):
            arrays[f"a{number}"], change["low"], change["high"] = values.codes()
        elif isinstance(values, Prefix | Between | np.ndarray):
            arrays[f"a{number}"] = compact(np.asarray(values if isinstance(values, np.ndarray) else values.values))
        if f"a{number}" in arrays:
            change["array"] = f"a{number}"
        else:
            change["values"] = [plain(values[frame]) for frame in range(frames.count)]
        changes.append(change)
    rest = figure_at(figure, frames, 0).to_dict()
    for path in frames.paths.values():
        _remove(rest, path)
    digest = hashlib.blake2b(digest_size=8)
    for array in arrays.values():
        digest.update(np.ascontiguousarray(array).data)
    header = {
        "figure": rest, "count": frames.count, "labels": list(frames.labels), "changes": changes,
        "digest": digest.hexdigest(),
    }  # fmt: skip
    message = packed(header, arrays)
    if len(message) > MOST_BYTES:
        raise ValueError(
            f"A film of {len(message) / 2**20:.1f} MiB is too long to send, {MOST_BYTES // 2**20} MiB are the most: "
            "take fewer frames, fewer points, or Levels."
        )
    return message


def _path(name: str) -> Path:
    if not PATH.fullmatch(name):
        raise ValueError(f'{name!r} leads to no property; write "traces[0].x", "shapes[0].x0" or "title.text".')
    steps = [int(number) if number else word for number, word in re.findall(r"\[(\d+)\]|(\w+)", name)]
    return ("data", *steps[1:]) if steps[0] == "traces" else ("layout", *steps)


def _with(tree: Any, path: Path, value: Any, name: str) -> Any:
    """A copy of `tree` along `path`, with `value` at its end."""
    step, *rest = path
    if isinstance(step, int):
        if not isinstance(tree, list | tuple) or step >= len(tree):
            raise ValueError(f"{name}: the figure has no [{step}] there.")
        return [*tree[:step], _with(tree[step], tuple(rest), value, name) if rest else value, *tree[step + 1 :]]
    if not isinstance(tree, dict):
        raise ValueError(f"{name}: the figure has no {step!r} there.")
    return {**tree, step: _with(tree.get(step, {}), tuple(rest), value, name) if rest else value}


def _remove(tree: Any, path: Path) -> None:
    """Takes out what stands at the end of `path`; a place in a list stays."""
    for step in path[:-1]:
        tree = tree[step]
    if isinstance(tree, dict):
        del tree[path[-1]]
