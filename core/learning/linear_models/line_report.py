"""What is to be said of the three lines, and the closed form by hand."""

from collections.abc import Iterator
from typing import Any

import numpy as np

from core import tex
from core.learning.linear_models.line import LineFit
from core.learning.linear_models.routes import route_text
from core.learning.linear_models.settings import GradientStepsConfig, LineFitConfig

Line = tuple[str, dict[str, Any]]
PRODUCTS = 3  # that are written out
EQUAL = 1e-9


def line_lines(found: LineFit, line: LineFitConfig, settings: GradientStepsConfig) -> list[Line]:
    """The sentences below the figures, as keys of the words and their numbers."""
    said: list[Line] = [] if found.kind == "" else [(f"remark.{found.kind}", {"x": float(found.points[0, 0])})]
    said.append(rate_line(found, settings))
    if line.through_origin and np.isfinite(found.r2):
        said.append(("r2_both", {"zero": found.r2_zero, "mean": found.r2}))
    elif np.isfinite(found.r2) and found.kind == "":
        said.append(("r2_is", {"loss": found.best_loss, "variance": float(found.points[:, 1].var()), "r2": found.r2}))
    if line.data in ("Norris", "NoInt1") or (line.data.startswith("Anscombe") and not line.through_origin):
        said.append((f"remark.{line.data.split()[0]}", {}))
    return said


def rate_line(found: LineFit, settings: GradientStepsConfig) -> Line:
    """How the learning rate stands to the largest one that converges, and how round the bowl is."""
    values = {
        "rate": f"{settings.learning_rate:.4g}", "limit": f"{found.rate_limit:.4g}", "step": found.diverged,
        "times": settings.learning_rate / found.rate_limit, "condition": route_text(found.condition, 4),
    }  # fmt: skip
    if not np.isfinite(found.rate_limit):
        return "rate.none", values
    if settings.learning_rate > found.rate_limit * (1 + EQUAL):
        return "rate.diverged" if found.diverged else "rate.diverging", values
    if settings.learning_rate >= found.rate_limit * (1 - EQUAL):
        return "rate.edge", values
    return ("rate.valley" if not np.isfinite(found.condition) else "rate.fine"), values


def excess(found: LineFit, loss: float) -> float:
    """By how much of itself a loss lies above that of least squares; infinite above 0 where that is 0."""
    if loss <= found.best_loss:
        return 0.0
    return loss / found.best_loss - 1 if found.best_loss > 0 else float("inf")


def closed_form_tex(found: LineFit, through_origin: bool) -> dict[str, str]:
    """The slope from its sums, with the first three products, in LaTeX."""
    x, y = found.points.T
    dx, dy = (x, y) if through_origin else (x - x.mean(), y - y.mean())
    factors = [rf"{tex.signed(a, 3)} \cdot {tex.signed(b, 3)}" for a, b in zip(dx.tolist(), dy.tolist(), strict=True)]
    size = float(np.sqrt(dx @ dx) * np.sqrt(dy @ dy))
    return {
        "products": tex.total(factors, PRODUCTS), "sum_xy": tex.number(float(tex.significant(dx @ dy, size)), 6),
        "sum_xx": tex.number(float(dx @ dx), 6), "slope": tex.number(float(found.best[1]), 6),
        "mean_x": tex.signed(float(x.mean()), 6), "mean_y": tex.number(float(y.mean()), 6),
        "intercept": tex.number(float(found.best[0]), 6),
    }  # fmt: skip


def step_tex(found: LineFit, settings: GradientStepsConfig) -> dict[str, str]:
    """The first step of the descent in LaTeX: the start, its gradient, and where it leads."""
    gap = found.path[0] - found.path[1]
    gradient = gap / settings.learning_rate
    return {
        "start": tex.array(found.path[0], column=True, digits=4), "rate": tex.number(settings.learning_rate),
        "gradient": tex.array(gradient, column=True, digits=4), "next": tex.array(found.path[1], column=True, digits=4),
    }  # fmt: skip


def line_rows(found: LineFit) -> dict[str, str]:
    """Intercept, slope and loss of the three lines, and the standard errors of the best one, as plain text."""
    lines = {"hand": (found.hand, found.hand_loss), "best": (found.best, found.best_loss),
             "end": (found.end, found.end_loss)}  # fmt: skip
    said = {
        "n": str(len(found.points)), "steps": str(len(found.path) - 1),
        "intercept_se": route_text(float(found.se[0]), 4), "slope_se": route_text(float(found.se[1]), 4),
    }  # fmt: skip
    for name, (line, loss) in lines.items():
        said |= {f"{name}_intercept": route_text(float(line[0]), 5), f"{name}_slope": route_text(float(line[1]), 5),
                 f"{name}_loss": route_text(loss, 5)}  # fmt: skip
    return said


def hand_lines(found: LineFit, line: LineFitConfig, settings: GradientStepsConfig) -> Iterator[Line]:
    """The slope in closed form where there is one, and the first step of the descent."""
    if found.kind not in ("few", "constant_x", "origin"):
        yield f"closed_form{'_origin' * line.through_origin}", closed_form_tex(found, line.through_origin)
    yield "step", step_tex(found, settings)
