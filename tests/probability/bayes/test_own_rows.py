"""A table of one's own: its classes and features, what it is refused for, and both tabs with a file."""

import re

import numpy as np
import pytest
from sklearn.datasets import load_iris
from sklearn.naive_bayes import GaussianNB

from core.curriculum import topic_named
from core.data.table import read_table
from core.data.tables import own_table
from core.probability.bayes.naive import NaiveConfig
from core.probability.bayes.own_rows import class_columns, own_rows
from core.probability.bayes.regions import RegionsConfig, row_regions
from core.probability.bayes.regions_figure import regions_figure, sure_figure
from core.probability.bayes.row import RowConfig, row_evidence
from core.probability.bayes.row_figure import density_figure
from core.refusal import Refusal
from tests.pages.cases import tabs_of

PLACE = "bayes__table_upload"
PETS = (
    b"kind,weight,legs,ear\ncat,4.2,4,5\ncat,3.9,4,6\ndog,20,4,9\ndog,31,4,\ndog,12,4,8\n,5,4,5\n"
    b"bird,1,2,0\nbird,0.5,2,0\n"
)
HOSTILE = PETS.replace(b"kind", b"**a|b** $x$").replace(b"dog", b"<b>d|g</b> `$y$`").replace(b"ear", b"<a href=x>$z$")


def table_of(text):
    return own_table("own.csv", read_table(text))


def rows_of(text, name="kind"):
    return own_rows(table_of(text), name)


def say(key, **values):
    return key


def test_texts_and_few_whole_numbers_may_be_classes():
    assert class_columns(table_of(PETS)) == ("kind", "ear", "legs")
    rows = rows_of(PETS)
    assert (rows.names, rows.classes) == (("weight", "legs", "ear"), ("bird", "cat", "dog"))
    assert rows.codes.tolist() == [1, 1, 2, 2, 0, 0] and rows.values.shape == (6, 3)
    legs = rows_of(PETS, "legs")
    assert (legs.names, legs.classes, legs.codes.tolist()) == (("weight", "ear"), ("2", "4"), [1, 1, 1, 1, 1, 0, 0])


def test_iris_from_a_file_is_the_iris_of_scikit_learn():
    bunch = load_iris()
    lines = [",".join(map(str, row)) + f",{code}" for row, code in zip(bunch.data, bunch.target, strict=True)]
    rows = rows_of(("a,b,c,d,species\n" + "\n".join(lines)).encode(), "species")
    found = row_evidence(rows, NaiveConfig(), RowConfig(row=71))
    judge = GaussianNB().fit(bunch.data, bunch.target)
    assert found.log_p == pytest.approx(judge.predict_log_proba(bunch.data[[70]])[0], rel=1e-6)
    assert found.record.wrong == 6


@pytest.mark.parametrize(("text", "rule"), [
    (b"a,b\n1.5,2\n2.5,3\n3.5,-1.2\n", "own_classes"), (b"kind,a\nx,1\ny,2\nx,3\ny,4\n", "own_features"),
    (b"kind,a,b\nx,1,2\nx,2,1\ny,3,3\n", "own_class_rows"), (b"kind,a,b\nx,1,2\nx,2,1\ny,3,\ny,,1\n", "own_class_rows"),
    (b"kind,a,b\nx,1,2\nx,1,2\ny,1,2\ny,1,2\n", "own_level"),
    (b"kind,a,b\n" + b"x,1,2\ny,2,1\n" * 2501, "own_rows"),
])  # fmt: skip
def test_what_cannot_be_fitted_is_refused(text, rule):
    with pytest.raises(Refusal) as error:
        table = table_of(text)
        own_rows(table, class_columns(table)[0])
    assert error.value.rule == rule


def test_a_constant_column_and_a_class_without_variance_are_drawn():
    rows = rows_of(b"kind,a,b\nx,1,7\nx,1,7\ny,2,7\ny,3,7\n")
    found = row_evidence(rows, NaiveConfig(smoothing=1e-12), RowConfig(row=1, feature=2))
    assert np.isfinite(found.total) and found.terms[1] == 0
    low, high = density_figure(found, "b", rows.classes, say).layout["xaxis"]["range"]
    assert low < 7 < high
    plane = row_regions(rows, NaiveConfig(smoothing=1e-12), RegionsConfig(across=2, up=1, copies=5))
    assert plane.x_range[0] < 7 < plane.x_range[1] and np.isfinite(plane.confidence).all()
    assert regions_figure(plane, rows.names, rows.classes, say).data and sure_figure(plane, say).data


def test_at_most_thirty_columns_and_eight_classes_are_taken():
    head = "kind," + ",".join(f"c{k}" for k in range(40))
    lines = [f"k{i % 8}," + ",".join(str(i * 0.1 + k) for k in range(40)) for i in range(16)]
    rows = rows_of("\n".join([head, *lines]).encode())
    assert (len(rows.names), len(rows.classes)) == (30, 8)
    plane = row_regions(rows, NaiveConfig(), RegionsConfig())
    assert len(regions_figure(plane, rows.names, rows.classes, say).data) == 9


@pytest.mark.parametrize("noun", ["row", "regions"])
def test_a_file_is_read_its_names_are_quoted_and_a_bad_one_is_told(noun):
    tab = next(one for one in tabs_of(topic_named("bayes")) if one.noun == noun)
    app = tab.open({"table": "own"})
    assert not app.exception
    app.file_uploader(key=PLACE).set_value(("own.csv", HOSTILE, "text/csv")).run()
    assert not app.exception and any("Left out" in one.value and "«" not in one.value for one in app.caption)
    told = " ".join(one.value for one in app.markdown)
    assert not re.search(r"(?<!\\)<(b>d|a href)", told) and r"\<b\>d\|g" in told.replace("</", r"\</")
    app.file_uploader(key=PLACE).set_value(("n.csv", b"a,b\n1.5,7\n2.5,7\n3.5,7.1\n", "text/csv")).run()
    assert not app.exception and any("No column can hold classes" in one.value for one in app.error)
    assert not app.warning
