"""A test result in people, in percent and as a formula, with the numbers on the screen."""

from typing import Any

from core import tex
from core.probability.bayes.diagnosis import Diagnosis, DiagnosisConfig, People

Line = tuple[str, dict[str, Any]]  # a key of the words, and what fills it
EQUAL = 1e-12


def percent(share: float, digits: int = 3) -> str:
    """A share in percent to three digits, and to as many as tell it from 0 and from 1."""
    text = f"{100 * share:.{digits}g}"
    while digits < 15 and float(text) in (0.0, 100.0) and share not in (0.0, 1.0):
        digits += 1
        text = f"{100 * share:.{digits}g}"
    return text


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
    hits, alarms = found.expected.ill_positive, found.expected.healthy_positive
    if found.positive == 0 or all(abs(one - round(one)) < 1e-9 for one in (hits, alarms, found.expected.ill)):
        return None
    said = {"hits": hits, "alarms": alarms}
    return ("rounding.none" if found.whole.positive == 0 else "rounding.some", said)


def drawn_line(people: People, found: Diagnosis) -> Line:
    """The share among the cases so far beside the one that the formula expects."""
    if found.posterior is None:
        return "drawn.never", {}
    if people.positive == 0:
        return "drawn.nobody", {"result": percent(found.posterior)}
    return "drawn.share", {
        "share": percent(people.ill_positive / people.positive), "result": percent(found.posterior),
        "positive": int(people.positive),
    }  # fmt: skip


def percent_lines(found: Diagnosis, config: DiagnosisConfig) -> list[Line]:
    """What a positive and a negative result tell, and what kind of test this is."""
    often = "once" if config.tests == 1 else "often"
    said = {
        "base": percent(config.prevalence), "healthy": percent(1 - config.prevalence), "tests": config.tests,
    }  # fmt: skip
    lines: list[Line] = []
    if found.posterior is None:
        lines.append(("percent.nobody_positive", {}))
    else:
        lines.append((f"percent.positive_{often}", said | {"result": percent(found.posterior)}))
    if found.cleared is None:
        lines.append(("percent.nobody_negative", {}))
    else:
        lines.append((f"percent.negative_{often}", said | {"cleared": percent(found.cleared)}))
    if abs(found.hit - found.alarm) <= EQUAL:
        lines.append(("kind.useless", {}))
    elif found.hit < found.alarm:
        lines.append(("kind.misleading", {}))
    return lines


def formula_values(found: Diagnosis, config: DiagnosisConfig) -> dict[str, str]:
    """Bayes' formula with its numbers, as LaTeX."""
    power = f"^{config.tests}" if config.tests > 1 else ""
    p, q = tex.number(config.prevalence), tex.number(1 - config.prevalence)
    hit, alarm = tex.base(config.sensitivity) + power, tex.base(1 - config.specificity) + power
    return {
        "p": p, "q": q, "hit": hit, "alarm": alarm, "plus": "+" * config.tests,
        "result": "0/0" if found.posterior is None else tex.number(found.posterior),
    }  # fmt: skip


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
        "ratio": ratio, "after": tex.number(after), "result": tex.number(found.posterior),
    }  # fmt: skip
