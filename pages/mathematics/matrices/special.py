"""The list of special matrices, which fills a matrix of the tab."""

from core.mathematics.matrices.entries import SPECIAL, Table, special_matrix
from pages.shared import Words, choose_example


def choose_special(t: Words, field: str, matrix: Table) -> None:
    """The list of special matrices of the size that the matrix in the field has."""
    examples = {t(f"special_name.{name}"): special_matrix(name, len(matrix)) for name in SPECIAL}
    choose_example(t("example"), field, matrix, examples, t("example_none"))
