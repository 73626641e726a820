"""The judges of the challenges on the page of runs."""

from core.challenges import Verdict, judge
from core.practice.runs.curves import CurveComparison
from core.practice.runs.records import RunRecord, changes, score
from core.practice.runs.seeds import SeedComparison
from core.practice.runs.training import MoonsRun
from core.practice.runs.tree import FamilyTree, SettingNode, without_seeds

GOOD_LOSS = 0.2
LOW_LOSS = 0.18


def dead_end(tree: FamilyTree, node: SettingNode | None, lower: bool) -> Verdict:
    """The chosen setting came from a better one, and nothing came of it."""
    parent = next((one for one in tree.nodes if node and one.key == node.parent), None)
    worse = bool(node and parent and (node.mean > parent.mean) == lower)
    leaf = node is not None and all(one.parent != node.key for one in tree.nodes)
    return judge((node is not None, "choose", {}), (worse, "worse", {}), (leaf, "leaf", {}))


def same_but_one(records: tuple[RunRecord, ...], comparison: CurveComparison | None) -> Verdict:
    """Two runs that differ in one setting that is no seed, and whose curves cross."""
    differing = changes(records[0].settings, records[1].settings) if len(records) == 2 else {}
    kept = without_seeds(differing)
    crossed = comparison is not None and bool(len(comparison.difference)) and (
        comparison.difference.min() < 0 < comparison.difference.max()
    )  # fmt: skip
    return judge(
        (len(records) == 2, "two", {"count": len(records)}),
        (len(differing) == 1 and len(kept) == 1, "one", {"count": len(differing)}),
        (crossed, "cross", {}),
    )


def within_noise(found: SeedComparison | None) -> Verdict:
    """Two settings with eight seeds each, whose difference is within the noise."""
    seeds = 0 if found is None else min(len(found.first), len(found.second))
    return judge(
        (seeds >= 8, "seeds", {"count": seeds}),
        (found is not None and found.conclusion == "within_noise", "noise", {}),
    )


def good_adam(records: tuple[RunRecord, ...], all_records: tuple[RunRecord, ...]) -> Verdict:
    """The table holds exactly the runs with Adam that end with a test loss below 0.2."""
    wanted = {
        one.key for one in all_records
        if one.settings.get("optimizer") == "Adam" and score(one, "test_loss", "last") < GOOD_LOSS
    }  # fmt: skip
    found = {one.key for one in records}
    return judge(
        (found != {one.key for one in all_records}, "filter", {}),
        (not found - wanted, "others", {"count": len(found - wanted)}),
        (not wanted - found and bool(wanted), "lost", {"count": len(wanted - found)}),
    )


def low_loss(run: MoonsRun) -> Verdict:
    """A run that ends with a test loss below 0.18."""
    return judge((run.test_loss[-1] < LOW_LOSS, "loss", {"loss": float(run.test_loss[-1])}))
