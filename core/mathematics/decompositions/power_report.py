"""What the power iteration does, as a sentence and as the arithmetic of its last step."""

from typing import Any

import numpy as np

from core.mathematics.decompositions.power import PowerIteration
from core.tex import array, number

Line = tuple[str, dict[str, Any]]


def course_line(run: PowerIteration) -> Line:
    """The sentence for how the iteration goes, and its numbers."""
    steps, course, values = len(run.x) - 1, str(run.course), run.found.values
    if course == "settles" and run.ratio == 0:
        course = "one_step"
    if course == "stays" and run.errors[-1] < run.errors[0] / 2:
        course = "escapes"
    told: dict[str, Any] = {"steps": steps, "rayleigh": number(run.rayleigh[-1], 6)}
    if values:
        told |= {"first": number(values[0]), "second": number(values[1])}
    if course in ("settles", "slow", "one_step", "escapes", "stays"):
        told |= {"error": number(run.errors[-1], 3), "ratio": number(run.ratio)}
    if course == "turns":
        told |= {"turn": run.found.turn}
    return f"course.{course}", told


def last_step_tex(run: PowerIteration) -> dict[str, str] | None:
    """The last step with its numbers; None where there was none."""
    if len(run.x) < 2:
        return None
    before, after = run.x[-2], run.x[-1]
    image = run.found.a @ before
    return {
        "image": rf"{array(run.found.a)}\,{array(before, column=True)} = {array(image, column=True)}",
        "length": number(float(np.hypot(*image))), "x": array(after, column=True),
        "product": rf"{array(after)}\,{array(run.found.a)}\,{array(after, column=True)}",
        "rayleigh": number(run.rayleigh[-1], 8), "steps": str(len(run.x) - 1),
    }  # fmt: skip


def ratio_tex(run: PowerIteration) -> dict[str, str] | None:
    """Error by error of the last steps beside |λ₂ / λ₁|; None where one of them is unknown or 0."""
    if len(run.x) < 2 or np.isnan(run.ratio) or np.isnan(run.errors).any() or run.errors[-2] == 0:
        return None
    values = run.found.values
    return {
        "errors": rf"\frac{{{number(run.errors[-1])}°}}{{{number(run.errors[-2])}°}}",
        "quotient": number(run.errors[-1] / run.errors[-2]),
        "values": rf"\left|\frac{{{number(values[1])}}}{{{number(values[0])}}}\right| = {number(run.ratio)}",
    }  # fmt: skip
