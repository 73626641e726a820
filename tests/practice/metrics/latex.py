"""The value of a formula made of numbers: what a reader would compute by hand."""

import re


def number(latex):
    """The value of a formula made of numbers: fractions, products, sums, roots, absolute values, squares."""
    text = latex.replace(r"\cdot", "*").replace(r"\,", "*").replace("^2", "**2")
    text = re.sub(r"\*?10\^\{(-?\d+)\}", r"e\1", text)
    while r"\frac" in text or r"\sqrt" in text:
        text = re.sub(r"\\frac\{([^{}]*)\}\{([^{}]*)\}", r"((\1)/(\2))", text)
        text = re.sub(r"\\sqrt\{([^{}]*)\}", r"((\1)**0.5)", text)
    text = re.sub(r"\|([^|]*)\|", r"abs(\1)", text)
    return float(eval(re.sub(r"\)\(", ")*(", text), {"__builtins__": {}, "abs": abs}))
