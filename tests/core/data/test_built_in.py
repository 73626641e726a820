import hashlib
import re
from pathlib import Path

import numpy as np
import pytest
from sklearn.linear_model import LogisticRegression

from core.data.digit_images import DIGIT_IMAGES, load_digit_images
from core.data.pictures import IMAGES, load_picture
from core.data.series import SERIES, check_series, dates, load_series, own_series, value_columns
from core.data.table import read_table
from core.data.tables import FILES, TABLES, load_table, own_table
from core.refusal import Refusal
from pages.shared.words import LANGUAGES, Words

ROOT = Path(__file__).parents[3]
REGISTRIES = {**TABLES, **SERIES, **IMAGES, **DIGIT_IMAGES}
DOCUMENT = (ROOT / "docs" / "data.md").read_text("utf-8")
NAMED = [row for row in DOCUMENT.splitlines() if row.startswith("| `") and not row.startswith("| `files/")]
ROWS = {row.split("|")[1].strip().strip("`"): row for row in NAMED}
SHAPES = {
    "iris": (150, 5), "wine": (178, 14), "breast_cancer": (569, 31), "digits": (1797, 65), "diabetes": (442, 11),
    "penguins": (344, 8),
}  # fmt: skip
MISSING = {"bill_length": 2, "bill_depth": 2, "flipper_length": 2, "body_mass": 2, "sex": 11}
PICTURES = {
    "astronaut": (512, 512, 3), "coffee": (400, 600, 3), "chelsea": (300, 451, 3), "horse": (328, 400),
    "coins": (303, 384), "china": (427, 640, 3), "flower": (427, 640, 3),
}  # fmt: skip


@pytest.mark.parametrize("name", TABLES)
def test_a_table_has_its_shape_and_misses_only_what_is_known_to_be_missing(name):
    table = load_table(name)
    assert (table.rows, len(table.columns)) == SHAPES[name]
    for column in table.columns:
        assert column.values.shape == (table.rows,)
        assert column.values.dtype == (np.int64 if column.classes else np.float64)
        missing = (column.values == -1) if column.classes else ~np.isfinite(column.values)
        assert missing.sum() == (MISSING.get(column.name, 0) if name == "penguins" else 0)
        if column.classes:
            assert set(column.values[~missing]) == set(range(len(column.classes)))
        with pytest.raises(ValueError, match="read-only"):
            column.values[0] = 1
    assert len({column.name for column in table.columns}) == len(table.columns)
    assert table.target in {column.name for column in table.columns}
    assert table.features().shape == (table.rows, len(table.feature_names()))
    assert load_table(name) is table


def test_units_and_reference_values_of_the_tables():
    iris = load_table("iris")
    assert iris.column("sepal_length").unit == "cm"
    np.testing.assert_allclose(iris.features()[0], [5.1, 3.5, 1.4, 0.2])
    penguins = load_table("penguins")
    assert np.bincount(penguins.column("species").values).tolist() == [152, 68, 124]
    assert penguins.column("body_mass").unit == "g"
    assert load_table("breast_cancer").column("diagnosis").classes == ("malignant", "benign")
    assert load_table("diabetes").column("sex").classes == ("1", "2")
    assert load_table("diabetes").column("progression").values.mean() == pytest.approx(152.1335, abs=1e-4)


@pytest.mark.parametrize(
    ("name", "count", "missing", "mean", "first", "last"),
    [
        ("sunspots", 309, 0, 49.75, "1700-01-01", "2008-01-01"),
        ("airline_passengers", 144, 0, 280.30, "1949-01-01", "1960-12-01"),
        ("co2", 526, 5, 339.82, "1958-03-01", "2001-12-01"),
    ],
)
def test_a_series_has_its_dates_and_its_mean(name, count, missing, mean, first, last):
    series = load_series(name)
    assert series.values.shape == series.times.shape == (count,)
    assert np.isnan(series.values).sum() == missing
    assert np.nanmean(series.values) == pytest.approx(mean, abs=0.005)
    assert [str(series.times[0]), str(series.times[-1])] == [first, last]
    assert (np.diff(series.times) > np.timedelta64(0)).all()
    assert not series.values.flags.writeable


@pytest.mark.parametrize("name", IMAGES)
def test_a_picture_has_its_shape(name):
    picture = load_picture(name)
    assert picture.pixels.shape == PICTURES[name]
    assert picture.pixels.dtype == np.uint8
    assert np.ptp(picture.pixels) > 100
    assert picture.size == picture.pixels.shape[1::-1]
    assert picture.gray.shape == picture.pixels.shape[:2]
    assert not picture.pixels.flags.writeable


@pytest.mark.parametrize(("name", "train", "least"), [("mnist", 8000, 0.85), ("fashion_mnist", 10000, 0.78)])
def test_labels_and_small_images_belong_together(name, train, least):
    data = load_digit_images(name)
    assert data.train_images.shape == (train, 28, 28)
    assert data.test_images.shape == (2000, 28, 28)
    assert data.train_images.dtype == data.test_images.dtype == np.uint8
    assert set(data.train_labels) == set(data.test_labels) == set(range(10))
    assert len(data.classes) == 10
    some = slice(0, 2000)
    model = LogisticRegression(C=0.01, max_iter=200, tol=1e-2)
    model.fit(data.train_images[some].reshape(-1, 784) / 255, data.train_labels[some])
    assert model.score(data.test_images.reshape(-1, 784) / 255, data.test_labels) > least


def test_the_document_names_every_set_with_its_source_licence_and_shape():
    assert ROWS.keys() == REGISTRIES.keys()
    for name, row in ROWS.items():
        cells = [cell.strip() for cell in row.strip("|").split("|")]
        assert len(cells) == 6, name
        assert all(cells), name
    for name, (rows, columns) in SHAPES.items():
        assert f"{rows:,} × {columns}" in ROWS[name]
        known = set(re.findall(r"[a-z0-9_]+", DOCUMENT.split("## Columns")[1]))
        for column in load_table(name).columns:
            assert column.name in known or re.fullmatch(r"pixel_\d_\d", column.name), f"{name}: {column.name}"
    for name, shape in PICTURES.items():
        assert f"{shape[1]} × {shape[0]}" in ROWS[name]
    for name in SERIES:
        assert f"{len(load_series(name).values)}" in ROWS[name]


def test_the_document_names_every_file_with_its_checksum():
    listed = dict(re.findall(r"^\| `files/([\w.]+)` \| [\d,]+ \| `([0-9a-f]{64})` \|$", DOCUMENT, re.M))
    assert listed == {
        path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in FILES.iterdir() if path.suffix != ".md"
    }
    assert "2017 Zalando" in (FILES / "LICENSES.md").read_text("utf-8")


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_name_has_its_word(language):
    t = Words(ROOT / "pages" / "home", language)
    for kind, registry in (("table", TABLES), ("series", SERIES), ("picture", IMAGES), ("images", DIGIT_IMAGES)):
        for name in registry:
            assert t(f"data.{kind}.{name}")
    for name in TABLES:
        for column in load_table(name).columns:
            assert t.get(f"data.column.{column.name}") or column.name.startswith("pixel_"), column.name
            for label in column.classes:
                assert label.isdigit() or t(f"data.class.{label}")
    for name in DIGIT_IMAGES:
        for label in load_digit_images(name).classes:
            assert label.isdigit() or t(f"data.class.{label}")


CSV = b"day,grams,kind\n" + b"".join(b"2024-01-%02d,%d.5,%s\n" % (k, k, b"ab"[k % 2 : k % 2 + 1]) for k in range(1, 13))


def test_a_table_of_ones_own_has_numbers_and_classes():
    table = own_table("mine.csv", read_table(b"a,b,c\n1,x,\n2,y,3\n,x,4\n"))
    assert [column.classes for column in table.columns] == [(), ("x", "y"), ()]
    np.testing.assert_array_equal(table.features(), [[1, np.nan], [2, 3], [np.nan, 4]])
    np.testing.assert_array_equal(table.column("b").values, [0, 1, 0])
    assert table.own
    with pytest.raises(Refusal, match="table_without_numbers"):
        own_table("mine.csv", read_table(b"a,b\nx,y\nz,w\n"))


def test_texts_of_many_kinds_are_no_classes():
    rows = b"".join(b"name%d,%d\n" % (k, k) for k in range(60))
    assert [column.name for column in own_table("t", read_table(b"who,n\n" + rows)).columns] == ["n"]


def test_a_series_of_ones_own_takes_its_dates_from_the_table():
    table = read_table(CSV)
    assert value_columns(table) == ("grams",)
    series = own_series("mine.csv", table, "grams")
    assert series.step == "day"
    assert str(series.times[-1]) == "2024-01-12"
    assert series.values[:2].tolist() == [1.5, 2.5]
    undated = own_series("t", read_table(b"a,b\n" + b"1.5,2\n" * 12), "a")
    assert undated.times is None
    assert undated.step == ""


@pytest.mark.parametrize(
    ("content", "rule"),
    [(b"a,b\n1,2\n3,4\n", "series_short"), (b"a,b\n" + b"x,y\n" * 12, "series_without_numbers")],
)
def test_a_table_without_a_series_is_refused(content, rule):
    with pytest.raises(Refusal, match=rule):
        check_series(read_table(content))


@pytest.mark.parametrize(
    ("cells", "step"),
    [
        (("1999", "2000"), "year"), (("1999-12", "2000-1"), "month"), (("1999/12/31", "2000/1/1"), "day"),
        (("2000", "1999"), None), (("1999", "2000-01"), None), (("1999-13", "2000-01"), None), (("", "1"), None),
        (("2023-02-29", "2023-03-01"), None),
    ],
)  # fmt: skip
def test_dates_are_ascending_and_of_one_kind(cells, step):
    found = dates(cells)
    assert (found[1] if found else None) == step
