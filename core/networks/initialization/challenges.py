"""The tasks of the tabs, judged on what is on the screen."""

from core.challenges import Verdict, judge
from core.networks.initialization.settings import DeepConfig
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
