"""The map of starts against published counts, and the rates at which minima cease to exist against eigenvalues."""

import numpy as np
import pytest

from core.expressions import read_function
from core.learning.descent.settings import CountryConfig, RuleConfig, ScoutConfig
from core.learning.descent.starts import UNSETTLED, largest_rates, scout, start_map
from core.learning.descent.starts_figure import limits_figure, starts_map
from core.learning.descent.starts_report import map_lines, scout_lines
from core.learning.descent.terrain import curvatures_at, relief, terrain_of, typed_terrain
from core.learning.descent.walk import paths, quick_paths
from tests.learning.descent.words_of import say

HIMMELBLAU = terrain_of("himmelblau", 1.0)
LAND = relief(HIMMELBLAU, 6.0)  # its minima: (-3.78, -3.28), (-2.81, 3.13), (3, 2), (3.58, -1.85)


@pytest.mark.parametrize(
    ("pace", "counts"),
    [(0.01, (3495, 3806, 3862, 3478)), (0.015, (45, 3754, 3889, 3389)), (0.02, (0, 3279, 3797, 0))],
)
def test_the_countries_of_himmelblau_have_their_published_sizes(pace, counts):
    found = start_map(quick_paths, HIMMELBLAU, CountryConfig(pace=pace), RuleConfig(), LAND)
    np.testing.assert_allclose(found.counts, counts, rtol=0.02, atol=20)
    assert found.counts.sum() + found.lost + found.unsettled == 121**2


def test_the_limits_are_two_over_the_largest_eigenvalue():
    limits = largest_rates("GD", 0.9, LAND.curvatures)
    np.testing.assert_allclose(limits, (0.01495, 0.02483, 0.02431, 0.01897), atol=5e-6)
    for (x, y), limit in zip(LAND.minima, limits, strict=True):
        hessian = [[12 * x**2 + 4 * y - 42, 4 * (x + y)], [4 * (x + y), 4 * x + 12 * y**2 - 26]]
        assert limit == pytest.approx(2 / np.linalg.eigvalsh(hessian)[1])
    assert np.isnan(largest_rates("Adam", 0.9, LAND.curvatures)).all()


@pytest.mark.parametrize("walker", ["GD", "Momentum", "Nesterov"])
def test_a_minimum_holds_a_walk_just_below_its_limit_and_repels_it_just_above(walker):
    rule = RuleConfig(momentum=0.5)
    limits = largest_rates(walker, 0.5, LAND.curvatures)
    near = LAND.minima + 1e-5
    for share, held in ((0.97, True), (1.03, False)):
        last = quick_paths(HIMMELBLAU, walker, near, share * limits, rule, np.zeros((2000, 2)), False)[0]
        away = np.hypot(*(last - LAND.minima).T)
        assert ((away < 1e-5) == held).all()


def test_newtons_method_ends_on_the_maximum_from_near_it():
    config = CountryConfig(walker="Newton")
    walk = scout(paths, HIMMELBLAU, config, RuleConfig(), LAND, ScoutConfig(xs=0.0, ys=-1.0))
    np.testing.assert_allclose(walk.places[-1], (-0.27084459, -0.92303856), atol=1e-6)
    assert [key for key, _ in scout_lines(walk, LAND)] == ["scout_unsettled"]


def test_gray_starts_of_newtons_method_end_as_the_words_say():
    """88 % of Himmelblau's on a saddle, the others on the maximum; some of Rastrigin's in minima off the map."""
    ends = {}
    for name in ("himmelblau", "rastrigin"):
        terrain = terrain_of(name, 1.0)
        land, config = relief(terrain, 6.0), CountryConfig(country=name, walker="Newton")
        starts = np.stack(np.meshgrid(land.axis, land.axis), -1).reshape(-1, 2)
        gray = start_map(paths, terrain, config, RuleConfig(), land).ends.ravel() == UNSETTLED
        last = paths(terrain, "Newton", starts[gray], np.ones(gray.sum()), RuleConfig(), np.zeros((400, 2)), False)[0]
        least, most = curvatures_at(terrain, last).T
        flat = np.hypot(terrain[1](*last.T), terrain[2](*last.T)) < 1e-6
        ends[name] = [float(kind.mean()) for kind in (flat & (least < 0) & (most > 0), flat & (most < 0), flat)]
        beyond = (np.abs(last) > 6).any(-1) & flat & (least > 0)
    assert ends["himmelblau"] == pytest.approx([0.88, 0.12, 1.0], abs=0.01)
    assert beyond.any() and ends["rastrigin"][2] < 1


def test_a_start_off_the_map_is_said():
    terrain = terrain_of("camel", 1.0)
    land, config = relief(terrain, 2.5), CountryConfig(country="camel")
    for xs, said in ((1.0, 2), (0.5, 1)):
        walk = scout(paths, terrain, config, RuleConfig(), land, ScoutConfig(xs=xs, ys=4.5 if said == 2 else 1.0))
        assert len(scout_lines(walk, land)) == said


def test_every_limit_on_the_axes_is_in_sight():
    """A minimum that takes the whole map at a large rate, more minima than bars, and an optimizer without limits."""
    for text, title in (("x^2 + y^2", "figure.limits"), ("cos(9*x) + cos(9*y)", "figure.limits_lowest")):
        terrain = typed_terrain(read_function(text, ("x", "y")))
        land, config = relief(terrain, 6.0), CountryConfig(country="typed", pace=0.02)
        found = start_map(quick_paths, terrain, config, RuleConfig(), land)
        limits = largest_rates("GD", 0.9, land.curvatures)
        drawn = limits_figure(found, limits, 0.02, say)
        dots, low, high = drawn.data[-1], *drawn.layout["xaxis"]["range"]
        assert (10**low < np.array(dots["x"])).all() and (np.array(dots["x"]) < 10**high).all()
        assert max(dots["y"]) < drawn.layout["yaxis"]["range"][1] and drawn.layout["title"]["text"].split()[0] == title
        lines = map_lines(found, limits, land.curvatures, config, 0.9)
        counted = sum(values["count"] for key, values in lines if key in ("holds", "repels", "others"))
        assert counted == found.counts.sum()
    assert limits_figure(found, np.full(3, np.nan), 0.02, say).layout["title"]["text"].startswith("figure.no_limits")


def test_a_long_step_passes_the_nearest_minimum():
    config = CountryConfig(pace=0.02)
    walk = scout(quick_paths, HIMMELBLAU, config, RuleConfig(), LAND, ScoutConfig(xs=-1.0, ys=-4.5))
    assert (walk.end, walk.nearest) == (1, 0)
    assert scout_lines(walk, LAND)[0][0] == "scout_other"
    lost = scout(paths, HIMMELBLAU, CountryConfig(pace=0.5), RuleConfig(), LAND, ScoutConfig())
    assert scout_lines(lost, LAND)[0][0] == "scout_lost"


@pytest.mark.parametrize("text", ["x + y", "x^2", "ln(x)", "cos(9*x) + cos(9*y)", "abs(x) + abs(y)"])
def test_maps_of_any_formula_are_drawn_and_told(text):
    terrain = typed_terrain(read_function(text, ("x", "y")))
    land, config = relief(terrain, 6.0), CountryConfig(country="typed")
    found = start_map(quick_paths, terrain, config, RuleConfig(), land)
    limits = largest_rates("GD", 0.9, land.curvatures)
    walk = scout(quick_paths, terrain, config, RuleConfig(), land, ScoutConfig())
    lines = map_lines(found, limits, land.curvatures, config, 0.9)
    assert (lines[0][0] == "no_minima") == (len(land.minima) == 0)
    starts_map(found, land, limits, 0.01, walk, say), limits_figure(found, limits, 0.01, say)
    assert len(scout_lines(walk, land)) == 1


def test_exactly_at_its_limit_a_minimum_is_not_held():
    terrain = typed_terrain(read_function("2*x^2 + 2*y^2", ("x", "y")))
    land, config = relief(terrain, 6.0), CountryConfig(country="typed", pace=0.5)
    found = start_map(quick_paths, terrain, config, RuleConfig(), land)
    lines = map_lines(found, largest_rates("GD", 0.9, land.curvatures), land.curvatures, config, 0.9)
    assert [key for key, _ in lines] == ["verdict_none", "edge", "rest"]
    assert found.counts[0] == 1  # the minimum itself: every other start jumps for ever


def test_the_verdict_counts_what_the_rate_holds():
    said = []
    for pace in (0.01, 0.02, 0.03):
        config = CountryConfig(pace=pace)
        found = start_map(quick_paths, HIMMELBLAU, config, RuleConfig(), LAND)
        limits = largest_rates("GD", 0.9, LAND.curvatures)
        key, values = map_lines(found, limits, LAND.curvatures, config, 0.9)[0]
        said.append((key, values["held"]))
    assert said == [("verdict_all", 4), ("verdict_some", 2), ("verdict_none", 0)]
