"""What the experiments and the reports of detection say, held to what is computed."""

import numpy as np
import pytest

from core.figures.film import figure_at
from core.networks.detection.averages import averages_of
from core.networks.detection.averages_figure import class_curve_figure, classes_figure
from core.networks.detection.averages_report import averages_lines, ends
from core.networks.detection.boxes import iou_matrix
from core.networks.detection.canvas import outlined_digits
from core.networks.detection.recorded import load_recording, recorded
from core.networks.detection.settings import DetectorConfig, MatchingConfig, SuppressionConfig
from core.networks.detection.suppression import confident, suppress
from core.networks.detection.suppression_figure import suppression_film
from core.networks.detection.suppression_report import pair_lines, sweep_lines
from core.networks.detection.suppression_sweep import LIMITS, SuppressionSweep, sweep
from core.networks.detection.thresholds import judge_recording
from core.networks.detection.thresholds_figure import thresholds_film
from tests.networks.detection.test_thresholds import detections


def scene(number, match_iou=0.5, **suppression):
    return judge_recording(
        DetectorConfig(scene=number), SuppressionConfig(**suppression), MatchingConfig(match_iou=match_iou)
    )


def test_a_stricter_exam_turns_hits_into_false_alarms_of_the_same_list():
    usual, strict = scene(2), scene(2, match_iou=0.85)
    np.testing.assert_array_equal(usual.found.boxes, strict.found.boxes)
    assert (usual.hits, strict.hits, len(usual.precision)) == (8, 4, 12)


def test_without_suppression_the_eight_digits_are_still_found_and_duplicates_stand_between():
    merged, unmerged = scene(2), scene(2, nms_iou=1.0)
    assert merged.hits == unmerged.hits == 8
    assert unmerged.average_precision < merged.average_precision - 0.2
    last = int(np.flatnonzero(unmerged.matches.hits)[-1])
    assert unmerged.matches.reasons[:last].count("duplicate") > 10


def test_a_strict_suppression_across_classes_loses_neighbors():
    found = [scene(20, agnostic=True, confidence=0.2, nms_iou=limit) for limit in (0.05, 0.5, 0.6)]
    assert [one.hits for one in found] == [3, 6, 6] and found[0].matches.truths == 8
    assert [one.matches.reasons.count("duplicate") for one in found] == [0, 0, 1]


def test_two_names_of_one_digit_stay_within_a_class_and_go_across_at_a_price():
    within, across = (scene(4, confidence=0.2, agnostic=agnostic) for agnostic in (False, True))
    assert [(len(one.precision), one.hits, one.matches.truths) for one in (within, across)] == [(9, 5, 9), (7, 5, 9)]
    names = list(zip(within.found.classes.tolist(), within.found.scores.round(2).tolist(), strict=True))
    pair = [within.found.boxes[[names.index(name)]] for name in ((6, 1.0), (7, 0.47))]
    assert iou_matrix(*pair)[0, 0] == pytest.approx(0.87, abs=0.005)
    assert [scene(56, confidence=0.2, agnostic=agnostic).hits for agnostic in (False, True)] == [5, 3]


def test_the_mean_over_strict_thresholds_is_far_lower_for_the_same_list():
    found = averages_of(DetectorConfig(), SuppressionConfig(), 0.5, "step")
    by_strictness = found.strict.mean(axis=1)
    assert by_strictness[[0, 5, 9]] == pytest.approx([0.77, 0.50, 0.01], abs=0.005)
    assert by_strictness.mean() == pytest.approx(0.457, abs=5e-4) and found.mean("step") == by_strictness[0]


def test_the_closest_call_by_hand_is_the_overlap_that_was_found():
    raw, _ = recorded("trained", 2)
    found = suppress(raw, 0.5, False)
    [(key, said)] = pair_lines(raw, found)
    union = said["area_a"] + said["area_b"] - said["inner"]
    assert key == "pair" and said["wide"] * said["high"] / union == pytest.approx(said["overlap"])
    assert said["overlap"] == found.overlap[found.by >= 0].min()
    assert pair_lines(raw, suppress(raw, 1.0, False)) == [("none_gone", {})]


def test_three_boxes_in_a_row_can_overlap_as_the_chain_says():
    row = detections((0, 0, 6, 9, 1), (0, 0, 10, 9, 1), (4, 0, 10, 9, 1))
    assert suppress(row, 0.5, False).kept.tolist() == [0, 2]
    assert suppress(row, 0.1, False).overlap[1:] == pytest.approx([0.6, 0.2])
    assert suppress(row, 0.6, False).kept.tolist() == [0, 1, 2]  # as much as the limit is not above it


def test_the_narrow_one_loses_four_tenths_and_wide_digits_one_tenth():
    lenient, strict = (
        averages_of(DetectorConfig(), SuppressionConfig(), least, "step").by_class["step"] for least in (0.5, 0.7)
    )
    assert (1 - strict / lenient)[[0, 1, 3]] == pytest.approx([0.09, 0.41, 0.10], abs=0.005)
    truths = load_recording().truths
    wide = truths.boxes[:, 2] - truths.boxes[:, 0]
    assert [np.median(wide[truths.classes == digit]) for digit in (0, 1, 3)] == [18, 7, 14.5]


def test_samples_can_give_more_or_less_than_steps():
    by_class = averages_of(DetectorConfig(), SuppressionConfig(), 0.5, "step").by_class
    assert (by_class["hundred"] < by_class["step"]).any() and (by_class["hundred"] > by_class["step"]).any()
    assert (by_class["eleven"] < by_class["step"]).any()


def test_a_digit_that_is_found_has_some_half_dozen_boxes():
    raw, truths = recorded("trained", None)
    assert len(raw.scores) / len(truths.classes) == pytest.approx(6.4, abs=0.05)


@pytest.mark.parametrize(
    ("values", "key", "best", "worst"),
    [([0.0] * 10, "equal", None, None), ([0.1, 0.9, 0.9] + [0.5] * 7, "ends", "1, 2", "0")],
)
def test_all_best_and_all_worst_classes_are_named(values, key, best, worst):
    said, numbers = ends(np.array(values))
    assert said == key and (numbers.get("best"), numbers.get("worst")) == (best, worst)


def test_the_averages_say_what_other_tabs_have_set():
    cut = SuppressionConfig(confidence=0.5, agnostic=True)
    found = averages_of(DetectorConfig(), cut, 0.5, "step")
    assert [key for key, _ in averages_lines(found, 1, "step", 0.5, cut)][-2:] == ["cut", "across"]
    assert "cut" not in dict(averages_lines(found, 1, "step", 0.5, SuppressionConfig()))


def test_the_sweep_says_its_ends_and_its_best_point():
    found = sweep("trained", 0.03)
    [(key, said)] = sweep_lines(found, 0.03)
    assert key == "sweep_said" and said["limit"] == 0.5
    assert said["best"] == found.within.max() > said["within"] > said["across"] > said["unmerged"]
    nothing = np.zeros(len(LIMITS))
    assert sweep_lines(SuppressionSweep(nothing, nothing), 1.0) == [("sweep_empty", {})]


MOVES = {"x", "y", "text", "hovertext"}  # what pages/shared/live/figure/curves.js moves without Plotly


def say(key, **values):
    return f"{key} {values}"


def hardly_moved(one, other):
    """Whether nothing differs but what can be moved, and no trace is empty or a text, at any frame."""
    (figure, frames), (later, _) = one, other
    for frame in (0, frames.count - 1):
        for trace in figure_at(figure, frames, frame).data:
            assert trace["mode"] in ("lines", "markers") and np.isfinite(np.asarray(trace["x"], float)).sum() >= 2
    moved = [{name for name in a if not np.array_equal(a[name], b[name])}
             for a, b in zip(figure.data, later.data, strict=True)]  # fmt: skip
    return all(names <= MOVES for names in moved)


@pytest.mark.parametrize("other", [{"match_iou": 0.7}, {"confidence": 0.5}, {"nms_iou": 1.0}, {"confidence": 1.0}])
def test_each_threshold_moves_lines_and_dots_alone(other):
    assert hardly_moved(*(thresholds_film(scene(2, **more), 2, say) for more in ({}, other)))


@pytest.mark.parametrize("other", [(0.5, 0.5), (0.03, 1.0), (1.0, 0.5)])
def test_the_rounds_of_suppression_move_lines_alone(other):
    films = []
    for confidence, limit in ((0.03, 0.5), other):
        left = confident(recorded("trained", 2)[0], confidence)
        films.append(suppression_film(left, suppress(left, limit, False), DetectorConfig(scene=2), say))
    assert hardly_moved(*films)


@pytest.mark.parametrize("figure_of", [
    lambda found: class_curve_figure(found, 1, "step", say), lambda found: classes_figure(found, 1, "step", 0.5, say),
])  # fmt: skip
def test_a_stricter_exam_moves_the_averages(figure_of):
    first, later = (
        figure_of(averages_of(DetectorConfig(), SuppressionConfig(), least, "step")).data for least in (0.5, 0.7)
    )
    for one, other in zip(first, later, strict=True):
        assert {name for name in one if not np.array_equal(one[name], other[name])} <= MOVES
        assert one["mode"] in ("lines", "markers", "lines+markers")


def test_outlined_digits_differ_and_stand_on_their_corner():
    x, y = outlined_digits(np.arange(10), np.full(10, 5.0), np.full(10, 20.0))
    glyphs = np.stack([x, y], axis=1).reshape(10, -1, 2)
    assert len({glyph.tobytes() for glyph in glyphs}) == 10 and np.isnan(glyphs[:, -1]).all()
    assert np.nanmin(x) >= 5 and np.nanmax(y) == 20 and np.nanmin(y) > 16
