"""One zip with everything of a run: reports, script, notebook, settings, points, and the newest snapshot."""

import csv
import io
import json
import platform
import zipfile
from collections.abc import Callable, Mapping
from importlib.metadata import version
from typing import Any

import numpy as np

from core.code_export import Made, notebook, script
from core.data.tables import FILES
from core.jobs.archive import Curves
from core.jobs.registry import job_named
from core.pace import last_state
from core.practice.runs.records import RunRecord

DATE = (2000, 1, 1, 0, 0, 0)  # of every file in the zip: equal runs give equal zips
LONGEST_SCRIPT = 2_000_000  # characters; a script with larger arrays nobody could open
PACKAGES = ("numpy", "scipy", "scikit-learn", "torch")


def run_script(record: RunRecord, arguments: tuple[Any, ...]) -> str | None:
    """The program that computes a run again and prints its result; None where its source cannot be given."""
    try:
        source = script(
            Made(last_state, job_named(record.function).function, *arguments), heading=f"Run {record.key}"
        )  # fmt: skip
    except (LookupError, TypeError):
        return None
    return source if len(source) <= LONGEST_SCRIPT else None


def points_csv(curves: Curves, places: Curves) -> str:
    """A row for each point of curves (n,): curve, step, value in full; epoch and seconds where `places` (n,) know."""
    text = io.StringIO()
    rows = csv.writer(text, lineterminator="\n")
    rows.writerow(["curve", "step", "value", "epoch", "seconds"])
    for name, (steps, values) in sorted(curves.items()):
        known = places.get(name, (np.zeros(0), np.zeros(0)))
        for k, (step, value) in enumerate(zip(steps, values, strict=True)):
            told = [repr(float(one[k])) if k < len(one) and np.isfinite(one[k]) else "" for one in known]
            rows.writerow([name, int(step), repr(float(value)), *told])
    return text.getvalue()


def data_files(record: RunRecord) -> dict[str, bytes]:
    """The files of data that a run's script reads from a folder beside it, with their licenses."""
    asked = {*map(str, record.settings.values()), "LICENSES"}
    return {f"files/{path.name}": path.read_bytes() for path in sorted(FILES.iterdir()) if path.stem in asked}


def config_json(record: RunRecord) -> str:
    """What a run was asked to do, what it has come to, and the versions of what computes it."""
    known = {
        "run": record.key, "name": record.name, "note": record.note, "function": record.function,
        "settings": dict(record.settings), "arguments": json.loads(record.arguments), "state": record.state,
        "submitted_at": record.submitted_at, "seconds": record.seconds,
        "parent": record.parent, "parent_settings": dict(record.parent_settings or {}),
        "versions": {"python": platform.python_version(), **{name: version(name) for name in PACKAGES}},
    }  # fmt: skip
    return json.dumps(known, indent=1, ensure_ascii=False, sort_keys=True) + "\n"


def run_zip(
    record: RunRecord, arguments: tuple[Any, ...] | None, curves: Curves, places: Curves,
    result: Callable[[], bytes] | None, reports: Mapping[str, str],
) -> bytes:  # fmt: skip
    """The zip of a run with curves and the places of their points, (n,) each, and reports by language.

    What there is not (snapshot, source) is left out; the data that ship with Gradus are put beside the script.
    """
    files: dict[str, bytes | str] = {"config.json": config_json(record), "points.csv": points_csv(curves, places)}
    files |= {f"report.{language}.md": text for language, text in reports.items()}
    source = None if arguments is None else run_script(record, arguments)
    if source is not None:
        files |= {"run.py": source, "run.ipynb": notebook(source, f"Run {record.key}")}
        files |= data_files(record) if "Path('files')" in source else {}
    if result is not None:
        files["result.safetensors"] = result()
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in sorted(files.items()):
            archive.writestr(zipfile.ZipInfo(f"run-{record.key}/{name}", DATE), content, zipfile.ZIP_DEFLATED)
    return packed.getvalue()
