"""What is wrong with a link, in a few short sentences however much it is."""

from collections.abc import Callable, Sequence

from core.params import Problem
from pages.shared.ask import sentence
from pages.shared.words import Words, code_span

MOST_SENTENCES = 5
NAMES_SHOWN = 3
LONGEST_NAME = 24
TOGETHER = ("unknown", "repeated")  # told in one sentence where there are several


def problem_sentences(problems: Sequence[Problem], holder: Callable[[str], type | None], t: Words) -> list[str]:
    """At most seven sentences: five about single fields, one about unknown keys, one about repeated ones.

    `holder` gives the config class that has a field.
    """
    single = [problem for problem in problems if problem.rule not in TOGETHER]
    said = [sentence(problem, holder(problem.field), t) for problem in single[:MOST_SENTENCES]]
    if len(single) > MOST_SENTENCES:
        said[-1] = t("problem.more", count=len(single) - MOST_SENTENCES + 1)
    for rule in TOGETHER:
        names = list(dict.fromkeys(problem.field for problem in problems if problem.rule == rule))
        if len(names) == 1:
            said.append(t(f"problem.{rule}", name=_listed(names)))
        elif names:
            said.append(t(f"problem.{rule}_several", count=len(names), names=_listed(names)))
    return said


def _listed(names: Sequence[str]) -> str:
    shown = [code_span(name, LONGEST_NAME) for name in names[:NAMES_SHOWN]]
    return ", ".join(shown) + (" …" if len(names) > NAMES_SHOWN else "")
