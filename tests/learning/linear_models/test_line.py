"""The line of least squares, its descent in NumPy and PyTorch, and the sentences of the degenerate cases."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats
from sklearn.linear_model import LinearRegression
from sklearn.metrics import r2_score

from core.learning.linear_models.challenges import line_by_hand, raw_descent, sign_turned
from core.learning.linear_models.descent_path import mean_squared_residual
from core.learning.linear_models.line import (
    best_line,
    errors_of_line,
    from_descent,
    line_by_descent,
    line_fit,
    line_in_closed_form,
    line_in_sklearn,
    line_in_torch,
    line_through,
    points_of_line,
    to_descent,
)
from core.learning.linear_models.line_figure import bowl_figure, level_lines, points_figure, squares
from core.learning.linear_models.line_report import closed_form_tex, line_lines, line_rows, step_tex
from core.learning.linear_models.routes import route_table
from core.learning.linear_models.samples import with_ones
from core.learning.linear_models.settings import GradientStepsConfig, LineFitConfig, LinePointsConfig

RAW = {"standardize": False}
ON_SHEET = st.tuples(st.integers(0, 200).map(lambda k: k / 10), st.integers(0, 140).map(lambda k: k / 10))


def of(data="points", points=None, line=None, **steps):
    dragged = LinePointsConfig() if points is None else LinePointsConfig(points=points)
    return line_fit(LineFitConfig(data=data, **(line or {})), GradientStepsConfig(**steps), dragged)


def say(key, **values):
    return key


def keys(found, line=None, **steps):
    return [key for key, _ in line_lines(found, LineFitConfig(**(line or {})), GradientStepsConfig(**steps))]


def test_norris_and_the_lines_through_the_origin_have_the_certified_coefficients():
    norris = of("Norris")
    assert norris.best == pytest.approx([-0.262323073774029, 1.00211681802045], rel=1e-9)
    assert norris.r2 == pytest.approx(0.999993745883712, rel=1e-12)
    assert norris.se == pytest.approx([0.232818234301152, 0.429796848199937e-3], rel=1e-8)
    residual_sd = np.sqrt(norris.best_loss * 36 / 34)
    assert residual_sd == pytest.approx(0.884796396144373, rel=1e-9)
    noint1 = of("NoInt1", line={"through_origin": True})
    assert noint1.best[1] == pytest.approx(2.07438016528926, rel=1e-13) and noint1.best[0] == 0
    assert noint1.se[1] == pytest.approx(0.0165289256198347, rel=1e-10) and np.isnan(noint1.se[0])
    assert noint1.r2_zero == pytest.approx(0.999365492298663, rel=1e-12)
    assert noint1.r2 == pytest.approx(r2_score(noint1.points[:, 1], noint1.best[1] * noint1.points[:, 0]))
    assert noint1.r2 == pytest.approx(-0.157, abs=5e-4)
    noint2 = of("points", points=((4.0, 3.0), (5.0, 4.0), (6.0, 4.0)), line={"through_origin": True})
    assert noint2.best[1] == pytest.approx(0.727272727272727, rel=1e-13)
    assert np.sqrt(noint2.best_loss * 3 / 2) == pytest.approx(0.369274472937998, rel=1e-12)
    assert noint2.r2_zero == pytest.approx(0.993348115299335, rel=1e-12)


@settings(max_examples=60, deadline=None)
@given(st.lists(ON_SHEET, min_size=2, max_size=40), st.booleans())
def test_the_best_line_agrees_with_scipy_and_scikit_learn(rows, through_origin):
    points = np.array(rows)
    if np.ptp(points[:, 0]) == 0:
        return
    found = best_line(points, through_origin)
    model = LinearRegression(fit_intercept=not through_origin).fit(points[:, :1], points[:, 1])
    assert found == pytest.approx([model.intercept_, model.coef_[0]], rel=1e-7, abs=1e-7)
    if not through_origin:
        judge = stats.linregress(points[:, 0], points[:, 1])
        assert found == pytest.approx([judge.intercept, judge.slope], rel=1e-7, abs=1e-7)
        if len(points) > 2 and np.ptp(points[:, 1]) > 0:
            errors = errors_of_line(points, mean_squared_residual(with_ones(points[:, :1]), points[:, 1], found), False)
            assert errors == pytest.approx([judge.intercept_stderr, judge.stderr], rel=1e-4, abs=1e-6)


@pytest.mark.parametrize("through_origin", [False, True])
@pytest.mark.parametrize("standardize", [False, True])
def test_descent_in_numpy_and_in_torch_walk_the_same_way(standardize, through_origin):
    line = LineFitConfig(data="Anscombe II", through_origin=through_origin)
    steps = GradientStepsConfig(standardize=standardize, learning_rate=0.01, steps=57)
    points = points_of_line(line, LinePointsConfig())
    ours, theirs = line_by_descent(points, line, steps), line_in_torch(points, line, steps)
    assert ours == pytest.approx(theirs, rel=1e-10, abs=1e-12)
    found = line_fit(line, steps, LinePointsConfig())
    assert [ours["intercept"], ours["slope"]] == pytest.approx(found.end.tolist(), rel=1e-12, abs=1e-12)


def test_all_four_columns_agree_by_default():
    line, steps = LineFitConfig(), GradientStepsConfig()
    points = points_of_line(line, LinePointsConfig())
    routes = [line_in_closed_form(points, line), line_by_descent(points, line, steps),
              line_in_torch(points, line, steps), line_in_sklearn(points, line)]  # fmt: skip
    for route in routes[1:]:
        assert route == pytest.approx(routes[0], rel=1e-9)
    assert route_table({"a": {"x": 1e99}, "b": {"x": float("nan")}}, {"x": "X"}) == "| X | ∞ | — |"


def test_the_largest_rate_of_anscombe_is_where_descent_turns():
    found = of("Anscombe I", **RAW)
    assert 1 / found.rate_limit == pytest.approx(91.8911756223, rel=1e-9)
    assert found.condition == pytest.approx(91.8911756223 / 0.1088243777, rel=1e-8)
    below = of("Anscombe I", learning_rate=0.01088, steps=3000, **RAW)
    above = of("Anscombe I", learning_rate=0.0109, steps=3000, **RAW)
    assert below.end_loss < below.hand_loss < above.end_loss
    assert "rate.diverging" in keys(above, learning_rate=0.0109, **RAW)
    wild = of("Anscombe I", learning_rate=1.0, **RAW)
    assert 0 < wild.diverged < 200 and wild.end_loss == np.inf and "rate.diverged" in keys(wild, learning_rate=1.0)
    assert line_rows(wild)["end_loss"] == "∞"


def test_standardized_one_step_at_one_half_is_the_whole_way():
    found = of("Anscombe I", learning_rate=0.5, steps=1)
    assert found.condition == pytest.approx(1) and found.end == pytest.approx(found.best, rel=1e-12)


@settings(max_examples=40, deadline=None)
@given(st.lists(st.floats(-50, 50), min_size=4, max_size=4))
def test_the_coordinates_of_the_descent_are_turned_back(numbers):
    line, mean, spread = np.array(numbers[:2]), numbers[2], 0.1 + abs(numbers[3])
    assert from_descent(to_descent(line, mean, spread), mean, spread) == pytest.approx(line, abs=1e-9)


def test_squares_have_the_area_of_the_squared_residuals_and_level_lines_the_loss():
    found = of("Anscombe III")
    for (x, y), corners in zip(found.points, squares(found.points, found.hand, (0.0, 20.0, 0.0, 14.0)), strict=True):
        across, up = np.ptp(corners, axis=1)
        assert across == pytest.approx(up) == pytest.approx(abs(found.hand[0] + found.hand[1] * x - y))
    ring, _ = level_lines(found)[0]
    losses = [((found.points[:, 1] - a - b * (found.points[:, 0] - found.mean) / found.spread) ** 2).mean()
              for a, b in ring.T]  # fmt: skip
    assert losses == pytest.approx([found.best_loss + 0.02 * found.points[:, 1].var()] * len(losses))


@pytest.mark.parametrize(("rows", "line", "key"), [
    (((4.0, 3.0),), {}, "remark.few"), (((4.0, 3.0), (4.0, 8.0), (4.0, 9.0)), {}, "remark.constant_x"),
    (((1.0, 2.0), (3.0, 9.0)), {}, "remark.two"), (((1.0, 2.0), (3.0, 2.0), (9.0, 2.0)), {}, "remark.constant_y"),
    (((0.0, 2.0), (0.0, 5.0)), {"through_origin": True}, "remark.origin"),
    (((1.0, 2.0), (3.0, 2.0)), {}, "remark.constant_y"),
    (((1.0, 2.0), (3.0, 2.0)), {"through_origin": True}, "remark.constant_y_origin"),
])  # fmt: skip
@pytest.mark.parametrize("standardize", [False, True])
def test_every_degenerate_case_has_its_sentence_and_its_figures(rows, line, key, standardize):
    found = of("points", rows, line, standardize=standardize)
    assert key in keys(found, line, standardize=standardize)
    assert "nan" not in " ".join(line_rows(found).values())
    config = LineFitConfig(best=True, **line)
    points_figure(found, config, True, ("x", "y"), say).to_json()
    bowl_figure(found, config, standardize, say).to_json()
    step_tex(found, GradientStepsConfig(standardize=standardize))
    if key in ("remark.two", "remark.constant_y"):
        closed_form_tex(found, False)
        assert found.best_loss == pytest.approx(0, abs=1e-20)


def test_a_rate_at_the_bound_and_an_edge_of_nothing_are_said():
    edge = of("Anscombe I", learning_rate=1.0)
    assert "rate.edge" in keys(edge, learning_rate=1.0)
    assert "rate.none" in keys(of("points", ((0.0, 3.0),), {"through_origin": True}), {"through_origin": True})
    assert "rate.valley" in keys(of("points", ((4.0, 3.0),)))
    fast = {"learning_rate": 2.0, "steps": 3}
    said = dict(line_lines(of("points", ((4.0, 3.0),), **fast), LineFitConfig(), GradientStepsConfig(**fast)))
    assert said["rate.diverging"]["condition"] == "∞"


def test_the_line_through_two_points_has_no_error_and_one_through_the_origin_of_anscombe_no_r2_that_is_not_its_own():
    assert line_rows(of("points", ((1.0, 2.0), (3.0, 9.0))))["slope_se"] == "—"
    assert "remark.Anscombe" in keys(of("Anscombe I"), {"data": "Anscombe I"})
    through = {"data": "Anscombe I", "through_origin": True}
    assert "remark.Anscombe" not in keys(of("Anscombe I", line={"through_origin": True}), through)


def test_a_line_that_is_dragged_stays_within_its_fields():
    assert line_through((0.0, 1.0), (2.0, 2.0)) == (1.0, 0.5)
    assert line_through((0.0, 0.0), (0.001, 14.0)) == (0.0, 10.0)
    assert line_through((19.0, 14.0), (19.1, 0.0))[0] == 80.0


def test_the_challenges():
    first = of()
    assert line_by_hand(first, LineFitConfig()).missing[0].key == "over"
    assert line_by_hand(of("points", ((1.0, 1.0), (2.0, 2.0))), LineFitConfig()).missing[0].key == "points"
    turned = (*LinePointsConfig().points[:-1], (20.0, 0.0))
    assert sign_turned(of("points", turned), LineFitConfig()).met
    assert sign_turned(of("points", turned[1:]), LineFitConfig()).missing[0].key == "other"
    assert sign_turned(first, LineFitConfig()).missing[0].key == "slope"
    steps = GradientStepsConfig(standardize=False, learning_rate=0.0108, steps=3000)
    line = LineFitConfig(data="Anscombe I")
    assert raw_descent(line_fit(line, steps, LinePointsConfig()), line, steps).met
    wild = GradientStepsConfig(standardize=False, learning_rate=1.0)
    assert raw_descent(line_fit(line, wild, LinePointsConfig()), line, wild).missing[0].key == "diverged"
