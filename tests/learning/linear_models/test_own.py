"""A table of one's own: its rows, what it is refused for, and the penalty where its columns are equal or opposite."""

import numpy as np
import pytest
from sklearn.linear_model import LinearRegression

from core.data.table import read_table
from core.data.tables import own_table
from core.learning.linear_models.columns import fit_of_rows, lasso, standardized
from core.learning.linear_models.columns_report import columns_lines
from core.learning.linear_models.own_rows import own_rows
from core.learning.linear_models.settings import TableFitConfig
from core.refusal import Refusal
from tests.learning.linear_models.test_page import tab_named

PLACE = "linear_models__table_upload"
HOUSES = b"rooms,area,town,price\n2,55,A,120\n3,71,B,170\n3,80,A,\n4,98,B,230\n5,120,A,262\n1,38,B,99\n"


def rows_of(text: bytes, predicted: int = 0):
    return own_rows(own_table("own.csv", read_table(text)), predicted)


def first_line(rows, **fields):
    config = TableFitConfig(table="own", **fields)
    return columns_lines(fit_of_rows(rows, config), config, rows.names)[0][0]


def test_rows_with_gaps_and_columns_of_texts_are_left_out():
    rows = rows_of(HOUSES)
    assert (rows.names, rows.target, rows.labels) == (("rooms", "area"), "price", (1, 2, 4, 5, 6))
    found = fit_of_rows(rows, TableFitConfig(table="own"))
    judge = LinearRegression(tol=0).fit(rows.values, rows.y)
    assert found.coefficients == pytest.approx([judge.intercept_, *judge.coef_], rel=1e-9)
    assert found.r2 == pytest.approx(judge.score(rows.values, rows.y))
    assert rows_of(HOUSES, 1).target == "area" and rows_of(HOUSES, 199).target == "rooms"


@pytest.mark.parametrize(("text", "rule"), [
    (b"a,b\nx,1\ny,2\nz,3\n", "own_columns"), (b"a,b\n1,2\n2,\n,4\n3,5\n", "own_rows"),
    (b"a,b\n1,1e308\n2,2\n3,1\n", "own_columns"), (b"a,b\n1e-200,1\n2e-200,2\n0,1\n", "own_tiny"),
    (b"a,b\n1,7\n2,7\n3,7\n", "own_level"), (b"a,b\n" + b"1,2\n" * 2001, "own_rows"),
])  # fmt: skip
def test_what_cannot_be_fitted_is_refused(text, rule):
    with pytest.raises(Refusal) as error:
        rows_of(text)
    assert error.value.rule == rule


def test_as_many_coefficients_as_rows_and_a_target_that_no_longer_varies_are_said():
    assert first_line(rows_of(b"a,b,c\n1,5,2\n2,1,4\n3,3,9\n")) == "fit_exact"
    assert first_line(rows_of(b"a,b\n1,5\n2,5\n4,5\n3,9\n"), left_out=4) == "fit_level"
    wide = rows_of(b"a,b,c,d,e,f,g,h,i,j,k,y\n" + b"\n".join(b"%d," % k * 11 + b"%d" % k**2 for k in range(9)))
    assert len(wide.names) == 9 and first_line(wide, penalty="L1") == "fit"


@pytest.mark.parametrize("seed", range(5))
@pytest.mark.parametrize("strength", [1e-4, 0.01, 1.0])
@pytest.mark.parametrize("kind", ["opposite", "scaled", "constant", "sum", "wide"])
def test_the_penalty_reaches_its_minimum_whatever_the_columns_are(kind, strength, seed):
    generator = np.random.default_rng(seed)
    x = generator.normal(size=(4, 9) if kind == "wide" else (20, 4))
    y = x[:, :4] @ [1.0, 2.0, -1.0, 0.5] + 0.3 * generator.normal(size=len(x))
    more = {"opposite": -x[:, 0], "scaled": 1e8 + 3 * x[:, 1], "constant": np.full(len(x), 3.0),
            "sum": x[:, 0] + x[:, 1], "wide": x[:, 2]}[kind]  # fmt: skip
    z, y = standardized(np.column_stack([x, more])), y - y.mean()
    beta = lasso(z, y, strength)
    slope = 2 / len(y) * z.T @ (z @ beta - y)
    used = beta != 0
    assert slope[used] == pytest.approx(-strength * np.sign(beta[used]), abs=1e-5)
    assert (np.abs(slope) <= strength + 1e-5).all()


def test_a_file_is_read_and_its_names_are_shown_and_another_is_refused_with_a_sentence():
    app = tab_named("columns").open({"table": "own", "duplicate": True})
    assert any("Longley" in element.value for element in app.caption)
    app.file_uploader(key=PLACE).set_value(("own.csv", HOUSES.replace(b"rooms", b"**a|b** $x$"), "text/csv")).run()
    assert not app.exception and any("5 rows" in element.value for element in app.markdown)
    assert any("rows that lack a number: 1;" in element.value for element in app.caption)
    app.file_uploader(key=PLACE).set_value(("n.csv", b"a,b\n1,7\n2,7\n3,7\n", "text/csv")).run()
    assert not app.exception and any("nothing to predict" in element.value for element in app.error)
