"""Which runs and settings the page shows first, and how a list of runs stands in a link."""

from collections import Counter

from core.practice.runs.curves import MOST
from core.practice.runs.records import RunRecord, lower_is_better, shown
from core.practice.runs.tree import FamilyTree, SettingNode


def chosen_records(records: tuple[RunRecord, ...], text: str) -> tuple[RunRecord, ...]:
    """The runs whose keys a text lists, in its order, at most six; what is no run of these is left out."""
    known = {record.key: record for record in records}
    keys = dict.fromkeys(key.strip() for key in text.split(","))
    return tuple(known[key] for key in keys if key in known)[:MOST]


def best_node(tree: FamilyTree, metric: str) -> SettingNode | None:
    """The setting with the best mean score; None where no run has one."""
    known = [node for node in tree.nodes if len(node.known)]
    if not known:
        return None
    sign = 1 if lower_is_better(metric) else -1
    return min(known, key=lambda node: sign * node.mean)


def line_of(tree: FamilyTree, node: SettingNode | None) -> tuple[SettingNode, ...]:
    """A setting and all that it came from, the oldest first."""
    by_key = {one.key: one for one in tree.nodes}
    line: list[SettingNode] = []
    while node is not None:
        line.append(node)
        node = by_key.get(node.parent)
    return tuple(reversed(line))


def first_choice(tree: FamilyTree, metric: str) -> tuple[RunRecord, ...]:
    """The runs to compare at first: along the way to the best setting; else the newest ones."""
    line = line_of(tree, best_node(tree, metric))
    if len(line) < 2:
        return tuple(node.records[0] for node in tree.nodes[-MOST:])[:MOST]
    return tuple(node.records[0] for node in line)[-4:]


def first_pair(tree: FamilyTree) -> tuple[SettingNode, SettingNode] | None:
    """Two settings with many seeds, one of which came from the other; None where there are no two with a score."""
    by_key = {one.key: one for one in tree.nodes if len(one.known)}
    pairs = [(by_key[node.parent], node) for node in by_key.values() if node.parent in by_key]
    if pairs:
        return max(reversed(pairs), key=lambda pair: min(len(pair[0].known), len(pair[1].known)))
    rest = list(by_key.values())
    return (rest[0], rest[1]) if len(rest) > 1 else None


def titles(records: tuple[RunRecord, ...]) -> dict[str, str]:
    """A line for each run by key: its name or key, and its settings where they are not what they usually are."""
    usual: dict[str, Counter[str]] = {}
    for record in records:
        for name, value in record.settings.items():
            usual.setdefault(name, Counter())[shown(value)] += 1
    lines = {}
    for record in records:
        odd = [f"{k} {shown(v)}" for k, v in record.settings.items() if shown(v) != usual[k].most_common(1)[0][0]]
        lines[record.key] = " · ".join([record.label, *odd])
    return lines
