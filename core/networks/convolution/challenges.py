"""The challenges of convolutions, judged on what is on the screen."""

import numpy as np

from core.challenges import Verdict, judge
from core.networks.convolution.grid import GridConfig, GridConvolution


def size_kept(found: GridConvolution, config: GridConfig) -> Verdict:
    """A kernel of 5 by 5 at dilation 2 whose output is as large as the image, by a padding that was counted."""
    return judge(
        (found.window.shape == (5, 5), "kernel", {"rows": found.window.shape[0], "columns": found.window.shape[1]}),
        (found.dilation == 2, "dilation", {"dilation": found.dilation}),
        (not config.same, "same", {}),
        (
            found.output.shape == found.image.shape,
            "size",
            {"rows": found.output.shape[0], "columns": found.output.shape[1]},
        ),
    )


def moved_right(found: GridConvolution) -> Verdict:
    """A kernel of 3 by 3 whose output is the image, as large as before, one pixel further to the right."""
    x, y = found.image, found.output
    alike = x.shape == y.shape
    return judge(
        (found.window.shape == (3, 3), "kernel", {"rows": found.window.shape[0], "columns": found.window.shape[1]}),
        (alike, "size", {"rows": y.shape[0], "columns": y.shape[1]}),
        (x.shape[1] > 1 and bool((x[:, 1:] != x[:, :-1]).any()), "flat", {}),
        (alike and bool(np.allclose(y[:, 1:], x[:, :-1], rtol=0, atol=1e-9)), "elsewhere", {}),
    )
