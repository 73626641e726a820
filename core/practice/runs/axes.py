"""What curves are drawn over: the steps of the optimizer, epochs, or the seconds for which a run was computed."""

from typing import Literal

import numpy as np

from core.jobs.archive import Curves

AxisName = Literal["step", "epoch", "seconds"]


def over_axis(curves: Curves, places: Curves, axis: str) -> Curves:
    """The curves over an axis, (n,) each; one that does not tell its place there at every point is left out.

    `places` are the epochs and the seconds of the points, (n,) each, NaN where nobody knows them: runs of an older
    version tell neither, and what learns without passes over its data has no epochs.
    """
    found: Curves = {}
    for name, (steps, values) in curves.items():
        if axis == "step":
            found[name] = steps, values
            continue
        x = places[name][axis == "seconds"] if name in places else np.zeros(0)
        count = min(len(x), len(values))  # a run that goes on may have got points since
        if count and np.isfinite(x[:count]).all():
            found[name] = x[:count], values[:count]
    return found
