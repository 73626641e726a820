"""Words that name what they were given, and a look at a figure."""

import plotly.graph_objects as go


def say(key, **values):
    """Words that name what they were given."""
    return " ".join([key, *(f"{name}={value}" for name, value in values.items())])


def sound(figure):
    """Plotly knows all of it, no text of it says NaN, and no axis is without end."""
    figure.to_json()
    shown = go.Figure(figure.to_dict())
    texts = [shown.layout.title.text or "", *(trace.name or "" for trace in shown.data)]
    assert not any("nan" in text.split("=") for text in texts)
    for axis in (shown.layout.xaxis, shown.layout.yaxis):
        assert axis.range is None or (None not in axis.range and axis.range[0] != axis.range[1])
