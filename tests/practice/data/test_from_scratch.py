"""NumPy alone against the libraries: the same numbers for every table and setting."""

import numpy as np
import pytest
from hypothesis import given, settings

from core.practice.data.features import PreparationConfig, fitting_config, matrix_numbers, prepare
from core.practice.data.frame import FrameConfig, built_in_frame
from core.practice.data.from_scratch import (
    SINGLE,
    gap_from_scratch,
    is_by_hand,
    matrix_from_scratch,
    outliers_from_scratch,
    pairs_from_scratch,
)
from core.practice.data.gaps import GapsConfig, gap_numbers, gap_values
from core.practice.data.library import pairs_in_scipy
from core.practice.data.outliers import OutliersConfig, outlier_numbers
from tests.strategies import configs as of_config

WINE, PENGUINS = (built_in_frame(FrameConfig(table=name)) for name in ("wine", "penguins"))
X, Y = (PENGUINS.column(name).values for name in ("flipper_length", "body_mass"))


def test_r_and_slope_from_sums_of_squares_are_those_of_scipy():
    for x, y in ((X, Y), (Y, X), (1e-90 * X, Y)):
        assert pairs_from_scratch(x, y) == pytest.approx(pairs_in_scipy(x, y))


@settings(max_examples=20, deadline=None)
@given(of_config(GapsConfig))
def test_imputers_that_look_at_one_column_are_those_of_scikit_learn(config):
    for frame in (WINE, PENGUINS):
        values, mask = gap_values(frame, frame.features("number"), config)
        for name in SINGLE if mask.any() else ():
            assert gap_from_scratch(values, mask, name) == pytest.approx(gap_numbers(values, mask, name, 5))


@settings(max_examples=30, deadline=None)
@given(of_config(OutliersConfig).filter(lambda config: config.rule in ("IQR", "z")))
def test_fences_and_z_scores_are_those_of_the_page(config):
    both = np.isfinite(X) & np.isfinite(Y)
    x, y = X[both], Y[both]
    assert outliers_from_scratch(x, y, config)["flagged"].tolist() == outlier_numbers(x, y, config)["flagged"].tolist()


@settings(max_examples=12, deadline=None)
@given(of_config(PreparationConfig))
def test_a_row_by_hand_is_that_of_the_column_transformer(config):
    config = PreparationConfig(**(vars(config) | {"keep": 0, "components": 0}))
    if not is_by_hand(config):
        return
    for frame in (WINE, PENGUINS):
        arrays = prepare(frame, config).arrays
        wanted = matrix_numbers(arrays, fitting_config(arrays, config, len(arrays.target)), 3)
        found = matrix_from_scratch(arrays, config, 3)
        assert found["shape"].tolist() == wanted["shape"].tolist()
        np.testing.assert_allclose(found["row"], wanted["row"], atol=1e-9)
