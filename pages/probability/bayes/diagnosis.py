"""A medical test: people sorted by illness and result, the tree of their numbers, percent, and the formula."""

import streamlit as st

from core.probability.bayes.challenges import more_likely_ill, worthless
from core.probability.bayes.diagnosis import (
    Diagnosis,
    DiagnosisConfig,
    People,
    PeopleState,
    diagnose,
    diagnosis_by_counting,
    diagnosis_numbers,
    draw_people,
    drawn_numbers,
    first_cases,
)
from core.probability.bayes.diagnosis_figure import (
    cases_film,
    cases_of,
    frame_of,
    frame_of_cases,
    sorting_film,
    sorting_of,
    tree_figure,
)
from core.probability.bayes.diagnosis_report import (
    drawn_line,
    formula_values,
    odds_line,
    people_lines,
    percent_lines,
    rounding_line,
)
from pages.shared import (
    Challenge,
    Experiment,
    Made,
    Words,
    ask,
    cached,
    challenges,
    code_panel,
    drawing,
    figure,
    film,
    folded,
    live_formula,
    put,
    sentences,
)

SAME = {"tab": "diagnosis", "people": "expected", "sensitivity": 0.8, "specificity": 0.904}
EXPERIMENTS = {
    "rare": Experiment(
        {"tab": "diagnosis", "people": "expected", "prevalence": 0.001, "sensitivity": 0.99, "specificity": 0.99,
         "tests": 1, "population": 10000}, right=2,
    ),
    "again": Experiment(SAME | {"prevalence": 0.01, "tests": 2, "population": 1000}, right=1),
    "clinic": Experiment(SAME | {"prevalence": 0.5, "tests": 1, "population": 1000}, right=2),
}  # fmt: skip
CHALLENGES = {
    "more_likely_ill": Challenge(more_likely_ill, solution={"specificity": 0.992}),
    "worthless": Challenge(worthless, solution={"sensitivity": 0.9, "specificity": 0.1}),
}


def show(t: Words) -> None:
    """The test beside the people and their tree; below, the same three times."""
    controls, stage = st.columns([1, 3.4], gap="medium")
    with stage:
        picture, beside = st.columns([1.55, 1], gap="medium")
        thrice = st.columns([1.1, 1, 1.1], gap="medium")

    def draw() -> None:
        with controls:
            state = ask(PeopleState, t, only=("people",))
            config = ask(DiagnosisConfig, t, only=("prevalence", "sensitivity", "specificity", "tests", "population"))
            if state.people == "drawn":
                config = ask(DiagnosisConfig, t, only=("seed",))
        found = cached(diagnose, config)
        with picture:
            people = (
                _expected(t, found, config, state) if state.people == "expected" else _drawn(t, found, config, state)
            )
        with beside:
            figure(tree_figure(people, config.tests, t), key="bayes_tree", alt=t("alt.tree", **vars(people)))
            st.markdown(t("table.once" if config.tests == 1 else "table.often", **_table(people)))
        with thrice[0]:
            lines = people_lines(people, config.tests)
            told = rounding_line(found) if state.people == "expected" else drawn_line(people, found)
            st.markdown(t("head.people") + "\n\n" + sentences(t, [*lines, *([told] if told else [])]))
        with thrice[1]:
            st.markdown(t("head.percent") + "\n\n" + sentences(t, percent_lines(found, config)))
        with thrice[2]:
            st.markdown(t("head.formula") + "\n\n" + t("formula", **formula_values(found, config)))
            if config.tests > 1:
                st.markdown(t("independent_tests"))
        _by_hand(t, found, config)
        challenges(t, CHALLENGES, more_likely_ill=(found, config), worthless=(found, config))
        _code(t, found, config, state, people)

    drawing(t, draw)


def _expected(t: Words, found: Diagnosis, config: DiagnosisConfig, state: PeopleState) -> People:
    n = config.population
    fig, frames = sorting_film(found.whole, n, config.tests, t)
    alt = t("alt.people", n=n, positive=int(found.whole.positive), hits=int(found.whole.ill_positive))
    film(fig, frames, key="bayes_crowd", alt=alt, frame=frame_of(state.sorting, n),
         on_frame=lambda frame: put({"sorting": sorting_of(frame, n)}))  # fmt: skip
    return found.whole


def _drawn(t: Words, found: Diagnosis, config: DiagnosisConfig, state: PeopleState) -> People:
    n = config.population
    ill, positive = cached(draw_people, config)
    fig, frames = cases_film(ill, positive, first_cases(ill, positive, n), found.posterior, t)
    cases = cases_of(frame_of_cases(state.cases, n), n)
    people = first_cases(ill, positive, cases)
    alt = t("alt.cases", n=cases, positive=int(people.positive), hits=int(people.ill_positive))
    film(fig, frames, key=f"bayes_cases_{n}", alt=alt, frame=frame_of_cases(state.cases, n),
         on_frame=lambda frame: put({"cases": cases_of(frame, n)}))  # fmt: skip
    return people


def _table(people: People) -> dict[str, int]:
    names = ("ill", "healthy", "positive", "negative", *vars(people))
    return {name: int(getattr(people, name)) for name in names} | {"n": int(people.ill + people.healthy)}


@folded("part.numbers", icon="calculate", key="bayes_diagnosis_by_hand")
def _by_hand(t: Words, found: Diagnosis, config: DiagnosisConfig) -> None:
    key, values = odds_line(found, config)
    live_formula(t, key, **values)


def _code(t: Words, found: Diagnosis, config: DiagnosisConfig, state: PeopleState, people: People) -> None:
    shown: dict[str, float | None]
    if state.people == "drawn":
        cases = int(people.ill + people.healthy)
        shown = {"positive_people": people.positive, "ill_people": people.ill_positive}
        code_panel(t, {"NumPy": Made(drawn_numbers, config, cases)}, shown=shown)
        return
    shown = {"positive": found.positive, "posterior": found.posterior, "cleared": found.cleared}
    ways = {"Bayes": Made(diagnosis_numbers, config), "NumPy": Made(diagnosis_by_counting, config)}
    code_panel(t, ways, shown=shown)
