"""The tasks of the tabs, judged on what is on the screen."""

import numpy as np

from core.challenges import Verdict, judge
from core.probability.estimation.accuracy import AccuracyReport
from core.probability.estimation.dataset import DatasetConfig, TableEvidence
from core.probability.estimation.estimator import Estimates, EstimatorConfig, exact_moments, parent_of
from core.probability.estimation.likelihood import Likelihood, SampleConfig
from core.probability.estimation.mean import MeanConfig, exact_coverage
from core.probability.estimation.multiplicity import CORRECTIONS, ManyTests, MultiplicityConfig
from core.probability.estimation.power import AlphaConfig, Study, StudyConfig
from core.probability.estimation.share import LevelConfig, ShareConfig, ShareSamples

FEWEST_FOR_TWO_POINTS = 3461
FEWEST_FOR_Z = 57  # observations with which 1.96 standard errors hold the mean in 94.5 % of the samples


def broken_promise(found: ShareSamples, level_config: LevelConfig, share_config: ShareConfig) -> Verdict:
    """Wald's interval of at least 95 % holds a p from 0.005 to 0.995 in less than 80 % of large samples."""
    return _covers_too_little("Wald", 500, 0.8, found, level_config, share_config)


def wilson_dips(found: ShareSamples, level_config: LevelConfig, share_config: ShareConfig) -> Verdict:
    """Wilson's interval of at least 95 % holds a p from 0.005 to 0.995 in less than 90 % of samples of 50 or more."""
    return _covers_too_little("Wilson", 50, 0.9, found, level_config, share_config)


def _covers_too_little(
    method: str, trials: int, limit: float, found: ShareSamples, level_config: LevelConfig, share_config: ShareConfig
) -> Verdict:
    return judge(
        (share_config.method == method, "method", {}),
        (level_config.level >= 0.95, "level", {}),
        (share_config.trials >= trials, "size", {"n": share_config.trials}),
        (0.005 <= share_config.p <= 0.995, "rare", {}),
        (found.coverage < limit, "coverage", {"coverage": found.coverage}),
    )


def normal_enough(counted: float, level_config: LevelConfig, mean_config: MeanConfig) -> Verdict:
    """The intervals from an exponential population hold its mean about as often as their label of 90 % or more says."""
    return judge(
        (mean_config.population == "exponential", "population", {}),
        (level_config.level >= 0.9, "level", {}),
        (abs(counted - level_config.level) <= 0.02, "counted", {"counted": counted, "level": level_config.level}),
    )


def z_at_last(level_config: LevelConfig, mean_config: MeanConfig) -> Verdict:
    """The smallest normal sample for which the interval with 1.96 lacks at most half a point of its 95 %."""
    exact = float(exact_coverage(np.array(mean_config.size), level_config.level, mean_config.mean_method))
    return judge(
        (mean_config.mean_method == "z", "method", {}),
        (mean_config.population == "normal", "population", {}),
        (level_config.level == 0.95, "level", {}),
        (mean_config.size > 1, "single", {}),
        (exact >= 0.945, "short", {"exact": exact}),
        (mean_config.size <= FEWEST_FOR_Z, "many", {"n": mean_config.size}),
    )


def eighty_percent(found: Study, alpha_config: AlphaConfig, study_config: StudyConfig) -> Verdict:
    """A power of 0.8 for half a standard deviation at 5 %, with as few people as possible."""
    return judge(
        (abs(study_config.effect) == 0.5, "effect", {}),
        (alpha_config.alpha == 0.05, "alpha", {}),
        (found.power >= 0.8, "power", {"power": found.power}),
        (study_config.group <= 64, "many", {"group": study_config.group}),
    )


def missed(found: Study, alpha_config: AlphaConfig, study_config: StudyConfig) -> Verdict:
    """A study at 5 % whose power is 90 % or more, and that is not significant all the same."""
    return judge(
        (alpha_config.alpha == 0.05, "alpha", {}),
        (study_config.effect != 0, "effect", {}),
        (found.power >= 0.9, "power", {"power": found.power}),
        (found.p >= 0.05, "p", {"p": found.p}),
    )


def far_out(found: TableEvidence, p_values: dict[str, float]) -> Verdict:
    """Paired measurements for which t has p above 0.1, though Wilcoxon's p is below 0.05."""
    t, ranks = p_values.get("paired", np.nan), p_values.get("Wilcoxon", np.nan)
    return judge(
        (found.test in ("paired", "Wilcoxon"), "test", {}),
        (not np.isnan([t, ranks]).any(), "table", {}),
        (ranks < 0.05, "ranks", {"p": ranks}),
        (t > 0.1, "t", {"p": t}),
    )


def rough_square(found: TableEvidence, p_values: dict[str, float], dataset_config: DatasetConfig) -> Verdict:
    """A 2×2 table of 8 or more for which χ² is significant at 5 % and Fisher's exact test is not even at 10 %."""
    square, exact = p_values.get("chi-square", np.nan), p_values.get("Fisher", np.nan)
    total = sum(map(sum, dataset_config.counts))
    return judge(
        (found.test in ("chi-square", "Fisher"), "test", {}),
        (not np.isnan([square, exact]).any(), "table", {}),
        (total >= 8, "few", {"total": total}),
        (square < 0.05, "square", {"p": square}),
        (exact > 0.1, "exact", {"p": exact}),
    )


def fair_price(found: ManyTests, alpha_config: AlphaConfig, multiplicity_config: MultiplicityConfig) -> Verdict:
    """Of 20 or more tests find 60 % of the effects, with at most 3 % of the finds false, at α = 0.05."""
    m, real = multiplicity_config.comparisons, multiplicity_config.real
    chosen = CORRECTIONS.index(multiplicity_config.correction)
    share, false = float(found.found[chosen]), float(found.false_share[chosen])
    return judge(
        (m >= 20, "tests", {"m": m}),
        (m / 4 <= real <= m / 2, "real", {"real": real}),
        (alpha_config.alpha == 0.05, "alpha", {}),
        (false <= 0.03, "false", {"share": false}),
        (share >= 0.6, "found", {"share": share}),
    )


def no_find_left(found: ManyTests, alpha_config: AlphaConfig, multiplicity_config: MultiplicityConfig) -> Verdict:
    """Twenty useless tests or more, of which some are below α = 0.05, and none is significant once it is corrected."""
    return judge(
        (multiplicity_config.comparisons >= 20, "tests", {"m": multiplicity_config.comparisons}),
        (multiplicity_config.real == 0, "real", {}),
        (alpha_config.alpha == 0.05, "alpha", {}),
        (bool(found.p[0] < alpha_config.alpha), "quiet", {}),
        (multiplicity_config.correction != "none", "correction", {"count": int((found.p < alpha_config.alpha).sum())}),
        (not found.significant.any(), "left", {"count": int(found.significant.sum())}),
    )


def two_points(found: AccuracyReport, level_config: LevelConfig) -> Verdict:
    """The smallest test set whose 95 % interval of an accuracy of 90 % is at most two points wide."""
    return judge(
        (level_config.level >= 0.95, "level", {}),
        (found.correct == round(0.9 * found.total), "share", {"share": found.correct / found.total}),
        (found.width <= 0.02, "wide", {"width": 100 * found.width}),
        (found.total <= FEWEST_FOR_TWO_POINTS, "large", {"total": found.total}),
    )


def overlap(found: AccuracyReport) -> Verdict:
    """Two intervals that overlap by half of one, and a significant difference all the same."""
    shared = min(found.high, found.second_high) - max(found.low, found.second_low)
    return judge(
        (found.possible, "possible", {}),
        (bool(shared >= found.width / 2), "apart", {}),
        (found.p < 0.01, "p", {"p": found.p}),
    )


def summit(found: Likelihood, sample_config: SampleConfig, steps: int) -> Verdict:
    """The parameters of a normal sample of 10 or more, set by hand so well that ℓ lacks less than 0.02."""
    lacking = found.peak - found.value
    return judge(
        (sample_config.family == "normal", "family", {}),
        (sample_config.observations >= 10, "few", {"n": sample_config.observations}),
        (steps == 0, "steps", {}),
        (lacking < 0.02, "lacking", {"lacking": lacking}),
    )


def at_the_border(found: Likelihood, sample_config: SampleConfig) -> Verdict:
    """Three tosses or more, the same each time: the likelihood is highest at the border."""
    return judge(
        (sample_config.family == "Bernoulli", "family", {}),
        (sample_config.observations >= 3, "few", {"n": sample_config.observations}),
        (found.border, "inside", {"p": float(found.best[0])}),
    )


def precise_mean(found: Estimates, estimator_config: EstimatorConfig) -> Verdict:
    """The mean of a normal population to a standard deviation of a twentieth, with as few observations as possible."""
    return judge(
        (estimator_config.estimator == "mean", "estimator", {}),
        (estimator_config.parent == "normal", "parent", {}),
        (found.exact_spread <= 0.05, "spread", {"spread": found.exact_spread}),
        (estimator_config.draws <= 400, "many", {"n": estimator_config.draws}),
    )


def worth_its_bias(found: Estimates, estimator_config: EstimatorConfig) -> Verdict:
    """A biased variance whose mean squared error is below that of the unbiased one by a fifth or more."""
    _, variance = exact_moments("variance_n1", parent_of(estimator_config), estimator_config.draws)
    own = found.exact_spread**2 + (found.exact_mean - found.truth) ** 2
    biased = not abs(found.exact_mean - found.truth) < 1e-12
    return judge(
        ("variance" in estimator_config.estimator, "estimator", {}),
        (estimator_config.draws > 1, "single", {}),
        (biased, "unbiased", {}),
        (own <= 0.8 * variance, "error", {"own": own, "other": variance}),
    )
