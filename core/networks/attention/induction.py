"""The moment it understands: one layer beside two on strings that repeat, each with the maps of its heads."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np
import torch

from core.code_export import Made
from core.jobs.registry import register
from core.networks.attention.learned import LearnedTransformer
from core.networks.attention.settings import (
    InductionConfig,
    TaskConfig,
    TransformerConfig,
    TransformerTrainingConfig,
)
from core.networks.attention.tasks import SequenceTask, repeated_strings
from core.networks.attention.training import TransformerLearner, held_out_examples, judged, seeded_transformer
from core.networks.attention.transformer_by_hand import judged_in_numpy, logits_and_maps

STRING_LENGTH = 24
PERIOD = 7  # of the string whose maps are drawn


@dataclass(frozen=True)
class InductionRun:
    """A snapshot of both networks at the same step."""

    one: LearnedTransformer
    two: LearnedTransformer
    made: Made | None = None


def learn_induction(config: InductionConfig, start: InductionRun | None = None) -> Iterator[InductionRun | None]:
    """Train both networks, step by step side by side, on the same strings; goes on from `start`.

    Attention alone, one head a layer, rotary positions. Refusal where a loss is no longer a number.
    """
    torch.set_num_threads(1)
    task = repeated_strings(config.letters, STRING_LENGTH)
    learning = TransformerTrainingConfig(
        rate=config.induction_rate, train_steps=config.induction_steps, train_seed=config.induction_seed
    )
    named, probe = TaskConfig(task="repeat", length=STRING_LENGTH), torch.from_numpy(probe_string(config.letters))
    width = config.induction_width
    one, two = (
        TransformerLearner(
            task, named, TransformerConfig(layers=layers, block_width=width, perceptron=False, encoding="rotary"),
            learning, state, probe,
        )
        for layers, state in ((1, start.one if start else None), (2, start.two if start else None))
    )  # fmt: skip
    yield InductionRun(one=one.snapshot(), two=two.snapshot())
    while two.step < two.learning.train_steps:
        states = one.go_on(), two.go_on()
        yield InductionRun(one=states[0], two=states[1]) if states[0] and states[1] else None


def untrained_induction(config: InductionConfig) -> InductionRun:
    """Both networks before their first step."""
    first = next(learn_induction(config))
    assert first is not None
    return first


def probe_string(letters: int) -> np.ndarray:
    """(24,) seven letters, three times over and then their beginning."""
    string = np.random.default_rng(4).permutation(letters)[:PERIOD]
    return np.resize(string, STRING_LENGTH)


def rule_cells(probe: np.ndarray) -> np.ndarray:
    """(n, n) whether the key stands right after an earlier token equal to the query's: what followed last time.

    probe: (n,) tokens.
    """
    before = np.roll(probe, 1)
    found = probe[:, None] == before[None, :]
    found[:, 0] = False
    return np.tril(found)


def rule_shares(run: LearnedTransformer) -> dict[str, np.ndarray]:
    """`{name: (looks, layers)}`: how much of a layer's attention, on average, goes where a rule would look.

    `previous`: to the token before, from the second place on; `followed`: to what followed last time, from the second
    round on.
    """
    n = len(run.probe)
    maps = run.maps[:, :, 0].astype(float)
    places = np.arange(1, n)
    cells = rule_cells(run.probe)
    rows = cells.any(axis=1)
    return {
        "previous": maps[:, :, places, places - 1].mean(axis=2),
        "followed": (maps * cells).sum(axis=3)[:, :, rows].mean(axis=2),
    }


def induction_numbers(run: InductionRun) -> dict[str, float]:
    """What the screen says of both networks at the end."""
    found = {}
    for name, one in (("one_layer", run.one), ("two_layers", run.two)):
        found[f"{name}_loss"] = float(one.test_losses[-1])
        found[f"{name}_accuracy"] = float(one.test_accuracies[-1])
    shares = rule_shares(run.two)
    found["previous_share"] = float(shares["previous"][-1, 0])
    found["followed_share"] = float(shares["followed"][-1, 1])
    return found


def induction_in_numpy(run: InductionRun) -> dict[str, float]:
    """The same from the weights that PyTorch has learned, from scratch in NumPy."""
    found = {}
    for name, one in (("one_layer", run.one), ("two_layers", run.two)):
        found[f"{name}_loss"], found[f"{name}_accuracy"] = judged_in_numpy(one, strings_of(one))
    _, maps = logits_and_maps(run.two, run.two.weights["embedding"][run.two.probe][None], True)
    shares = rule_shares(replace(run.two, maps=maps[None, :, 0].astype(np.float32)))
    return found | {
        "previous_share": float(shares["previous"][0, 0]),
        "followed_share": float(shares["followed"][0, 1]),
    }


def strings_of(run: LearnedTransformer) -> SequenceTask:
    """The task of a network that was trained here: repeated strings of as many letters as it tells apart."""
    return repeated_strings(len(run.weights["readout"]), STRING_LENGTH)


def accuracy_without_layer_one(run: InductionRun) -> float:
    """Accuracy of the two layers on the held-out strings where the head of layer 1 gives zeros."""
    state = run.two
    task = strings_of(state)
    net = seeded_transformer(task, state.model, 0)
    net.load_state_dict({name: torch.from_numpy(one) for name, one in state.weights.items()})
    return judged(net, held_out_examples(task), torch.tensor([[0.0], [1.0]]))[1]


def seen_loss(config: InductionConfig) -> tuple[float, float]:
    """Loss and accuracy of guessing evenly among the letters of the string that have been seen: they all have been.

    The mean over the places that count in the strings of the task, whose periods are equally frequent.
    """
    longest = min(config.letters, STRING_LENGTH // 2 - 1)
    periods = np.arange(STRING_LENGTH // 4, longest + 1)
    places = STRING_LENGTH - periods  # that count, of each
    return float((places * np.log(periods)).sum() / places.sum()), float((places / periods).sum() / places.sum())


def induction_points(run: InductionRun) -> tuple[int, dict[str, float]]:
    """Loss and accuracy of both networks on the held-out strings, at the newest look."""
    return run.two.step, {
        f"{name}_{what}": float(curve[-1])
        for name, one in (("one_layer", run.one), ("two_layers", run.two))
        for what, curve in (("loss", one.test_losses), ("accuracy", one.test_accuracies))
    }


register(learn_induction, share=lambda state: state.two.share, points=induction_points)
