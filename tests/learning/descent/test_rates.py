"""The fair race: the grid against single walks, published best rates, ties and edges."""

from dataclasses import replace

import numpy as np
import pytest

from core.expressions import read_function
from core.learning.descent.challenges import momentum_wins, plain_is_easier
from core.learning.descent.race import RATES, fair_numbers, fair_race, race, width_in_decades
from core.learning.descent.race_figure import race_losses
from core.learning.descent.rates_figure import rates_figure
from core.learning.descent.rates_report import bowl_lines, one_curvature, rate_lines, rates_lines, width_lines
from core.learning.descent.settings import CourseConfig, RuleConfig, RunnersConfig, StartConfig
from core.learning.descent.terrain import reach_of, relief, terrain_of, typed_terrain
from core.learning.descent.walk import METHODS, paths, quick_paths
from tests.learning.descent.words_of import say

ROSENBROCK, USUAL = terrain_of("rosenbrock", 1.0), StartConfig(x0=-1.2, y0=1.0)
START, BOWL = StartConfig(), terrain_of("bowl", 10.0)


def fair_of(terrain, methods, start=START, steps=100, noise=0.0, low=0.0, by=quick_paths, beta=0.9):
    """A fair race of some optimizers."""
    course, rule = CourseConfig(steps=steps, noise=noise), RuleConfig(momentum=beta)
    return fair_race(by, terrain, start, rule, course, RunnersConfig(optimizers=tuple(methods)), low)


@pytest.mark.parametrize(
    ("method", "rate", "loss"),
    [("GD", 0.00316, 0.253), ("Momentum", 0.00316, 3.2e-4), ("Nesterov", 0.001, 0.0534), ("Adagrad", 3.16, 0.708),
     ("RMSprop", 0.1, 0.556), ("Adam", 1.0, 0.0140)],
)  # fmt: skip
def test_losses_on_rosenbrock_are_the_published_ones(method, rate, loss):
    fair = fair_of(ROSENBROCK, [method], USUAL, steps=200)
    k = int(np.argmin(np.abs(np.log(fair.rates / rate))))
    assert fair.final[0, k] == pytest.approx(loss, rel=0.01)


def test_every_point_of_a_curve_is_a_walk_of_its_own():
    fair = fair_of(BOWL, METHODS, by=paths, steps=40, noise=0.3)
    noise = 0.3 * np.random.default_rng(0).normal(size=(40, 2))
    for n, method in enumerate(METHODS):
        for k in (0, 17, 33):
            alone = paths(BOWL, method, np.array([[4.0, 1.0]]), RATES[k : k + 1], RuleConfig(), noise, False)[0]
            np.testing.assert_allclose(fair.final[n, k], BOWL[0](*alone.T)[0], rtol=1e-12, equal_nan=True)


def test_plain_descent_is_lost_beyond_two_over_the_curvature():
    fair = fair_of(BOWL, ["GD"], steps=500)
    assert np.isnan(fair.final[0, fair.rates > 0.21]).all()
    assert np.isfinite(fair.final[0, fair.rates < 0.2]).all()
    lines = rates_lines(fair, relief(BOWL, 6.0), 10.0)
    assert lines[-1] == ("limit", {"curvature": 10.0, "limit": 0.2})


def test_noise_asks_for_a_smaller_rate():
    fair = fair_of(BOWL, ["GD", "SGD"], noise=1.0)
    assert fair.rates[fair.best[0]] == pytest.approx(0.178, abs=1e-3)
    assert fair.rates[fair.best[1]] == pytest.approx(0.0562, abs=1e-3)
    assert fair.final[1, fair.best[1]] == pytest.approx(0.025, abs=1e-3)


def test_momentum_wins_in_the_ravine():
    fair = fair_of(terrain_of("ravine", 100.0), ["GD", "Momentum", "Adam"], beta=0.7)
    least = fair_numbers(
        quick_paths, terrain_of("ravine", 100.0), StartConfig(), RuleConfig(momentum=0.7), CourseConfig(),
        RunnersConfig(optimizers=("GD", "Momentum", "Adam")), 0.0,
    )["best_excess"]  # fmt: skip
    assert least[1] * 1000 < min(least[0], least[2])
    assert rates_lines(fair, relief(BOWL, 6.0), 10.0)[0] == ("winner", {"method": "Momentum", "methods": "Momentum",
                                                                        "loss": pytest.approx(least[1])})  # fmt: skip


def test_ties_edges_and_the_lost_have_their_sentences():
    tie = fair_of(BOWL, ["GD", "RMSprop", "Newton"], steps=500)
    assert rates_lines(tie, relief(BOWL, 6.0), 10.0)[0][0] == "tie"
    plane = typed_terrain(read_function("x + y", ("x", "y")))
    keys = [key for key, _ in rates_lines(fair_of(plane, ["GD", "Newton"], low=None), relief(plane, 6.0), 0.0)]
    assert keys == ["lowest", "bare", "all_lost"]
    undefined = typed_terrain(read_function("ln(x)", ("x", "y")))
    gone = fair_of(undefined, ["GD"], StartConfig(x0=-1.0))
    assert [key for key, _ in rates_lines(gone, relief(undefined, 6.0), 0.0)] == ["undefined"]
    for fair in (tie, gone):
        rates_figure(fair, 0.1, say)


def test_the_losses_at_the_dashed_rate_are_told():
    fair = fair_of(BOWL, ["GD", "Newton"])
    ((_, at),) = rate_lines(fair, 0.11)
    assert at["rate"] == pytest.approx(0.1) and at["found"] == f"GD {fair.final[0, 24]:.3g}, Newton 0"
    assert rate_lines(fair, 1.0)[0][1]["found"] == "GD —, Newton 0"


def test_the_width_counts_the_rates_that_work():
    fair = fair_of(BOWL, ["GD"])
    works = fair.final[0] < fair.first / 100
    assert width_in_decades(fair, 0) == works.sum() / 8 == 1.0


def test_only_where_it_is_turned_does_adam_notice_how_steep_the_bowl_is():
    best = {
        (surface, kappa): [float(fair.rates[k]) for k in fair.best]
        for surface in ("bowl", "ravine")
        for kappa in (10.0, 1000.0)
        for fair in [fair_of(terrain_of(surface, kappa), ("GD", "Adam"))]
    }
    assert best["bowl", 10.0] == pytest.approx([0.18, 0.075], rel=0.02)
    assert best["bowl", 1000.0] == pytest.approx([0.0018, 0.075], rel=0.02)
    assert [best["ravine", kappa][1] for kappa in (10.0, 1000.0)] == pytest.approx([0.24, 3.2], rel=0.02)


def test_in_a_few_steps_on_a_round_bowl_descent_is_easier_to_please():
    def lacking(kappa, steps, methods=("GD", "Adam")):
        verdict = plain_is_easier(fair_of(terrain_of("bowl", kappa), methods, steps=steps))
        return [missing.key for missing in verdict.missing]

    assert lacking(2.0, 10) == []
    assert lacking(10.0, 100) == ["wider"]
    assert lacking(1000.0, 20) == ["narrow", "wider"]
    assert lacking(2.0, 10, ("GD",))[0] == "absent"


def test_a_momentum_that_is_lost_at_every_rate_is_told_without_a_number():
    far = fair_of(terrain_of("beale", 1.0), ("GD", "Momentum", "Adam"), StartConfig(x0=6.0, y0=6.0), beta=0.99)
    lost = replace(far, best=np.where(np.array(far.methods) == "Momentum", -1, far.best))
    assert [missing.key for missing in momentum_wins(lost).missing] == ["lost", "loss"]


@pytest.mark.parametrize("surface", ["bowl", "ravine"])
def test_the_loss_of_descent_by_hand_is_that_of_its_walk(surface):
    terrain = terrain_of(surface, 10.0)
    fair, course = fair_of(terrain, ["Adam", "GD"], steps=20), CourseConfig(steps=20)
    for k in (8, 24, 26):
        ((_, said),) = bowl_lines(fair, terrain, START, course, float(RATES[k]))
        assert float(said["loss"]) == pytest.approx(fair.final[1, k], rel=1e-3)
        assert float(said["flat_term"]) + float(said["steep_term"]) == pytest.approx(fair.final[1, k], rel=2e-3)
    assert bowl_lines(fair_of(terrain, ["GD"], steps=500), terrain, START, course, 10.0) == []
    assert bowl_lines(fair_of(terrain, ["Adam"]), terrain, START, course, 0.1) == []


@pytest.mark.parametrize(("surface", "x", "y"), [("rosenbrock", 1.0, 1.0), ("beale", 3.0, 0.5), ("plateau", 0.0, 0.0)])
def test_only_a_surface_of_one_curvature_has_one_limit_even_for_a_start_in_its_minimum(surface, x, y):
    terrain = terrain_of(surface, 1.0)
    land = relief(terrain, reach_of(surface))
    fair = fair_of(terrain, ["GD", "Adam"], StartConfig(x0=x, y0=y))
    assert np.isnan(one_curvature(terrain, land))
    assert "limit" not in [key for key, _ in rates_lines(fair, land, one_curvature(terrain, land))]
    assert one_curvature(BOWL, relief(BOWL, 6.0)) == pytest.approx(10)


def test_the_width_by_hand_is_the_width_that_is_told():
    fair = fair_of(BOWL, ["GD", "Newton", "Adam"])
    first, *lines = width_lines(fair)
    assert first == ("hundredth", {"first": "13", "limit": "0.13"})
    assert [line["method"] for _, line in lines] == ["GD", "Adam"]
    told = {line["method"]: line["width"] for key, line in rates_lines(fair, relief(BOWL, 6.0), 10.0) if key == "best"}
    assert all(float(line["width"]) == told[line["method"]] == line["count"] / 8 for _, line in lines)
    assert [key for key, _ in width_lines(fair_of(BOWL, ["GD"], low=None))] == ["no_width"]


@pytest.mark.parametrize("picture", ["losses", "rates"])
def test_the_names_of_ten_optimizers_cover_no_curve(picture):
    if picture == "rates":
        figure = rates_figure(fair_of(BOWL, METHODS, steps=5), 0.1, say)
    else:
        run = race(quick_paths, BOWL, START, RuleConfig(), CourseConfig(steps=5), METHODS, (0.1,) * len(METHODS))
        figure = race_losses(run, 0.0, say)
    legend, narrow = figure.layout["legend"], figure.layout["meta"]["narrow"]
    assert legend["x"] > 1 and legend["xanchor"] == "left" and figure.layout["margin"]["r"] >= 90
    assert narrow["legend"]["y"] < 0 and narrow["legend"]["yanchor"] == "top" and narrow["margin"]["b"] > 48 + 3 * 22
