"""What several tabs show: the exported programs, one run of a job for both, and rows as a table."""

from collections.abc import Mapping, Sequence

import streamlit as st

from core.computing.frameworks.programs import ExportedProgram, Programs, export_programs
from pages.shared import Words, job


def exported_programs(t: Words) -> Programs | None:
    """What Start is for, the buttons of the job, and what it has come to once it is done.

    Call it outside `drawing`: no slider changes this job, and a drag need not look for it.
    """
    place = st.empty()
    found = job(t, export_programs)
    if found is None:
        place.caption(t("not_exported"))
    return found


def program(found: Programs, name: str) -> ExportedProgram:
    """One of the programs by its name."""
    return next(one for one in found.programs if one.name == name)


def tell_program(t: Words, one: ExportedProgram) -> None:
    """The graph as code, or what was said instead of it."""
    st.markdown(t(f"program.{one.name}", calls=one.calls))
    st.code(one.refusal or one.code, language="text" if one.refusal else "python")


def tell_rows(t: Words, rows: Sequence[Mapping[str, str]]) -> None:
    """Rows of texts as a table; the names of their columns are words of the tab."""
    lines = [[t(f"column.{name}") for name in rows[0]], [":-", *["-:"] * (len(rows[0]) - 1)]]
    lines += [list(row.values()) for row in rows]
    st.markdown("\n".join(f"| {' | '.join(line)} |" for line in lines))
