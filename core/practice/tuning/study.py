"""A search on a real model and real data: trial after trial, as a job that can be paused.

A network with one hidden layer learns the 8 × 8 digits of scikit-learn. Each search spends the same number of epochs.

Shapes: k trials so far, h = 4 hyper-parameters.
"""

# mypy: disable-error-code="no-untyped-call"

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Annotated, Any, Literal

import numpy as np
import torch
from sklearn.datasets import load_digits
from torch import nn

from core.code_export import Made
from core.jobs.registry import register
from core.params import Interval, Log, config
from core.refusal import Refusal

EPOCHS = 9  # of a full training
ETA = 3
TRAIN_ROWS = 600
VALIDATION_ROWS = 300  # the other 897 are the test set
BATCH = 100
NAMES = ("rate", "decay", "width", "dropout")
Parts = tuple[tuple[torch.Tensor, torch.Tensor], ...]


@config
class SearchStudyConfig:
    """The search, its budget in full trainings, and the ranges of the four hyper-parameters."""

    search: Literal["tpe", "random", "grid", "halving"] = "tpe"
    trials: Annotated[int, Interval(ge=9, le=100)] = 12
    lowest_rate: Annotated[float, Interval(ge=1e-4, le=10), Log()] = 1e-3
    highest_rate: Annotated[float, Interval(ge=1e-4, le=10), Log()] = 3.0
    study_seed: Annotated[int, Interval(ge=0, le=99)] = 0


@dataclass(frozen=True)
class SearchStudy:
    """Settings (k, h) in the order of NAMES, epochs (k,), accuracy on the validation rows and on the test rows (k,)."""

    settings: np.ndarray
    epochs: np.ndarray
    validation: np.ndarray
    test: np.ndarray
    share: float
    made: Made | None = None

    @property
    def winner(self) -> int:
        """The best validation accuracy among the longest trainings; the first of equals."""
        longest = np.flatnonzero(self.epochs == self.epochs.max())
        return int(longest[self.validation[longest].argmax()])


@dataclass(frozen=True)
class Range:
    """The ends of a hyper-parameter, and whether it is spread by factors and whether it is whole."""

    low: float
    high: float
    log: bool = True
    whole: bool = False

    def at(self, place: float) -> float:
        """The value at a place from 0 to 1."""
        value = self.low * (self.high / self.low) ** place if self.log else self.low + place * (self.high - self.low)
        return float(round(value)) if self.whole else float(value)


def ranges_of(config: SearchStudyConfig) -> dict[str, Range]:
    """The range of each hyper-parameter; Refusal where the learning rate has none."""
    if config.lowest_rate >= config.highest_rate:
        raise Refusal("rates_turned", low=config.lowest_rate, high=config.highest_rate)
    return {
        "rate": Range(config.lowest_rate, config.highest_rate), "decay": Range(1e-6, 0.1),
        "width": Range(4, 128, whole=True), "dropout": Range(0.0, 0.8, log=False),
    }  # fmt: skip


def digits() -> tuple[np.ndarray, np.ndarray]:
    """Features (n, 64) from 0 to 1 and labels (n,) of all 1,797 digits."""
    features, labels = load_digits(return_X_y=True)
    return features / 16, labels


def digit_rows(seed: int) -> Parts:
    """Features (n, 64) and labels (n,) of training, validation and test rows."""
    features, labels = digits()
    order = np.random.default_rng((seed, 3)).permutation(len(labels))
    ends = (0, TRAIN_ROWS, TRAIN_ROWS + VALIDATION_ROWS, len(labels))
    x, y = torch.tensor(features[order], dtype=torch.float32), torch.tensor(labels[order])
    return tuple((x[a:b], y[a:b]) for a, b in pairwise(ends))


def training_scores(setting: np.ndarray, epochs: int, seed: int, parts: Parts) -> tuple[float, float]:
    """Accuracy on validation and test rows after a training by SGD with momentum 0.9; setting: (h,)."""
    rate, decay, width, dropout = setting.tolist()
    (x, y), *judged = parts
    devices: list[int] = []
    with torch.random.fork_rng(devices):  # of dropout and the start
        torch.manual_seed(seed)
        model = nn.Sequential(nn.Linear(64, int(width)), nn.ReLU(), nn.Dropout(dropout), nn.Linear(int(width), 10))
        optimizer = torch.optim.SGD(model.parameters(), lr=rate, momentum=0.9, weight_decay=decay)
        for _ in range(epochs):
            for rows in torch.randperm(len(y)).split(BATCH):
                optimizer.zero_grad()
                nn.functional.cross_entropy(model(x[rows]), y[rows]).backward()
                optimizer.step()
        model.eval()
        with torch.no_grad():
            scores = [float((model(a).argmax(1) == b).double().mean()) for a, b in judged]
    return scores[0], scores[1]


def rungs_of_study(config: SearchStudyConfig) -> list[tuple[int, int]]:
    """How many trainings of how many epochs each: one rung, or those of halving."""
    if config.search == "grid":
        return [(int(config.trials**0.25 + 1e-9) ** 4, EPOCHS)]
    if config.search != "halving":
        return [(config.trials, EPOCHS)]
    rungs, count, epochs = [], config.trials, 1  # three rungs, each as dear: trials · 9 / 3 trainings of one epoch
    count = config.trials * EPOCHS // 3
    while epochs <= EPOCHS:
        rungs.append((max(count, 1), epochs))
        count, epochs = count // ETA, epochs * ETA
    return rungs


def next_setting(config: SearchStudyConfig, settings: np.ndarray, scores: np.ndarray) -> tuple[np.ndarray, int]:
    """The next setting (h,) and its epochs, from the settings (k, h) and validation scores (k,) so far.

    It depends on nothing else, so that a paused study goes on as it would have.
    """
    ranges, done, rungs = ranges_of(config), len(scores), rungs_of_study(config)
    starts = [sum(count for count, _ in rungs[:rung]) for rung in range(len(rungs))]
    rung = max(k for k, start in enumerate(starts) if start <= done)
    before, (count, epochs) = starts[rung], rungs[rung]
    if rung > 0:
        earlier = slice(starts[rung - 1], before)
        best = np.argsort(-scores[earlier], kind="stable")
        return settings[earlier][best[done - before]], epochs
    if config.search == "tpe":
        return _asked(config, ranges, settings, scores), epochs
    rng = np.random.default_rng((config.study_seed, done))
    places = rng.random(len(NAMES))
    if config.search == "grid":
        side = round(count**0.25)
        places = np.array(np.unravel_index(done, (side,) * len(NAMES))) / max(side - 1, 1)
    return np.array([one.at(place) for one, place in zip(ranges.values(), places, strict=True)]), epochs


def _asked(config: SearchStudyConfig, ranges: dict[str, Range], settings: np.ndarray, scores: np.ndarray) -> np.ndarray:
    """What Optuna asks for after it has been told all trials."""
    import optuna

    sampler = optuna.samplers.TPESampler(seed=1000 * config.study_seed + len(scores), n_startup_trials=6)
    study = optuna_study(ranges, settings, scores, sampler)
    trial = study.ask(distributions_of(ranges))
    return np.array([float(trial.params[name]) for name in NAMES])


def distributions_of(ranges: dict[str, Range]) -> dict[str, Any]:
    """The ranges as Optuna has them."""
    from optuna.distributions import FloatDistribution, IntDistribution

    return {
        name: IntDistribution(int(one.low), int(one.high), log=one.log) if one.whole
        else FloatDistribution(one.low, one.high, log=one.log)
        for name, one in ranges.items()
    }  # fmt: skip


def optuna_study(
    ranges: dict[str, Range], settings: np.ndarray, scores: np.ndarray, sampler: Any = None
) -> Any:  # fmt: skip
    """A study of Optuna that has been told settings (k, h) and scores (k,)."""
    import optuna

    optuna.logging.set_verbosity(optuna.logging.WARNING)
    study = optuna.create_study(direction="maximize", sampler=sampler)
    distributions = distributions_of(ranges)
    study.add_trials([
        optuna.trial.create_trial(
            params={n: int(v) if ranges[n].whole else float(v) for n, v in zip(NAMES, row, strict=True)},
            distributions=distributions, value=float(score),
        )
        for row, score in zip(settings, scores, strict=True)
    ])  # fmt: skip
    return study


def search_digits(config: SearchStudyConfig, start: SearchStudy | None = None) -> Iterator[SearchStudy]:
    """The study after each training; goes on from `start`."""
    total = sum(count for count, _ in rungs_of_study(config))
    budget = sum(count * epochs for count, epochs in rungs_of_study(config))
    settings = start.settings if start else np.zeros((0, len(NAMES)))
    epochs, validation, test = (
        (start.epochs, start.validation, start.test) if start else (np.zeros(0, int), np.zeros(0), np.zeros(0))
    )
    parts = digit_rows(config.study_seed)
    while len(validation) < total:
        setting, steps = next_setting(config, settings, validation)
        scores = training_scores(setting, steps, config.study_seed, parts)
        settings, epochs = np.vstack([settings, setting]), np.append(epochs, steps)
        validation, test = np.append(validation, scores[0]), np.append(test, scores[1])
        yield SearchStudy(
            settings=settings, epochs=epochs, validation=validation, test=test, share=float(epochs.sum() / budget)
        )  # fmt: skip


register(
    search_digits, share=lambda study: study.share,
    points=lambda study: (len(study.validation), {"validation": float(study.validation[-1])}),
)  # fmt: skip
