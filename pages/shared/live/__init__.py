"""The parts that live in the browser: each has a folder with its Python face, its module and its style."""

from pages.shared.live.copy_button.copy_button import copy_button
from pages.shared.live.figure.figure import figure
from pages.shared.live.film.film import film
from pages.shared.live.graph.graph import graph
from pages.shared.live.page_state.page_state import page_state
from pages.shared.live.slider.slider import live_slider
from pages.shared.live.stage.stage import Edit, stage

__all__ = ["Edit", "copy_button", "figure", "film", "graph", "live_slider", "page_state", "stage"]
