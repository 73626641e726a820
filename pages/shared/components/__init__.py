"""The parts that live in the browser: each has a folder with its Python face, its module and its style."""

from pages.shared.components.copy_button.copy_button import copy_button
from pages.shared.components.figure.figure import figure
from pages.shared.components.graph.graph import graph
from pages.shared.components.live_slider.live_slider import live_slider
from pages.shared.components.page_state.page_state import page_state
from pages.shared.components.stage.stage import Edit, stage

__all__ = ["Edit", "copy_button", "figure", "graph", "live_slider", "page_state", "stage"]
