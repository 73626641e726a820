"""The medical test: held to exact fractions, to plain counts of drawn people, and to published values."""

from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given, settings
from scipy.stats import binom

from core.figures.film import figure_at
from core.probability.bayes.challenges import more_likely_ill, worthless
from core.probability.bayes.diagnosis import (
    DiagnosisConfig,
    diagnose,
    diagnosis_by_counting,
    draw_people,
    drawn_numbers,
    first_cases,
)
from core.probability.bayes.diagnosis_figure import (
    cases_film,
    cases_of,
    frame_of,
    frame_of_cases,
    sizes_of,
    sorting_film,
    sorting_of,
    stages,
    ways,
)
from core.probability.bayes.diagnosis_report import (
    drawn_line,
    formula_values,
    odds_line,
    people_lines,
    percent_lines,
    rounding_line,
)
from core.probability.bayes.shares import percent, percents, share_tex
from tests.strategies import configs

quick = settings(max_examples=80, deadline=None)


def say(key, **values):
    return key


def at(**fields):
    return diagnose(DiagnosisConfig(**fields))


@pytest.mark.parametrize(
    ("fields", "posterior"),
    [((0.01, 0.8, 0.904, 1), 0.0776397516), ((0.01, 0.9, 0.91, 1), 0.0917431193),
     ((0.001, 0.99, 0.99, 1), 0.0901639344),
     ((0.02, 0.99, 0.95, 1), 0.2877906977), ((0.01, 0.8, 0.904, 2), 0.4122691289)],
)  # fmt: skip
def test_the_values_of_the_specification(fields, posterior):
    prevalence, sensitivity, specificity, tests = fields
    found = at(prevalence=prevalence, sensitivity=sensitivity, specificity=specificity, tests=tests)
    assert found.posterior == pytest.approx(posterior, rel=1e-7)


def test_eddys_thousand_women_in_whole_numbers():
    found = at()
    assert sizes_of(found.whole).tolist() == [8, 2, 95, 895]
    assert found.expected.healthy_positive == pytest.approx(95.04)
    assert found.cleared == pytest.approx(0.9977702462, rel=1e-7)


@quick
@given(configs(DiagnosisConfig))
def test_shares_are_those_of_exact_fractions_and_of_counting(config):
    p, se, sp = (Fraction(value) for value in (config.prevalence, config.sensitivity, config.specificity))
    hit, alarm = se**config.tests, (1 - sp) ** config.tests
    positive = p * hit + (1 - p) * alarm
    found, counted = diagnose(config), diagnosis_by_counting(config)
    assert found.positive == pytest.approx(float(positive), rel=1e-9, abs=1e-300)
    assert counted["positive"] == pytest.approx(found.positive, rel=1e-9, abs=1e-300)
    if found.positive > 1e-300:
        assert found.posterior == pytest.approx(float(p * hit / positive), rel=1e-9)
        assert counted["posterior"] == pytest.approx(found.posterior, rel=1e-9)
    if found.cleared is not None and 1 - float(positive) > 1e-9:
        assert found.cleared == pytest.approx(float((1 - p) * (1 - alarm) / (1 - positive)), rel=1e-6)


@quick
@given(configs(DiagnosisConfig))
def test_whole_people_add_up_and_are_close_to_what_is_expected(config):
    found = diagnose(config)
    sizes = sizes_of(found.whole)
    assert sizes.sum() == config.population and sizes.min() >= 0
    expected = [vars(found.expected)[name] for name in vars(found.expected)]
    assert np.abs(sizes - expected).max() <= 1 + 1e-6


@quick
@given(configs(DiagnosisConfig))
def test_everyone_keeps_a_place_of_their_own_while_they_are_sorted(config):
    if config.population == 10000:
        config = DiagnosisConfig(**{**vars(config), "population": 1000})
    found = diagnose(config)
    places = ways(found.whole, config.population)
    for stage in range(3):
        assert len({tuple(place) for place in places[stage].tolist()}) == config.population
    tp, fn, fp, tn = np.split(places[-1], np.cumsum(sizes_of(found.whole))[:-1])
    positive, negative = np.concatenate([tp, fp]), np.concatenate([fn, tn])
    if len(positive) and len(negative):
        assert positive[:, 0].max() < negative[:, 0].min()  # the frame holds the positive and nobody else
    fig, frames = sorting_film(found.whole, config.population, config.tests, say)
    shown = figure_at(fig, frames, frames.count - 1)
    assert sum(len(trace["x"]) for trace in shown.data) == config.population
    assert [shown.data[k]["x"].tolist() for k in (0, 3)] == [tp[:, 0].tolist(), tn[:, 0].tolist()]
    assert bool(shown.layout["shapes"][0]["opacity"]) and figure_at(fig, frames, 0).layout["shapes"][0]["opacity"] == 0
    if len(positive):
        assert shown.layout["shapes"][0]["x1"] > positive[:, 0].max()


@pytest.mark.parametrize("population", [100, 1000, 10000])
def test_a_frame_and_its_place_are_each_others_inverse(population):
    frames = stages(population)
    for frame in range(len(frames)):
        assert frame_of(sorting_of(frame, population), population) == frame
        assert frames[frame] == pytest.approx(round(sorting_of(frame, population)), abs=0.501)
    assert frame_of(2.0, population) == len(frames) - 1 and frames[-1] == 2
    assert cases_of(frame_of_cases(10000, population), population) == population
    assert cases_of(frame_of_cases(50, population), population) == 50


def test_drawn_people_are_as_frequent_as_the_probabilities_say():
    config = DiagnosisConfig(prevalence=0.2, sensitivity=0.7, specificity=0.6, population=10000, tests=2)
    ill, positive = draw_people(config)
    for count, p in ((int(ill.sum()), 0.2), (int((ill & positive).sum()), 0.2 * 0.49),
                     (int((~ill & positive).sum()), 0.8 * 0.16)):  # fmt: skip
        low, high = binom.interval(1 - 1e-6, config.population, p)
        assert low <= count <= high


@pytest.mark.parametrize("population", [100, 1000, 10000])
def test_the_film_of_cases_counts_as_the_table_does(population):
    config = DiagnosisConfig(population=population, prevalence=0.1)
    ill, positive = draw_people(config)
    fig, frames = cases_film(ill, positive, first_cases(ill, positive, population), 0.5, say)
    for frame in (0, 17, frames.count - 1):
        shown = figure_at(fig, frames, frame)
        people = first_cases(ill, positive, cases_of(frame, population))
        assert [len(trace["x"]) for trace in shown.data[:4]] == sizes_of(people).tolist()
        numbers = drawn_numbers(config, cases_of(frame, population))
        assert (numbers["positive_people"], numbers["ill_people"]) == (people.positive, people.ill_positive)


def test_every_odd_case_has_its_sentence():
    nobody = DiagnosisConfig(sensitivity=0.0, specificity=1.0)
    found = diagnose(nobody)
    assert found.posterior is None and found.positive == 0
    assert percent_lines(found, nobody)[0][0] == "percent.nobody_positive"
    assert percent_lines(found, nobody)[2][0] == "kind.useless"
    assert odds_line(found, nobody)[0] == "odds.none" and formula_values(found, nobody)["result"] == "0/0"
    assert drawn_line(found.whole, found)[0] == "drawn.never"
    assert [key for key, _ in people_lines(found.whole, 1)] == ["people.once"]
    everybody = DiagnosisConfig(sensitivity=1.0, specificity=0.0)
    assert percent_lines(diagnose(everybody), everybody)[1][0] == "percent.nobody_negative"
    certain = DiagnosisConfig(specificity=1.0)
    assert diagnose(certain).posterior == 1 and odds_line(diagnose(certain), certain)[0] == "odds.certain"
    worse = DiagnosisConfig(sensitivity=0.3, specificity=0.4, tests=3)
    assert percent_lines(diagnose(worse), worse)[-1][0] == "kind.misleading"
    assert diagnose(worse).posterior < worse.prevalence
    few = DiagnosisConfig(prevalence=0.001, population=100, specificity=0.999)
    assert (
        rounding_line(diagnose(few))[0] == "rounding.none"
        and drawn_line(diagnose(few).whole, diagnose(few))[0] == "drawn.nobody"
    )
    assert rounding_line(at())[0] == "rounding.some" and rounding_line(at(specificity=0.9)) is None
    half_a_person = at(prevalence=0.005, population=100, sensitivity=0.0, specificity=1.0)
    assert rounding_line(half_a_person) == ("rounding.some", {"ill": "0.5", "hits": "0", "alarms": "0"})


def test_more_people_are_advised_only_where_there_can_be_more():
    rare = {"prevalence": 0.001, "sensitivity": 0.001, "specificity": 1.0}
    assert [rounding_line(at(**rare, population=n))[0] for n in (100, 1000, 10000)] == [
        "rounding.none", "rounding.none", "rounding.none_of_most",
    ]  # fmt: skip


def test_small_expected_numbers_are_written_as_powers_of_ten():
    _, said = rounding_line(at(prevalence=0.5, specificity=0.999, tests=3))
    assert said == {"ill": "500", "hits": "256", "alarms": r"5 \cdot 10^{-7}"}


@quick
@given(configs(DiagnosisConfig))
def test_a_test_tells_nothing_only_where_sensitivity_and_specificity_add_up_to_one(config):
    kinds = [key for key, _ in percent_lines(diagnose(config), config)][2:]
    youden = Fraction(config.sensitivity) + Fraction(config.specificity) - 1
    if abs(youden) > Fraction(1, 10**11):
        assert kinds == ([] if youden > 0 else ["kind.misleading"])


def test_a_faint_test_is_not_called_useless():
    for sensitivity, specificity, kinds in ((1e-5, 1.0, []), (0.001, 0.998, ["kind.misleading"]),
                                            (0.001, 0.999, ["kind.useless"])):  # fmt: skip
        config = DiagnosisConfig(sensitivity=sensitivity, specificity=specificity, tests=3)
        assert [key for key, _ in percent_lines(diagnose(config), config)][2:] == kinds


def test_a_posterior_is_not_rounded_to_certainty():
    config = DiagnosisConfig(prevalence=0.5, specificity=0.999, tests=3)
    found, left = diagnose(config), r"1 - 1.953 \cdot 10^{-9}"  # 0.001**3 / (0.8**3 + 0.001**3)
    assert formula_values(found, config)["result"] == left and odds_line(found, config)[1]["result"] == left
    certain = DiagnosisConfig(specificity=1.0)
    assert formula_values(diagnose(certain), certain)["result"] == "1"


@pytest.mark.parametrize(("share", "text"), [(0.0776397516, "7.76"), (1.0, "100"), (0.0, "0"), (0.99999, "99.999")])
def test_a_share_is_not_taken_for_certainty(share, text):
    assert percent(share) == text


def test_two_shares_are_told_apart():
    assert percents(0.99, 0.9977702462) == ("99", "99.8")
    assert percents(0.999, 0.99922) == ("99.9", "99.92")
    assert percents(0.5, 0.5) == ("50", "50")
    config = DiagnosisConfig(prevalence=0.001, sensitivity=0.3, specificity=0.9)
    _, (_, said) = percent_lines(diagnose(config), config)
    assert said["healthy"] != said["cleared"]


@pytest.mark.parametrize(
    ("share", "rest", "text"),
    [(0.25, 0.75, "0.25"), (1.0, 0.0, "1"), (0.99994, 6e-5, "0.9999"), (1.0, 1e-20, r"1 - 1 \cdot 10^{-20}")],
)
def test_little_that_is_left_is_written(share, rest, text):
    assert share_tex(share, rest) == text


def test_challenges_want_what_they_say():
    for fields, missing in (
        ({"sensitivity": 0.9}, "other_test"), ({"tests": 2}, "other_test"), ({}, "too_low"),
        ({"specificity": 0.9919}, "too_low"),
    ):  # fmt: skip
        config = DiagnosisConfig(**fields)
        assert more_likely_ill(diagnose(config), config).missing[0].key == missing
    for specificity, met in ((0.99192, True), (0.991919, False)):  # 0.8/99 of the healthy are as many as the ill found
        config = DiagnosisConfig(specificity=specificity)
        assert more_likely_ill(diagnose(config), config).met is met
    for fields, missing in (({}, "misses_many"), ({"sensitivity": 0.95}, "tells")):
        config = DiagnosisConfig(**fields)
        assert worthless(diagnose(config), config).missing[0].key == missing
    config = DiagnosisConfig(sensitivity=1.0, specificity=0.0, tests=3)
    assert worthless(diagnose(config), config).met
