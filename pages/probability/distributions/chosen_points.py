"""The points of two variables that are chosen: made to order, a preset, dragged, or two columns of a table."""

from dataclasses import dataclass
from typing import Any

import numpy as np
import streamlit as st

from core.data.tables import DataTable
from core.probability.distributions.pair_sources import number_columns, points_of, points_of_table
from core.probability.distributions.settings import (
    MOST_POINTS,
    ColumnsConfig,
    DraggedConfig,
    ScatterConfig,
    SeedConfig,
)
from core.refusal import Refusal
from pages.probability.distributions.chosen import chosen_seed
from pages.shared import Made, Words, choose, current_config, pick_table, refusal
from pages.shared.pickers import column_name

IN_SCRIPT = 5000  # rows of a table that a script carries
SEEDED = ("cloud", "outlier", "clusters")


@dataclass(frozen=True)
class Source:
    """Points (n, 2) with the names of their axes; `made` is what makes them in a script, and None where it is long."""

    points: np.ndarray
    names: tuple[str, str]
    made: Any
    dragged: bool


def chosen_points(t: Words, config: ScatterConfig) -> Source:
    """The points of the screen, after drawing what their source wants to know."""
    if config.source == "table":
        table = pick_table(t, ColumnsConfig)
        try:
            return _columns(t, table)
        except Refusal as error:
            refusal(t, error)
            config = ScatterConfig()
    anew = config.source in SEEDED
    seed = chosen_seed(t, "distributions_pair_anew") if anew else current_config(SeedConfig, t)
    dragged = current_config(DraggedConfig, t)
    points = points_of(config, seed, dragged)
    made = Made(points_of, config, seed, dragged)
    return Source(points=points, names=(t("axis.x"), t("axis.y")), made=made, dragged=len(points) <= MOST_POINTS)


def _columns(t: Words, table: DataTable) -> Source:
    """Two columns of a table."""
    names = number_columns(table)
    labels = {k: column_name(t, table, name) for k, name in enumerate(names)}
    x, y = choose(t, "x_column", labels, default=0), choose(t, "y_column", labels, default=1)
    points = points_of_table(table, names[x], names[y])
    if len(points) < table.rows:
        st.caption(t("gaps", gaps=table.rows - len(points), rows=table.rows))
    made = points if len(points) <= IN_SCRIPT else None
    return Source(points=points, names=(labels[x], labels[y]), made=made, dragged=False)
