"""Cross-entropy and divergence, against SciPy, PyTorch and scikit-learn."""

import numpy as np
import pytest
from hypothesis import given, settings
from sklearn.metrics import log_loss

from core.probability.information.challenges import lopsided, quarter_bit
from core.probability.information.divergence import divergence, divergence_numbers
from core.probability.information.divergence_figure import axis_top, divergence_bars, divergence_figure, tops
from core.probability.information.divergence_report import divergence_lines, saving_line, sums_tex, term_rows
from core.probability.information.library import divergence_in_scipy, divergence_in_torch, log_loss_in_sklearn
from core.probability.information.settings import DivergenceConfig
from core.refusal import Refusal
from tests.probability.information.words import drawn, say
from tests.strategies import configs

there = configs(DivergenceConfig).filter(lambda config: min(map(sum, config.pair)) > 1e-9)


def between(p, q, unit="bits"):
    return divergence(DivergenceConfig(pair=(p, q), unit=unit))


def test_the_divergence_of_a_coin_is_as_published_and_not_the_same_both_ways():
    found = between((0.5, 0.5), (0.9, 0.1))
    assert found.kl == pytest.approx(0.7369655942, rel=1e-9)
    assert found.kl_reverse == pytest.approx(0.5310044064, rel=1e-9)


@settings(deadline=None)
@given(there)
def test_our_numbers_are_those_of_scipy_and_pytorch(config):
    ours = divergence_numbers(config)
    assert ours == pytest.approx(divergence_in_scipy(config), rel=1e-9, abs=1e-9)
    assert ours == pytest.approx(divergence_in_torch(config), rel=1e-9, abs=1e-9)


@settings(deadline=None)
@given(there)
def test_the_areas_of_the_bars_are_the_numbers(config):
    found = divergence(config)
    assert found.kl >= 0 and found.kl_reverse >= 0
    numbers = divergence_numbers(config)
    assert (found.entropy, found.cross_entropy, found.kl) == (
        numbers["entropy"],
        numbers["cross_entropy"],
        numbers["kl"],
    )
    if np.isfinite(found.kl):
        assert found.cross_entropy == pytest.approx(found.entropy + found.kl, rel=1e-9, abs=1e-9)
        bars = divergence_bars(found, say)
        assert bars.widths @ bars.paid == pytest.approx(found.cross_entropy, rel=1e-9, abs=1e-9)
        assert bars.widths @ (bars.paid - bars.due) == pytest.approx(found.kl, rel=1e-6, abs=1e-9)
    assert np.isfinite(drawn(divergence_figure(found, "bits", say))).all()
    assert all(0 <= y <= axis_top(found) for _, _, y in tops(found))
    assert len(term_rows(found)) == len(found.p) and divergence_lines(found) and sums_tex(found)


def test_an_impossible_symbol_is_infinitely_dear_and_a_library_clips_it():
    found = between((0.99, 0.01), (1, 0))
    assert found.kind == "never" and found.kl == found.cross_entropy == np.inf and np.isfinite(found.kl_reverse)
    assert sums_tex(found)["kl"] == r"\infty"
    halves = log_loss_in_sklearn(np.array([0.5, 0.5]), np.array([1.0, 0.0]))
    assert halves == pytest.approx(18.02, abs=0.005)  # as scikit-learn prints it
    assert halves == log_loss([0, 1], [[1.0, 0.0], [1.0, 0.0]])
    assert between((1, 0), (0.5, 0.5)).kl == 1  # what never comes costs nothing, whatever it is given


def test_the_least_weight_that_q_rules_out_is_still_infinitely_dear():
    assert between((1, 1e-13), (1, 0)).kind == "never"
    back = between((1, 0), (1, 1e-13))
    assert back.kind == "different" and [key for key, _ in divergence_lines(back)][-1] == "reverse_never"


def test_what_is_small_is_written_with_its_digits_and_rounding_as_0():
    rows = term_rows(between((1, 1e-9), (1, 1e-8)))
    assert rows[1]["p"] == r"1 \cdot 10^{-9}" and rows[1]["term"] == r"-3.322 \cdot 10^{-9}"
    assert {row["term"] for row in term_rows(between((0.1, 0.2, 0.3), (1, 2, 3)))} == {"0"}


def test_units_are_one_factor_and_equal_distributions_are_told():
    assert between((3, 1), (1, 1), "nats").kl == pytest.approx(between((3, 1), (1, 1)).kl * np.log(2))
    assert between((3, 1), (0.75, 0.25)).kind == "equal" and between((3, 1), (1, 3)).kind == "different"
    assert saving_line(between((3, 1), (3, 1))) is None
    assert saving_line(between((0.7, 0.1, 0.1, 0.1), (0.4, 0.2, 0.2, 0.2))) == ("saving", {"count": 3, "all": 4})
    with pytest.raises(Refusal, match="all_zero"):
        between((1, 1), (0, 0))


def test_log_loss_is_the_cross_entropy_of_the_labels():
    mean = log_loss([1, 0, 1], [0.9, 0.2, 0.6])
    ours = sum(between((1, 0), (q, 1 - q), "nats").cross_entropy for q in (0.9, 0.8, 0.6)) / 3
    assert mean == pytest.approx(ours, rel=1e-12) == pytest.approx(0.2797765635793422, rel=1e-9)


def test_the_tasks_are_judged_on_the_screen_in_any_unit():
    rare = ((0.9999, 0.0001), (0.82, 0.18))
    for unit in ("bits", "nats"):
        assert lopsided(between(*rare, unit)).met
        assert quarter_bit(between((4, 2, 1, 1), (1, 1, 1, 1), unit)).met
    assert lopsided(between(*rare[::-1])).missing[0].key == "there"
    assert lopsided(between((1, 0), (0.9, 0.1))).missing[0].key == "infinite"
    assert lopsided(between((1, 1), (1, 1))).missing[0].key == "back"
    assert quarter_bit(between((1, 1), (1, 1))).missing[0].key == "entropy"
    assert quarter_bit(between((4, 2, 1, 1), (4, 2, 1, 1))).missing[0].key == "cross_entropy"


def test_equal_distributions_from_other_weights_cost_exactly_nothing():
    chance = np.random.default_rng(0)
    for _ in range(300):
        weights = chance.integers(1, 100, 4) / 7
        found = divergence(DivergenceConfig(pair=(tuple(weights), tuple(weights / chance.integers(3, 9)))))
        assert (found.kind, found.kl, found.kl_reverse) == ("equal", 0, 0)
