"""A test for an illness: what share of those who test positive is ill, in people, in percent, by the formula."""

from dataclasses import dataclass
from typing import Annotated, Any, Literal, get_args

import numpy as np

from core.params import Interval, Log, Step, config

Probability = Annotated[float, Interval(ge=0, le=1), Step(0.001)]
MOST_FRAMES = 1000  # of the film of cases
Population = Literal[100, 1000, 10000]
POPULATIONS: tuple[int, ...] = get_args(Population)


@config
class DiagnosisConfig:
    """How common the illness is, how good the test, how often it is taken, and by how many people.

    Of several tests all are positive, or not; given the state of health they are independent of each other.
    """

    prevalence: Annotated[float, Interval(ge=0.001, le=0.5), Log()] = 0.01
    sensitivity: Probability = 0.8
    specificity: Probability = 0.904
    tests: Annotated[int, Interval(ge=1, le=3)] = 1
    population: Population = 1000
    seed: Annotated[int, Interval(ge=0, le=999)] = 0


@config
class PeopleState:
    """Whether people stand for expected numbers or are drawn, how far the first are sorted, how many are drawn."""

    people: Literal["expected", "drawn"] = "expected"
    sorting: Annotated[float, Interval(ge=0, le=2)] = 2.0
    cases: Annotated[int, Interval(ge=1, le=10000)] = 20


@dataclass(frozen=True, kw_only=True)
class People:
    """How many people are ill or healthy, and positive (in every test) or negative (in at least one)."""

    ill_positive: float
    ill_negative: float
    healthy_positive: float
    healthy_negative: float

    @property
    def ill(self) -> float:
        """The ill."""
        return self.ill_positive + self.ill_negative

    @property
    def healthy(self) -> float:
        """The healthy."""
        return self.healthy_positive + self.healthy_negative

    @property
    def positive(self) -> float:
        """Those who test positive."""
        return self.ill_positive + self.healthy_positive

    @property
    def negative(self) -> float:
        """Those who do not."""
        return self.ill_negative + self.healthy_negative


@dataclass(frozen=True, kw_only=True)
class Diagnosis:
    """What a result tells: shares by the formula, and the expected numbers of people.

    hit, alarm: P(positive) for an ill and a healthy person. posterior: P(ill | positive), None where nobody can be
    positive. cleared: P(healthy | negative), None where nobody can be negative. `whole` are the expected numbers,
    rounded so that they add up.
    """

    hit: float
    alarm: float
    positive: float
    posterior: float | None
    cleared: float | None
    expected: People
    whole: People


def diagnose(diagnosis_config: DiagnosisConfig) -> Diagnosis:
    """Bayes' formula for a positive and for a negative result."""
    c = diagnosis_config
    p, q = c.prevalence, 1 - c.prevalence
    hit, alarm = c.sensitivity**c.tests, (1 - c.specificity) ** c.tests
    if c.tests == 1:
        miss, clear = 1 - c.sensitivity, c.specificity
    else:
        miss, clear = 1 - hit, 1 - alarm
    positive, negative = p * hit + q * alarm, p * miss + q * clear
    n = c.population
    return Diagnosis(
        hit=hit, alarm=alarm, positive=positive, posterior=p * hit / positive if positive > 0 else None,
        cleared=q * clear / negative if negative > 0 else None,
        expected=People(
            ill_positive=n * p * hit, ill_negative=n * p * miss, healthy_positive=n * q * alarm,
            healthy_negative=n * q * clear,
        ),
        whole=whole_people(n, p, hit, alarm),
    )  # fmt: skip


def whole_people(population: int, prevalence: float, hit: float, alarm: float) -> People:
    """Expected numbers as whole people: the ill are rounded, and of ill and healthy the positive."""
    ill = round(population * prevalence)
    healthy = population - ill
    ill_positive = min(round(population * prevalence * hit), ill)
    healthy_positive = min(round(population * (1 - prevalence) * alarm), healthy)
    return People(
        ill_positive=ill_positive, ill_negative=ill - ill_positive, healthy_positive=healthy_positive,
        healthy_negative=healthy - healthy_positive,
    )  # fmt: skip


def diagnosis_numbers(diagnosis_config: DiagnosisConfig) -> dict[str, Any]:
    """The shares of the ill among the positive and of the healthy among the negative, by the formula."""
    found = diagnose(diagnosis_config)
    return {"positive": found.positive, "posterior": found.posterior, "cleared": found.cleared}


def diagnosis_by_counting(diagnosis_config: DiagnosisConfig) -> dict[str, Any]:
    """The same by counting: a table (2, 2) of expected people, a row for ill and healthy, and its columns' shares."""
    c = diagnosis_config
    ill, healthy = c.population * c.prevalence, c.population * (1 - c.prevalence)
    table = np.array([[ill, 0.0], [healthy, 0.0]])  # columns: positive so far, negative at least once
    for _ in range(c.tests):
        still_positive = table[:, 0] * [c.sensitivity, 1 - c.specificity]
        table[:, 1] += table[:, 0] * [1 - c.sensitivity, c.specificity]
        table[:, 0] = still_positive
    positive, negative = table.sum(axis=0)
    return {
        "positive": positive / c.population,
        "posterior": table[0, 0] / positive if positive > 0 else None,
        "cleared": table[1, 1] / negative if negative > 0 else None,
    }


def draw_people(diagnosis_config: DiagnosisConfig) -> tuple[np.ndarray, np.ndarray]:
    """People drawn one after another: whether each is ill (population,), and positive in every test (population,)."""
    c = diagnosis_config
    rng = np.random.default_rng(c.seed)
    ill = rng.random(c.population) < c.prevalence
    chance = np.where(ill, c.sensitivity, 1 - c.specificity)
    largest: np.ndarray = rng.random((c.tests, c.population)).max(axis=0)  # of its tests
    return ill, largest < chance


def first_cases(ill: np.ndarray, positive: np.ndarray, cases: int) -> People:
    """The counts of the first cases; ill and positive are (population,)."""
    ill, positive = ill[:cases], positive[:cases]
    return People(
        ill_positive=int((ill & positive).sum()), ill_negative=int((ill & ~positive).sum()),
        healthy_positive=int((~ill & positive).sum()), healthy_negative=int((~ill & ~positive).sum()),
    )  # fmt: skip


def drawn_numbers(diagnosis_config: DiagnosisConfig, cases: int) -> dict[str, Any]:
    """How many of the first cases are positive, how many of these are ill, and their share."""
    counts = first_cases(*draw_people(diagnosis_config), cases)
    share = counts.ill_positive / counts.positive if counts.positive else None
    return {"positive_people": counts.positive, "ill_people": counts.ill_positive, "ill_share": share}
