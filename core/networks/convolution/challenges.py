"""The challenges of convolutions, judged on what is on the screen."""

import numpy as np

from core.challenges import Verdict, judge
from core.networks.convolution.grid import GridConfig, GridConvolution
from core.networks.convolution.photograph import PhotographConfig, Response


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


def blur_of_eight(config: PhotographConfig) -> Verdict:
    """Gaussians one after the other that blur like one of standard deviation 8, which the slider does not reach."""
    sigma = config.sigma * config.passes**0.5
    return judge(
        (config.filter == "gaussian", "other", {}),
        (abs(sigma - 8) < 0.05, "sigma", {"sigma": sigma}),
    )


def edges_of_any_direction(config: PhotographConfig, response: Response) -> Verdict:
    """A kernel of one's own, 3 by 3, that is silent on a flat wall and answers alike after a quarter turn."""
    w = response.kernel
    return judge(
        (config.filter == "own", "own", {}),
        (w.shape == (3, 3), "size", {"rows": w.shape[0], "columns": w.shape[1]}),
        (bool(w.any()), "zero", {}),
        (abs(float(w.sum())) < 1e-9, "sum", {"sum": float(w.sum())}),
        (w.shape[0] == w.shape[1] and np.array_equal(w, np.rot90(w)), "turned", {}),
    )
