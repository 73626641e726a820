"""The part of a page that a change draws again; what stands around it stays, so that a slider answers quickly."""

from collections.abc import Callable, Mapping
from typing import Any

import streamlit as st

from core.curriculum import topic_named
from core.params import domains
from pages.shared.ask import sentence
from pages.shared.components import DRAWING, HEARD, page_state, sliders_that_run_all
from pages.shared.experiments import Experiment, experiments
from pages.shared.state import address, problems, values
from pages.shared.words import Words

Show = Callable[..., None]  # of the words, the place below the experiments, and what was given


def live(
    slug: str, table: Mapping[str, Experiment], given: Callable[[Words], Any] | None = None
) -> Callable[[Show], Callable[[Words], None]]:
    """Makes `show(t, below)` the live part of a topic's page, followed by the experiments of `table`.

    A widget in `show` runs `show` alone: not the page around it, nor the experiments. What `show` writes into `below`
    stands under the experiments: challenges and code. `given(t)` draws what is chosen first, such as a data set, and
    what it returns is the third argument of `show`; its widgets run both.

    A topic's field `view` says which page is shown: where a widget in here changes it, all is drawn again. Nothing
    else outside may depend on a widget inside.
    """

    def decorated(show: Show) -> Callable[[Words], None]:
        def shown(t: Words) -> None:
            told, stage, between, below = (st.container() for _ in range(4))
            view = values().get(f"{slug}_view")

            def whole() -> bool:
                return values().get(f"{slug}_view") == view

            @st.fragment
            def playground(*chosen: Any) -> None:
                if not whole():
                    st.rerun()
                with told:
                    _tell_problems(slug, t)
                st.session_state.update(address_kept=False, problems_gone=False)
                show(t, below, *chosen)
                if not st.session_state["address_kept"]:
                    keep_address(slug, t.language)

            @st.fragment
            def choice_and_playground(choose: Callable[[Words], Any]) -> None:
                if not whole():
                    st.rerun()
                with sliders_that_run_all():
                    chosen = choose(t)
                playground(chosen)

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
    """The part of `show` that its sliders draw again and nothing else: figures, numbers, verdicts.

    A moved slider runs `draw` alone, so `draw` reads by itself what is set (`settled`). Any other widget of `show` runs
    all of `show`, and one in `draw` the whole page, for the controls may show what it sets.
    """

    @st.fragment(key=DRAWING)
    def redraw() -> None:
        draw()
        if not st.session_state.pop(DRAWING, False) or st.session_state.pop("problems_gone", False):
            st.rerun()
        keep_address(slug, t.language)

    st.session_state[DRAWING] = True
    redraw()
    st.session_state["address_kept"] = True


def keep_address(slug: str, language: str) -> None:
    """The link that shows this screen, in the address line."""
    chosen = {"lang": language} if "language" in st.session_state else {}
    page_state({**address(slug), **chosen}, language, st.session_state.get(HEARD))


def _tell_problems(slug: str, t: Words) -> None:
    with st.container():
        for problem in problems():
            holder = next((c for c in topic_named(slug).config_classes() if problem.field in domains(c)), None)
            st.warning(sentence(problem, holder, t), icon=":material/front_hand:")
