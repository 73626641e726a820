"""The family tree of runs: settings that differ in seeds alone are one node, which hangs on the one it came from."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from core.practice.runs.records import RunRecord, changes, is_seed, score, shown

MOST_NODES = 40  # that a figure shows; the newest of them


@dataclass(frozen=True)
class SettingNode:
    """All runs of one setting, the oldest first, and their scores (runs,), NaN where a run has none.

    `parent` is the key of the node it hangs on, `changed` what was changed on the way. `origin` says how that is known:
    "branched" from it by hand, "nearest" of all earlier settings, "absent" where the parent is deleted or not among
    these runs, "root".
    """

    key: str
    records: tuple[RunRecord, ...]
    settings: Mapping[str, Any]
    parent: str
    changed: Mapping[str, tuple[Any, Any]]
    origin: str
    depth: int
    scores: np.ndarray

    @property
    def known(self) -> np.ndarray:
        """The scores that are numbers, (known,)."""
        found: np.ndarray = self.scores[np.isfinite(self.scores)]
        return found

    @property
    def mean(self) -> float:
        """The mean of the known scores; NaN where there is none."""
        return float(self.known.mean()) if len(self.known) else np.nan

    @property
    def spread(self) -> float:
        """Their standard deviation; NaN below two."""
        return float(self.known.std(ddof=1)) if len(self.known) > 1 else np.nan


@dataclass(frozen=True)
class FamilyTree:
    """The nodes in the order of their rows, children below their parents; how many were left out as too old."""

    nodes: tuple[SettingNode, ...]
    left_out: int

    def node_of(self, key: str) -> SettingNode | None:
        """The node that holds a run."""
        return next((node for node in self.nodes if any(record.key == key for record in node.records)), None)


def family_tree(records: tuple[RunRecord, ...], metric: str, at: str) -> FamilyTree:
    """The tree of some runs. A node hangs on the run that it was branched from; where none is known, on the earlier
    setting of the same function that differs from it in the fewest settings, of equally near ones the newest.
    """
    groups = setting_groups(records)
    kept = groups[-MOST_NODES:]
    parents = {group[0].key: _parent(group, kept[:place]) for place, group in enumerate(kept)}
    children: dict[str, list[tuple[RunRecord, ...]]] = {}
    for group in kept:
        children.setdefault(parents[group[0].key][0], []).append(group)
    nodes: list[SettingNode] = []

    def add(group: tuple[RunRecord, ...], depth: int) -> None:
        parent, changed, origin = parents[group[0].key]
        scores = np.array([score(record, metric, at) for record in group])
        nodes.append(
            SettingNode(
                key=group[0].key,
                records=group,
                settings=without_seeds(group[0].settings),
                parent=parent,
                changed=changed,
                origin=origin,
                depth=depth,
                scores=scores,
            )
        )
        for child in children.get(group[0].key, ()):
            add(child, depth + 1)

    for group in children.get("", ()):
        add(group, 0)
    return FamilyTree(nodes=tuple(nodes), left_out=len(groups) - len(kept))


def setting_groups(records: tuple[RunRecord, ...]) -> list[tuple[RunRecord, ...]]:
    """The runs by function and settings, seeds aside; the oldest group and the oldest run first."""
    groups: dict[tuple[str, str], list[RunRecord]] = {}
    for record in sorted(records, key=lambda one: (one.submitted_at, one.key)):
        groups.setdefault((record.function, _said(record.settings)), []).append(record)
    return [tuple(group) for group in groups.values()]


def without_seeds(settings: Mapping[str, Any]) -> dict[str, Any]:
    """The settings that are more than other random numbers."""
    return {name: value for name, value in settings.items() if not is_seed(name)}


def _said(settings: Mapping[str, Any]) -> str:
    return repr(sorted(without_seeds(settings).items()))


def _parent(
    group: tuple[RunRecord, ...], earlier: list[tuple[RunRecord, ...]]
) -> tuple[str, dict[str, tuple[Any, Any]], str]:
    """The key of the node that a group hangs on ("" for none), what was changed, and how that is known."""
    own = without_seeds(group[0].settings)
    same = [one for one in earlier if one[0].function == group[0].function]
    for record in group:
        for one in same:
            if record.parent and any(member.key == record.parent for member in one):
                return one[0].key, changes(without_seeds(one[0].settings), own), "branched"
    told = next((record.parent_settings for record in group if record.parent_settings is not None), None)
    if told is not None and _said(told) != _said(own):
        again = next((one for one in same if _said(one[0].settings) == _said(told)), None)
        return again[0].key if again else "", changes(without_seeds(told), own), "branched" if again else "absent"
    if not same:
        return "", {}, "root"
    differences = [changes(without_seeds(one[0].settings), own) for one in same]
    place = min(range(len(same)), key=lambda k: (len(differences[k]), -k))
    return same[place][0].key, differences[place], "nearest"


def node_titles(tree: FamilyTree) -> dict[str, str]:
    """A line for each setting by key: its name where it has one, its seeds, its values where they are not the usual."""
    usual: dict[str, Counter[str]] = {}
    for node in tree.nodes:
        for name, value in node.settings.items():
            usual.setdefault(name, Counter())[shown(value)] += 1
    most = {name: counts.most_common(1)[0][0] for name, counts in usual.items()}
    lines = {}
    for node in tree.nodes:
        own = [record.name for record in node.records if record.name][:1]
        values = [f"{name} {shown(value)}" for name, value in node.settings.items() if shown(value) != most[name]]
        lines[node.key] = " · ".join([*(own or [node.key]), f"n = {len(node.known)}", *values])
    return lines
