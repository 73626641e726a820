"""The judges of the challenges: pure functions of what is on the screen."""

from dataclasses import dataclass
from typing import Literal

import numpy as np

from core.challenges import Verdict, judge
from core.computing.autograd.chains import ChainConfig, run_chain
from core.computing.autograd.walk.trace import GradientShare, Trace

PATHS_WANTED = 3


def judge_silent_input(trace: Trace, name: str = "x") -> Verdict:
    """The gradient of x is 0 while the output is not, although the output is made of x."""
    connected = name in trace.variables and trace.status[name] != "no_path"
    gradient = float(np.abs(trace.gradient_of(name)).max()) if connected else 0.0
    result = float(trace.result.value)
    return judge(
        (connected, "silent_connected", {"name": name}),
        (np.isfinite(result) and result != 0, "silent_output", {"result": result}),
        (gradient == 0, "silent_gradient", {"name": name, "gradient": gradient}),
    )


def judge_three_paths(trace: Trace, wanted: int = PATHS_WANTED) -> Verdict:
    """Some variable's gradient is the sum over exactly three paths from the result, none of them 0."""
    counts = path_counts(trace)
    most = max(counts.values(), default=0)
    alive = [
        name for name, count in counts.items()
        if count == wanted and all(np.any(given.share != 0) for given in _shares_of(trace, trace.variables[name]))
    ]  # fmt: skip
    return judge(
        (wanted in counts.values(), "paths_count", {"most": most, "wanted": wanted}),
        (bool(alive), "paths_alive", {"wanted": wanted}),
    )


def path_counts(trace: Trace) -> dict[str, int]:
    """How many different ways lead from the result back to each variable."""
    ways = dict.fromkeys(range(len(trace.nodes)), 0)
    ways[trace.result.index] = 1
    for step in trace.backward:
        for given in step.passes:
            ways[given.parent] += ways[step.node]
    return {name: ways[index] for name, index in trace.variables.items()}


def _shares_of(trace: Trace, index: int) -> list[GradientShare]:
    return [given for step in trace.backward for given in step.passes if given.parent == index]


@dataclass(frozen=True)
class Duel:
    """Two chains to be compared before their gradients are shown."""

    first: str
    first_config: ChainConfig
    second: str
    second_config: ChainConfig
    first_gradient: float
    second_gradient: float


def duel(seed: int) -> Duel:
    """Two chains drawn by a seed; their gradients differ by a factor of two or more."""
    rng = np.random.default_rng(seed)
    while True:
        names = [str(name) for name in rng.choice(["Sigmoid", "Tanh", "ReLU"], 2)]
        configs = [
            ChainConfig(
                depth=int(rng.integers(3, 13)),
                weight=float(rng.integers(2, 31)) / 10,
                x=float(rng.integers(1, 16)) / 10,
            )
            for _ in names
        ]
        left, right = (abs(float(run_chain(n, c).gradients[0])) for n, c in zip(names, configs, strict=True))
        if left > 2 * right or right > 2 * left:
            return Duel(
                first=names[0],
                first_config=configs[0],
                second=names[1],
                second_config=configs[1],
                first_gradient=left,
                second_gradient=right,
            )


def judge_duel(seed: int, answer: Literal["", "first", "second"]) -> Verdict:
    """Which of two chains passes on more gradient?"""
    shown = duel(seed)
    stronger = "first" if shown.first_gradient > shown.second_gradient else "second"
    return judge((bool(answer), "duel_choose", {}), (answer == stronger, "duel_wrong", {}))
