"""The challenges of the topic: functions from results on the screen to a verdict."""

import math

from core.challenges import Verdict, judge
from core.probability.bayes.coin import CoinConfig, Posterior
from core.probability.bayes.diagnosis import Diagnosis, DiagnosisConfig
from core.probability.bayes.naive import SURE
from core.probability.bayes.regions import Regions
from core.probability.bayes.row import RowEvidence
from core.probability.bayes.shares import bounded_percent, inner_tex
from core.probability.bayes.square import UnitSquare, UnitSquareConfig

TOLERANCE = 1e-9


def more_likely_ill(found: Diagnosis, config: DiagnosisConfig) -> Verdict:
    """One test at a prevalence of 1 % and a sensitivity of 80 % whose positives are more likely ill than healthy."""
    given = (config.prevalence, config.sensitivity, config.tests) == (0.01, 0.8, 1)
    got = found.posterior or 0.0
    return judge((given, "other_test", {}), (got > 0.5, "too_low", {"got": 100 * got}))


def worthless(found: Diagnosis, config: DiagnosisConfig) -> Verdict:
    """A test of a sensitivity of 90 % or more that tells nothing."""
    return judge(
        (config.sensitivity >= 0.9, "misses_many", {"got": 100 * config.sensitivity}),
        (abs(found.hit - found.alarm) <= TOLERANCE, "tells", {
            "hit": 100 * found.hit, "alarm": 100 * found.alarm,
        }),
    )  # fmt: skip


def independent_events(found: UnitSquare) -> Verdict:
    """Independent events with P(A) = 0.4, neither of them certain or impossible."""
    return judge(
        (found.a == 0.4, "other_a", {"got": found.a}),
        (found.relation != "certain", "certain", {"got": found.b}),
        (found.relation == "independent", "dependent", {"got": float(found.areas[0, 0]), "want": found.a * found.b}),
    )


def same_both_ways(found: UnitSquare, config: UnitSquareConfig) -> Verdict:
    """Dependent events that can happen together, with P(A | B) = P(B | A)."""
    got = found.a_given_b
    return judge(
        (found.relation in ("more", "less"), "not_dependent", {}),
        (got is not None and abs(got - config.b_in_a) <= TOLERANCE, "differ", {"first": got, "second": config.b_in_a}),
    )


def narrow_interval(found: Posterior, config: CoinConfig) -> Verdict:
    """An interval of 95 % or more within (0.6, 0.8)."""
    return judge(
        (config.level >= 0.95, "level", {"got": 100 * config.level}),
        (found.low > 0.6, "low", {"got": found.low}),
        (found.high < 0.8, "high", {"got": inner_tex(found.high)}),
    )


def prior_as_tosses(found: Posterior) -> Verdict:
    """The posterior Beta(8, 4) from at most two heads."""
    right = abs(found.a - 8) <= TOLERANCE and abs(found.b - 4) <= TOLERANCE
    return judge((found.heads <= 2, "many", {"got": found.heads}), (right, "other", {"a": found.a, "b": found.b}))


def sure_and_wrong(found: RowEvidence) -> Verdict:
    """A row whose most probable class has more than 99 % and is not the true one."""
    log_p = float(found.log_p.max())
    return judge(
        (found.winner != found.truth, "right", {}),
        (math.exp(log_p) > SURE, "unsure", {"got": bounded_percent(log_p)}),
    )


def torn(found: RowEvidence) -> Verdict:
    """A row whose most probable class has less than 55 %, with at least two features counted."""
    log_p = float(found.log_p.max())
    return judge(
        (len(found.terms) >= 2, "one_feature", {}),
        (math.exp(log_p) < 0.55, "sure", {"got": bounded_percent(log_p)}),
    )


def surer_not_better(found: Regions, copies: int) -> Verdict:
    """Copies that raise the mean confidence above 99 %, though no fewer rows are wrong."""
    before, after = found.alone, found.copied
    return judge(
        (copies > 0, "no_copies", {}),
        (after.wrong >= before.wrong, "better", {"got": after.wrong, "before": before.wrong}),
        (float(before.confidence.mean()) <= SURE, "sure_before", {"got": 100 * float(before.confidence.mean())}),
        (float(after.confidence.mean()) > SURE, "unsure", {"got": 100 * float(after.confidence.mean())}),
    )


def on_the_border(found: Regions) -> Verdict:
    """A new row whose most probable class has less than 55 %."""
    log_p = float(found.log_p.max())
    return judge((math.exp(log_p) < 0.55, "inside", {"got": bounded_percent(log_p)}))
