"""The parts that live in the browser: each has a folder with its Python face, its module and its style."""

from pages.shared.live.arrows.arrows import arrows
from pages.shared.live.copy_button.copy_button import copy_button
from pages.shared.live.draw.draw import draw_box
from pages.shared.live.figure.figure import figure
from pages.shared.live.film.film import film
from pages.shared.live.graph.graph import graph
from pages.shared.live.handles.handles import Handle, column_handle, field_handle
from pages.shared.live.handles.points import PointClass, Points
from pages.shared.live.links.links import followed_link, links
from pages.shared.live.matrix.matrix import matrix_box
from pages.shared.live.page_state.page_state import page_state
from pages.shared.live.progress.progress import progress_line, progress_marks, remember_done
from pages.shared.live.slider.slider import live_slider
from pages.shared.live.stage.stage import Edit, stage
from pages.shared.live.unseen import unseen

__all__ = [
    "Edit", "Handle", "PointClass", "Points", "arrows", "column_handle", "copy_button", "draw_box", "field_handle",
    "figure", "film", "followed_link", "graph", "links", "live_slider", "matrix_box", "page_state", "progress_line",
    "progress_marks", "remember_done", "stage", "unseen",
]  # fmt: skip
