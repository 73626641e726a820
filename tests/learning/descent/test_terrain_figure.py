"""The map of a surface as it is drawn: of every second place where its lines stay where they are."""

import numpy as np
import pytest

from core.learning.descent.terrain import reach_of, relief, terrain_of
from core.learning.descent.terrain_figure import add_relief, empty_map, spacing
from tests.learning.descent.words_of import say


@pytest.mark.parametrize(("surface", "every"), [("bowl", 2), ("saddle", 2), ("rastrigin", 1), ("beale", 1)])
def test_a_smooth_map_is_drawn_of_every_second_place(surface, every):
    land = relief(terrain_of(surface, 10.0), reach_of(surface))
    figure = empty_map(say, "", land.reach)
    add_relief(figure, land)
    (drawn,) = figure.data
    np.testing.assert_array_equal(np.asarray(drawn["x"]), land.axis[::every])
    np.testing.assert_allclose(np.asarray(drawn["customdata"]), land.values[::every, ::every], rtol=1e-6)


def test_a_map_with_a_hole_is_drawn_of_every_place():
    bands = np.zeros((5, 5))
    assert spacing(bands) == 2
    bands[2, 3] = np.nan
    assert spacing(bands) == 1
