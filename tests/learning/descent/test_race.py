"""Every optimizer against torch.optim in float64, Newton's method against NumPy's solver, and who is lost."""

import numpy as np
import pytest
from scipy import optimize

from core.expressions import read_function
from core.learning.descent.challenges import momentum_wins, narrow_bowl, off_the_ridge
from core.learning.descent.library import race_in_torch
from core.learning.descent.race import SMALLEST, fair_race, level, race, race_numbers, race_rates, slope_at
from core.learning.descent.race_figure import race_film, race_losses, race_map
from core.learning.descent.race_report import first_step_lines, first_steps, race_lines
from core.learning.descent.rates_report import one_curvature, rates_lines
from core.learning.descent.settings import CourseConfig, RuleConfig, RunnersConfig, StartConfig, TerrainConfig
from core.learning.descent.terrain import relief, terrain_of, typed_terrain
from core.learning.descent.walk import METHODS, paths, quick_paths
from tests.learning.descent.words_of import say

START, RULE, COURSE = StartConfig(), RuleConfig(), CourseConfig()
BOWL = terrain_of("bowl", 10.0)
FROM_PYTORCH = {  # x after 1, 2 and 10 steps from (4, 1) on ½(x² + 10y²) with η = 0.1
    "GD": (3.6, 3.24, 1.39471376), "Momentum": (3.6, 2.88, -2.35515756), "Nesterov": (3.24, 2.3004, -1.38631269),
    "Adagrad": (3.9, 3.83018999, 3.51048046), "RMSprop": (3.00000002, 2.39807077, 0.565104003),
    "Adam": (3.9, 3.800074, 3.00991168), "AdamW": (3.896, 3.79218133, 2.97500685),
}  # fmt: skip


def run_of(terrain, methods, rates, rule=RULE, course=COURSE, start=START, by=paths):
    """A race with a rate for each."""
    return race(by, terrain, start, rule, course, tuple(methods), tuple(rates))


@pytest.mark.parametrize("method", FROM_PYTORCH)
def test_the_first_steps_are_the_published_ones(method):
    run = run_of(BOWL, [method], [0.1], course=CourseConfig(steps=10))
    np.testing.assert_allclose(run.places[[1, 2, 10], 0, 0], FROM_PYTORCH[method], rtol=1e-7)


def test_adadelta_takes_its_published_first_steps_with_rate_one():
    run = run_of(BOWL, ["Adadelta"], [1.0], course=CourseConfig(steps=10))
    np.testing.assert_allclose(run.places[[1, 2, 10], 0, 0], (3.99683772, 3.99359451, 3.96633566), rtol=1e-7)


@pytest.mark.parametrize("by", [paths, quick_paths])
@pytest.mark.parametrize("surface", ["bowl", "ravine", "himmelblau", "rosenbrock"])
def test_every_optimizer_is_torchs_after_sixty_steps_with_noise(surface, by):
    terrain, course = terrain_of(surface, 20.0), CourseConfig(steps=60, noise=0.5, seed=3)
    start, rule = StartConfig(x0=1.2, y0=0.8), RuleConfig(momentum=0.8, beta2=0.99, weight_decay=0.05)
    methods = [method for method in METHODS if method != "Newton"]
    run = run_of(terrain, methods, [1e-3] * 9, rule, course, start, by)
    theirs = race_in_torch(terrain, start, rule, course, tuple(methods), (1e-3,) * 9)
    np.testing.assert_allclose(run.places[-1], theirs["last"], rtol=1e-10, atol=1e-12)


@pytest.mark.parametrize("by", [paths, quick_paths])
def test_newtons_method_on_rosenbrock_from_its_usual_start(by):
    terrain, course = terrain_of("rosenbrock", 1.0), CourseConfig(steps=5)
    run = run_of(terrain, ["Newton"], [0.1], course=course, start=StartConfig(x0=-1.2, y0=1.0), by=by)
    published = (24.2, 4.731884, 1411.845179, 0.05596552, 0.31318908, 1.85e-11)
    np.testing.assert_allclose(run.losses[:5, 0], published[:5], rtol=1e-6)
    assert run.losses[5, 0] == pytest.approx(1.85e-11, rel=1e-2)
    place = np.array([-1.2, 1.0])
    for k in range(4):
        place = place - np.linalg.solve(optimize.rosen_hess(place), optimize.rosen_der(place))
        np.testing.assert_allclose(run.places[k + 1, 0], place, rtol=1e-9)


def test_newtons_method_is_lost_at_a_singular_hessian_in_both_scripts():
    for terrain, start in ((terrain_of("monkey", 1.0), StartConfig(x0=0.0, y0=0.0)),
                           (typed_terrain(read_function("x + y^2", ("x", "y"))), START)):  # fmt: skip
        settings = terrain, start, RULE, CourseConfig(steps=4), ("Newton",), (0.1,)
        assert (
            np.isnan(race_in_torch(*settings)["last"]).all() and np.isnan(race_numbers(paths, *settings)["last"]).all()
        )


def test_descent_diverges_beyond_two_over_the_curvature_and_swings_for_ever_at_it():
    course = CourseConfig(steps=200)
    run = run_of(BOWL, ["GD"] * 3, [0.19, 0.2, 0.21], course=course)
    assert abs(run.places[-1, 0, 1]) < 1e-9
    np.testing.assert_allclose(np.abs(run.places[:, 1, 1]), 1, rtol=1e-12)
    assert 0 < run.ends[2] < 200 and np.isnan(run.places[-1, 2]).all()
    lines = race_lines(run, relief(BOWL, 6.0), slope_at(BOWL, StartConfig()))
    assert [key for key, _ in lines] == ["arrived", "on_its_way", "lost_curvature"]
    assert lines[-1][1]["product"] == pytest.approx(2.1)
    assert lines[-1][1]["step"] == run.ends[2] + 1


def test_a_walk_that_grows_but_is_not_lost_yet_is_explained_by_its_curvature():
    run = run_of(BOWL, ["GD", "Momentum"], [0.21, 0.21])
    lines = race_lines(run, relief(BOWL, 6.0), slope_at(BOWL, START))
    assert [key for key, _ in lines] == ["growing", "on_its_way"] and run.ends[0] == 100
    assert lines[0][1]["product"] == pytest.approx(2.1) and lines[0][1]["loss"] > 1e8


def test_nobody_leaves_the_ridge_of_a_saddle_without_noise_and_a_breath_is_enough():
    saddle = terrain_of("saddle", 1.0)
    run = run_of(saddle, ["GD"], [0.1], course=CourseConfig(steps=500), start=StartConfig(x0=4.0, y0=0.0))
    assert run.places[-1, 0, 1] == 0 and abs(run.places[-1, 0, 0]) < 1e-9
    pushed = paths(saddle, "GD", np.array([[4.0, 1e-10]]), np.array([0.1]), RuleConfig(), np.zeros((200, 2)), True)
    assert int(np.argmax(np.abs(pushed[:, 0, 1]) > 1)) == 127


@pytest.mark.parametrize(
    ("text", "x", "y", "key"),
    [
        ("x^2 + y^2", 0.0, 0.0, "flat_minimum"), ("-x^2 - y^2", 0.0, 0.0, "flat_maximum"),
        ("x^2 - y^2", 0.0, 0.0, "flat_saddle"), ("-x^2", 0.0, 1.0, "flat_saddle"), ("3", 1.0, 1.0, "flat_plateau"),
        ("x^3 - 3*x*y^2", 0.0, 0.0, "flat_plateau"), ("ln(x)", -1.0, 0.0, "undefined"),
        ("sqrt(x^2 + y^2)", 0.0, 0.0, "no_gradient"), ("x + y", 1.0, 1.0, "no_minimum"),
    ],
)  # fmt: skip
def test_every_start_without_a_way_has_its_sentence(text, x, y, key):
    terrain, start = typed_terrain(read_function(text, ("x", "y"))), StartConfig(x0=x, y0=y)
    run = run_of(terrain, ["GD", "Adam", "Newton"], [0.1] * 3, start=start, course=CourseConfig(steps=5))
    land = relief(terrain, 6.0)
    assert key in [line for line, _ in race_lines(run, land, slope_at(terrain, start))]
    race_map(run, land, say), race_losses(run, land.low, say), race_film(run, land, land.low, say)


def test_a_walk_that_leaves_the_domain_and_a_singular_hessian_are_told():
    root = typed_terrain(read_function("sqrt(x) + y^2", ("x", "y")))
    run = run_of(root, ["GD"], [0.5], start=StartConfig(x0=0.5, y0=0.0))
    assert race_lines(run, relief(root, 6.0), 1.0)[-1][0] == "lost_domain"
    far = typed_terrain(read_function("ln(x) + y^2", ("x", "y")))  # one step leads a hundred beyond the edge
    run = run_of(far, ["GD"], [0.1], start=StartConfig(x0=0.001, y0=0.0))
    assert run.places[1, 0, 0] < -90 and race_lines(run, relief(far, 6.0), 1000.0)[-1][0] == "lost_domain"
    flat = typed_terrain(read_function("x + y^2", ("x", "y")))
    run = run_of(flat, ["Newton"], [0.1])
    assert race_lines(run, relief(flat, 6.0), 1.0)[-1][0] == "lost_newton"


def test_adamw_alone_leaves_a_minimum_and_the_minimum_is_named_by_its_own_place():
    terrain, start = terrain_of("himmelblau", 1.0), StartConfig(x0=3.0, y0=2.0)
    land = relief(terrain, 6.0)
    lines = race_lines(run_of(terrain, ["GD", "AdamW"], [0.1] * 2, start=start), land, slope_at(terrain, start))
    assert [key for key, _ in lines[:3]] == ["flat_minimum", "flat_decay", "arrived"]
    near = race_lines(run_of(BOWL, ["GD"], [0.1]), relief(BOWL, 6.0), 1.0)[0]
    assert near[0] == "arrived" and (near[1]["x"], near[1]["y"]) == (0, 0) and near[1]["loss"] > 0


def test_a_walk_below_the_lowest_minimum_is_measured_by_f_itself():
    terrain, start = typed_terrain(read_function("x^3 - 3*x + y^2", ("x", "y"))), StartConfig(x0=-3.0, y0=0.0)
    land = relief(terrain, 6.0)
    run = run_of(terrain, ["Adam"], [0.1], start=start)
    assert land.low == pytest.approx(-2) and run.losses[-1, 0] < -100 and level(run.losses, land.low) is None
    assert race_lines(run, land, 1.0)[0][0] == "lower"
    fair = fair_race(quick_paths, terrain, start, RULE, COURSE, RunnersConfig(optimizers=("Adam", "Adagrad")), land.low)
    assert fair.low is None and not momentum_wins(fair).met
    lines = rates_lines(fair, land, one_curvature(terrain, land))
    assert [key for key, _ in lines] == ["lowest", "bare", "bare"]
    assert lines[0][1]["loss"] == fair.final.min()


def test_each_runs_at_its_own_best_rate_of_the_grid():
    config = RunnersConfig(optimizers=("GD", "Adam", "Newton"))
    fair = fair_race(quick_paths, BOWL, StartConfig(), RuleConfig(), CourseConfig(), config, 0.0)
    terms = quick_paths, BOWL, StartConfig(), RuleConfig(), CourseConfig()
    assert race_rates(*terms, config, 0.0, "same") == (0.1,) * 3
    rates = race_rates(*terms, config, 0.0, "best")
    run = run_of(BOWL, config.optimizers, rates, by=quick_paths)
    for k in range(2):
        assert run.losses[-1, k] <= max(np.nanmin(fair.final[k]), SMALLEST)
    assert np.isnan(run.rates[2])
    assert (
        race_numbers(paths, BOWL, StartConfig(), RuleConfig(), CourseConfig(), config.optimizers, rates)["final"][2]
        == 0
    )


@pytest.mark.parametrize(("noise", "lacking"), [(0.1, []), (0.0, ["held"])])
def test_noise_alone_leaves_the_ridge_of_the_saddle(noise, lacking):
    course, ridge = CourseConfig(noise=noise), StartConfig(x0=4.0, y0=0.0)
    run = run_of(terrain_of("saddle", 10.0), ("GD", "SGD", "Adam"), (0.1,) * 3, course=course, start=ridge)
    verdict = off_the_ridge(run, TerrainConfig(surface="saddle"))
    assert [missing.key for missing in verdict.missing] == lacking


def test_a_momentum_that_is_lost_in_the_narrow_bowl_is_told_without_a_number():
    bowl = TerrainConfig(surface="bowl", kappa=100.0)
    run = run_of(terrain_of("bowl", 100.0), ["Momentum"], [1.0])
    assert [missing.key for missing in narrow_bowl(run, bowl).missing] == ["lost", "loss"]


def test_the_first_steps_by_hand_lead_to_the_tab_that_takes_them_apart():
    run = run_of(BOWL, ["GD", "Momentum", "Newton"], [0.1, 0.2, 0.1])
    lines = first_step_lines(run)
    assert [line["after"] for _, line in lines] == [
        r"(3.6,\allowbreak\ 0)",
        r"(3.2,\allowbreak\ -1)",
        r"(0,\allowbreak\ 0)",
    ]
    assert [(line["loss"], line["then"]) for _, line in lines] == [("13", "6.48"), ("13", "10.12"), ("13", "0")]
    assert first_steps(run)["Momentum"] == {"tab": "step", "optimizer": "Momentum", "at": 1, "learning_rate": 0.2}
    assert first_steps(run)["Newton"] == {"tab": "step", "optimizer": "Newton", "at": 1}
    far = typed_terrain(read_function("exp(3*x) + y^2", ("x", "y")))
    assert first_step_lines(run_of(far, ["GD"], [1.0], start=StartConfig(x0=6.0)))[0][0] == "first_lost"
