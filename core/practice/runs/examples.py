"""The runs that a visitor without any meets: a search as a person does it, trained on the spot."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from core.code_export import Made
from core.jobs.archive import Curves, CurveSummary
from core.jobs.packing import to_text
from core.jobs.registry import name_of
from core.pace import last_state
from core.practice.runs.records import RunRecord, flat_settings
from core.practice.runs.training import CURVES, MoonsConfig, MoonsRun, curves_of, train_moons

# Of each setting its parent's place in this list, what was changed, and how many seeds were spent on it.
STEPS: tuple[tuple[int | None, dict[str, Any], int], ...] = (
    (None, {}, 4),
    (0, {"learning_rate": 0.3}, 4),
    (1, {"learning_rate": 3.0}, 4),
    (2, {"learning_rate": 10.0}, 2),
    (1, {"units": 32}, 4),
    (1, {"batch_size": 120}, 1),
    (0, {"optimizer": "Adam"}, 4),
    (6, {"learning_rate": 0.3}, 3),
    (6, {"activation": "Sigmoid"}, 1),
    (6, {"activation": "ReLU"}, 8),
    (9, {"units": 32}, 8),
    (10, {"l2": 0.01}, 8),
)


@dataclass(frozen=True)
class ExampleRuns:
    """Records, and of each run by key its config, its result and its curves."""

    records: tuple[RunRecord, ...]
    configs: dict[str, MoonsConfig]
    results: dict[str, MoonsRun]
    share: float  # of the settings that are trained
    made: Made | None = None

    def curves(self, key: str) -> Curves:
        """Of each curve of a run the steps and the values, both (n,)."""
        return curves_of(self.results[key])

    def places(self, key: str) -> Curves:
        """Of each curve of a run the epochs and the seconds of its points, both (n,); nobody has taken their time."""
        epochs = np.arange(len(self.results[key].test_loss), dtype=float)
        return {name: (epochs, np.full(len(epochs), np.nan)) for name in CURVES}


def example_runs() -> Iterator[ExampleRuns]:
    """Train them, twelve settings with 51 seeds in all; what there is after each setting."""
    configs: list[MoonsConfig] = []
    records: list[RunRecord] = []
    by_key: dict[str, MoonsConfig] = {}
    results: dict[str, MoonsRun] = {}
    for place, (parent, change, seeds) in enumerate(STEPS):
        configs.append(replace(MoonsConfig() if parent is None else configs[parent], **change))
        for seed in range(seeds):
            config = replace(configs[-1], seed=seed)
            key = f"{place + 1:02}-{seed}"
            results[key], by_key[key] = last_state(train_moons, config), config
            records.append(_record(key, config, results[key], place, "" if parent is None else f"{parent + 1:02}-0"))
        yield ExampleRuns(
            records=tuple(records), configs=dict(by_key), results=dict(results), share=(place + 1) / len(STEPS)
        )


def _record(key: str, config: MoonsConfig, run: MoonsRun, place: int, parent: str) -> RunRecord:
    arguments = to_text((config,))[0]
    curves = {
        name: CurveSummary(
            last=float(values[-1]), low=float(values.min()), high=float(values.max()), count=len(values)
        )
        for name, values in ((name, getattr(run, name)) for name in CURVES)
    }  # fmt: skip
    return RunRecord(
        key=key, function=name_of(train_moons), settings=flat_settings(arguments), state="done",
        submitted_at=float(place), curves=curves, parent=parent, topic="runs",
        address={"runs_tab": "run", "runs_part": "start"}, arguments=arguments,
    )  # fmt: skip
