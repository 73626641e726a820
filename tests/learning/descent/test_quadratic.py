"""The theory of momentum against NumPy's eigenvalues, torch.optim and the published thresholds."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.learning.descent.library import radii_by_numpy, torch_path
from core.learning.descent.quadratic import (
    best_pair,
    critical_momentum,
    damping_of,
    modes,
    rate_at,
    spectral_radius,
)
from core.learning.descent.quadratic_figure import errors_figure, phase_map
from core.learning.descent.quadratic_report import modes_lines, roots_tex
from core.learning.descent.settings import CourseConfig, RuleConfig, StartConfig, TerrainConfig
from core.learning.descent.terrain import terrain_of
from tests.learning.descent.words_of import say

START = StartConfig()


def modes_of(kappa=10.0, rate=0.1, beta=0.9, steps=100, start=START):
    """Momentum on a bowl."""
    rule = RuleConfig(learning_rate=rate, momentum=beta)
    return modes(TerrainConfig(kappa=kappa), start, rule, CourseConfig(steps=steps))


@settings(deadline=None, max_examples=80)
@given(kappa=st.floats(1, 1000), rate=st.floats(1e-4, 10), beta=st.floats(0, 0.99))
def test_the_factors_are_numpys_eigenvalues(kappa, rate, beta):
    found = modes_of(kappa, rate, beta, steps=1)
    theirs = radii_by_numpy(TerrainConfig(kappa=kappa), RuleConfig(learning_rate=rate, momentum=beta))
    np.testing.assert_allclose(found.radii, theirs["radii"], rtol=1e-6, atol=1e-8)
    converges = bool((found.radii < 1).all())
    assert converges == all(kind not in ("edge", "diverges") for kind in found.damping)


def test_the_errors_are_torchs():
    found = modes_of(steps=50)
    noise = np.zeros((50, 2))
    theirs = torch_path(terrain_of("bowl", 10.0), "Momentum", StartConfig(), 0.1, RuleConfig(), noise)
    np.testing.assert_allclose(found.errors, theirs, rtol=1e-10, atol=1e-14)


def test_the_best_pair_is_polyaks():
    assert best_pair(10.0) == pytest.approx((0.2308861570, 0.2698738636, 0.5194938533), rel=1e-9)
    rate, beta, factor = best_pair(100.0)
    assert (rate, beta, factor) == pytest.approx((4 / 121, 81 / 121, 9 / 11))
    near = [spectral_radius(np.array([r, 100 * r]), b).max() for r in (0.99 * rate, rate, 1.01 * rate) for b in
            (0.99 * beta, beta, 1.01 * beta)]  # fmt: skip
    assert min(near) == pytest.approx(factor, abs=1e-7)


@pytest.mark.parametrize(("product", "beta"), [(0.01, 0.81), (0.1, 0.4675444680), (1.0, 0.0), (2.25, 0.25)])
def test_critical_damping(product, beta):
    assert critical_momentum(np.array(product)) == pytest.approx(beta)
    assert damping_of(product, float(critical_momentum(np.array(product)))) == "critical"
    betas = np.linspace(0, 1, 10001)
    assert betas[np.argmin(spectral_radius(np.full_like(betas, product), betas))] == pytest.approx(beta, abs=1e-4)


def test_momentum_nearly_doubles_the_largest_safe_rate():
    held, lost = (modes_of(rate=rate, steps=500) for rate in (0.379, 0.381))
    assert held.radii.max() < 1 < lost.radii.max()
    keys = [key for key, _ in modes_lines(lost)]
    assert keys == ["flat", "oscillates", "steep", "diverges", "never", "best"]


def test_a_direction_without_an_error_at_the_start_neither_diverges_nor_forbids_the_rate():
    still = modes_of(rate=0.5, beta=0.0, start=StartConfig(x0=4.0, y0=0.0))
    assert still.damping[1] == "diverges" and still.losses[-1] < 1e-6
    assert [key for key, _ in modes_lines(still)] == ["flat", "monotone", "steep", "rests", "settled", "best"]
    flat = modes_of(rate=3.0, beta=0.0, start=StartConfig(x0=4.0, y0=0.0))
    assert dict(modes_lines(flat))["never"] == {"rate": 2.0, "plain": 2.0}


@pytest.mark.parametrize(
    ("kappa", "rate", "beta", "settled"),
    [(100.0, 4 / 121, 81 / 121, 69), (100.0, 0.03306, 0.67, 63), (100.0, 0.03306, 0.9, 149), (10.0, 0.2, 0.0, -1)],
)
def test_when_the_loss_is_first_below_a_millionth(kappa, rate, beta, settled):
    assert modes_of(kappa, rate, beta, steps=200).settled == settled


def test_without_momentum_both_directions_are_equally_slow_at_the_best_rate():
    found = modes_of(rate=2 / 11, beta=0.0, start=StartConfig(x0=5.0, y0=0.5))
    np.testing.assert_allclose(found.radii, 9 / 11)
    np.testing.assert_allclose(found.losses[1:40] / found.losses[:39], 0.6694214876, rtol=1e-9)
    assert found.damping == ("monotone", "alternates")


def test_a_dot_that_waits_at_the_edge_of_the_map_is_told_and_keeps_its_rate():
    assert "beyond_map" in dict(modes_lines(modes_of(kappa=1000.0, rate=0.2)))
    assert "beyond_map" not in dict(modes_lines(modes_of(kappa=1000.0, rate=0.1)))
    assert rate_at(100.0, 1000.0, 0.2) == 0.2  # moved upwards only
    assert rate_at(100.0, 1000.0, 0.05) == 0.1 and rate_at(50.0, 1000.0, 0.2) == 0.05
    assert rate_at(1e-9, 10.0, 0.2) == 1e-4 and rate_at(99.0, 1.0, 0.2) == 10.0


@pytest.mark.parametrize(
    ("kappa", "rate", "beta"), [(1.0, 1.0, 0.0), (1000.0, 10.0, 0.99), (10.0, 0.2, 0.0), (1000.0, 1e-4, 0.0)]
)
def test_the_ends_of_every_slider_are_drawn_and_told(kappa, rate, beta):
    found = modes_of(kappa, rate, beta, steps=500)
    phase_map(found, say), errors_figure(found, say)
    assert modes_lines(found)[-1][0] == "best" and set(roots_tex(found)) >= {"half", "square"}
