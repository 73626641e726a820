"""Regions and copies: held to `sklearn.naive_bayes` on the same columns."""

import numpy as np
import pytest
from hypothesis import given, settings

from core.probability.bayes.challenges import on_the_border, surer_not_better
from core.probability.bayes.naive import NaiveConfig, copies_by_sklearn, copy_numbers, labeled_rows, with_copies
from core.probability.bayes.regions import RegionsConfig, axes_of, regions
from core.probability.bayes.regions_figure import regions_figure, sure_figure
from core.probability.bayes.regions_report import copy_lines, new_line, score_values
from tests.probability.bayes.judges import log_probabilities
from tests.strategies import configs

quick = settings(max_examples=20, deadline=None)


def say(key, **values):
    return key


def at(table="iris", **fields):
    return regions(NaiveConfig(table=table), RegionsConfig(**fields))


@quick
@given(configs(NaiveConfig).filter(lambda one: one.table != "own"), configs(RegionsConfig))
def test_regions_and_the_new_row_are_those_of_scikit_learn(naive, config):
    found = regions(naive, config)
    pair = found.data.values[:, [found.across, found.up]]

    def judged(rows):
        every = with_copies(pair, 0, config.copies)
        return log_probabilities(naive, every, found.data.codes, with_copies(rows, 0, config.copies))

    assert judged(found.new[None])[0] == pytest.approx(found.log_p, rel=1e-6, abs=1e-6)
    rows, columns = np.array([0, 40, 79, 13]), np.array([0, 48, 95, 77])
    shares = np.exp(judged(np.stack([found.x[columns], found.y[rows]], axis=1)))
    assert found.confidence[rows, columns] == pytest.approx(shares.max(axis=1), rel=1e-6)
    won = np.take_along_axis(shares, found.winner[rows, columns][:, None], axis=1)[:, 0]
    assert won == pytest.approx(shares.max(axis=1), rel=1e-6)
    assert found.across != found.up


@quick
@given(configs(RegionsConfig))
def test_the_records_of_all_features_are_those_of_scikit_learn(config):
    data = labeled_rows("iris")
    across, _ = axes_of(config, 4)
    ours = copy_numbers((data.values, data.codes), across, config.copies, NaiveConfig())
    library = copies_by_sklearn((data.values, data.codes), across, config.copies, NaiveConfig())
    assert ours == pytest.approx(library, rel=1e-9)
    found = regions(NaiveConfig(), config)
    assert (found.copied.wrong, found.copied.confidence.mean()) == (ours["wrong"], ours["confidence"])


def test_the_values_of_the_specification_and_of_the_experiments():
    found = at(copies=3)
    assert (found.alone.wrong, found.copied.wrong) == (6, 6)
    assert (found.alone.confidence.mean(), found.copied.confidence.mean()) == pytest.approx((0.974, 0.983), abs=5e-4)
    loud = at("breast_cancer", across=13, up=1, copies=5)
    assert loud.data.names[loud.across] == "perimeter_error" and (loud.alone.wrong, loud.copied.wrong) == (33, 44)
    assert (loud.alone.confidence.mean(), loud.copied.confidence.mean()) == pytest.approx((0.993, 0.997), abs=5e-4)


def test_a_border_is_where_two_classes_are_equally_probable():
    found = at(new_x=0.66, new_y=0.61)
    assert np.exp(found.log_p[1:]).tolist() == pytest.approx([0.5, 0.5], abs=1e-3)


def test_differences_of_scores_are_log_odds():
    for copies in (0, 4):
        found = at(copies=copies, new_x=0.66, new_y=0.61)
        second, third = (score_values(found, copies, code) for code in (1, 2))
        difference = float(third["score"]) - float(second["score"])
        assert difference == pytest.approx(found.log_p[2] - found.log_p[1], abs=5e-3)


def test_two_axes_are_two_columns():
    assert axes_of(RegionsConfig(across=30, up=30), 4) == (3, 0)
    assert axes_of(RegionsConfig(across=2, up=2), 4) == (1, 2)
    assert axes_of(RegionsConfig(), 4) == (2, 3)


@pytest.mark.parametrize("table", ["iris", "wine", "breast_cancer", "penguins"])
def test_figures_hold_every_row_and_keep_their_axes(table):
    found, copied = at(table), at(table, copies=5, new_x=0.0, new_y=1.0)
    names, classes = found.data.names, found.data.classes
    first, second = (regions_figure(one, names, classes, say) for one in (found, copied))
    assert first.layout["xaxis"]["range"] == second.layout["xaxis"]["range"]
    assert sum(len(trace["x"]) for trace in first.data[1:]) == len(found.data.codes)
    for one in (found, copied):
        bars = sure_figure(one, say).data
        assert [int(np.nansum(bar["y"])) for bar in bars] == [int(one.copied.right.sum()), one.copied.wrong]
    code = (np.asarray(first.data[0]["z"])).astype(int)
    assert (code == found.winner).all()


def test_what_copies_do_is_said():
    assert copy_lines(at(), 0)[0][0] == "copies.none"
    assert [key for key, _ in copy_lines(at(copies=3), 3)] == ["copies.some", "change.surer"]
    assert copy_lines(at(across=1, up=3, copies=3), 3)[1][0] == "change.less_sure"
    _, said = new_line(at(new_x=0.0, new_y=0.0), ("a", "b", "c"))
    assert (said["winner"], said["first"], said["second"]) == ("a", "> 99.99", "< 0.01")


def test_challenges_want_what_they_say():
    for fields, missing in (({}, "no_copies"), ({"copies": 1}, "unsure"), ({"across": 4, "copies": 5}, "better")):
        assert surer_not_better(at(**fields), fields.get("copies", 0)).missing[0].key == missing
    assert surer_not_better(at("breast_cancer", copies=1), 1).missing[0].key in ("better", "sure_before")
    assert surer_not_better(at(across=4, up=1, copies=2), 2).met
    assert on_the_border(at()).missing[0].key == "inside" and on_the_border(at(new_x=0.65, new_y=0.62)).met
