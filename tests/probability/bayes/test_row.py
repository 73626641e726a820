"""One row of a table: its sum of log-odds against the probabilities of scikit-learn, and how it is written."""

import json

import numpy as np
import pytest
from hypothesis import given, settings
from sklearn.naive_bayes import GaussianNB

from core.curriculum import TOPICS
from core.probability.bayes.challenges import sure_and_wrong, torn
from core.probability.bayes.naive import LabeledRows, ModelRecord, NaiveConfig, labeled_rows
from core.probability.bayes.regions import RegionsConfig, row_regions
from core.probability.bayes.regions_report import new_line
from core.probability.bayes.row import RowConfig, evidence, next_wrong, row_evidence
from core.probability.bayes.row_figure import density_figure, evidence_figure
from core.probability.bayes.row_report import (
    _factor,
    class_rows,
    power_of_ten,
    probability_tex,
    record_line,
    row_lines,
    term_values,
)
from core.probability.bayes.shares import bounded_percent
from tests.pages.cases import opened
from tests.probability.bayes.judges import log_probabilities
from tests.strategies import configs

quick = settings(max_examples=30, deadline=None)
IRIS_70 = evidence(NaiveConfig(), RowConfig(row=71))  # the flower of index 70


def say(key, **values):
    return key


def test_the_flower_of_the_specification():
    assert IRIS_70.data.values[70].tolist() == [5.9, 3.2, 4.8, 1.8]
    assert np.exp(IRIS_70.log_p) == pytest.approx([2.59153803e-130, 0.154494085, 0.845505915], rel=1e-7)
    assert IRIS_70.terms == pytest.approx([-0.80335951, 0.68012961, -0.43431725, 2.25732651], rel=1e-7)
    assert IRIS_70.total == pytest.approx(1.69977935, rel=1e-7) and IRIS_70.prior == 0
    assert [name for name, _ in class_rows(IRIS_70, IRIS_70.data.classes)] == ["virginica", "versicolor", "setosa"]
    assert class_rows(IRIS_70, IRIS_70.data.classes)[2][1] == r"2.59 \cdot 10^{-130}"
    assert row_lines(IRIS_70, IRIS_70.data.classes)[0][0] == "truth.wrong"


@quick
@given(configs(NaiveConfig).filter(lambda one: one.table != "own"), configs(RowConfig))
def test_the_sum_of_log_odds_is_the_logarithm_of_the_ratio_of_probabilities(naive, config):
    found = evidence(naive, config)
    assert found.total == pytest.approx(found.log_p[found.winner] - found.log_p[found.rival], rel=1e-9, abs=1e-9)
    assert found.total >= -1e-9 and found.winner == found.log_p.argmax() and found.winner != found.rival
    values = found.data.values
    expected = log_probabilities(naive, values, found.data.codes, values[[found.row]])[0]
    assert found.log_p == pytest.approx(expected, rel=1e-6, abs=1e-6)
    names = found.data.names
    bars = evidence_figure(found, names, say).data
    ends = np.asarray(bars[0]["base"]) + np.asarray(bars[0]["x"])
    assert ends[-1] == pytest.approx(found.total, abs=1e-9) and bars[1]["x"] == pytest.approx([found.total], abs=1e-9)
    density = density_figure(found, names[found.feature], found.data.classes, say)
    low, high = density.layout["xaxis"]["range"]
    if naive.model == "Gaussian":
        assert low <= found.data.values[found.row, found.feature] <= high
    else:
        side = int(values[found.row, found.feature] > np.median(values[:, found.feature]))
        assert density.layout["shapes"][0]["x0"] < side < density.layout["shapes"][0]["x1"]
        shown = [np.log(trace["y"][side]) for trace in density.data]
        assert shown[0] - shown[1] == pytest.approx(found.terms[found.feature])
    assert {"x", "term"} <= set(term_values(found)) and (naive.model == "Gaussian") != (
        "winner_share" in term_values(found)
    )
    assert row_lines(found, found.data.classes)[1][0].startswith("term.")


@pytest.mark.parametrize(
    ("log_p", "text"),
    [(np.log(0.25), "0.25"), (np.log(2.5e-5), r"2.50 \cdot 10^{-5}"),
     (-2000 * np.log(10), r"1.00 \cdot 10^{-2000}"), (0.0, "1")],
)  # fmt: skip
def test_a_probability_is_written_however_small(log_p, text):
    assert probability_tex(log_p) == text


def test_a_mantissa_is_below_ten():
    assert power_of_ten(-2.0000001) == r"1.00 \cdot 10^{-2}"


def test_a_probability_is_not_taken_for_certainty():
    found = evidence(NaiveConfig(table="breast_cancer"), RowConfig(row=41))
    assert class_rows(found, found.data.classes)[0][1].startswith("1 - ")


def test_the_way_to_the_next_wrong_row_goes_round():
    rows, row = [], 1
    for _ in range(7):
        row = next_wrong(evidence(NaiveConfig(), RowConfig(row=row)))
        rows.append(row)
    data = labeled_rows("iris")
    judge = GaussianNB().fit(data.values, data.codes)
    assert rows[:6] == (np.flatnonzero(judge.predict(data.values) != data.codes) + 1).tolist() and rows[6] == rows[0]


def test_what_is_beyond_a_table_is_its_last_row():
    found = evidence(NaiveConfig(), RowConfig(row=569, features=30, feature=30))
    assert (found.row, found.feature, len(found.terms)) == (149, 3, 4)


def test_the_slider_of_features_ends_at_the_last_measurement():
    (topic,) = (one for one in TOPICS if one.slug == "bayes")
    app = opened(topic, {"bayes_tab": "row", "bayes_table": "penguins"})
    sliders = (e.proto for e in app.get("bidi_component") if e.proto.component_name == "live_slider")
    (data,) = (json.loads(one.json) for one in sliders if one.id.endswith("-bayes_features"))
    assert (data["value"], data["high"]) == (4, 4)  # the year is a column, but no measurement


def test_a_challenge_does_not_take_a_probability_for_certainty():
    found = evidence(NaiveConfig(table="breast_cancer"), RowConfig(row=1))
    assert torn(found).missing[0].values == {"got": "> 99.99"}
    assert bounded_percent(np.log(0.25)) == "25" and bounded_percent(-1000.0) == "< 0.01"


def test_smoothing_of_one_leaves_proline_alone():
    found = evidence(NaiveConfig(table="wine", smoothing=1.0), RowConfig())
    assert abs(found.terms[-1]) > 0.5 and np.abs(found.terms[:-1]).max() < 0.01


def test_every_kind_of_record_has_its_sentence():
    assert record_line(IRIS_70.record)[0] == "record.sure"
    vague = evidence(NaiveConfig(smoothing=1.0), RowConfig(features=1))
    assert vague.record.wrong_though_sure is None and record_line(vague.record)[0] == "record.never_sure"


def test_challenges_want_what_they_say():
    assert sure_and_wrong(evidence(NaiveConfig(), RowConfig())).missing[0].key == "right"
    assert sure_and_wrong(IRIS_70).missing[0].key == "unsure"
    assert sure_and_wrong(evidence(NaiveConfig(table="breast_cancer"), RowConfig(row=45))).met
    assert torn(evidence(NaiveConfig(), RowConfig(features=1))).missing[0].key == "one_feature"
    assert torn(IRIS_70).missing[0].key == "sure"
    assert torn(evidence(NaiveConfig(), RowConfig(row=53))).met


def tied_rows():
    """Two classes with the same values, and a third one far away: every row of the first two is a tie."""
    values = np.array([[1.0, 2.0], [3.0, 1.0], [1.0, 2.0], [3.0, 1.0], [50.0, 60.0], [52.0, 61.0]])
    return LabeledRows(names=("x", "y"), values=values, codes=np.repeat([0, 1, 2], 2), classes=("a", "b", "c"))


@pytest.mark.parametrize(("row", "right"), [(1, True), (3, False)])
def test_of_two_equally_probable_classes_the_first_is_the_answer_as_in_the_record(row, right):
    found = row_evidence(tied_rows(), NaiveConfig(table="own"), RowConfig(row=row))
    assert (found.winner, found.rival) == (0, 1) and bool(found.record.right[found.row]) == right
    assert (found.winner == found.truth) == right and row_lines(found, "abc")[0][0] == "truth.tie"
    assert row_lines(found, "abc")[1][0] == "term.nothing"
    plane = row_regions(tied_rows(), NaiveConfig(table="own"), RegionsConfig(new_x=0.0, new_y=0.0))
    assert new_line(plane, "abc")[1]["winner"] == "abc"[plane.winner[0, 0]] == "a"


def test_a_factor_that_moves_the_odds_is_not_1():
    smooth = row_evidence(labeled_rows("wine"), NaiveConfig(table="wine", smoothing=1.0), RowConfig(feature=3))
    key, said = row_lines(smooth, "abc")[1]
    assert key == "term.against" and float(said["factor"]) == pytest.approx(np.exp(9.0938e-8), rel=1e-9) != 1
    for x in (1e-11, 3e-4, 0.009999, 0.01, 0.5, 6.0):
        told = float(_factor(x)) - 1
        assert told > 0 and told == pytest.approx(np.expm1(x), rel=0.1)


def test_what_is_not_certain_is_not_told_as_100_percent():
    right = np.arange(5000) > 0
    known = ModelRecord(confidence=np.where(right, 1.0, 0.995), right=right)
    said = record_line(known)[1]
    assert (said["wrong"], said["share"], said["confidence"], said["sure"]) == (1, "99.98", "99.9999", "100")
