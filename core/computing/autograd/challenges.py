"""The judges of the challenges: pure functions of what is on the screen."""

from dataclasses import dataclass
from typing import Literal

import numpy as np

from core.challenges import Verdict, judge
from core.computing.autograd.chains import ChainConfig, ChainRun, run_chain
from core.computing.autograd.walk.trace import Trace

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
    counts, alive = path_counts(trace), path_counts(trace, alive=True)
    most = max(counts.values(), default=0)
    return judge(
        (wanted in counts.values(), "paths_count", {"most": most, "wanted": wanted}),
        (any(counts[name] == alive[name] == wanted for name in counts), "paths_alive", {"wanted": wanted}),
    )


def path_counts(trace: Trace, alive: bool = False) -> dict[str, int]:
    """How many different ways lead from the result back to each variable; of those alive, no share is all 0."""
    ways = dict.fromkeys(range(len(trace.nodes)), 0)
    ways[trace.result.index] = 1
    for step in trace.backward:
        for given in step.passes:
            if not alive or given.share.any():
                ways[given.parent] += ways[step.node]
    return {name: ways[index] for name, index in trace.variables.items()}


@dataclass(frozen=True)
class Duel:
    """Two chains to be compared before their gradients are shown."""

    first: ChainRun
    second: ChainRun

    @property
    def gradients(self) -> tuple[float, float]:
        """How much of a gradient of 1 comes back through the first, and through the second."""
        first, second = (abs(float(run.gradients[0])) for run in (self.first, self.second))
        return first, second


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
        drawn = Duel(*map(run_chain, names, configs))
        smaller, larger = sorted(drawn.gradients)
        if larger > 2 * smaller:
            return drawn


def judge_duel(seed: int, answer: Literal["none", "first", "second"]) -> Verdict:
    """Which of two chains passes on more gradient?"""
    first, second = duel(seed).gradients
    stronger = "first" if first > second else "second"
    return judge((answer != "none", "duel_choose", {}), (answer == stronger, "duel_wrong", {}))
