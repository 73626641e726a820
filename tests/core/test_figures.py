import base64
import json

import numpy as np
import plotly.graph_objects as go
import pytest

from core.figures.figure import Figure, plain
from core.figures.theme import blank, translucent


def decoded(value):
    array = np.frombuffer(base64.b64decode(value["bdata"]), dtype=value["dtype"])
    return array.reshape([int(n) for n in value["shape"].split(", ")]) if "shape" in value else array


@pytest.mark.parametrize("dtype", [float, np.float32, int, np.uint8])
@pytest.mark.parametrize("shape", [(9,), (3, 4)])
def test_arrays_travel_as_they_are(dtype, shape):
    array = np.arange(np.prod(shape)).reshape(shape).astype(dtype)
    assert np.array_equal(decoded(plain(array)), array)


def test_large_integers_keep_their_value():
    array = np.arange(10) + 2**40
    assert np.array_equal(decoded(plain(array)), array)


def test_what_is_not_finite_is_null_and_text_stays_text():
    figure = Figure().add_scatter(x=[1.0, float("nan"), np.inf], text=np.array(["a", "b"], dtype=object), n=np.int64(3))
    assert json.loads(figure.to_json())["data"][0] == {
        "type": "scatter", "x": [1.0, None, None], "text": ["a", "b"], "n": 3,
    }  # fmt: skip


def test_the_house_layout_is_valid_and_merges_deeply():
    figure = blank("Title", "x", "y", height=200)
    figure.update_xaxes(range=[0, 1]).update_layout(legend={"y": 2})
    figure.add_vline(0.5, line={"width": 1}).add_hrect(0, 1, fillcolor=translucent("#ff0000", 0.5))
    layout = figure.to_dict()["layout"]
    assert layout["xaxis"]["range"] == [0, 1]
    assert layout["xaxis"]["title"]["text"] == "x"
    assert layout["legend"]["orientation"] == "h"
    assert figure.height == 200
    for shape in layout["shapes"]:
        shape.setdefault("line", {})
    text = figure.to_json().replace("var(--st-text-color)", "black").replace("var(--st-border-color)", "black")
    go.Figure(json.loads(text.replace("var(--st-secondary-background-color)", "black")))
