"""Two boxes: IoU, Dice and GIoU against counted pixels and scikit-learn, and every degenerate case."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.networks.detection.boxes import iou_matrix
from core.networks.detection.detector import giou_loss
from core.networks.detection.overlap import HIGH, WIDE, moved_over, overlap_in_sklearn, overlap_of
from core.networks.detection.overlap_report import overlap_lines
from core.networks.detection.settings import BoxPairConfig

NAMES = [f"{box}_{side}" for box in "ab" for side in ("left", "top", "right", "bottom")]
across, down = st.integers(0, WIDE), st.integers(0, HIGH)
pairs = st.tuples(*[across, down] * 4).map(lambda values: BoxPairConfig(**dict(zip(NAMES, values, strict=True))))


def boxes(*values):
    return BoxPairConfig(**dict(zip(NAMES, values, strict=True)))


def pixels(box):
    """The set of the pixels of a box."""
    return {(x, y) for x in range(box[0], box[2]) for y in range(box[1], box[3])}


@given(pairs)
def test_areas_are_counts_of_pixels(config):
    found = overlap_of(config)
    a, b = pixels(found.a), pixels(found.b)
    assert (found.area_a, found.area_b) == (len(a), len(b))
    assert (found.intersection, found.union) == (len(a & b), len(a | b))
    assert found.hull_area == len(pixels(found.hull))


@given(pairs)
def test_measures_keep_their_order_and_bounds(config):
    found = overlap_of(config)
    if not found.union:
        assert found.kind == "nothing"
        assert np.isnan([found.iou, found.giou, found.dice]).all()
        return
    judged = overlap_in_sklearn(config)
    assert found.iou == pytest.approx(judged["iou"]) and found.dice == pytest.approx(judged["dice"])
    assert -1 < found.giou <= found.iou <= found.dice <= 1
    assert found.dice == pytest.approx(2 * found.iou / (1 + found.iou))
    swapped = overlap_of(boxes(*found.b, *found.a))
    assert (swapped.iou, swapped.giou) == (found.iou, found.giou)
    assert iou_matrix(found.a[None].astype(float), found.b[None].astype(float))[0, 0] == pytest.approx(found.iou)


@given(pairs)
def test_the_loss_of_the_detector_is_one_minus_giou(config):
    import torch

    found = overlap_of(config)
    if found.area_a and found.area_b:
        a, b = (torch.tensor(box[None], dtype=torch.float64) for box in (found.a, found.b))
        assert giou_loss(a, b).item() == pytest.approx(1 - found.giou)


@pytest.mark.parametrize(
    ("values", "kind", "iou"),
    [
        ((0, 0, 10, 10, 5, 5, 15, 15), "crossing", 25 / 175),
        ((6, 5, 16, 15, 5, 4, 17, 16), "inside", 100 / 144),
        ((0, 0, 10, 10, 10, 0, 20, 10), "touching", 0),
        ((0, 0, 10, 10, 10, 10, 20, 20), "touching", 0),
        ((0, 0, 4, 4, 9, 9, 12, 12), "apart", 0),
        ((3, 3, 8, 8, 8, 8, 3, 3), "equal", 1),
        ((3, 3, 3, 8, 0, 0, 9, 9), "flat", 0),
        ((3, 3, 3, 8, 5, 5, 5, 5), "nothing", np.nan),
    ],
)
def test_how_two_boxes_lie(values, kind, iou):
    found = overlap_of(boxes(*values))
    assert found.kind == kind
    np.testing.assert_allclose(found.iou, iou)
    assert overlap_lines(found)[-1][0] == f"kind.{kind}"


def test_giou_still_falls_where_iou_is_flat():
    lefts, iou, giou = moved_over(boxes(0, 5, 4, 9, 0, 5, 4, 9))
    apart = lefts >= 4
    assert (iou[apart] == 0).all() and (np.diff(giou[apart]) < 0).all()
    assert iou[0] == giou[0] == 1
