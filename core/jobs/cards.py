"""What is known of a run beside its work: name, note, the page it comes from, its parent, the link that shares it."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import sqlalchemy as sa

from core.jobs.database import RUNS

NAME_LENGTH, NOTE_LENGTH = 80, 2000


@dataclass(frozen=True)
class Origin:
    """The page that asks for a run, and the owner's run that it was branched from ("" for none)."""

    topic: str = ""
    address: Mapping[str, str] = field(default_factory=dict)  # the query of the page's link
    parent: str = ""


@dataclass(frozen=True)
class RunCard:
    """What a run's owner calls it, where it comes from, and the token of its link where it is shared.

    `parent_arguments` are those of the parent as JSON, also after it was deleted; "" where the run has no parent.
    """

    name: str = ""
    note: str = ""
    topic: str = ""
    address: Mapping[str, str] = field(default_factory=dict)
    parent: str = ""
    parent_arguments: str = ""
    data: str = ""  # of arrays among the arguments the beginning of a digest
    token: str | None = None


def card_of(row: Mapping[Any, Any]) -> RunCard:
    """The card in a row of the table, whose columns may be empty where there is none."""
    texts = {name: row[name] or "" for name in ("name", "note", "topic", "parent", "parent_arguments", "data")}
    return RunCard(address=json.loads(row["address"] or "{}"), token=row["token"], **texts)


def card_row(connection: sa.Connection, owner: str, run_id: str, origin: Origin, data: str) -> dict[str, Any]:
    """The row of a new run's card; a parent that is no run of this owner is left out."""
    mine = (RUNS.c.id == origin.parent, RUNS.c.owner == owner)
    parent_arguments = connection.execute(sa.select(RUNS.c.arguments).where(*mine)).scalar()
    return {
        "run_id": run_id, "topic": origin.topic, "address": json.dumps(dict(origin.address), sort_keys=True),
        "parent": origin.parent if parent_arguments is not None else "", "parent_arguments": parent_arguments or "",
        "data": data,
    }  # fmt: skip
