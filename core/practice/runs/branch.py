"""The way back from a run to the page that it came from, as it was or with one setting changed."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from core.curriculum import TOPICS, topic_named
from core.params import Domain, domains, from_query, problems_of
from core.practice.runs.records import RunRecord
from core.refusal import Refusal

OTHER_RUNS = ("runs_run", "runs_shared")  # keys of an address that name a run beside the one that was asked for


@dataclass(frozen=True)
class RunHome:
    """The topic of a run, the query of its link, and its settings that this topic knows: domains and values by name."""

    slug: str
    query: Mapping[str, str]
    fields: Mapping[str, Domain]
    values: Mapping[str, Any]


def home_of(record: RunRecord) -> RunHome | None:
    """Where a run can be opened again; None where this version has no such page.

    The link is that of the page that asked for the run, and says every field of the run's configs, so that it is the
    page's whole state and holds whatever the defaults become.
    """
    slug = record.topic or (record.function.split(".")[2] if record.function.count(".") > 2 else "")
    if slug not in {topic.slug for topic in TOPICS}:
        return None
    classes = {f"{one.__module__}:{one.__qualname__}": one for one in topic_named(slug).config_classes()}
    fields, values = dict[str, Domain](), dict[str, Any]()
    query = {key: value for key, value in record.address.items() if key not in OTHER_RUNS}
    for outline in json.loads(record.arguments)["tuple"]:
        kind = classes.get(outline.get("class", "")) if isinstance(outline, dict) else None
        if kind is None:
            continue
        plain = {name: _tuple(value) for name, value in outline["fields"].items() if name in domains(kind)}
        if problems_of(kind, plain):  # of a version with other bounds
            continue
        fields |= {name: domains(kind)[name] for name in plain}
        values |= plain
    query |= {f"{slug}_{name}": fields[name].format(value) for name, value in values.items()}
    if not query:
        tab = next((domains(one)["tab"] for one in classes.values() if "tab" in domains(one)), None)
        query = {f"{slug}_tab": tab.format(tab.default)} if tab else {}
    return RunHome(slug=slug, query=query, fields=fields, values=values)


def branch_query(home: RunHome, field: str, text: str) -> dict[str, str]:
    """The query with one setting changed to what a text says; Refusal where the setting cannot be that."""
    if field not in home.fields:
        raise Refusal("branch_field", got=field)
    key = f"{home.slug}_{field}"
    for kind in topic_named(home.slug).config_classes():
        if field in domains(kind):
            _, problems = from_query(kind, home.slug, {key: text})
            if problems:
                raise Refusal("branch_value", field=field, got=text, allowed=allowed(home.fields[field]))
    return {**home.query, key: text}


def allowed(domain: Domain) -> str:
    """What a setting may be, in signs rather than words."""
    if domain.options:
        return ", ".join(map(str, domain.options))
    if domain.low is not None and domain.high is not None and domain.kind not in ("text", "choices"):
        return f"{domain.low:g} … {domain.high:g}"
    return "0, 1" if domain.kind == "switch" else f"≤ {domain.longest}"


def _tuple(value: Any) -> Any:
    """A list of JSON as the tuple that a config holds."""
    if isinstance(value, dict) and "tuple" in value:
        return tuple(map(_tuple, value["tuple"]))
    return value
