from dataclasses import replace

import pytest

from core.data.playground import DataConfig
from core.engine.many import train_many
from core.engine.settings import Branches, NetworkConfig, Segment, TrainingConfig
from core.networks.mlp import challenges
from core.networks.mlp.defaults import run_of

ADAM = TrainingConfig(optimizer="Adam", learning_rate=0.01)
NOISY = DataConfig(dataset="gauss", noise_percent=50, train_percent=20)


def run(data, network, training):
    return run_of(data, network, training, Branches())


def missing(verdict):
    return verdict.missing[0].key if verdict.missing else None


SQUARES = DataConfig(inputs=("x1_squared", "x2_squared"))


@pytest.mark.parametrize(
    ("data", "network", "said"),
    [
        (DataConfig(dataset="gauss"), NetworkConfig(hidden=()), "inseparable_data"),
        (DataConfig(), NetworkConfig(), "inseparable_hidden"),
        (DataConfig(), NetworkConfig(hidden=()), "inseparable_accuracy"),
        (SQUARES, NetworkConfig(hidden=()), None),
    ],
)
def test_classes_that_no_line_parts_want_other_inputs_where_nothing_is_hidden(data, network, said):
    assert missing(challenges.inseparable(data, network, run(data, network, TrainingConfig()))) == said


XOR = DataConfig(dataset="xor")


@pytest.mark.parametrize(
    ("data", "network", "said"),
    [
        (DataConfig(), NetworkConfig(), "xor_data"),
        (replace(XOR, inputs=("x1_times_x2",)), NetworkConfig(hidden=()), "xor_inputs"),
        (XOR, NetworkConfig(hidden=(2,)), "xor_accuracy"),
        (XOR, NetworkConfig(hidden=(3,)), "xor_units"),
        (XOR, NetworkConfig(hidden=(2,), activations=("Sine",)), None),
    ],
)
def test_xor_wants_two_units_that_go_up_and_down(data, network, said):
    assert missing(challenges.fewest_for_xor(data, network, run(data, network, ADAM))) == said


SPIRAL = DataConfig(dataset="spiral")
WAVES = NetworkConfig(hidden=(8, 4), activations=("Sine",), initialization="XavierUniform")


@pytest.mark.parametrize(
    ("data", "network", "training", "said"),
    [
        (DataConfig(), WAVES, ADAM, "spiral_data"),
        (replace(SPIRAL, inputs=("x1", "sin_x1")), WAVES, ADAM, "spiral_inputs"),
        (SPIRAL, replace(WAVES, hidden=(8, 5)), ADAM, "spiral_units"),
        (SPIRAL, replace(WAVES, activations=("Tanh",)), ADAM, "spiral_loss"),
        (SPIRAL, NetworkConfig(), replace(ADAM, loss="Huber", huber_delta=0.01, epochs=5), "spiral_accuracy"),
        (SPIRAL, WAVES, ADAM, None),
    ],
)
def test_the_spiral_is_solved_by_twelve_units_from_both_coordinates(data, network, training, said):
    assert missing(challenges.small_for_spiral(data, network, run(data, network, training))) == said


LARGE = NetworkConfig(hidden=(8, 8))


def test_a_large_network_on_few_noisy_points_overfits_and_a_plain_one_on_many_does_not():
    assert challenges.overfit(NOISY, run(NOISY, LARGE, ADAM)).met
    many = replace(NOISY, train_percent=90)
    assert missing(challenges.overfit(many, run(many, NetworkConfig(), TrainingConfig()))) == "overfit_gap"
    assert missing(challenges.overfit(DataConfig(), run(DataConfig(), LARGE, ADAM))) == "overfit_data"


@pytest.mark.parametrize(
    ("data", "network", "training", "said"),
    [
        (replace(NOISY, noise_percent=0), LARGE, ADAM, "overfit_data"),
        (replace(NOISY, train_percent=50), LARGE, ADAM, "cured_share"),
        (NOISY, NetworkConfig(), ADAM, "cured_units"),
        (NOISY, LARGE, ADAM, "cured_gap"),
        (NOISY, replace(LARGE, initialization="Zeros"), replace(ADAM, epochs=0), "cured_loss"),
        (NOISY, LARGE, replace(ADAM, l2=0.03), None),
    ],
)
def test_the_cure_is_judged_on_a_network_that_could_learn_by_heart(data, network, training, said):
    assert missing(challenges.cured(data, network, run(data, network, training))) == said


def rate_verdict(training, segments=None):
    data, network = DataConfig(), NetworkConfig()
    *_, rivals = challenges.rivals_in_steps(data, network, training)
    return challenges.largest_rate(training, segments or [Segment(0, training)], run(data, network, training), rivals)


def test_a_small_learning_rate_is_told_of_a_larger_one_that_converges():
    verdict = rate_verdict(TrainingConfig())
    assert missing(verdict) == "rate_larger"
    larger = verdict.missing[0].values["larger"]
    assert 0.03 < larger <= 10
    assert challenges.converges(run(DataConfig(), NetworkConfig(), TrainingConfig(learning_rate=larger)))


def test_following_the_larger_rates_solves_the_challenge():
    training = TrainingConfig()
    for _ in range(12):
        verdict = rate_verdict(training)
        if verdict.met:
            break
        training = replace(training, learning_rate=verdict.missing[0].values["larger"])
    assert verdict.met


def test_what_is_not_one_constant_rate_is_not_judged():
    assert missing(rate_verdict(TrainingConfig(epochs=50))) == "rate_epochs"
    assert missing(rate_verdict(TrainingConfig(schedule="Cosine"))) == "rate_plain"
    two = [Segment(0, TrainingConfig()), Segment(50, TrainingConfig(learning_rate=0.1))]
    assert missing(rate_verdict(TrainingConfig(), two)) == "rate_plain"
    assert missing(rate_verdict(TrainingConfig(learning_rate=10.0))) == "rate_here"


def test_without_all_rivals_nothing_is_said_about_the_largest_rate():
    training = TrainingConfig(learning_rate=1.6)
    found = run(DataConfig(), NetworkConfig(), training)
    first, *_ = challenges.rivals_in_steps(DataConfig(), NetworkConfig(), training)
    assert missing(challenges.largest_rate(training, [Segment(0, training)], found, first)) == "rate_long"
    assert missing(challenges.largest_rate(training, [Segment(0, training)], found, None)) == "rate_wait"


def test_a_diverged_run_does_not_converge():
    data = DataConfig(dataset="plane")
    found = run(data, NetworkConfig(activations=("ReLU",)), TrainingConfig(learning_rate=3.0))
    assert found.divergence and not challenges.converges(found)
    assert [progress.runs for progress in train_many([])] == [()]
