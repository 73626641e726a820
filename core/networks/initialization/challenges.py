"""The tasks of the tabs, judged on what is on the screen."""

from core.challenges import Verdict, judge
from core.networks.initialization.curves import SchemeTrainings
from core.networks.initialization.formulas import LayerNumbers
from core.networks.initialization.phase import PlaneWalks
from core.networks.initialization.settings import (
    DeepConfig,
    LayerConfig,
    PlaneConfig,
    SymmetryConfig,
    TrainingsConfig,
)
from core.networks.initialization.symmetry import SymmetryRun
from core.networks.initialization.waterfall import Waterfall
from core.networks.initialization.weights import SCHEMES


def level_ground(found: Waterfall, net: DeepConfig) -> Verdict:
    """Normal weights for 30 or more tanh layers that keep values, and gradients at both ends to a factor of 2.

    Without values the gradients would be alike for any small weights: those of the last layer are small, too.
    """
    return judge(
        (net.scheme == "Normal" and net.activation == "Tanh", "kind", {}),
        (net.depth >= 30, "depth", {"depth": net.depth}),
        (not (net.residual or net.batch_norm), "built_in", {}),
        (found.rms[-1] >= 0.01, "values", {"rms": float(found.rms[-1])}),
        (0.5 <= found.ratio <= 2, "ratio", {"ratio": found.ratio}),
    )


def rescued(found: Waterfall, net: DeepConfig) -> Verdict:
    """PyTorch's default over 50 ReLU layers that keeps values, gradient and angle."""
    angle = float(found.angles[-1])
    return judge(
        (net.scheme == "Default" and net.activation == "ReLU" and net.gain == 1, "kind", {}),
        (net.depth == 50, "depth", {"depth": net.depth}),
        (found.rms[-1] >= 0.01, "values", {"rms": float(found.rms[-1])}),
        (0.01 <= found.ratio <= 100, "ratio", {"ratio": found.ratio}),
        (10 <= angle <= 170, "angle", {"angle": angle}),
    )


def small_spark(run: SymmetryRun, config: SymmetryConfig) -> Verdict:
    """Chance of at most 10⁻⁷ that parts the units within 50 epochs."""
    return judge(
        (config.perturbed and config.equal > 0, "chance", {}),
        (config.epsilon <= 1e-7, "epsilon", {"epsilon": config.epsilon}),
        (
            run.parted is not None and run.parted <= 50,
            "late",
            {"spread": float(run.spread[min(50, len(run.spread) - 1)])},
        ),
    )


def stays_alike(run: SymmetryRun, config: SymmetryConfig) -> Verdict:
    """Chance of at least 10⁻⁴ that does not part the units in all epochs."""
    return judge(
        (config.perturbed and config.equal > 0, "chance", {}),
        (config.epsilon >= 1e-4, "epsilon", {"epsilon": config.epsilon}),
        (config.rate >= 0.3, "rate", {"rate": config.rate}),
        (run.parted is None, "parted", {"parted": run.parted}),
    )


def at_the_edge(found: PlaneWalks, chi: float, config: PlaneConfig) -> Verdict:
    """Tanh with σ_b of at least 0.5 over 40 layers: χ within 0.02 of 1, and gradients that differ by a factor of 3."""
    ratio = float(found.ratios[0])
    return judge(
        (config.bend == "Tanh" and config.sigma_b >= 0.5, "kind", {}),
        (config.plane_depth >= 40, "depth", {"depth": config.plane_depth}),
        (abs(chi - 1) <= 0.02, "chi", {"chi": chi}),
        (1 / 3 <= ratio <= 3, "ratio", {"ratio": ratio}),
    )


def tears_apart(found: PlaneWalks, config: PlaneConfig) -> Verdict:
    """Two inputs 10° apart that leave 60° apart or more, while the gradient grows less than a thousandfold."""
    angle, ratio = float(found.angles[-1, 0]), float(found.ratios[0])
    return judge(
        (angle >= 60, "angle", {"angle": angle}),
        (ratio < 1000, "ratio", {"ratio": ratio}),
    )


def default_learns(found: SchemeTrainings, config: TrainingsConfig) -> Verdict:
    """PyTorch's default over eight or more ReLU layers with every one of at least four seeds below 0.1."""
    ends = found.losses[SCHEMES.index("Default"), :, -1]
    learned = int((ends < 0.1).sum())  # NaN is not
    return judge(
        (config.unit_kind == "ReLU", "kind", {}),
        (config.hidden_layers >= 8, "layers", {"layers": config.hidden_layers}),
        (config.seeds >= 4, "seeds", {"seeds": config.seeds}),
        (learned == len(ends), "learned", {"learned": learned, "seeds": len(ends)}),
    )


def wasted_start(found: SchemeTrainings, config: TrainingsConfig) -> Verdict:
    """He's scheme for ReLU with every one of at least four seeds above 0.6, or diverged."""
    ends = found.losses[SCHEMES.index("HeNormal"), :, -1]
    lost = int((~(ends <= 0.6)).sum())
    return judge(
        (config.unit_kind == "ReLU", "kind", {}),
        (config.seeds >= 4, "seeds", {"seeds": config.seeds}),
        (lost == len(ends), "lost", {"lost": lost, "seeds": len(ends)}),
    )


def both_ways(numbers: LayerNumbers, config: LayerConfig) -> Verdict:
    """A ReLU layer of at least 64 inputs and outputs that keeps values and gradients, to a twentieth."""
    return judge(
        (config.follows == "ReLU", "follows", {}),
        (min(config.fan_in, config.fan_out) >= 64, "small", {}),
        (abs(numbers.forward - 1) <= 0.05, "forward", {"forward": numbers.forward}),
        (abs(numbers.backward - 1) <= 0.05, "backward", {"backward": numbers.backward}),
    )


def xavier_is_he(numbers: LayerNumbers, config: LayerConfig) -> Verdict:
    """A layer for which Xavier draws with He's standard deviation, to a hundredth."""
    ratio = numbers.std / (2 / config.fan_in) ** 0.5
    return judge(
        (config.law in ("XavierUniform", "XavierNormal"), "law", {}),
        (abs(ratio - 1) <= 0.01, "ratio", {"ratio": ratio}),
    )
