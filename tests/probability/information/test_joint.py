"""Mutual information of a table, against scikit-learn, SciPy and a published table."""

import numpy as np
import pytest
from hypothesis import given, settings
from sklearn.metrics import mutual_info_score

from core.probability.information.challenges import hidden_dependence, independent_table
from core.probability.information.joint import joint, joint_numbers
from core.probability.information.joint_figure import entropies_figure, mosaic_figure
from core.probability.information.joint_report import given_rows, joint_lines, joint_tex
from core.probability.information.library import joint_in_sklearn
from core.probability.information.settings import TableConfig
from core.refusal import Refusal
from tests.probability.information.words import drawn, say
from tests.strategies import configs

COVER = ((4, 2, 1, 1), (2, 4, 1, 1), (2, 2, 2, 2), (8, 0, 0, 0))


def of(*table):
    return joint(TableConfig(table=table))


def test_the_table_of_cover_and_thomas_is_as_published():
    found = of(*COVER)
    assert (found.entropy_x, found.entropy_y, found.entropy_xy) == pytest.approx((7 / 4, 2, 27 / 8), rel=1e-12)
    assert found.information == pytest.approx(3 / 8, rel=1e-12)
    assert found.of_x.tolist() == pytest.approx([7 / 4, 7 / 4, 2, 0])
    assert [key for key, _ in given_rows(found)] == ["given.equal", "given.equal", "given.higher", "given.lower"]


@settings(deadline=None)
@given(configs(TableConfig).filter(lambda config: sum(map(sum, config.table)) > 1e-6))
def test_our_numbers_are_those_of_scipy_and_scikit_learn(config):
    ours, theirs = joint_numbers(config), joint_in_sklearn(config)
    assert ours == pytest.approx(theirs, rel=1e-6, abs=1e-6)
    assert ours["information"] == pytest.approx(ours["entropy_x"] + ours["entropy_y"] - ours["entropy_xy"], abs=1e-9)


@settings(deadline=None)
@given(configs(TableConfig).filter(lambda config: sum(map(sum, config.table)) > 1e-6))
def test_knowing_helps_on_average_and_every_table_can_be_drawn(config):
    found = joint(config)
    remaining = np.nansum(found.p_y * found.of_x)
    assert remaining == pytest.approx(found.entropy_x - found.information, abs=1e-8)
    assert 0 <= found.information <= min(found.entropy_x, found.entropy_y) + 1e-9
    turned = joint(TableConfig(table=tuple(zip(*config.table, strict=True))))
    assert turned.information == pytest.approx(found.information, abs=1e-9)
    mosaic = mosaic_figure(found, say)
    cells = [shape for shape in mosaic.layout["shapes"] if shape["type"] == "rect"]
    areas = [(cell["x1"] - cell["x0"]) * (cell["y0"] - cell["y1"]) for cell in cells]
    np.testing.assert_allclose(sorted(areas), sorted(found.P[found.P > 0]), atol=1e-12)
    assert np.isfinite(drawn(mosaic) + drawn(entropies_figure(found, say))).all()
    assert joint_lines(found) and given_rows(found) and joint_tex(found)


def test_samples_of_a_table_agree_with_it():
    rng = np.random.default_rng(0)
    found = of(*COVER)
    cells = rng.choice(16, size=200_000, p=found.P.ravel())
    assert mutual_info_score(cells // 4, cells % 4) / np.log(2) == pytest.approx(found.information, abs=5e-3)


@pytest.mark.parametrize(("table", "kind", "information"), [
    (((0.2, 0.4), (0.1, 0.2)), "independent", 0), (((1, 0), (0, 1)), "whole", 1),
    (((1, 0, 1), (0, 1, 0)), "y_from_x", 0.9182958341), (((1, 0), (0, 1), (1, 0)), "x_from_y", 0.9182958341),
    (((1, 1), (0, 0)), "constant", 0), (((1, 0), (0, 0)), "constant", 0), (((2, 1), (1, 2)), "part", 0.0817041660),
    (((1, 0), (0, 1e-13)), "whole", 0), (((1, 1e-12), (0, 1)), "part", 1),
])  # fmt: skip
def test_each_kind_of_table_has_its_sentence(table, kind, information):
    found = of(*table)
    assert found.kind == kind and found.information == pytest.approx(information, abs=1e-9)


def test_what_rounding_leaves_of_independent_variables_is_told_as_0():
    found = of((0.1, 0.2, 0.3), (0.2, 0.4, 0.6))
    assert joint_lines(found)[0][1] == {"bits": "0", "nats": "0"}
    assert joint_lines(found)[-1] == ("correlation.some", {"r": "0"}) and joint_tex(found)["information"] == "0"


def test_no_correlation_is_told_apart_from_independence_and_from_none():
    assert joint_lines(of((1, 0, 1), (0, 1, 0)))[-1][0] == "correlation.zero"
    assert joint_lines(of((0.2, 0.4), (0.1, 0.2)))[-1][0] == "correlation.some"
    assert joint_lines(of((1, 1), (0, 0)))[-1][0] == "correlation.none"
    table = of(*COVER)
    x, y = np.meshgrid(np.arange(4), np.arange(4))
    cov = np.cov(x.ravel(), y.ravel(), aweights=table.P.ravel(), ddof=0)
    assert table.correlation == pytest.approx(cov[0, 1] / np.sqrt(cov[0, 0] * cov[1, 1]), rel=1e-12)
    assert given_rows(of((1, 1), (0, 0)))[1] == ("given.never", {"y": 2})
    with pytest.raises(Refusal, match="all_zero"):
        of((0, 0), (0, 0))


def test_the_tasks_are_judged_on_the_screen():
    assert independent_table(of((1, 2, 3), (2, 4, 6), (3, 6, 9))).met
    wrong = [((1, 2), (2, 4)), ((0, 0, 0), (1, 2, 3), (2, 4, 6)), ((1, 1, 1),) * 3, ((1, 2, 3), (2, 4, 6), (3, 6, 8))]
    missing = [independent_table(of(*table)).missing[0].key for table in wrong]
    assert missing == ["size", "empty", "uniform", "information"]
    shuffled = ((0, 0, 1, 0), (1, 0, 0, 0), (0, 0, 0, 1), (0, 1, 0, 0))
    assert hidden_dependence(of(*shuffled)).met
    assert hidden_dependence(of((1, 0), (0, 1))).missing[0].key == "correlation"
    assert hidden_dependence(of((1, 0, 1), (0, 1, 0))).missing[0].key == "information"
    assert hidden_dependence(of((1, 1), (0, 0))).missing[0].key == "constant"
