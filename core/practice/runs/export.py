"""One zip with everything of a run: reports, script, notebook, settings, points, and the newest snapshot."""

import csv
import io
import json
import platform
import zipfile
from collections.abc import Callable, Mapping
from importlib.metadata import version
from typing import Any

from core.code_export import Made, notebook, script
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


def points_csv(curves: Curves) -> str:
    """A row for each point of curves (n,): curve, step, value in full."""
    text = io.StringIO()
    rows = csv.writer(text, lineterminator="\n")
    rows.writerow(["curve", "step", "value"])
    for name, (steps, values) in sorted(curves.items()):
        rows.writerows([name, int(step), repr(float(value))] for step, value in zip(steps, values, strict=True))
    return text.getvalue()


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
    record: RunRecord, arguments: tuple[Any, ...] | None, curves: Curves, result: Callable[[], bytes] | None,
    reports: Mapping[str, str],
) -> bytes:  # fmt: skip
    """The zip of a run with curves (n,) and reports by language. What there is not (snapshot, source) is left out."""
    files: dict[str, bytes | str] = {"config.json": config_json(record), "points.csv": points_csv(curves)}
    files |= {f"report.{language}.md": text for language, text in reports.items()}
    source = None if arguments is None else run_script(record, arguments)
    if source is not None:
        files |= {"run.py": source, "run.ipynb": notebook(source, f"Run {record.key}")}
    if result is not None:
        files["result.safetensors"] = result()
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in sorted(files.items()):
            archive.writestr(zipfile.ZipInfo(f"run-{record.key}/{name}", DATE), content, zipfile.ZIP_DEFLATED)
    return packed.getvalue()
