"""The words of the house: what a page imports, `from pages.shared import ask, cached, figure, …`."""

from core.code_export import Made
from pages.shared.ask import ask, choose, current_config
from pages.shared.cached import cached, with_progress
from pages.shared.challenges import Challenge, challenges
from pages.shared.code_panel import code_panel, code_tabs
from pages.shared.examples import choose_example
from pages.shared.experiments import Experiment
from pages.shared.frame import link_to
from pages.shared.function_box import function_box
from pages.shared.jobs import job
from pages.shared.last_valid import last_valid
from pages.shared.live import (
    Handle,
    PointClass,
    Points,
    column_handle,
    copy_button,
    draw_box,
    field_handle,
    figure,
    film,
    live_slider,
    matrix_box,
)
from pages.shared.live.fragments import drawing
from pages.shared.panels import by_hand, folded, live_formula, paragraphs, sentences, tiles
from pages.shared.pickers import pick_digit_images, pick_image, pick_series, pick_table
from pages.shared.refusals import refusal, refusal_sentence
from pages.shared.state import put
from pages.shared.tabs import tabs
from pages.shared.words import Words, code_span, quotable, verbatim, words

__all__ = [
    "Challenge", "Experiment", "Handle", "Made", "PointClass", "Points", "Words", "ask", "by_hand", "cached",
    "challenges", "choose", "choose_example", "code_panel", "code_span", "code_tabs", "column_handle", "copy_button",
    "current_config", "draw_box", "drawing", "field_handle", "figure", "film", "folded", "function_box", "job",
    "last_valid", "link_to", "live_formula", "live_slider", "matrix_box", "paragraphs", "pick_digit_images",
    "pick_image", "pick_series", "pick_table", "put", "quotable", "refusal", "refusal_sentence", "sentences", "tabs",
    "tiles", "verbatim", "with_progress", "words",
]  # fmt: skip
