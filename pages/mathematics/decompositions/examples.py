"""The list of example matrices, which fills the matrix of a tab."""

from core.mathematics.decompositions.eigen import EXAMPLES, Rows
from pages.shared import Words, choose_example


def choose_matrix(t: Words, field: str, matrix: Rows) -> None:
    """The list of examples; it shows the name of the matrix that is in the field, or nothing."""
    examples = {t(f"example_name.{name}"): one for name, one in EXAMPLES.items()}
    choose_example(t("example"), field, matrix, examples, t("example_none"))
