"""Streamlit's settings, from the file beside the entry, whatever folder the server is started in."""

import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from streamlit import config

# Where a setting may come from instead: the command line, or the code of a test.
ON_PURPOSE = (config._DEFINED_BY_FLAG, config._USER_DEFINED)


def hold_settings(entry: Path) -> None:
    """Read `.streamlit/config.toml` beside the entry, before the app is made; RuntimeError where a setting is lost.

    `streamlit run` has told Streamlit where the entry is, and has read the file. A server that imports the app has not:
    Streamlit would look in the working folder and beside `pages/router.py`, find nothing, and use its own defaults
    (usage statistics, full stack traces, uploads of 200 MB).
    """
    if config._main_script_path is None:
        config._main_script_path = str(entry)
        config.get_config_options(force_reparse=True)
    file = entry.parent / ".streamlit" / "config.toml"
    lost = [name for name, _ in options(tomllib.loads(file.read_text("utf-8"))) if not held(name, file)]
    if lost:
        raise RuntimeError(f"Settings of {file} do not hold: {', '.join(lost)}.")


def options(table: Mapping[str, Any], section: str = "") -> Iterator[tuple[str, Any]]:
    """`(name, value)` of every option in a settings file, the name as Streamlit writes it: "server.maxUploadSize"."""
    for name, value in table.items():
        path = f"{section}.{name}" if section else name
        if isinstance(value, Mapping):
            yield from options(value, path)
        else:
            yield path, value


def held(name: str, file: Path) -> bool:
    """Whether an option has its value from this file, or from somebody who sets it on purpose."""
    source = config.get_where_defined(name)
    return source in ON_PURPOSE or Path(source).resolve() == file.resolve()
