"""Walks against torch.optim and against each other, and the minima of the map against SciPy."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import optimize

from core.expressions import read_function
from core.learning.descent.library import torch_path
from core.learning.descent.settings import CourseConfig, RuleConfig, StartConfig
from core.learning.descent.terrain import FORMULAS, reach_of, relief, terrain_of, typed_terrain
from core.learning.descent.walk import METHODS, noise_of, paths, quick_paths

BOWL = terrain_of("bowl", 10.0)


@settings(deadline=None, max_examples=25)
@given(
    method=st.sampled_from([m for m in METHODS if m != "Newton"]), rate=st.floats(1e-4, 0.1),
    beta=st.floats(0, 0.99), beta2=st.floats(0.5, 0.9999), x=st.floats(-6, 6), y=st.floats(-6, 6),
)  # fmt: skip
def test_any_setting_on_the_bowl_is_torchs(method, rate, beta, beta2, x, y):
    rule, start = RuleConfig(momentum=beta, beta2=beta2), StartConfig(x0=x, y0=y)
    found = quick_paths(BOWL, method, np.array([[x, y]]), np.array([rate]), rule, np.zeros((15, 2)), True)[:, 0]
    theirs = torch_path(BOWL, method, start, rate, rule, np.zeros((15, 2)))
    np.testing.assert_allclose(found, theirs, rtol=1e-9, atol=1e-10)


@pytest.mark.parametrize("surface", FORMULAS)
def test_both_ways_to_walk_agree_on_every_surface(surface):
    terrain, rates = terrain_of(surface, 10.0), np.array([1e-3, 3e-3])
    starts, noise = np.array([[0.7, 0.4], [-0.5, 1.1]]), noise_of(CourseConfig(steps=25, noise=0.1))
    for method in METHODS:
        slow = paths(terrain, method, starts, rates, RuleConfig(), noise, True)
        fast = quick_paths(terrain, method, starts, rates, RuleConfig(), noise, True)
        np.testing.assert_allclose(fast, slow, rtol=1e-9, atol=1e-9, err_msg=method)
        np.testing.assert_array_equal(
            fast[-1:], quick_paths(terrain, method, starts, rates, RuleConfig(), noise, False)
        )


def test_a_case_in_the_formula_is_walked_from_scratch():
    terrain = typed_terrain(read_function("where(x > 0, x^2, 2*x^2) + y^2", ("x", "y")))
    found = quick_paths(terrain, "GD", np.array([[-1.0, 1.0]]), np.array([0.1]), RuleConfig(), np.zeros((3, 2)), True)
    np.testing.assert_allclose(found[:, 0, 0], [-1.0, -0.6, -0.36, -0.216])


@pytest.mark.parametrize("surface", FORMULAS)
def test_the_minima_of_the_map_are_minima_for_scipy(surface):
    terrain = terrain_of(surface, 10.0)
    land = relief(terrain, reach_of(surface))
    known = {"rastrigin": 121, "himmelblau": 4, "camel": 6, "saddle": 0, "monkey": 0}
    assert len(land.minima) == known.get(surface, 1)
    for place, height in list(zip(land.minima, land.heights, strict=True))[:8]:
        found = optimize.minimize(lambda p: float(terrain[0](*p)), place, method="Nelder-Mead", options={"xatol": 1e-6})
        np.testing.assert_allclose(found.x, place, atol=1e-3)
        assert height <= found.fun + 1e-9
