"""The family tree in sentences: what helped most, and what became of the setting that was chosen."""

from typing import Any

import numpy as np

from core.practice.runs.choice import best_node
from core.practice.runs.records import lower_is_better, shown
from core.practice.runs.tree import FamilyTree, SettingNode

Line = tuple[str, dict[str, Any]]


def gain(tree: FamilyTree, node: SettingNode, metric: str) -> float:
    """By how much a setting is better than the one it came from; NaN where one of them has no score."""
    parent = next((one for one in tree.nodes if one.key == node.parent), None)
    if parent is None:
        return np.nan
    return parent.mean - node.mean if lower_is_better(metric) else node.mean - parent.mean


def tree_lines(tree: FamilyTree, metric: str) -> list[Line]:
    """How many settings and runs, the best one, the step that helped most, and how many have one seed alone."""
    lines: list[Line] = [("said.size", {"runs": sum(len(one.records) for one in tree.nodes), "count": len(tree.nodes)})]
    if tree.left_out:
        lines.append(("said.left_out", {"count": tree.left_out}))
    best = best_node(tree, metric)
    if best is not None:
        lines.append(("said.best", {"mean": f"{best.mean:.4f}", "seeds": len(best.known)}))
    single = sum(len(node.known) == 1 for node in tree.nodes)
    if single:
        lines.append(("said.single", {"count": single}))
    return lines


def chosen_lines(tree: FamilyTree, node: SettingNode, metric: str) -> list[Line]:
    """The score of a setting, what was changed, and what that brought; never as more than the seeds can tell."""
    lines: list[Line] = []
    if len(node.known) > 1:
        lines.append(
            ("said.score", {"mean": f"{node.mean:.4f}", "spread": f"{node.spread:.4f}", "seeds": len(node.known)})
        )
    elif len(node.known):
        lines.append(("said.score_one", {"mean": f"{node.mean:.4f}"}))
    else:
        lines.append(("said.no_score", {}))
    lines.append((f"said.{node.origin}", {}))
    better = gain(tree, node, metric)
    if np.isfinite(better):
        key = "said.better" if better > 0 else "said.worse" if better < 0 else "said.equal"
        lines.append((key, {"gain": shown(abs(better))}))
        lines.append(("said.ask_seeds", {}))
    return lines
