"""The tasks of the tabs, judged on what is on the screen."""

import numpy as np

from core.challenges import Verdict, judge
from core.engine.run import Run
from core.learning.regularization.capacity import CapacityFit
from core.learning.regularization.double_descent import RiskCurve
from core.learning.regularization.dropout import MaskedOutputs
from core.learning.regularization.normalization import DEVIATION, MEAN, NormalizedBatch
from core.learning.regularization.penalties import CoefficientPath, PenalizedFit
from core.learning.regularization.settings import (
    CapacityConfig,
    CuresConfig,
    DropoutConfig,
    GaussianConfig,
    NoisyPointsConfig,
    NormalizationConfig,
    PenaltiesConfig,
    VarianceConfig,
)
from core.learning.regularization.training import CuredFit, Stop
from core.learning.regularization.variance import ErrorParts


def tamed(config: CapacityConfig, sample: NoisyPointsConfig, fit: CapacityFit) -> Verdict:
    """As many parameters as points, on the data of the first visit, with a test error below 0.1."""
    return judge(
        (sample == NoisyPointsConfig(), "data", {}),
        (config.features == "Legendre" and config.parameters == sample.points, "parameters", {}),
        (fit.test < 0.1, "error", {"test": fit.test}),
    )


def calm_beyond(config: CapacityConfig, sample: NoisyPointsConfig, fit: CapacityFit) -> Verdict:
    """More parameters than points and no penalty, on the data of the first visit, with a test error below 0.25."""
    return judge(
        (sample == NoisyPointsConfig(), "data", {}),
        (not config.ridge, "ridge", {}),
        (config.parameters > sample.points, "parameters", {}),
        (fit.test < 0.25, "error", {"test": fit.test}),
    )


def second_valley(curve: RiskCurve, config: GaussianConfig) -> Verdict:
    """Signal in all features, and on the screen a risk below 0.7, beyond the peak."""
    here = float(curve.exact[config.used - 1])
    return judge(
        (config.signal == "even", "signal", {}),
        (config.used > config.rows, "before", {"p": config.used, "n": config.rows}),
        (here < 0.7, "risk", {"here": here}),
    )


def even_valleys(curve: RiskCurve, config: GaussianConfig) -> Verdict:
    """The lowest risk before the peak and the lowest beyond it differ by less than 2 %."""
    before = float(curve.exact[curve.sizes < config.rows].min())
    beyond = float(curve.exact[curve.sizes > config.rows].min())
    apart = abs(before - beyond) / max(before, beyond)
    return judge((apart < 0.02, "apart", {"before": before, "beyond": beyond, "percent": 100 * apart}))


def more_and_worse(curve: RiskCurve, config: GaussianConfig) -> Verdict:
    """With 60 features, an even signal and noise 0.5: more than 40 samples, and a risk above 10."""
    here = float(curve.exact[config.used - 1])
    return judge(
        (config.signal == "even" and config.deviation == 0.5, "data", {}),
        (config.used == 60, "features", {"p": config.used}),
        (config.rows > 40, "fewer", {"n": config.rows}),
        (here > 10, "low", {"here": here}),
    )


def calm_and_bent(parts: ErrorParts, config: VarianceConfig) -> Verdict:
    """With 25 points and noise 0.3, a polynomial of degree 10 or more whose error stays below 0.2."""
    return judge(
        (config.size == 25 and config.spread == 0.3, "data", {}),
        (config.degree >= 10, "degree", {"degree": config.degree}),
        (float(parts.error[config.degree]) < 0.2, "error", {"error": float(parts.error[config.degree])}),
    )


def even_trade(parts: ErrorParts, config: VarianceConfig) -> Verdict:
    """With 25 points and noise 0.3, degree 10 or more: squared bias and variance that differ by less than 10 %."""
    bias, variance = float(parts.bias[config.degree]), float(parts.variance[config.degree])
    return judge(
        (config.size == 25 and config.spread == 0.3, "data", {}),
        (config.degree >= 10, "degree", {"degree": config.degree}),
        (abs(bias - variance) < 0.1 * max(bias, variance), "parts", {"bias": bias, "variance": variance}),
    )


def sparse(config: PenaltiesConfig, path: CoefficientPath, fit: PenalizedFit) -> Verdict:
    """With 20 noise columns and 100 rows: at most six coefficients, none on noise, and an error below 3600."""
    real = len(path.names)
    return judge(
        (config.useless >= 20 and config.rows_used == 100, "data", {}),
        (not fit.nonzero[real:].any(), "noise", {"kept": int(fit.nonzero[real:].sum())}),
        (int(fit.nonzero.sum()) <= 6, "many", {"kept": int(fit.nonzero.sum())}),
        (fit.valid < 3600, "error", {"valid": fit.valid}),
    )


def small_but_there(config: PenaltiesConfig, fit: PenalizedFit) -> Verdict:
    """With 20 noise columns and 100 rows: no coefficient that is 0, and an error below 3500."""
    return judge(
        (config.useless >= 20 and config.rows_used == 100, "data", {}),
        (bool(fit.nonzero.all()), "zeros", {"gone": int((~fit.nonzero).sum())}),
        (fit.valid < 3500, "error", {"valid": fit.valid}),
    )


def cured(config: CuresConfig, fit: CuredFit) -> Verdict:
    """The network and the data of the first visit, with a test error below 0.14."""
    first = CuresConfig()
    same = (config.samples, config.noise_level, config.cure_seed) == (first.samples, first.noise_level, first.cure_seed)
    return judge(
        (same, "data", {}),
        (config.width >= first.width, "width", {"width": config.width}),
        (fit.test < 0.14, "error", {"test": fit.test}),
    )


def patient_enough(config: CuresConfig, run: Run, fit: CuredFit, stop: Stop | None) -> Verdict:
    """On a run whose validation error pauses for long: a rule that ends it, within 5 % of its lowest error."""
    lowest = 2 * float(run.test_losses.min())
    ended = stop is not None and stop.epoch is not None
    return judge(
        (config == CuresConfig(cure_seed=3), "data", {}),
        (ended, "running", {}),
        (fit.valid <= 1.05 * lowest, "early", {"valid": fit.valid, "lowest": lowest}),
    )


def close_average(config: DropoutConfig) -> Verdict:
    """At rate 0.5 an average whose standard error is a tenth of the spread of one mask, with the fewest masks."""
    return judge(
        (config.rate == 0.5, "rate", {}),
        (config.masks >= 100, "few", {"masks": config.masks}),
        (config.masks <= 100, "many", {"masks": config.masks}),
    )


def half_the_spread(found: MaskedOutputs) -> Verdict:
    """A rate at which the outputs of single masks spread half as far as at rate 0.5."""
    share = found.sd_at / float(np.linalg.norm(found.terms))  # at rate 0.5 the spread is that length
    return judge((abs(share - 0.5) < 0.01, "share", {"share": share}))


def nearly_agreed(found: NormalizedBatch, config: NormalizationConfig) -> Verdict:
    """Running mean and variance within 5 % of the true ones, from batches of at most four."""
    mean = abs(float(found.running_means[config.seen]) / MEAN - 1)
    variance = abs(float(found.running_variances[config.seen]) / DEVIATION**2 - 1)
    return judge(
        (2 <= config.batch <= 4, "batch", {"batch": config.batch}),
        (mean < 0.05, "mean", {"off": 100 * mean}),
        (variance < 0.05, "variance", {"off": 100 * variance}),
    )


def far_out(found: NormalizedBatch, config: NormalizationConfig) -> Verdict:
    """In train mode with γ = 1 and β = 0: the marked sample comes out above 3, as only n > 10 samples allow."""
    out = float(found.outputs[0])
    return judge(
        (config.mode == "train", "mode", {}),
        (config.gamma == 1 and config.beta == 0, "parameters", {}),
        (out > 3, "near", {"out": out}),
    )
