"""The panel of the text: what one guess rests on, character by character."""

from functools import partial
from typing import Any

import streamlit as st

from core.networks.rnn.connectivity import connectivity
from core.networks.rnn.connectivity_figure import connectivity_figure
from core.networks.rnn.connectivity_report import connectivity_lines
from core.networks.rnn.settings import ConnectivityConfig, TextConfig
from core.networks.rnn.text import TextCodes, TextNet, untrained_reader
from core.networks.rnn.text_figure import columns_of
from pages.shared import Words, ask, figure, folded, paragraphs, put, quotable


@folded("rests", icon="conversion_path", key="rnn_rests")
def guess_panel(t: Words, text: TextCodes, config: TextConfig, net: TextNet) -> None:
    """The text colored by the gradient of one guess, beside how far that of the first weights reaches."""
    asked = ask(ConnectivityConfig, t)
    found, fresh = connectivity(net, text, asked), connectivity(untrained_reader(text, config), text, asked)
    (key, values), *more = connectivity_lines(found, fresh, t)
    figure(
        connectivity_figure(found, t), key="rnn_connectivity",
        alt=t("alt.connectivity", place=found.at + 1, reach=found.reach),
        on_click=partial(_click, columns_of(found.codes)),
    )  # fmt: skip
    st.markdown(paragraphs(t, [(key, values | {"character": quotable(values["character"])}), *more]))


def _click(columns: int, point: dict[str, Any]) -> None:
    """The character that is clicked is the one to guess."""
    place = point.get("point")
    if isinstance(place, list) and len(place) == 2 and all(isinstance(k, int) for k in place):
        put({"guess": min(max(place[0] * columns + place[1] + 1, 2), 200)})
