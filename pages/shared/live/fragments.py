"""The parts of a page that a change draws again; what stands around them stays, so that a slider answers quickly."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from datetime import timedelta

import streamlit as st
from streamlit.errors import StreamlitInvalidLayoutContextError

from pages.shared.live.page_state.page_state import page_state
from pages.shared.server.load import LOAD
from pages.shared.state import address, current_topic, enter_fragment, fragment_path, running_fragments
from pages.shared.words import Words


def fragment(name: str, draw: Callable[[], None], every: float | None = None) -> None:
    """Runs `draw` as a fragment: a widget in it runs `draw` alone, unless a field that it sets is shown elsewhere.

    With `every`, the browser asks for it again after so many seconds, until the page is drawn without.

    `name` is unique on the page. A run that writes to a place outside for the first time is left for one of the whole
    page, for only that can make such a place.
    """
    path = (*fragment_path(), name)

    @st.fragment(run_every=every)
    def run() -> None:
        before = fragment_path()
        enter_fragment(path)
        LOAD.make_way()
        try:
            with LOAD.small_change() if running_fragments() and not before else nullcontext():
                draw()
        except StreamlitInvalidLayoutContextError:
            st.rerun()
        finally:
            st.session_state["fragment_path"] = before

    run()


def drawing(t: Words, draw: Callable[[], None]) -> None:
    """The sliders of a tab and all that they move: figures, numbers, verdicts.

    A widget in `draw` runs `draw` alone and leaves the other controls of the tab as they are; so `draw` reads by
    itself what is set (`ask`, `current_config`).
    """

    def redraw() -> None:
        draw()
        run_everything_if_asked()  # after the buttons in here have been heard
        keep_address(current_topic(), t.language)

    fragment("drawing", redraw)
    st.session_state["address_kept"] = True


def run_everything_if_asked() -> None:
    """Leave this run for one of the whole page, where `put` has asked for it."""
    if st.session_state.get("run_everything"):
        st.session_state["run_everything"] = False
        st.rerun()


def ask_again_after_a_cut() -> None:
    """Make the browser ask for the whole page as soon as a line that was cut is there again.

    Streamlit's own page does so where a part of it is run from time to time, else only where the last run was one of a
    part: a page that has just been opened would know nothing of a server that has been started anew.
    """
    st.fragment(lambda: None, run_every=timedelta(days=1))()


@contextmanager
def address_after() -> Iterator[None]:
    """Write the address when the block has been drawn, unless a `drawing` in it has done so."""
    st.session_state["address_kept"] = False
    yield
    if not st.session_state["address_kept"]:
        keep_address(current_topic(), st.session_state["page_language"])


def keep_address(slug: str, language: str) -> None:
    """The link that shows this screen, in the address line; and where the page is to be scrolled to."""
    chosen = {"lang": language} if "language" in st.session_state else {}
    page_state({**address(slug), **chosen}, language, scroll=st.session_state.get("scroll"))
