"""The numbers of one step against published ones and torch's, and the sentences of steps that are none."""

import numpy as np
import pytest

from core.learning.descent.challenges import fades
from core.learning.descent.library import step_in_torch
from core.learning.descent.settings import CourseConfig, RuleConfig, StartConfig
from core.learning.descent.step import anatomy, step_numbers
from core.learning.descent.step_figure import lengths_figure, step_map
from core.learning.descent.step_report import step_lines
from core.learning.descent.terrain import relief, terrain_of
from core.learning.descent.walk import METHODS
from tests.learning.descent.words_of import say

START, RULE = StartConfig(), RuleConfig()
BOWL, LAND = terrain_of("bowl", 10.0), relief(terrain_of("bowl", 10.0), 6.0)


def taken_apart(method, terrain=BOWL, start=START, rule=RULE, steps=20):
    """A walk with all that it computes."""
    return anatomy(terrain, method, start, rule, CourseConfig(steps=steps))


def test_adams_moments_are_the_published_ones():
    found = taken_apart("Adam")
    at = np.array([1, 2, 3])
    np.testing.assert_allclose(found.memory[at, 0, 0], (0.4, 0.75, 1.0550073995), rtol=1e-9)
    np.testing.assert_allclose(found.memory[at, 1, 0], (0.016, 0.031194, 0.0456033684), rtol=1e-7)
    m_hat = found.memory[at, 0, 0] / (1 - 0.9**at)
    np.testing.assert_allclose(m_hat, (4, 3.9473684, 3.8930162), rtol=1e-7)
    np.testing.assert_allclose(found.memory[at, 1, 0] / (1 - 0.999**at), (16, 15.6048024, 15.2163341), rtol=1e-7)


@pytest.mark.parametrize(("method", "first"), [("Adam", 0.1), ("Adagrad", 0.1), ("RMSprop", 1.0)])
def test_the_first_step_of_a_scaled_optimizer_is_equal_in_every_coordinate(method, first):
    found = taken_apart(method)
    np.testing.assert_allclose(found.places[1] - found.places[0], -first, rtol=1e-6)


def test_adagrads_steps_fade():
    found = taken_apart("Adagrad", steps=60)
    assert abs(found.places[50, 0] - found.places[49, 0]) == pytest.approx(0.01225, abs=1e-5)
    assert found.gradients[49, 0] == pytest.approx(2.82, abs=0.01)


@pytest.mark.parametrize("method", METHODS)
def test_the_step_on_the_screen_is_torchs_and_its_formula_ends_at_the_place_after_it(method):
    terrain, start, rule = terrain_of("himmelblau", 1.0), StartConfig(x0=1.0, y0=3.0), RuleConfig(learning_rate=0.002)
    course = CourseConfig(steps=12, noise=0.0 if method in ("GD", "Newton") else 0.5)
    ours = step_numbers(terrain, method, start, rule, course, 9)
    theirs = step_in_torch(terrain, method, start, rule, course, 9)
    np.testing.assert_allclose(ours["after"], theirs["after"], rtol=1e-9)
    found = anatomy(terrain, method, start, rule, course)
    key, values = step_lines(found, 9, rule, terrain)[0]
    assert key == f"rule.{'GD' if method == 'SGD' else method}"
    assert f"{ours['after'][0]:.5g}" in values["after"]


@pytest.mark.parametrize("at", [8, 11, 14])
def test_momentum_climbs_where_it_swings_past_the_floor(at):
    found = taken_apart("Momentum")
    heights = BOWL[0](*found.places.T)
    lines = [key for key, _ in step_lines(found, at, RuleConfig(), BOWL)]
    assert found.gradients[at - 1] @ (found.places[at] - found.places[at - 1]) > 0
    assert heights[at] > heights[at - 1]
    assert "uphill" in lines


def test_steps_that_are_none_have_their_sentences():
    lost = taken_apart("GD", rule=RuleConfig(learning_rate=5.0))
    assert [key for key, _ in step_lines(lost, 20, RuleConfig(), BOWL)] == ["beyond"]
    rest = taken_apart("GD", start=StartConfig(x0=0.0, y0=0.0))
    assert "still" in [key for key, _ in step_lines(rest, 3, RuleConfig(), BOWL)]
    flat = terrain_of("plateau", 1.0)
    far = taken_apart("Adam", flat, StartConfig(x0=6.0, y0=2.0))
    assert "epsilon" in [key for key, _ in step_lines(far, 1, RuleConfig(), flat)]
    near = taken_apart("RMSprop", steps=120)  # the gradient is below 1e-8, its mean square is not
    assert abs(near.gradients[99]).max() < 1e-8
    assert "epsilon" not in [key for key, _ in step_lines(near, 100, RuleConfig(), BOWL)]
    assert step_lines(rest, 30, RuleConfig(), BOWL)[0] == ("last", {"at": 30, "all": 20})
    gone = taken_apart("GD", rule=RuleConfig(learning_rate=10.0), start=StartConfig(x0=6.0, y0=6.0), steps=1)
    for found, at in ((lost, 20), (rest, 3), (far, 1), (gone, 1)):
        step_map(found, at, LAND, say), lengths_figure(found, at, say)


@pytest.mark.parametrize(
    ("method", "at", "lacking"),
    [("Adagrad", 80, []), ("Adagrad", 2, ["long"]), ("Momentum", 8, ["method", "long", "flat"])],
)
def test_adagrad_fades_while_the_slope_is_still_there(method, at, lacking):
    verdict = fades(taken_apart(method, steps=100), at, 0.0)
    assert [missing.key for missing in verdict.missing] == lacking


def test_a_walk_that_rests_or_is_lost_does_not_fade():
    rest = taken_apart("Adagrad", start=StartConfig(x0=0.0, y0=0.0))
    assert [missing.key for missing in fades(rest, 1, 0.0).missing] == ["still"]
    lost = taken_apart("Momentum", terrain_of("bowl", 1000.0), rule=RuleConfig(learning_rate=10.0), steps=100)
    assert [missing.key for missing in fades(lost, 50, 0.0).missing] == ["method", "beyond", "still"]
