"""The tasks of the tabs, judged on what is on the screen."""

import numpy as np

from core.challenges import Verdict, judge
from core.networks.attention.cost import TransformerCost
from core.networks.attention.heads import HeadWorth
from core.networks.attention.induction import InductionRun, induction_numbers
from core.networks.attention.influence import Influence
from core.networks.attention.learned import LearnedTransformer
from core.networks.attention.positions import TwoOrders
from core.networks.attention.scale import ScaledScores
from core.networks.attention.settings import InductionConfig, PositionsConfig, ScaleConfig, TransformerCostConfig
from core.networks.attention.weights import Attention


def early_moment(run: InductionRun, config: InductionConfig) -> Verdict:
    """Twelve letters, and two layers above 90 % after at most 150 steps."""
    accuracy = float(run.two.test_accuracies[-1])
    return judge(
        (config.letters >= 12, "letters", {"letters": config.letters}),
        (run.two.steps <= 150, "steps", {"steps": run.two.steps}),
        (run.two.ended, "untrained", {}),
        (accuracy >= 0.9, "accuracy", {"accuracy": 100 * accuracy}),
    )


def clear_sight(run: InductionRun, config: InductionConfig) -> Verdict:
    """Layer 2 puts 90 % of its attention on what followed last time."""
    share = induction_numbers(run)["followed_share"]
    return judge(
        (config.letters >= 12, "letters", {"letters": config.letters}),
        (run.two.ended, "untrained", {}),
        (share >= 0.9, "share", {"share": 100 * share}),
    )


def looks_back(found: Attention) -> Verdict:
    """At least five tokens without a mask, each of which, from the second on, looks mostly at the one before it."""
    n = len(found.tokens)
    least = float(np.diagonal(found.weights, -1).min())
    return judge(
        (n >= 5, "tokens", {"tokens": n}),
        (bool(found.allowed.all()), "mask", {}),
        (least >= 0.9, "weight", {"weight": least, "token": int(np.diagonal(found.weights, -1).argmin()) + 2}),
    )


def same_for_all(found: Attention) -> Verdict:
    """Without a mask all outputs are the mean of the values, which are not all the same."""
    apart = float(np.ptp(found.outputs, axis=0).max())
    mean = float(np.abs(found.outputs - found.values.mean(axis=0)).max())
    return judge(
        (bool(found.allowed.all()), "mask", {}),
        (float(np.ptp(found.values, axis=0).max()) >= 1, "values", {}),
        (apart < 1e-9, "apart", {"apart": apart}),
        (mean < 1e-9, "mean", {"distance": mean}),
    )


def certain(found: ScaledScores, config: ScaleConfig) -> Verdict:
    """Sixteen keys, and a mean largest weight of 0.9 or more after the division."""
    largest = float(found.largest[1, -1])
    return judge(
        (config.rival_keys >= 16, "keys", {"keys": config.rival_keys}),
        (largest >= 0.9, "largest", {"largest": largest}),
    )


def too_even(found: ScaledScores, config: ScaleConfig) -> Verdict:
    """At most eight keys, and a mean largest weight within a tenth of that of even weights."""
    largest, even = float(found.largest[1, -1]), 1 / config.rival_keys
    return judge(
        (config.rival_keys <= 8, "keys", {"keys": config.rival_keys}),
        (config.key_width >= 64, "width", {"width": config.key_width}),
        (largest <= 1.1 * even, "largest", {"largest": largest, "even": even}),
    )


def small_reverse(run: LearnedTransformer) -> Verdict:
    """Reversal of ten digits or more to 99 % with at most 2,000 weights."""
    accuracy = float(run.test_accuracies[-1])
    return judge(
        (run.task.task == "reverse" and run.task.length >= 10, "task_other", {}),
        (run.parameters <= 2_000, "parameters", {"parameters": run.parameters}),
        (run.ended, "untrained", {}),
        (accuracy >= 0.99, "accuracy", {"accuracy": 100 * accuracy}),
    )


def carrying_head(run: LearnedTransformer, worth: HeadWorth | None) -> Verdict:
    """A network of two heads or more that is right to 95 %, and one head without which it falls below one half."""
    heads = run.model.layers * run.model.attention_heads
    needed = (heads >= 2, "heads", {"heads": heads})
    if worth is None or not run.ended:
        return judge(needed, (False, "untrained", {}))
    return judge(
        needed,
        (worth.whole >= 0.95, "whole", {"accuracy": 100 * worth.whole}),
        (len(worth.chosen) == 1, "one", {"count": len(worth.chosen)}),
        (worth.without_chosen < 0.5, "left", {"accuracy": 100 * worth.without_chosen}),
    )


def order_unseen(found: TwoOrders, config: PositionsConfig) -> Verdict:
    """Two words at different places are exchanged, places are told, and no output changes."""
    change = float(found.changes.max())
    return judge(
        (config.position != "none", "told", {}),
        (config.first != config.second, "moved", {}),
        (change < 1e-9, "change", {"change": 100 * change}),
    )


def bystander(found: TwoOrders, config: PositionsConfig) -> Verdict:
    """A word that has not moved changes by more than the mean length of an output, and more than those that have."""
    moved = {config.first - 1, config.second - 1}
    others = [k for k in range(len(found.tokens)) if k not in moved]
    change = float(found.changes[others].max()) if others else 0.0
    largest = float(found.changes[sorted(moved)].max())
    return judge(
        (len(moved) == 2 and bool(others), "moved", {}),
        (change > 1, "change", {"change": 100 * change}),
        (change > largest, "larger", {"change": 100 * change, "moved": 100 * largest}),
    )


def attention_dearer(here: TransformerCost, config: TransformerCostConfig) -> Verdict:
    """At least twelve layers that can read so much, and more products for attention than for matrices."""
    attention, dense = float(here.attention[0]), float(here.dense[0])
    return judge(
        (config.cost_layers >= 12, "layers", {"layers": config.cost_layers}),
        (config.read <= config.context, "too_long", {"read": config.read, "context": config.context}),
        (attention > dense, "share", {"ratio": attention / dense}),
    )


def one_million(here: TransformerCost, config: TransformerCostConfig) -> Verdict:
    """Characters of a small text, 256 places, four layers or more, and 950,000 to 1,000,000 weights."""
    return judge(
        (config.vocabulary >= 65, "vocabulary", {"vocabulary": config.vocabulary}),
        (config.context >= 256, "context", {"context": config.context}),
        (config.cost_layers >= 4, "layers", {"layers": config.cost_layers}),
        (950_000 <= here.total <= 1_000_000, "total", {"total": here.total}),
    )


def misleading(run: LearnedTransformer, found: Influence) -> Verdict:
    """A network right to 90 % one of whose answers rests most on another token than the one it looks at most."""
    accuracy = float(run.test_accuracies[-1])
    looked, mattered = int(np.nanargmax(found.attention)), int(np.nanargmax(found.ablation))
    return judge(
        (run.ended, "untrained", {}),
        (accuracy >= 0.9, "accuracy", {"accuracy": 100 * accuracy}),
        (looked != mattered, "agree", {"looked": looked + 1}),
    )


def in_agreement(run: LearnedTransformer, found: Influence) -> Verdict:
    """A network right to 90 % and an answer whose attention has a rank correlation of 0.75 with eight falls or more."""
    accuracy = float(run.test_accuracies[-1])
    seen = int(np.isfinite(found.ablation).sum())
    return judge(
        (run.ended, "untrained", {}),
        (accuracy >= 0.9, "accuracy", {"accuracy": 100 * accuracy}),
        (seen >= 8, "seen", {"seen": seen}),
        (found.attention_rank >= 0.75, "rank", {"rank": found.attention_rank}),
    )
