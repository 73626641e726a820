"""What there is to say of the four columns, as lines of `(key, values)`."""

from collections.abc import Iterator
from typing import Any

import numpy as np

from core.computing.frameworks.onnx_file import DEPLOY_FILE
from core.computing.frameworks.rosetta import COLUMNS, TOLERANCES, Rosetta
from core.computing.frameworks.rosetta_figure import answer
from core.tex import number

Lines = list[tuple[str, dict[str, Any]]]
ROUNDED_ERF = "rounded_erf"


def missing_lines(found: Rosetta) -> Lines:
    """Which columns are empty, and why."""
    lines: Lines = []
    absent = [one.name for one in found.columns if one.why == "package"]
    if absent:
        lines.append(("absent", {"names": ", ".join(absent), "file": DEPLOY_FILE}))
    if any(one.why == "double" for one in found.columns):
        kinds = {"LeNet": "Conv", "MLP": "Gelu", "LSTM": "LSTM"}
        lines.append(("no_double", {"operator": kinds[found.model.model]}))
    return lines


def gap_lines(found: Rosetta) -> Lines:
    """Where the columns part, if they do; and what is told by that."""
    absolute, relative = TOLERANCES[found.port.precision]
    tolerance = {"absolute": number(absolute), "relative": number(relative)}
    if found.first_wrong is None:
        lines: Lines = [("agree", {"largest": number(found.largest, 2), **tolerance})]
        if found.port.precision == "float64" and found.model.model != "LSTM" and len(found.columns[2].outputs):
            lines.append(("stored_eps" if found.model.model == "LeNet" else ROUNDED_ERF, {}))
        return lines
    layer, between = found.first_wrong
    about = {"layer": found.layers[layer].name, "left": COLUMNS[between], "right": COLUMNS[between + 1]}
    gap = found.gaps[layer][between]
    assert gap is not None
    lines = [("part", {**about, "gap": number(gap.largest, 2), **tolerance})]
    if found.port.mistake == "none":
        return [*lines, (ROUNDED_ERF, {})]
    answers = {answer(one) for one in found.columns if one.outputs}
    lines.append(("answers_part" if len(answers) > 1 else "answers_agree", {}))
    return lines


def element_terms(found: Rosetta, layer: int) -> list[dict[str, Any]]:
    """For each pair of neighbors that are both there: the number where they differ most, and what is allowed there."""
    return [_term(found, layer, between, gap.place) for between, gap in enumerate(found.gaps[layer]) if gap]


def relative_terms(found: Rosetta, layer: int) -> list[dict[str, Any]]:
    """The pair of neighbors, and the number, where |a - b| / |b| is largest; none where no number differs."""
    worst, places = 0.0, (0, 0)
    for between, gap in enumerate(found.gaps[layer]):
        if gap is None:
            continue
        a, b = (found.columns[between + side].outputs[layer].ravel().astype(np.float64) for side in (0, 1))
        shares = np.abs(a - b) / np.where(b == 0, np.inf, np.abs(b))
        if shares.max() > worst:
            worst, places = float(shares.max()), (between, int(shares.argmax()))
    return [_term(found, layer, *places) | {"share": number(worst, 2)}] if worst else []


def hand_lines(found: Rosetta, layer: int) -> Iterator[tuple[str, dict[str, Any]]]:
    """The number where two neighbors differ most and what is allowed there; and where they do in proportion."""
    yield from (("hand", term) for term in element_terms(found, layer))
    yield from (("hand_relative", term) for term in relative_terms(found, layer))


def _term(found: Rosetta, layer: int, between: int, place: int) -> dict[str, Any]:
    """One number of a layer in two neighboring columns, with the parts of what is allowed."""
    absolute, relative = TOLERANCES[found.port.precision]
    a, b = (found.columns[between + side].outputs[layer].ravel()[place] for side in (0, 1))
    difference, part = abs(float(a) - float(b)), relative * abs(float(b))
    return {
        "left": COLUMNS[between], "right": COLUMNS[between + 1], "a": _in_full(a), "b": _in_full(b),
        "difference": number(difference, 3), "allowed": number(absolute + part, 3),
        "absolute": number(absolute), "part": number(part, 2),
        "steps": round(difference / float(np.spacing(max(abs(a), abs(b))))),
        "relation": r"\le" if difference <= absolute + part else ">",
    }  # fmt: skip


def _in_full(value: np.floating[Any]) -> str:
    """A number with as many digits as its precision has."""
    return number(value, 9 if value.dtype == np.float32 else 17)
