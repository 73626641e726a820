"""The challenges of the topic: functions from results on the screen to a verdict."""

import numpy as np

from core.challenges import Verdict, judge
from core.learning.linear_models.columns import TableFit
from core.learning.linear_models.digits import DigitReport
from core.learning.linear_models.line import LineFit
from core.learning.linear_models.line_report import excess
from core.learning.linear_models.logistic import LogisticFit
from core.learning.linear_models.settings import (
    CertifiedConfig,
    GradientStepsConfig,
    LineFitConfig,
    LinePointsConfig,
    LogisticFitConfig,
    SoftmaxFitConfig,
    SpotsConfig,
    TableFitConfig,
)
from core.learning.linear_models.softmax import SoftmaxFit


def line_by_hand(found: LineFit, line: LineFitConfig) -> Verdict:
    """A line by hand within a hundredth of the least loss, for at least five points that lie on no line."""
    over = excess(found, found.hand_loss)
    return judge(
        (len(found.points) >= 5 and found.best_loss > 0.01 and not line.through_origin, "points", {}),
        (over <= 0.01, "over", {"percent": 100 * over}),
    )


def sign_turned(found: LineFit, line: LineFitConfig) -> Verdict:
    """One point of those at first moved so that the slope of least squares is negative."""
    first = LinePointsConfig().points
    kept = set(map(tuple, found.points.tolist())) & set(first)
    same = len(found.points) == len(first) and len(kept) >= len(first) - 1 and not line.through_origin
    return judge((same, "other", {}), (bool(found.best[1] < 0), "slope", {"slope": float(found.best[1])}))


def raw_descent(found: LineFit, line: LineFitConfig, settings: GradientStepsConfig) -> Verdict:
    """Descent on raw Anscombe I from a line of twice the least loss or more, within a thousandth of the least."""
    start = line.data == "Anscombe I" and excess(found, found.hand_loss) >= 1 and not line.through_origin
    over = excess(found, found.end_loss)
    return judge(
        (start, "start", {}),
        (not settings.standardize, "raw", {}),
        (not found.diverged, "diverged", {}),
        (over <= 0.001, "over", {"percent": 100 * over}),
    )


def sign_against_pool(found: TableFit, config: TableFitConfig) -> Verdict:
    """Penguins whose bill length has a positive coefficient more than twice its standard error, without a penalty."""
    names = found.rows.names
    got, se = (
        (float(found.coefficients[1]), float(found.se[1]))
        if names[0] == "bill_length"
        else (float("nan"), float("nan"))
    )
    return judge(
        (config.table == "penguins" and names[0] == "bill_length", "bill", {}),
        (config.penalty == "none", "penalty", {}),
        (bool(np.isfinite(se)), "twice", {}),
        (bool(got > 2 * se), "sign", {"got": got, "se": se}),
    )


def calm_economy(found: TableFit, config: TableFitConfig) -> Verdict:
    """Columns of Longley's table, three at least, with no variance inflation above 10 and an R² of 0.98 or more."""
    worst = float(found.vif.max())
    return judge(
        (config.table == "longley" and config.left_out == 0 and config.penalty == "none", "longley", {}),
        (len(found.rows.names) >= 3, "few", {"got": len(found.rows.names)}),
        (bool(np.isfinite(worst)), "twice", {}),
        (worst <= 10, "inflated", {"got": worst}),
        (found.r2 >= 0.98, "r2", {"got": found.r2}),
    )


def half_risk(found: LogisticFit, config: LogisticFitConfig) -> Verdict:
    """The O-rings without a penalty, read where the estimated risk is one half."""
    return judge(
        (config.cases == "O-rings" and not config.penalized, "rings", {}),
        (abs(found.p - 0.5) <= 0.01, "risk", {"got": found.p, "place": found.place}),
    )


def made_apart(found: LogisticFit, config: LogisticFitConfig) -> Verdict:
    """At least six own cases, three of each class, for which there is no maximum of the likelihood."""
    fewest = int(min((found.y == 0).sum(), (found.y == 1).sum()))
    return judge(
        (config.cases == "points", "own", {}),
        (fewest >= 3, "few", {"got": fewest}),
        (found.kind in ("apart", "touching"), "mixed", {"low": found.gap[0], "high": found.gap[1]}),
    )


def torn_between(found: SoftmaxFit) -> Verdict:
    """A new point none of whose classes has more than 0.4, after descent to within 1 % of the best loss."""
    top = float(found.p.max())
    return judge(
        (bool(found.losses[-1] <= 1.01 * found.best_loss), "far", {}), (top <= 0.4, "sure", {"got": top})
    )  # fmt: skip


def quick_descent(found: SoftmaxFit, config: SoftmaxFitConfig) -> Verdict:
    """The first points, no penalty, and at most 30 steps to within 1 % of the best loss."""
    first = np.array(SpotsConfig().spots)
    same = len(found.plane.points) == len(first) and bool((found.plane.points == first[:, :2]).all())
    return judge(
        (same and not config.shrink, "first", {}),
        (len(found.losses) - 1 <= 30, "steps", {"got": len(found.losses) - 1}),
        (bool(found.losses[-1] <= 1.01 * found.best_loss), "loss", {"over": over_best(found)}),
    )


def over_best(found: SoftmaxFit) -> float:
    """By how many percent the loss after descent lies above the best one."""
    return 100 * (float(found.losses[-1]) / found.best_loss - 1)


def six_digits(found: DigitReport, config: CertifiedConfig) -> Verdict:
    """Descent to at least six certified digits of both coefficients of Norris."""
    got = float(found.digits[-1].min())
    return judge((config.problem == "Norris", "norris", {}), (got >= 6, "digits", {"got": got}))


def single_step(found: DigitReport, config: CertifiedConfig) -> Verdict:
    """The same in a single step."""
    got = float(found.digits[-1].min())
    return judge(
        (config.problem == "Norris", "norris", {}),
        (config.descent_steps == 1, "steps", {"got": config.descent_steps}),
        (got >= 6, "digits", {"got": got}),
    )
