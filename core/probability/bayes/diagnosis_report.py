"""A test result in people, in percent and as a formula, with the numbers on the screen."""

from typing import Any

from core import tex
from core.probability.bayes.diagnosis import POPULATIONS, Diagnosis, DiagnosisConfig, People
from core.probability.bayes.shares import EQUAL, percent, percents, share_tex

Line = tuple[str, dict[str, Any]]  # a key of the words, and what fills it


def people_lines(people: People, tests: int) -> list[Line]:
    """The same in whole people, and what to do where there are too few of them."""
    often = "once" if tests == 1 else "often"
    said = {
        "n": int(people.ill + people.healthy), "ill": int(people.ill), "healthy": int(people.healthy),
        "hits": int(people.ill_positive), "alarms": int(people.healthy_positive), "positive": int(people.positive),
        "tests": tests,
    }  # fmt: skip
    lines: list[Line] = [(f"people.{often}", said)]
    if people.positive:
        lines.append(("people.so", said))
    return lines


def rounding_line(found: Diagnosis) -> Line | None:
    """What has been rounded, or that nobody is left of an expected fraction; None where all numbers are whole."""
    numbers = {
        "ill": found.expected.ill,
        "hits": found.expected.ill_positive,
        "alarms": found.expected.healthy_positive,
    }
    if all(abs(one - round(one)) < 1e-9 for one in numbers.values()):
        return None
    said = {name: tex.number(value) for name, value in numbers.items()}
    if found.whole.positive or found.positive == 0:
        return "rounding.some", said
    everyone = found.whole.ill + found.whole.healthy
    return ("rounding.none" if everyone < max(POPULATIONS) else "rounding.none_of_most", said)


def drawn_line(people: People, found: Diagnosis) -> Line:
    """The share among the cases so far beside the one that the formula expects."""
    if found.posterior is None:
        return "drawn.never", {}
    if people.positive == 0:
        return "drawn.nobody", {"result": percent(found.posterior)}
    return "drawn.share", {
        "share": percent(people.ill_positive / people.positive), "result": percent(found.posterior),
    }  # fmt: skip


def percent_lines(found: Diagnosis, config: DiagnosisConfig) -> list[Line]:
    """What a positive and a negative result tell, and what kind of test this is."""
    often = "once" if config.tests == 1 else "often"
    lines: list[Line] = []
    if found.posterior is None:
        lines.append(("percent.nobody_positive", {}))
    else:
        base, result = percents(config.prevalence, found.posterior)
        lines.append((f"percent.positive_{often}", {"base": base, "result": result, "tests": config.tests}))
    if found.cleared is None:
        lines.append(("percent.nobody_negative", {}))
    else:
        healthy, cleared = percents(1 - config.prevalence, found.cleared)
        lines.append((f"percent.negative_{often}", {"healthy": healthy, "cleared": cleared}))
    youden = config.sensitivity + config.specificity - 1  # Youden's index
    if abs(youden) <= EQUAL:
        lines.append(("kind.useless", {}))
    elif youden < 0:
        lines.append(("kind.misleading", {}))
    return lines


def formula_values(found: Diagnosis, config: DiagnosisConfig) -> dict[str, str]:
    """Bayes' formula with its numbers, as LaTeX."""
    power = f"^{config.tests}" if config.tests > 1 else ""
    p, q = tex.number(config.prevalence), tex.number(1 - config.prevalence)
    hit, alarm = tex.base(config.sensitivity) + power, tex.base(1 - config.specificity) + power
    return {
        "p": p, "q": q, "hit": hit, "alarm": alarm, "plus": "+" * config.tests,
        "result": "0/0" if found.posterior is None else _posterior_tex(found, config),
    }  # fmt: skip


def _posterior_tex(found: Diagnosis, config: DiagnosisConfig) -> str:
    """P(ill | positive), not rounded to certainty."""
    return share_tex(found.posterior or 0.0, (1 - config.prevalence) * found.alarm / found.positive)


def odds_line(found: Diagnosis, config: DiagnosisConfig) -> Line:
    """The same in odds: odds before the test, times the likelihood ratio of each test."""
    before = config.prevalence / (1 - config.prevalence)
    power = f"^{{{config.tests}}}" if config.tests > 1 else ""
    said = {"p": tex.number(config.prevalence), "q": tex.number(1 - config.prevalence)}
    if found.posterior is None:
        return "odds.none", said | {"before": tex.number(before)}
    if found.alarm == 0:
        return "odds.certain", said | {"before": tex.number(before)}
    after = before * found.hit / found.alarm
    ratio = tex.fraction(tex.number(config.sensitivity), tex.number(1 - config.specificity))
    ratio = rf"\left({ratio}\right){power}" if power else ratio
    return "odds.some", said | {
        "ratio": ratio, "after": tex.number(after), "result": _posterior_tex(found, config),
    }  # fmt: skip
