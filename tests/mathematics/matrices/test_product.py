"""The product held to NumPy; its moves, its scheme of cells, and its refusal."""

import numpy as np
import pytest
from hypothesis import given

from core.mathematics.matrices.challenges import two_mirrors, zero_one_way
from core.mathematics.matrices.product import ProductConfig, after_moves, multiply, row_by_column
from core.mathematics.matrices.product_figure import cell_at, falk_figure
from core.mathematics.matrices.product_report import cell_tex
from core.refusal import Refusal
from tests.strategies import configs

SHEAR, QUARTER_TURN = ((1.0, 1.0), (0.0, 1.0)), ((0.0, -1.0), (1.0, 0.0))


def product(left, right):
    return multiply(ProductConfig(left=left, right=right))


@given(configs(ProductConfig))
def test_the_product_agrees_with_numpy_or_is_refused_with_both_sizes(config):
    a, b = np.array(config.left), np.array(config.right)
    if a.shape[1] != b.shape[0]:
        with pytest.raises(Refusal, match="inner_sizes") as refused:
            multiply(config)
        assert (refused.value.values["columns_a"], refused.value.values["rows_b"]) == (a.shape[1], b.shape[0])
        return
    found = multiply(config)
    assert np.allclose(found.ab, a @ b, rtol=1e-12, atol=1e-12)
    assert (found.ba is None) == (b.shape[1] != a.shape[0])
    assert np.allclose(found.ab.T, row_by_column(b.T, a.T), rtol=0, atol=1e-12)
    if found.moves and len(a) == a.shape[1]:
        for moves, done in ((0, np.eye(len(a))), (1, b), (2, a @ b)):
            assert np.allclose(after_moves(b, a, moves), done, atol=1e-10)


def test_what_rounding_leaves_of_a_cell_is_zero_and_small_cells_are_written_without_latex():
    found = product(((1.5, -2.4), (2.9, 2.0)), ((-1.1, 0.8), (-2.4, 0.5)))
    assert found.ab[0, 1] == 0 and cell_tex(found, (0, 1)).endswith("= 0")
    small = falk_figure(product(((1e-3, 0.0), (0.0, -1e-3)), ((1e-4, 0.0), (0.0, 1e-4))), (0, 0), lambda key, **_: key)
    assert small.data[0]["text"][3][3:] == ["1e−07", "0"] and small.data[0]["text"][4][3:] == ["0", "−1e−07"]


def test_the_shear_and_the_quarter_turn_do_not_commute():
    found = product(SHEAR, QUARTER_TURN)
    assert found.ab.tolist() == [[1, -1], [1, 0]]
    assert found.ba.tolist() == [[0, -1], [1, 1]]
    assert not found.commute
    assert multiply(ProductConfig()).commute
    assert product(((0.1, 0.0), (0.0, 0.1)), ((0.3, 0.7), (0.2, 0.6))).commute  # in decimals, too


def test_products_of_other_sizes():
    found = product(((1.0, 2.0, 0.0), (0.0, 1.0, 1.0)), ((1.0, 0.0), (2.0, 1.0), (0.0, 3.0)))
    assert (found.ab.shape, found.ba.shape, found.moves, found.commute) == ((2, 2), (3, 3), False, False)
    assert product(SHEAR, ((1.0, 2.0, 0.0), (0.0, 1.0, 1.0))).ba is None


def test_a_click_on_the_scheme_finds_the_cell_and_nothing_elsewhere():
    found = product(((1.0, 2.0, 0.0), (0.0, 1.0, 1.0)), ((1.0, 0.0), (2.0, 1.0), (0.0, 3.0)))
    shown = falk_figure(found, (1, 0), lambda key, **_: key).data[0]["text"]
    cells = {(r, c): cell_at(found, r, c) for r in range(len(shown)) for c in range(len(shown[0]))}
    assert {place: cell for place, cell in cells.items() if cell is not None} == {
        (4, 4): 0, (4, 5): 1, (5, 4): 2, (5, 5): 3
    }  # fmt: skip
    assert shown[5][4] == "2" and shown[4][:3] == ["1", "2", "0"] and shown[2][5] == "3"
    assert cell_at(found, -1, 99) is None
    assert cell_tex(found, (1, 0)) == r"0 \cdot 1 + 1 \cdot 2 + 1 \cdot 0 = 2"


def test_the_challenge_wants_zero_in_one_order_only():
    e, p = ((0.0, 1.0), (0.0, 0.0)), ((1.0, 0.0), (0.0, 0.0))
    assert zero_one_way(product(e, p), False).met
    assert zero_one_way(product(e, p), True).missing[0].key == "stale"
    zero = ((0.0, 0.0), (0.0, 0.0))
    pairs = {"factor_zero": (zero, p), "product_not_zero": (p, e), "other_zero": (e, e)}
    assert all(zero_one_way(product(*pair), False).missing[0].key == key for key, pair in pairs.items())
    tall = product(((1.0, 2.0, 0.0), (0.0, 1.0, 1.0)), ((1.0, 0.0), (2.0, 1.0), (0.0, 3.0)))
    assert zero_one_way(tall, False).missing[0].key == "not_square"


def test_two_mirrors_make_a_turn():
    swap, flip = ((0.0, 1.0), (1.0, 0.0)), ((1.0, 0.0), (0.0, -1.0))
    assert two_mirrors(product(swap, flip), False).met
    assert two_mirrors(product(swap, flip), True).missing[0].key == "stale"
    assert two_mirrors(product(flip, swap), False).missing[0].key == "other_turn"  # turns the other way
    assert two_mirrors(product(QUARTER_TURN, flip), False).missing[0].values == {"mirrors": 1}
    solid = ((1.0, 0.0, 0.0), (0.0, 1.0, 0.0), (0.0, 0.0, 1.0))
    assert two_mirrors(product(solid, solid), False).missing[0].key == "not_plane"
