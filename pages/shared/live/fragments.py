"""The part of a page that a change draws again; what stands around it stays, so that a slider answers quickly."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any

import streamlit as st
from streamlit.errors import StreamlitInvalidLayoutContextError

from core.curriculum import topic_named
from core.params import domains
from pages.shared.ask import sentence
from pages.shared.experiments import Experiment, experiments
from pages.shared.live import page_state
from pages.shared.state import address, problems
from pages.shared.words import Words

Show = Callable[..., None]  # of the words, the place below the experiments, and what was given


def live(
    slug: str, table: Mapping[str, Experiment], given: Callable[[Words], Any] | None = None
) -> Callable[[Show], Callable[[Words], None]]:
    """Makes `show(t, below)` the live part of a topic's page, followed by the experiments of `table`.

    A widget in `show` runs `show` alone: not the page around it, nor the experiments. What `show` writes into `below`
    stands under the experiments: challenges and code. `given(t)` draws what is chosen first, such as a data set, and
    what it returns is the third argument of `show`; its widgets run both.

    A widget in here that sets what stands outside, such as the view, says so: `put(…, everywhere=True)`.
    """

    def decorated(show: Show) -> Callable[[Words], None]:
        def shown(t: Words) -> None:
            stage, between, below = (st.container() for _ in range(3))
            st.session_state["run_everything"] = False

            @st.fragment
            def playground(*chosen: Any) -> None:
                run_everything_if_asked()
                _tell_problems(slug, t)
                st.session_state["address_kept"] = False
                with everything_where_a_place_is_new():
                    show(t, below, *chosen)
                if not st.session_state["address_kept"]:
                    keep_address(slug, t.language)

            @st.fragment
            def choice_and_playground(choose: Callable[[Words], Any]) -> None:
                run_everything_if_asked()
                playground(choose(t))

            with stage:
                if given is None:
                    playground()
                else:
                    choice_and_playground(given)
            if table:
                with between:
                    experiments(t, slug, table)

        return shown

    return decorated


def drawing(slug: str, t: Words, draw: Callable[[], None]) -> None:
    """The sliders of `show` and all that they move: figures, numbers, verdicts.

    A widget in `draw` runs `draw` alone and leaves the other controls of `show` as they are; `draw` reads by itself
    what is set (`settled`).
    """

    @st.fragment
    def redraw() -> None:
        with everything_where_a_place_is_new():
            draw()
        run_everything_if_asked()  # after the buttons in here have been heard
        keep_address(slug, t.language)

    redraw()
    st.session_state["address_kept"] = True


def run_everything_if_asked() -> None:
    """Leave this run for one of the whole page, where `put` has asked for it."""
    if st.session_state["run_everything"]:
        st.rerun()


@contextmanager
def everything_where_a_place_is_new() -> Iterator[None]:
    """Leave this run for one of the whole page, where a fragment writes to a place outside it for the first time.

    Only a run of the whole page can make such a place: after a file has come there is much to draw where nothing was.
    """
    try:
        yield
    except StreamlitInvalidLayoutContextError:
        st.rerun()


def keep_address(slug: str, language: str) -> None:
    """The link that shows this screen, in the address line."""
    chosen = {"lang": language} if "language" in st.session_state else {}
    page_state({**address(slug), **chosen}, language)


def _tell_problems(slug: str, t: Words) -> None:
    for problem in problems():
        holder = next((c for c in topic_named(slug).config_classes() if problem.field in domains(c)), None)
        st.warning(sentence(problem, holder, t), icon=":material/front_hand:")
