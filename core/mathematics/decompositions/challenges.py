"""The challenges of decompositions, judged on what is on the screen."""

import numpy as np

from core.challenges import Verdict, judge
from core.mathematics.decompositions.dial import Dial
from core.mathematics.decompositions.moves import Moves
from core.mathematics.decompositions.pca import Pca, PcaConfig, components_for
from core.mathematics.decompositions.photo import RankK
from core.mathematics.decompositions.photo_report import percent
from core.mathematics.decompositions.power import PowerIteration

NEAR = 1e-9


def never_still(here: Dial) -> Verdict:
    """No real eigenvector, and a determinant of 4."""
    found = here.found
    return judge(
        (found.kind == "none", "lines", {"lines": len(found.vectors)}),
        (abs(found.det - 4) < NEAR, "det", {"det": found.det}),
    )


def one_line_only(here: Dial) -> Verdict:
    """Both eigenvalues 2, and one eigenline alone."""
    found = here.found
    real = found.values or (float("nan"),) * 2
    return judge(
        (found.kind != "none", "complex", {}),
        (bool(np.allclose(real, 2, rtol=0, atol=1e-6)), "values", {"first": real[0], "second": real[1]}),
        (found.kind == "one", "every", {}),
    )


def narrow_window(now: RankK) -> Verdict:
    """A relative error of at most 10 %, with the mean left in, and fewer bytes than the 8-bit picture."""
    return judge(
        (not now.centered, "centered", {}),
        (now.error <= 0.1, "error", {"error": percent(now.error)}),
        (now.bytes < now.raw_bytes, "bytes", {"bytes": now.bytes, "raw": now.raw_bytes}),
    )


def half_the_bytes(now: RankK) -> Verdict:
    """At most half the bytes, and on average less than 15 gray levels off."""
    return judge(
        (2 * now.bytes <= now.raw_bytes, "bytes", {"share": f"{100 * now.bytes / now.raw_bytes:.0f}"}),
        (now.gray_levels < 15, "levels", {"levels": now.gray_levels}),
    )


def fast(run: PowerIteration) -> Verdict:
    """From at least 30° off to less than 0.001° in at most five steps."""
    known = bool(np.isfinite(run.errors).all())
    return judge(
        (known, "no_winner", {}),
        (known and run.errors[0] >= 30, "start", {"start": float(run.errors[0])}),
        (len(run.x) - 1 <= 5, "steps", {"steps": len(run.x) - 1}),
        (known and run.errors[-1] < 1e-3, "error", {"error": float(run.errors[-1])}),
    )


def never_settles(run: PowerIteration) -> Verdict:
    """Real eigenvalues, both not 0 and not equal, and an iteration that never settles."""
    found = run.found
    real = found.values or (0.0, 0.0)
    return judge(
        (bool(found.values), "complex", {}),
        (real[0] != real[1] and 0 not in real, "values", {"first": real[0], "second": real[1]}),
        (run.course == "swings", "settles", {}),
    )


def stretched_but_turned(found: Moves) -> Verdict:
    """Singular values 3 and 1, and no real eigenvalue."""
    s1, s2 = (float(value) for value in found.sigma)
    (a, b), (c, d) = found.a.tolist()
    return judge(
        (abs(s1 - 3) < 1e-6 and abs(s2 - 1) < 1e-6, "sigma", {"s1": s1, "s2": s2}),
        ((a - d) ** 2 + 4 * b * c < 0, "real", {}),
    )


def tilted_mirror(found: Moves) -> Verdict:
    """Both singular values 1, the plane turned over, and no zero in the matrix beside the diagonal."""
    s1, s2 = (float(value) for value in found.stretches)
    return judge(
        (abs(s1 - 1) < 1e-6 and abs(abs(s2) - 1) < 1e-6, "sigma", {"s1": s1, "s2": abs(s2)}),
        (s2 < 0, "not_over", {}),
        (bool(found.a[0, 1] != 0), "level", {}),
    )


def fewest_components(found: Pca, config: PcaConfig) -> Verdict:
    """The raw digits from the fewest components that leave at most 10 % of the variance out."""
    least = components_for(found.ratios, 0.9)
    return judge(
        (config.table == "digits" and not config.standardize, "other", {}),
        (config.components >= least, "few", {"share": percent(float(found.ratios[: config.components].sum()))}),
        (config.components <= least, "many", {}),
    )


def nearly_flat(found: Pca, config: PcaConfig) -> Verdict:
    """A standardized table that is nearly flat: two components hold at least 95 % of its variance."""
    return judge(
        (config.standardize, "raw", {}),
        (config.components == 2, "components", {}),
        (len(found.ratios) - len(found.data.constant) > 2, "columns", {}),
        (float(found.ratios[:2].sum()) >= 0.95, "share", {"share": percent(float(found.ratios[:2].sum()))}),
    )
