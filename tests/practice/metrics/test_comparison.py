import numpy as np
import pytest
from scipy import stats

from core.practice.metrics.certainty import bootstrap
from core.practice.metrics.comparison import compare, mcnemar
from core.practice.metrics.predictions import BinaryScores, one_versus_rest, sampled_predictions
from core.practice.metrics.settings import BinaryConfig, ComparisonConfig, DistributionsConfig, IntervalConfig

SHORT = IntervalConfig(resamples=300)


def sampled(rival=None, **fields):
    return one_versus_rest(sampled_predictions(DistributionsConfig(**fields), rival), 1)


def compared(first, second, config):
    """The comparison as the page makes it, each model resampled for itself."""
    resamples = tuple(bootstrap(scores, BinaryConfig(), config) for scores in (first, second))
    return compare(first, second, resamples, BinaryConfig(), config)


@pytest.mark.parametrize(("only_first", "only_second"), [(9, 3), (0, 1), (20, 21), (5, 5), (0, 12)])
def test_mcnemar_is_the_binomial_test_of_the_disagreements(only_first, only_second):
    first = np.repeat([True, False, True, False], [only_first, only_second, 30, 4])
    second = np.repeat([False, True, True, False], [only_first, only_second, 30, 4])
    result = mcnemar(first, second)
    assert (result.both, result.only_first, result.only_second, result.neither) == (30, only_first, only_second, 4)
    n = only_first + only_second
    tail = 2 * stats.binom.cdf(min(only_first, only_second), n, 0.5)
    assert result.p_exact == pytest.approx(min(1, tail), abs=1e-12)
    if only_first != only_second:
        expected = sum((abs(count - n / 2) - 0.5) ** 2 / (n / 2) for count in (only_first, only_second))
        assert result.chi2 == pytest.approx(expected)
        assert result.p_chi2 == pytest.approx(1 - stats.chi2(1).cdf(expected))
    else:
        assert result.p_chi2 == 1


def test_a_model_never_disagrees_with_itself():
    scores = sampled()
    result = compared(scores, scores, SHORT)
    assert (result.conclusion, result.test.p_exact, result.test.chi2) == ("never_disagree", 1.0, None)
    assert (result.difference, result.low, result.high, result.metric_conclusion) == (0, 0, 0, "never_differs")


@pytest.mark.parametrize(("metric", "sign"), [("roc_auc", 1), ("accuracy", 1), ("log_loss", -1), ("brier", -1)])
def test_a_much_better_model_is_called_better_whichever_comes_first(metric, sign):
    good = sampled(separation=4.0)
    bad = sampled(ComparisonConfig(rival_separation=0.5), separation=4.0)
    config = IntervalConfig(metric=metric, resamples=300)
    forth, back = compared(good, bad, config), compared(bad, good, config)
    assert (forth.conclusion, forth.metric_conclusion) == ("first_better", "first_better")
    assert (back.conclusion, back.metric_conclusion) == ("second_better", "second_better")
    assert np.sign(forth.difference) == sign
    np.testing.assert_allclose(forth.differences, -back.differences)


def test_a_paired_difference_is_surer_the_more_alike_the_models_are():
    def width(correlation):
        rival = ComparisonConfig(rival_separation=1.8, rival_correlation=correlation)
        result = compared(sampled(), sampled(rival), IntervalConfig(metric="roc_auc", resamples=300))
        return result.high - result.low

    assert width(0.95) < width(0.0) / 2


def test_models_on_different_samples_cannot_be_compared():
    with pytest.raises(ValueError, match="same samples"):
        compared(sampled(balance=0.5), sampled(balance=0.4), SHORT)


def test_equal_scores_never_differ_and_equal_accuracies_may():
    scores = sampled(samples=60)
    assert compared(scores, sampled(samples=60), SHORT).metric_conclusion == "never_differs"
    mirrored = BinaryScores(scores.y, 1 - scores.score)
    both = compared(scores, mirrored, IntervalConfig(metric="roc_auc", resamples=300))
    assert both.metric_conclusion == "first_better"


def test_what_rounding_leaves_is_no_difference():
    y = np.repeat([0, 1], [7, 6])
    first, second = (BinaryScores(y, np.random.default_rng(k).random(13) / 3 + y / 2) for k in (0, 1))
    binary, config = BinaryConfig(reweight=True, prevalence=0.1), IntervalConfig(metric="roc_auc", resamples=200)
    drawn = tuple(bootstrap(scores, binary, config) for scores in (first, second))
    assert np.nanmax(np.abs(drawn[0].values["roc_auc"] - drawn[1].values["roc_auc"])) > 0
    result = compare(first, second, drawn, binary, config)
    assert (result.metric_conclusion, result.low, result.high) == ("never_differs", 0, 0)
