"""What holds for every tab of every topic; a new topic is in here by its row in the curriculum."""

import plotly.graph_objects as go
import pytest
from streamlit.testing.v1 import AppTest

from core.params import domains
from tests.pages.cases import LANGUAGES, TABS, TESTED, fields, figures, opened, texts, words_of
from tests.pages.dearest import brief

CHOICES = ("choice", "switch", "choices")
every_tab = pytest.mark.parametrize("tab", TABS, ids=str)
every_topic = pytest.mark.parametrize("topic", TESTED, ids=lambda topic: topic.slug)
every_language = pytest.mark.parametrize("language", LANGUAGES)


def fault(app: AppTest) -> str:
    """What is wrong with a page; nothing where it stands."""
    if app.exception:
        return f"{app.exception[0].message} {app.exception[0].stack_trace}"
    if app.session_state["problems"]:
        return f"refused: {app.session_state['problems']}"
    return next((text for text in texts(app) if "«" in text or "nan" in text.lower().split()), "")


@every_language
@every_tab
def test_a_tab_stands_with_all_its_panels_open(tab, language):
    assert fault(tab.open(language=language, panels=True)) == ""


@every_tab
def test_a_tab_stands_at_every_option_and_with_all_numbers_low_or_high(tab):
    faults = {str(case): found for case in end_cases(tab) if (found := fault(tab.open(case)))}
    assert faults == {}


def end_cases(tab):
    """One choice at a time, then all numbers; of the fields that this tab reads, and that no earlier tab has tried."""
    table = {name: fields(tab.topic)[name] for name in own_fields(tab) if name in fields(tab.topic)}
    cases = [{name: option} for name, domain in table.items() if domain.kind in CHOICES for option in domain.ends()]
    for end in (0, -1):
        for config_class in tab.topic.config_classes():
            numbers = {name: table[name] for name in domains(config_class) if name in table}
            ends = {name: one.ends()[end] for name, one in numbers.items() if one.kind not in CHOICES}
            cases += [ends] if ends else []
    return [case | {name: min(case.get(name, most), most) for name, most in brief(tab.topic).items()} for case in cases]


def own_fields(tab):
    """The fields that a tab reads at its defaults, less those that an earlier tab of its topic reads, too."""
    read = set(tab.open().session_state["readers"]) - dict(tab.settings).keys()
    for earlier in TABS[: TABS.index(tab)]:
        if earlier.topic is tab.topic:
            read -= set(earlier.open().session_state["readers"])
    return sorted(read)


@every_topic
def test_every_field_is_read_by_some_tab(topic):
    """At its defaults, at an option, or where a challenge is met; a file's fields wait for the file."""
    read = set()
    for tab in (tab for tab in TABS if tab.topic is topic):
        solved = [dict(one.start) | dict(one.solution) for one in getattr(tab.module, "CHALLENGES", {}).values()]
        pages = [tab.open(panels=True), *(tab.open(case) for case in (*end_cases(tab), *solved))]
        read |= {name for page in pages for name in page.session_state["readers"]}
    of_files = [domains(one) for one in topic.config_classes() if one.__name__.startswith("Upload")]
    assert fields(topic).keys() - read - set().union(*of_files) == set()


@every_language
@every_tab
def test_every_figure_is_valid_and_says_in_words_what_is_seen(tab, language):
    app = tab.open(language=language)
    for about, figure in figures(app):
        assert len(about["alt"]) > (20 if language == "en" else 8)
        go.Figure(figure)  # raises where Plotly knows no such property or value
    drawn = {"figure", "stage", "graph", "film"} & {e.proto.component_name for e in app.get("bidi_component")}
    assert drawn, "a tab shows a picture"


@every_tab
def test_an_experiment_sets_fields_and_its_right_answer_is_one_of_its_choices(tab):
    for name, experiment in getattr(tab.module, "EXPERIMENTS", {}).items():
        app = tab.open(experiment.settings)
        assert fault(app) == "", name
        words = words_of(tab, "en")
        choices = words.group(f"experiments.{name}.choices")
        assert len(choices) >= 2 and 0 <= experiment.right < len(choices), name
        assert words(f"experiments.{name}.question") and words(f"experiments.{name}.explanation")


@every_tab
def test_a_challenge_is_not_met_when_its_tab_opens_and_met_by_its_solution(tab):
    table = getattr(tab.module, "CHALLENGES", {})
    for number, (name, challenge) in enumerate(table.items()):
        language = LANGUAGES[number % 2]
        for settings, met in ((challenge.start, False), (challenge.start | challenge.solution, True)):
            app = tab.open(settings, language=language, panels=True)
            assert fault(app) == "", name
            verdict = app.session_state["verdicts"][name]
            assert verdict.met is met, (name, verdict)
        assert words_of(tab, language)(f"challenges.{name}.task")


BROKEN = {
    "a number out of bounds": "-987654321", "no number": "abc", "many kilobytes": "x" * 5_000, "nothing": "",
    "markup": "<script>alert(1)</script>", "not a number": "nan", "a null": "\0",
}  # fmt: skip


@every_topic
@pytest.mark.parametrize("text", BROKEN.values(), ids=BROKEN.keys())
def test_a_broken_link_is_told_and_the_defaults_are_used(topic, text):
    names = [name for name, domain in fields(topic).items() if domain.kind not in ("text", "choices", "numbers")]
    query = {f"{topic.slug}_{name}": text for name in names} | {f"{topic.slug}_nonsense": text}
    app = opened(topic, query, LANGUAGES[len(text) % 2])
    assert not app.exception
    assert {problem.field for problem in app.session_state["problems"]} == {*names, f"{topic.slug}_nonsense"}
    assert app.session_state["values"] == {}
