import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from core.data.table import read_table
from core.data.tables import TABLES, Column
from core.practice.data.columns import (
    associations,
    beyond_fences,
    cards_of,
    correlation_ratio,
    cramers_v,
    data_frame,
    pairs_of,
    twins_of,
)
from core.practice.data.columns_report import card_lines, gap_line, pair_lines, twin_lines
from core.practice.data.frame import (
    Frame,
    FrameConfig,
    built_in_frame,
    class_as_number,
    file_frame,
    missing,
    number_as_class,
    retyped,
)
from core.practice.data.library import pairs_in_scipy
from core.refusal import Refusal

PENGUINS = built_in_frame(FrameConfig())


def own(text, encoding="utf-8"):
    return file_frame("own.csv", read_table(text.encode(encoding)))


def test_penguins_go_together_one_way_and_each_species_the_other():
    """On the 333 complete rows r is -0.229, and 0.386, 0.654 and 0.654 within the species."""
    complete = ~np.any([missing(column) for column in PENGUINS.columns], axis=0)
    assert complete.sum() == 333 == cards_of(PENGUINS).complete
    rows = Frame(
        "penguins", tuple(Column(c.name, c.values[complete], c.unit, c.classes) for c in PENGUINS.columns), "species"
    )
    found = pairs_of(rows, "bill_length", "bill_depth", "species")
    assert found.r == pytest.approx(-0.229, abs=5e-4)
    assert [group[2] for group in found.groups] == pytest.approx([0.386, 0.654, 0.654], abs=5e-4)
    assert found.reversed
    assert not pairs_of(rows, "flipper_length", "body_mass", "species").reversed
    assert not pairs_of(rows, "bill_length", "bill_depth", "").reversed


@pytest.mark.parametrize("name", [name for name in TABLES if name != "digits"])
def test_the_cards_count_as_pandas_does(name):
    frame = built_in_frame(FrameConfig(table=name))
    data = data_frame(frame)
    found = cards_of(frame)
    for card in found.cards:
        series = data[card.name]
        assert card.missing == series.isna().sum()
        assert card.distinct == series.nunique()
        assert int(card.counts.sum()) == series.notna().sum()
        if card.kind == "number":
            assert card.mean == pytest.approx(series.mean())
            assert card.deviation == pytest.approx(series.std())
            low, high = series.quantile([0.25, 0.75])
            outside = (series < low - 1.5 * (high - low)) | (series > high + 1.5 * (high - low))
            assert card.outliers == outside.sum()
    assert found.duplicates == data.duplicated().sum() == twins_of(frame).exact_count


def test_associations_are_those_of_scipy_and_have_no_sign_where_classes_are():
    found = associations(PENGUINS, "Spearman")
    k = {name: place for place, name in enumerate(found.names)}
    data = data_frame(PENGUINS)
    wanted = data["bill_length"].corr(data["body_mass"], method="spearman")
    assert found.values[k["bill_length"], k["body_mass"]] == pytest.approx(wanted)
    table = pd.crosstab(data["species"], data["island"])
    chi2 = stats.chi2_contingency(table, correction=False).statistic
    assert found.values[k["species"], k["island"]] == pytest.approx(np.sqrt(chi2 / table.to_numpy().sum() / 2))
    np.testing.assert_array_equal(found.values, found.values.T)
    f = stats.f_oneway(*(group["bill_depth"].dropna() for _, group in data.groupby("species", observed=True)))
    n = data["bill_depth"].notna().sum()
    eta2 = found.values[k["species"], k["bill_depth"]] ** 2
    assert f.statistic == pytest.approx(eta2 / (1 - eta2) * (n - 3) / 2)


def test_what_has_no_association_is_nan():
    assert np.isnan(cramers_v(np.zeros(5, int), np.arange(5)))
    assert np.isnan(correlation_ratio(np.ones(4), np.array([0, 0, 1, 1])))
    assert np.isnan(correlation_ratio(np.empty(0), np.empty(0, int)))


@settings(max_examples=60, deadline=None)
@given(st.lists(st.floats(-1e6, 1e6), min_size=4, max_size=60), st.floats(0.5, 4), st.floats(-100, 100))
def test_fences_move_and_stretch_with_the_column(numbers, scale, shift):
    column = np.array(numbers)
    edge = np.quantile(column, (0.25, 0.75)) + np.array([-1.5, 1.5]) * np.ptp(np.quantile(column, (0.25, 0.75)))
    clear = (np.abs(column[:, None] - edge) > 1e-6 * (1 + np.abs(column).max())).all(axis=1)
    moved = beyond_fences(scale * column + shift)
    assert (moved == beyond_fences(column))[clear].all()


def test_a_file_is_read_with_its_bad_cells_named_and_the_rest_used():
    rows = [f"{k},{k * 1.5},{'ab'[k % 2]},{'x' * (k % 9 + 1)}{k}" for k in range(60)]
    rows[4] = "4,lots,a,x4"
    found = own("number;value;class;name\n".replace(";", ",") + "\n".join(rows))
    assert [found.kind(column) for column in found.columns] == ["number", "number", "class", "text"]
    assert found.bad_count == 1
    assert found.bad[0] == (6, "value", "lots")
    assert np.isnan(found.column("value").values[4])
    assert found.target == "class"
    cards = cards_of(found).cards
    assert cards[0].like_id and cards[3].like_id and not cards[1].like_id
    assert [key for key, _ in card_lines(cards[3], found.rows)][-1] == "card.like_id"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "gb18030"])
def test_chinese_files_with_decimal_commas_are_read(encoding):
    text = "温度;城市\n" + "\n".join(f"{k},5;{'北京' if k % 2 else '上海'}" for k in range(20))
    found = own(text, encoding)
    assert found.column("温度").values.tolist() == [k + 0.5 for k in range(20)]
    assert set(found.column("城市").classes) == {"北京", "上海"}


def test_what_is_too_large_is_refused_with_its_numbers():
    with pytest.raises(Refusal) as refused:
        own(",".join(f"c{k}" for k in range(60)) + "\n" + "\n".join(",".join(["1"] * 60) for _ in range(3)))
    assert refused.value.rule == "frame_large"
    assert refused.value.values["columns"] == 60


def test_a_column_is_read_otherwise_and_back():
    year = PENGUINS.column("year")
    classes = number_as_class(year)
    assert classes.classes == ("2007", "2008", "2009")
    numbers, bad = class_as_number(classes)
    np.testing.assert_array_equal(numbers.values, year.values)
    assert bad == ()
    gaps = number_as_class(Column("x", np.array([1.0, np.nan, 2.0])))
    assert gaps.values.tolist() == [0, -1, 1]
    assert np.isnan(class_as_number(gaps)[0].values[1])
    words, bad = class_as_number(PENGUINS.column("species"))
    assert len(bad) == 344
    assert np.isnan(words.values).all()


@settings(max_examples=12, deadline=None)
@given(st.lists(st.integers(1, 50), max_size=6), st.lists(st.integers(1, 50), max_size=6), st.integers(0, 50))
def test_places_that_a_table_has_not_are_passed_over(numbers, classes, target):
    config = FrameConfig(as_number=tuple(numbers), as_class=tuple(classes), left_out=tuple(classes[:2]), target=target)
    found = retyped(PENGUINS, config)
    assert [column.name for column in found.columns] == [column.name for column in PENGUINS.columns]
    assert len(cards_of(found).cards) == 8
    twins_of(found)
    associations(found, "Pearson")


def test_a_cell_that_is_no_number_is_named_where_a_column_of_classes_is_read_as_numbers():
    text = "n;half\n" + "\n".join(f"{k};{('1,5', 'lots', '2,5')[k % 3]}" for k in range(30))
    found = own(text)
    assert found.kind(found.column("half")) == "class"
    read = retyped(found, FrameConfig(as_number=(2,)))
    assert read.column("half").values[::3].tolist() == [1.5] * 10
    assert (read.bad_count, read.bad[0]) == (10, (3, "half", "lots"))


def test_numbers_whose_squares_vanish_count_as_zero():
    found = own("a,b\n" + "\n".join(f"{k}e-200,{k}" for k in range(12)))
    assert not found.column("a").values.any()


def test_every_odd_column_has_its_sentence():
    constant = Column("c", np.ones(12))
    empty = Column("e", np.full(12, np.nan))
    few = Column("f", np.arange(12.0) % 3)
    found = cards_of(Frame("x", (constant, empty, few)))
    said = [[key for key, _ in card_lines(card, 12)] for card in found.cards]
    assert said[0][-1] == "card.constant"
    assert said[1] == ["card.nothing"]
    assert said[2][-1] == "card.few"
    assert gap_line(found)[0] == "gaps.some"
    assert pair_lines(pairs_of(Frame("x", (constant, few)), "c", "f", ""))[0][0] == "pairs.none"


def test_twins_are_found_exact_and_near():
    x = np.array([0.0, 5.0, 0.0, 9.0, 5.001, 2.0])
    found = twins_of(Frame("x", (Column("a", x), Column("b", np.array([0, 1, 0, 1, 1, 0]), classes=("p", "q")))))
    assert found.exact == ((1, 3),)
    assert [pair[:2] for pair in found.near] == [(2, 5)]
    assert [key for key, _ in twin_lines(found)] == ["twins.exact", "twins.pair", "twins.near", "twins.near_pair"]


def test_a_near_row_is_found_behind_an_equal_one_and_behind_one_of_another_class():
    x = np.array([0.0, 0.0, 0.001, 9.0, 9.0, 9.001, 20.0])
    found = twins_of(Frame("x", (Column("a", x), Column("b", np.array([0, 0, 0, 0, 1, 0, 1]), classes=("p", "q")))))
    assert found.exact == ((1, 2),)
    assert {pair[:2] for pair in found.near} == {(1, 3), (4, 6)}
    assert (found.near_count, found.searched) == (4, 6)


def test_the_script_gives_the_r_on_the_screen():
    x, y = PENGUINS.column("bill_length").values, PENGUINS.column("bill_depth").values
    assert pairs_in_scipy(x, y)["r"] == pytest.approx(pairs_of(PENGUINS, "bill_length", "bill_depth", "").r)
