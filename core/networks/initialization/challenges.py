"""The tasks of the tabs, judged on what is on the screen."""

from core.challenges import Verdict, judge
from core.networks.initialization.settings import DeepConfig, SymmetryConfig
from core.networks.initialization.symmetry import SymmetryRun
from core.networks.initialization.waterfall import Waterfall


def level_ground(found: Waterfall, net: DeepConfig) -> Verdict:
    """Normal weights for 30 or more tanh layers whose gradient is the same at both ends, to a factor of 2."""
    return judge(
        (net.scheme == "Normal" and net.activation == "Tanh", "kind", {}),
        (net.depth >= 30, "depth", {"depth": net.depth}),
        (not (net.residual or net.batch_norm), "built_in", {}),
        (0.5 <= found.ratio <= 2, "ratio", {"ratio": found.ratio}),
    )


def rescued(found: Waterfall, net: DeepConfig) -> Verdict:
    """PyTorch's default over 50 ReLU layers that keeps both the gradient and the angle."""
    angle = float(found.angles[-1])
    return judge(
        (net.scheme == "Default" and net.activation == "ReLU" and net.gain == 1, "kind", {}),
        (net.depth == 50, "depth", {"depth": net.depth}),
        (0.01 <= found.ratio <= 100, "ratio", {"ratio": found.ratio}),
        (10 <= angle <= 170, "angle", {"angle": angle}),
    )


def small_spark(run: SymmetryRun, config: SymmetryConfig) -> Verdict:
    """Chance of at most 10⁻⁷ that parts the units within 50 epochs."""
    return judge(
        (config.perturbed and config.equal > 0, "chance", {}),
        (config.epsilon <= 1e-7, "epsilon", {"epsilon": config.epsilon}),
        (run.parted is not None and run.parted <= 50, "late", {"spread": float(run.spread[min(50, len(run.spread) - 1)])}),
    )


def stays_alike(run: SymmetryRun, config: SymmetryConfig) -> Verdict:
    """Chance of at least 10⁻⁴ that does not part the units in all epochs."""
    return judge(
        (config.perturbed and config.equal > 0, "chance", {}),
        (config.epsilon >= 1e-4, "epsilon", {"epsilon": config.epsilon}),
        (config.rate >= 0.3, "rate", {"rate": config.rate}),
        (run.parted is None, "parted", {"parted": run.parted}),
    )
