"""The files of one run: written whole or not at all, named by the attempt that has written them."""

import os
import re
import shutil
import time
from pathlib import Path

RUN_ID = re.compile(r"[0-9a-f]{32}")
INPUT = "input.safetensors"
ORPHAN_SECONDS = 3600  # after which a folder without a row is one that nobody will ask for


class RunFiles:
    """The folder of one run; ValueError for an id that is none."""

    def __init__(self, runs: Path, run_id: str) -> None:
        if not RUN_ID.fullmatch(run_id):
            raise ValueError("no id of a run")
        self.folder = runs / run_id

    def write(self, name: str, content: bytes) -> None:
        """Put a file there; a reader sees it whole or not at all, also after a power cut."""
        self.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        unfinished = self.folder / f"{name}.{os.getpid()}.part"
        with unfinished.open("wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        unfinished.replace(self.folder / name)

    def read(self, name: str) -> bytes:
        """The content of a file; FileNotFoundError where a newer one has replaced it."""
        return (self.folder / name).read_bytes()

    def remove(self, name: str) -> None:
        """Remove a file of the attempt that calls."""
        (self.folder / name).unlink(missing_ok=True)

    def keep_only(self, *names: str | None) -> int:
        """The bytes of these files and of what was given at the start; all others are removed: no attempt goes on."""
        size = 0
        for path in self.folder.glob("*"):
            if path.name in (*names, INPUT):
                size += path.stat().st_size
            else:
                path.unlink(missing_ok=True)
        return size

    def delete(self) -> None:
        """Remove them all."""
        shutil.rmtree(self.folder, ignore_errors=True)


def delete_orphans(runs: Path, known: set[str]) -> None:
    """Remove the folders of runs that the database does not know, unless they are new: a row follows its files."""
    for folder in runs.glob("*"):
        if folder.name not in known and folder.stat().st_mtime < time.time() - ORPHAN_SECONDS:
            shutil.rmtree(folder, ignore_errors=True)
