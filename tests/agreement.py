"""What a script prints, held to what the screen shows."""

import ast
import json
import math
import os
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from core.data.tables import FILES

RUNNER = Path(__file__).parent / "pages" / "run_scripts.py"


def printed(text: str) -> dict[str, str]:
    """`{name: text}` of the lines `name = value`."""
    return dict(line.split(" = ", 1) for line in text.splitlines() if " = " in line)


def same(printed_value: str, value: Any) -> bool:
    """Equal as text, or as numbers to the last few digits."""
    if printed_value == str(value):
        return True
    try:
        left = ast.literal_eval(printed_value.replace("nan", "None").replace("inf", "1e999"))
    except (ValueError, SyntaxError):
        return False
    return close(left, json.loads(json.dumps(value).replace("NaN", "null").replace("Infinity", "1e999")))


def close(left: Any, right: Any) -> bool:
    """Equal numbers, or lists of such, to nine digits."""
    if isinstance(left, list | tuple) and isinstance(right, list | tuple):
        return len(left) == len(right) and all(map(close, left, right))
    if isinstance(left, float | int) and isinstance(right, float | int):
        return left == right or math.isclose(left, right, rel_tol=1e-9, abs_tol=1e-12)
    return bool(left == right)


def run_alone(files: Iterable[str], folder: Path) -> dict[str, str]:
    """`{file: what it printed}`: in one fresh process that knows nothing of this project, warnings as errors.

    The files that ship with Gradus lie in the folder `files` beside the scripts, as a reader puts them there.
    """
    if not (folder / "files").exists():
        (folder / "files").symlink_to(FILES)
    lean = {key: value for key, value in os.environ.items() if key != "PYTHONPATH"}
    run = subprocess.run(
        [sys.executable, str(RUNNER), *files], cwd=folder, env=lean, capture_output=True, text=True, timeout=600,
        check=True,
    )  # fmt: skip
    told: dict[str, str] = json.loads(run.stdout)
    return told


def numbers_of(result: Any) -> dict[str, Any]:
    """The named numbers of a result, as plain Python values: what its script prints."""
    named = result if isinstance(result, dict) else vars(result)
    return {name: value.tolist() if hasattr(value, "tolist") else value for name, value in named.items()}
