"""Suppression, matching and average precision against brute force and scikit-learn."""

from fractions import Fraction
from itertools import permutations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sklearn.metrics import average_precision_score

from core.networks.detection.averages import averages_of, convention_numbers, conventions_in_sklearn
from core.networks.detection.boxes import iou_matrix
from core.networks.detection.matching import (
    envelope_precision,
    match,
    sampled_precision,
    shuffled_precision,
    step_precision,
)
from core.networks.detection.recorded import Detections, Truths, load_recording, recorded
from core.networks.detection.settings import DetectorConfig, MatchingConfig, SuppressionConfig
from core.networks.detection.suppression import confident, kept_in_torch, kept_numbers, suppress, survivors
from core.networks.detection.thresholds import judge_recording

rankings = st.lists(st.booleans(), max_size=25).flatmap(
    lambda hits: st.tuples(st.just(np.array(hits, dtype=bool)), st.integers(max(sum(hits), 1), sum(hits) + 6))
)
SCENES = st.integers(0, 59)
LIMITS = st.floats(0, 1)


def detections(*rows):
    """Rows of (x0, y0, x1, y1, class), the most confident first, in one scene."""
    table = np.array(rows, dtype=float).reshape(-1, 5)
    scores = np.linspace(0.9, 0.1, len(table))
    return Detections(table[:, :4], scores, table[:, 4].astype(int), np.zeros(len(table), int))


def truths(*rows):
    table = np.array(rows, dtype=float).reshape(-1, 5)
    return Truths(table[:, :4], table[:, 4].astype(int), np.zeros(len(table), int))


@given(rankings)
def test_step_precision_is_that_of_scikit_learn_with_the_missed_counted(ranking):
    hits, count = ranking
    judged = average_precision_score(hits, -np.arange(len(hits))) * hits.sum() / count if hits.any() else 0
    assert step_precision(hits, count) == pytest.approx(judged)


@given(rankings, st.sampled_from([11, 101]))
def test_samples_are_the_best_precision_at_this_recall_or_beyond(ranking, points):
    hits, count = ranking
    found, best = 0, []
    steps = []
    for rank, hit in enumerate(hits.tolist(), start=1):
        found += hit
        steps.append((Fraction(found, count), Fraction(found, rank)))
    for k in range(points):
        best.append(max((p for r, p in steps if r >= Fraction(k, points - 1)), default=Fraction(0)))
    assert sampled_precision(hits, count, points) == pytest.approx(float(sum(best) / points))


@given(rankings)
def test_the_conventions_are_those_of_the_curve_of_scikit_learn(ranking):
    assert conventions_in_sklearn(*ranking) == pytest.approx(convention_numbers(*ranking), abs=1e-12)


@given(rankings)
def test_the_envelope_never_takes_less_than_the_steps(ranking):
    hits, count = ranking
    assert envelope_precision(hits, count) >= step_precision(hits, count) - 1e-12
    assert all(0 <= value <= 1 for value in convention_numbers(hits, count).values())


@pytest.mark.parametrize(
    ("hits", "alarms", "count"), [(1, 0, 1), (1, 3, 2), (3, 2, 3), (2, 4, 5), (0, 3, 2), (4, 0, 4)]
)
def test_the_baseline_is_the_mean_over_all_orders(hits, alarms, count):
    orders = permutations([True] * hits + [False] * alarms)
    mean = np.mean([step_precision(np.array(order), count) for order in orders])
    assert shuffled_precision(hits, hits + alarms, count) == pytest.approx(mean)


def test_without_true_boxes_no_average_is_defined_and_without_boxes_it_is_zero():
    nobody = np.zeros(0, dtype=bool)
    assert all(np.isnan(value) for value in convention_numbers(np.array([False]), 0).values())
    assert np.isnan(shuffled_precision(0, 1, 0))
    assert set(convention_numbers(nobody, 3).values()) == {0.0}


def test_a_true_box_is_hit_once_and_every_false_alarm_has_its_reason():
    true = truths((0, 0, 10, 10, 7), (20, 0, 30, 10, 1))
    found = detections((0, 0, 10, 10, 7), (0, 0, 10, 9, 7), (0, 0, 10, 10, 3), (60, 60, 70, 70, 1), (20, 0, 30, 10, 1))
    matches = match(found, true, 0.5)
    assert matches.reasons == ("hit", "duplicate", "class", "place", "hit")
    assert matches.truth.tolist() == [0, -1, -1, -1, 1]


def test_a_box_takes_the_best_of_the_free_true_boxes():
    true = truths((0, 0, 10, 10, 7), (2, 0, 12, 10, 7))
    found = detections((0, 0, 10, 10, 7), (0, 0, 10, 10, 7))
    assert match(found, true, 0.5).truth.tolist() == [0, 1]  # the first box is taken, the second overlaps by 2/3
    assert match(found, true, 0.7).truth.tolist() == [0, -1]


@pytest.mark.parametrize("empty", [detections(), detections((0, 0, 0, 9, 7))])
def test_boxes_that_are_none_or_empty_hit_nothing(empty):
    assert not match(empty, truths((0, 0, 10, 10, 7)), 0.05).hits.any()
    assert not match(empty, truths(), 0.05).hits.any()
    assert len(suppress(empty, 0.0, True).kept) == len(empty.scores)


def naive_kept(found, limit, agnostic):
    """Suppression as one would write it on paper."""
    kept = []
    for k in range(len(found.scores)):
        rivals = [j for j in kept if agnostic or found.classes[j] == found.classes[k]]
        if all(iou_matrix(found.boxes[[j]], found.boxes[[k]])[0, 0] <= limit for j in rivals):
            kept.append(k)
    return kept


@given(SCENES, LIMITS, st.booleans())
def test_suppression_keeps_what_the_naive_loop_keeps(scene, limit, agnostic):
    found, _ = recorded("trained", scene)
    done = suppress(found, limit, agnostic)
    assert done.kept.tolist() == naive_kept(found, limit, agnostic)
    config = SuppressionConfig(nms_iou=limit, agnostic=agnostic)
    assert kept_in_torch(found, config)["kept"].tolist() == kept_numbers(found, config)["kept"].tolist()
    gone = np.flatnonzero(done.by >= 0)
    assert set(done.by[gone]) <= set(done.kept) and (done.overlap[gone] > limit).all()


@given(SCENES, LIMITS, LIMITS)
def test_confidence_and_suppression_may_change_places(scene, limit, least):
    found, _ = recorded("early", scene)
    first = survivors(found, SuppressionConfig(confidence=least, nms_iou=limit))
    kept = suppress(found, limit, False).kept
    second = found.scores[kept][found.scores[kept] >= least]
    np.testing.assert_array_equal(first.scores, second)


def test_only_kept_boxes_remove_others():
    row = detections((0, 0, 10, 10, 1), (0, 2, 10, 12, 1), (0, 4, 10, 14, 1))
    assert suppress(row, 0.5, False).kept.tolist() == [0, 2]


@given(SCENES, st.floats(0.05, 0.95))
def test_average_precision_never_rises_with_confidence(scene, least):
    matching = MatchingConfig(match_iou=least)
    detector = DetectorConfig(scene=scene)
    averages = [
        judge_recording(detector, SuppressionConfig(confidence=c), matching).average_precision
        for c in (0, 0.2, 0.5, 0.8, 1)
    ]
    assert (np.diff(averages) <= 1e-12).all()


@given(SCENES, st.sampled_from(["early", "trained"]), LIMITS)
def test_average_precision_never_rises_with_strictness_and_the_list_stays(scene, name, limit):
    detector, suppression = DetectorConfig(detector=name, scene=scene), SuppressionConfig(nms_iou=limit)
    judged = [
        judge_recording(detector, suppression, MatchingConfig(match_iou=least)) for least in (0.05, 0.3, 0.5, 0.7, 0.95)
    ]
    assert (np.diff([one.average_precision for one in judged]) <= 1e-12).all()
    for one in judged:
        np.testing.assert_array_equal(one.found.boxes, judged[0].found.boxes)


def test_the_recording_is_whole_and_its_reference_values_hold():
    recording = load_recording()
    assert recording.canvases.shape == (60, 96, 96) and len(recording.truths.classes) == 411
    for name, raw in recording.raw.items():
        assert (np.diff(raw.scores) <= 0).all(), name
        assert (raw.boxes[:, :2] <= raw.boxes[:, 2:]).all() and raw.boxes.min() >= 0 and raw.boxes.max() <= 96
        assert len(confident(raw, 0.5).scores) == (raw.scores >= 0.5).sum()
    whole = MatchingConfig(judged="all")
    early, trained = (
        judge_recording(DetectorConfig(detector=name), SuppressionConfig(), whole).average_precision
        for name in ("early", "trained")
    )
    assert early == pytest.approx(0.647, abs=5e-4) and trained == pytest.approx(0.770, abs=5e-4)
    sure = judge_recording(DetectorConfig(), SuppressionConfig(confidence=0.2), whole)
    assert sure.average_precision == pytest.approx(0.754, abs=5e-4)
    assert (len(sure.precision), sure.hits) == (494, 325)  # the words of an experiment say so
    means = averages_of(DetectorConfig(), SuppressionConfig(), 0.5, "step")
    assert means.mean("step") == pytest.approx(0.769, abs=5e-4) and means.strict.mean() == pytest.approx(
        0.457, abs=5e-4
    )
