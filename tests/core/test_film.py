"""What changes from frame to frame of a figure, packed into one message and valid at every frame."""

import json
import struct

import numpy as np
import plotly.graph_objects as go
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import array_shapes, arrays

from core.figures.figure import Figure
from core.figures.film import Between, Frames, Levels, Prefix, figure_at, film_message
from core.figures.message import compact
from core.figures.theme import blank

FRAMES = 7


def descent() -> tuple[Figure, Frames]:
    """A path that grows over a map, a curve with a gap, a moved mark and a title."""
    figure = blank("f", "x", "y")
    figure.add_scatter(x=[], y=[0], mode="lines")
    figure.add_heatmap(z=np.zeros((4, 5)), showscale=False)
    figure.add_scatter(x=np.arange(20.0), y=np.zeros(20), marker={"color": "#000000", "size": 4})
    figure.add_shape(type="line", x0=0, x1=0, y0=0, y1=1, line={})
    figure.add_annotation(text="start", x=0, y=0, showarrow=False)
    way = np.linspace(0, 1, FRAMES) ** 2
    curve = np.sin(np.arange(20) + way[:, None])
    curve[2, 5] = np.nan
    z = np.random.default_rng(0).normal(size=(FRAMES, 4, 5))
    z[:, 0, 0] = np.nan
    changes = {
        "traces[0].x": Prefix(way, np.arange(FRAMES) + 1),
        "traces[1].z": Levels(z),
        "traces[2].y": curve,
        "traces[2].marker.color": ["#ff0000", "#00ff00"] * 3 + ["#0000ff"],
        "shapes[0].x0": way,
        "annotations[0].text": [f"step {k}" for k in range(FRAMES)],
        "xaxis.range": np.stack([way - 1, way + 1], axis=1),
        "title.text": [f"f = {value:.2f}" for value in way],
    }
    return figure, Frames(changes, labels=[f"step {k}" for k in range(FRAMES)])


def opened(message: bytes) -> tuple[dict, dict[str, np.ndarray]]:
    (length,) = struct.unpack_from("<I", message)
    header = json.loads(message[4 : 4 + length])
    read = {
        name: np.frombuffer(message, f"<{kind}", int(np.prod(shape)), 4 + length + place).reshape(shape)
        for name, (kind, shape, place) in header["arrays"].items()
    }
    return header, read


def inked(figure: Figure) -> dict:
    text = json.dumps(figure.to_dict())
    for name in ("text", "border", "secondary-background"):
        text = text.replace(f"var(--st-{name}-color)", "black")
    return json.loads(text)


@pytest.mark.parametrize("frame", range(FRAMES))
def test_plotly_accepts_the_figure_at_every_frame(frame):
    figure, frames = descent()
    shown = go.Figure(inked(figure_at(figure, frames, frame)))
    way = frames.changes["shapes[0].x0"]
    assert shown.layout.shapes[0].x0 == way[frame]
    assert shown.layout.annotations[0].text == f"step {frame}"
    assert tuple(shown.layout.xaxis.range) == pytest.approx((way[frame] - 1, way[frame] + 1))
    assert shown.layout.title.text == f"f = {way[frame]:.2f}"
    assert list(shown.data[0].x) == pytest.approx(way[: frame + 1])
    assert shown.data[2].marker.to_plotly_json()["size"] == 4
    curve = figure_at(figure, frames, frame).data[2]["y"]
    np.testing.assert_array_equal(curve, frames.changes["traces[2].y"][frame])


def test_a_frame_leaves_the_figure_as_it_was():
    figure, frames = descent()
    before = figure.to_json()
    figure_at(figure, frames, 3)
    film_message(figure, frames)
    assert figure.to_json() == before


def test_the_message_holds_every_value_once_and_what_stays():
    figure, frames = descent()
    header, read = opened(film_message(figure, frames))
    assert header["count"] == FRAMES and header["labels"] == list(frames.labels)
    changes = {tuple(change["path"]): change for change in header["changes"]}
    assert len(changes) == len(frames.changes)
    stays = header["figure"]
    assert "x" not in stays["data"][0] and "z" not in stays["data"][1] and "y" not in stays["data"][2]
    assert stays["data"][2]["marker"] == {"size": 4}
    assert "text" not in stays["layout"]["annotations"][0] and "range" not in stays["layout"]["xaxis"]
    grown = changes["data", 0, "x"]
    np.testing.assert_array_equal(read[grown["lengths"]], np.arange(FRAMES) + 1)
    np.testing.assert_allclose(read[grown["array"]], frames.changes["traces[0].x"].values, rtol=1e-6)
    np.testing.assert_allclose(read[changes["data", 2, "y"]["array"]], frames.changes["traces[2].y"], atol=1e-7)
    assert changes["layout", "annotations", 0, "text"]["values"][3] == "step 3"


def test_sixty_frames_of_five_hundred_points_are_small():
    y = np.random.default_rng(0).normal(size=(60, 500))
    figure = Figure().add_scatter(x=np.arange(500.0), y=[])
    message = film_message(figure, Frames({"traces[0].y": y}))
    assert len(message) < 60 * 500 * 4 + 500 * 8 * 4 / 3 + 1000
    levels = film_message(figure, Frames({"traces[0].y": Levels(y)}))
    assert len(levels) < 60 * 500 + 500 * 8 * 4 / 3 + 1000


@given(arrays(np.float64, array_shapes(), elements=st.floats(-1e300, 1e300) | st.just(np.nan)))
def test_compact_numbers_are_true_to_a_millionth_of_their_range(values):
    short = compact(values)
    np.testing.assert_array_equal(np.isnan(short), np.isnan(values))
    there = values[np.isfinite(values)]
    if there.size:
        reach = (there.max() / 2 - there.min() / 2) * 2 or np.abs(there).max()
        assert np.nanmax(np.abs(short.astype(float) - values)) <= 1e-6 * reach


@pytest.mark.parametrize(
    ("values", "kind"),
    [([0, 255], "uint8"), ([-1, 100], "int8"), ([0, 256], "uint16"), ([-1, 200], "int16"), ([0, 70000], "int32"),
     ([0, 2**40], "float64"), ([True, False], "uint8"), ([0.1, 0.2], "float32"), ([1e9, 1e9 + 1e-3], "float64"),
     ([1e300, 0.0], "float64"), ([np.inf, 1.0], "float32"), ([], "float32")],
)  # fmt: skip
def test_numbers_travel_in_the_smallest_type_that_holds_them(values, kind):
    short = compact(np.array(values))
    assert short.dtype.name == kind
    np.testing.assert_allclose(short.astype(float), np.array(values, float), rtol=1e-6)


@given(arrays(np.float64, (3, 4), elements=st.floats(-1e6, 1e6) | st.just(np.nan)))
def test_levels_are_true_to_half_a_step(values):
    codes, low, high = Levels(values).codes()
    there = np.isfinite(values)
    np.testing.assert_array_equal(codes == 255, ~there)
    read = low + codes / 254 * (high - low)
    assert (np.abs(read - values)[there] <= (high - low) / 254 * 0.5000001).all()


@pytest.mark.parametrize(
    ("changes", "labels", "sentence"),
    [
        ({}, (), "one property that changes"),
        ({"traces[0].x": np.zeros((0, 5))}, (), "one frame"),
        ({"traces[0].x": np.zeros((3, 5)), "title.text": ["a", "b"]}, (), "one value a frame"),
        ({"traces[0].x": np.zeros((3, 5))}, ("a", "b"), "'labels': 2"),
        ({"traces.x": np.zeros((3, 5))}, (), "leads to no property"),
        ({"traces[0]": np.zeros((3, 5))}, (), "leads to no property"),
        ({"shapes[x].x0": np.zeros(3)}, (), "leads to no property"),
        ({"": np.zeros(3)}, (), "leads to no property"),
        ({"title": ["a"], "title.text": ["b"]}, (), "lies in another property"),
        ({"title.text": np.array(["a", "b"])}, (), "give texts as a list"),
    ],
)
def test_frames_that_do_not_fit_together_are_refused(changes, labels, sentence):
    with pytest.raises(ValueError, match=sentence):
        Frames(changes, labels)


@pytest.mark.parametrize("name", ["traces[3].x", "shapes[1].x0", "images[0].x", "title.text[0]", "height.size"])
def test_frames_that_do_not_fit_the_figure_are_refused(name):
    with pytest.raises(ValueError, match="the figure has no"):
        film_message(descent()[0], Frames({name: np.zeros(3)}))


@pytest.mark.parametrize("lengths", [[1, 4], [-1, 2], [0.5, 1.0], [[1]]])
def test_a_prefix_is_a_part_of_what_there_is(lengths):
    with pytest.raises(ValueError, match="lengths"):
        Prefix(np.zeros(3), np.array(lengths))


@pytest.mark.parametrize("places", [[0.0, 2.5], [-0.1], [[1.0]]])
def test_a_place_lies_between_two_stages(places):
    with pytest.raises(ValueError, match="from 0 to 2"):
        Between(np.zeros((3, 4)), np.array(places))


def test_between_two_stages_points_are_part_of_the_way():
    stages = np.array([[0, 10], [4, 20], [8, 0]])
    walk = Between(stages, np.array([0, 0.25, 1, 1.5, 2]))
    figure = blank().add_scatter(x=[0, 1], y=[])
    frames = Frames({"traces[0].y": walk})
    shown = [figure_at(figure, frames, frame).data[0]["y"].tolist() for frame in range(5)]
    assert shown == [[0, 10], [1, 12.5], [4, 20], [6, 10], [8, 0]]
    header, read = opened(film_message(figure, frames))
    (change,) = header["changes"]
    assert read[change["array"]].tolist() == stages.tolist()
    assert read[change["places"]].tolist() == [0, 0.25, 1, 1.5, 2]


def test_infinite_values_have_no_levels():
    with pytest.raises(ValueError, match="infinite"):
        Levels(np.array([[0.0, np.inf]]))


def test_a_film_that_is_too_long_to_send_is_refused():
    figure = Figure().add_heatmap(z=[])
    with pytest.raises(ValueError, match=r"9\.\d MiB.*Levels"):
        film_message(figure, Frames({"traces[0].z": np.random.default_rng(0).normal(size=(60, 200, 200))}))
