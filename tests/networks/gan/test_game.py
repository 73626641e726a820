"""The game against the plainest loop, its targets, its looks and what the doctor says."""

from dataclasses import replace

import numpy as np
import pytest
import torch
from torch import nn

from core.data.drawings import encode_points
from core.figures.film import figure_at, film_message
from core.networks.gan.challenges import all_modes, collapsed, empty_victory, sure_judge
from core.networks.gan.game import (
    GameRun,
    GanTraining,
    game_numbers,
    play_game,
    real_points,
    realness,
    untrained_game,
)
from core.networks.gan.game_by_hand import game_in_scipy, pair_by_hand
from core.networks.gan.game_figure import arrow_lines, game_figure, game_film
from core.networks.gan.game_report import doctor, game_lines, reversals
from core.networks.gan.losses import GAN_LOSSES
from core.networks.gan.players import PlaneMatch, gradient_penalty, r1_penalty
from core.networks.gan.settings import GanGameConfig, GanTargetConfig, PlayersConfig, TurnsConfig
from core.networks.gan.target import landed_shares, lit_modes, sample, target_of
from core.networks.gan.turns import own_steps, play_turns
from core.networks.gan.turns_report import turns_lines
from core.pace import last_state
from core.refusal import Refusal

RING, SMALL = GanTargetConfig(), PlayersConfig(g_width=8, d_width=8)
SHORT = GanGameConfig(gan_steps=100)
TARGETS = [GanTargetConfig(target=name) for name in ("ring", "grid", "moons", "spiral", "drawn")]
TARGETS += [GanTargetConfig(target="grid", side=5), GanTargetConfig(modes=2)]


def say(key, **values):
    """Words that name what they were given."""
    return " ".join([key, *(f"{name}={value}" for name, value in values.items())])


@pytest.fixture(scope="module")
def snapshots() -> list[GanTraining]:
    return list(play_game(RING, SMALL, SHORT))


@pytest.mark.parametrize("config", TARGETS, ids=lambda c: f"{c.target}{c.side}{c.modes}")
def test_a_target_lands_on_itself_and_lights_all_its_modes(config):
    target = target_of(config)
    points = sample(target, 4000, np.random.default_rng(1))
    shares = landed_shares(points, target)
    assert shares.sum() == pytest.approx(1 - np.exp(-4.5), abs=0.012)  # of one cloud: within three deviations
    assert lit_modes(shares, target).all() and target.weights.sum() == pytest.approx(1)
    assert landed_shares(points + 50, target).sum() == 0


def test_a_drawn_target_with_too_few_points_is_refused():
    text = encode_points(np.zeros((19, 2)), np.zeros(19, int), (-3, 3), (-3, 3))
    with pytest.raises(Refusal, match="few_drawn"):
        target_of(GanTargetConfig(target="drawn", drawing=text))
    one_place = encode_points(np.zeros((20, 2)), np.zeros(20, int), (-3, 3), (-3, 3))
    assert target_of(GanTargetConfig(target="drawn", drawing=one_place)).modes == 1


@pytest.mark.parametrize("loss", GAN_LOSSES)
def test_the_game_is_the_plainest_loop(loss):
    """The same weights as by binary cross-entropy, squares, and so on, with an optimizer that is not fused."""
    config = replace(SHORT, loss=loss, r1=0.5, d_steps=2)
    match = PlaneMatch(target_of(RING), SMALL, config)
    plain = PlaneMatch(target_of(RING), SMALL, config)
    d_adam, g_adam = (torch.optim.Adam(net.parameters(), 3e-3, (0.5, 0.999)) for net in (plain.d, plain.g))
    for turn in range(3):
        for k in range(2):
            match.discriminator_step()
            plain_judge_step(plain, d_adam, loss, 2 * turn + k)
        match.generator_step()
        plain_faker_step(plain, g_adam, loss, turn)
    for ours, theirs in zip([*match.g.parameters(), *match.d.parameters()],
                            [*plain.g.parameters(), *plain.d.parameters()], strict=True):  # fmt: skip
        torch.testing.assert_close(ours, theirs, rtol=2e-4, atol=2e-5)


def plain_judge_step(match, adam, loss, count):
    chance = match.chance(0, count)
    real = match.real(128, chance)
    fake = match.g(match.noise(128, chance)).detach()
    a, b = match.d(real), match.d(fake)

    def wasserstein():
        return b.mean() - a.mean() + gradient_penalty(match.d, real, fake, torch.rand(128, 1, generator=chance))

    match_loss = {
        "LSGAN": lambda: nn.functional.mse_loss(a, torch.ones_like(a)) + nn.functional.mse_loss(b, torch.zeros_like(b)),
        "hinge": lambda: torch.clamp(1 - a, min=0).mean() + torch.clamp(1 + b, min=0).mean(),
        "WGAN-GP": wasserstein,
    }.get(loss, lambda: -torch.log(torch.sigmoid(a)).mean() - torch.log(1 - torch.sigmoid(b)).mean())()  # fmt: skip
    adam.zero_grad()
    (match_loss + 0.25 * r1_penalty(match.d, real)).backward()
    adam.step()


def plain_faker_step(match, adam, loss, count):
    s = match.d(match.g(match.noise(128, match.chance(1, count))))
    if loss in ("hinge", "WGAN-GP"):
        found = -s
    elif loss == "LSGAN":
        found = (s - 1) ** 2
    else:
        found = torch.log(1 - torch.sigmoid(s)) if loss == "saturating" else -torch.log(torch.sigmoid(s))
    adam.zero_grad()
    found.mean().backward()
    adam.step()


def test_the_penalties_are_those_of_a_linear_judge():
    net = nn.Linear(2, 1)
    with torch.no_grad():
        net.weight.copy_(torch.tensor([[3.0, 4.0]]))
    x, y, share = torch.randn(5, 2), torch.randn(5, 2), torch.rand(5, 1)
    assert r1_penalty(net, x).item() == pytest.approx(25)  # |(3, 4)|²
    assert gradient_penalty(net, x, y, share).item() == pytest.approx(16)  # (5 - 1)²


def test_a_game_that_goes_on_from_a_snapshot_ends_as_one_that_never_paused(snapshots):
    for at in (0, 2):
        *_, last = play_game(RING, SMALL, SHORT, snapshots[at])
        np.testing.assert_array_equal(last.fakes, snapshots[-1].fakes)
        np.testing.assert_array_equal(last.d_losses, snapshots[-1].d_losses)
        np.testing.assert_array_equal(last.look_steps, [0, 25, 50, 75, 100])


def test_the_arrows_are_minus_the_gradient_of_each_fakes_loss(snapshots):
    look = snapshots[0]
    match = PlaneMatch(target_of(RING), SMALL, SHORT)
    x = torch.from_numpy(look.fakes[0, :64]).requires_grad_()
    (slope,) = torch.autograd.grad(nn.functional.softplus(-match.d(x)).sum(), x)
    np.testing.assert_allclose(look.arrows[0], -slope.numpy(), rtol=1e-4, atol=1e-6)


@pytest.mark.parametrize("loss", GAN_LOSSES)
def test_the_library_finds_the_numbers_of_the_screen_and_the_pair_its_arrow(loss):
    run = last_state(play_game, RING, SMALL, replace(SHORT, loss=loss))
    assert game_in_scipy(run) == pytest.approx(game_numbers(run), rel=1e-9, abs=1e-12)
    keys, (said, *_) = zip(*pair_by_hand(run), strict=True)
    assert keys == ("hand.pair", f"hand.{loss}", "hand.pull")
    assert [float(said["ax"]), float(said["ay"])] == pytest.approx(run.arrows[-1, 0], rel=1e-3)
    assert [said["fx"], said["fy"]] == pytest.approx(run.fakes[-1, 0], abs=0.006)


def test_an_untrained_pair_knows_nothing(snapshots):
    start = untrained_game(RING, SMALL, SHORT)
    np.testing.assert_array_equal(start.fakes[0], snapshots[-1].fakes[0])
    numbers = game_numbers(start)
    assert numbers["steps"] == 0 and numbers["lit_modes"] == 0 and abs(numbers["d_loss"] - 2 * np.log(2)) < 0.3
    assert all_modes(None).missing[0].key == collapsed(None).missing[0].key == "untrained"


def test_alternate_single_turns_are_the_game():
    turns = last_state(play_turns, RING, SMALL, SHORT, TurnsConfig(moves=(1, -1) * 4))
    game = PlaneMatch(target_of(RING), SMALL, SHORT)
    for _ in range(4):
        game.discriminator_step()
        game.generator_step()
    for name, value in game.g.named_parameters():
        np.testing.assert_array_equal(turns.weights[f"g.{name}"], value.detach().numpy())
    assert own_steps(TurnsConfig(moves=(50, -10, 50))) == (100, 10)


def test_a_player_alone_does_what_the_experiments_say():
    players = PlayersConfig()
    alone = last_state(play_turns, RING, players, GanGameConfig(), TurnsConfig(moves=(50, -50, -50, -50)))
    assert np.linalg.norm(alone.fakes[-1].mean(axis=0)) > 3 and empty_victory(alone).met
    sure = last_state(play_turns, RING, players, GanGameConfig(loss="saturating"), TurnsConfig(moves=(50,) * 4))
    pull = np.linalg.norm(sure.arrows, axis=2).mean(axis=1)
    assert pull[0] > 0.06 and pull[-1] < 0.01 and sure_judge(sure).met
    assert [round(float(loss), 1) for loss in alone.g_losses[:2]] == [0.7, 3.2]  # though G has not moved
    loud = last_state(play_turns, RING, players, GanGameConfig(), TurnsConfig(moves=(50,) * 4))
    assert np.linalg.norm(loud.arrows[-1], axis=1).mean() > 3
    assert [key for key, _ in turns_lines(alone, TurnsConfig(moves=(50, -50)))] == ["said.now", "said.g_moved"]
    assert [key for key, _ in turns_lines(sure, TurnsConfig())] == ["said.start"]


@pytest.mark.parametrize("config", TARGETS, ids=lambda c: f"{c.target}{c.side}{c.modes}")
def test_film_and_sentences_stand_for_every_target(config):
    run = untrained_game(config, SMALL, SHORT)
    figure, frames = game_film(run, say)
    assert film_message(figure, frames) and "NaN" not in figure_at(figure, frames, 0).to_json()
    assert len(game_figure(run, say).data) == len(figure.data) == 8
    assert game_lines(run)[0][0] == "said.numbers"


def test_an_arrow_is_at_most_so_long(snapshots):
    run = replace(snapshots[-1], arrows=1e9 * snapshots[-1].arrows)
    lines = arrow_lines(run)[-1].reshape(2, -1, 3)
    assert np.nanmax(np.hypot(*(lines[:, :, 1] - lines[:, :, 0]))) <= 0.7 + 1e-9


@pytest.mark.parametrize(("points", "accuracy", "keys"), [
    ("real", 0.5, {"doctor.healthy"}), ("one", 0.6, {"doctor.collapse", "doctor.blind"}),
    ("far", 1.0, {"doctor.beaten", "doctor.flat", "doctor.collapse"}), ("half", 0.7, {"doctor.missing"}),
    ("two", 0.6, {"doctor.collapse", "doctor.blind"}), ("around", 0.6, {"doctor.lost", "doctor.blind"}),
    ("real", 0.99, {"doctor.beaten", "doctor.flat"}),
])  # fmt: skip
def test_the_doctor_knows_the_illness(snapshots, points, accuracy, keys):
    target = target_of(RING)
    real = real_points(target)
    few = {"two": [0, 4], "half": range(5)}.get(points, range(8))
    fakes = {"real": real, "one": target.anchors[0] + 0 * real, "far": 9 + 0 * real, "around": 1.5 * real}.get(
        points, target.anchors[np.resize(few, len(real))]
    )
    last = snapshots[-1]
    shares = np.repeat(landed_shares(fakes, target)[None], len(last.shares), axis=0)
    loss = 0.01 if points == "far" else 2 * np.log(2)
    run = replace(
        last, fakes=np.repeat(fakes[None], len(shares), axis=0), shares=shares, d_losses=np.full(len(shares), loss),
        d_accuracies=np.full(len(shares), accuracy), arrows=0 * last.arrows,
    )  # fmt: skip
    assert {key for key, _ in doctor(run)} == keys


def test_the_doctor_names_the_loss_and_no_threshold_of_a_critic(snapshots):
    last = replace(snapshots[-1], d_accuracies=np.ones(5), arrows=0 * snapshots[-1].arrows)
    for loss, key in (("saturating", "doctor.dead"), ("hinge", "doctor.flat")):
        assert doctor(replace(last, game=replace(SHORT, loss=loss)))[1][0] == key
    critic = [key for key, _ in game_lines(replace(last, game=replace(SHORT, loss="WGAN-GP")))]
    assert "said.critic" in critic and "doctor.beaten" not in critic


def test_one_of_two_modes_is_a_collapse_and_one_mode_is_none(snapshots):
    config = GanTargetConfig(modes=2)
    target = target_of(config)
    fakes = np.repeat((0 * real_points(target) + target.anchors[0])[None], 5, axis=0)
    shares = np.repeat(landed_shares(fakes[0], target)[None], 5, axis=0)
    assert doctor(replace(snapshots[-1], target=config, fakes=fakes, shares=shares))[0][0] == "doctor.collapse"
    text = encode_points(np.zeros((20, 2)), np.zeros(20, int), (-3, 3), (-3, 3))
    spot = GanTargetConfig(target="drawn", drawing=text)
    assert doctor(replace(snapshots[-1], target=spot, fakes=9 + fakes, shares=0 * shares[:, :1]))[0][0] == "doctor.lost"


def test_a_share_that_wavers_is_no_hop(snapshots):
    """Some modes above the threshold of a lamp and some just below are lit by turns, and nobody leaves."""
    shares = np.full_like(snapshots[-1].shares, 0.04)
    shares[-1, ::2] = 0.025
    assert doctor(replace(snapshots[-1], shares=shares))[0][0] != "doctor.hopping"


def test_a_collapse_is_judged_by_two_looks(snapshots):
    shares = np.zeros_like(snapshots[-1].shares)
    for count, met in ((1, False), (2, True)):
        shares[:count, :2] = 0.15
        assert collapsed(replace(snapshots[-1], shares=shares)).met == met
    shares[:, 2:5] = 0.2
    assert collapsed(replace(snapshots[-1], shares=shares)).missing[0].key == "looks"


def test_an_untrained_generator_may_light_a_lamp_by_chance():
    assert game_numbers(untrained_game(GanTargetConfig(target="grid"), PlayersConfig(), SHORT))["lit_modes"] == 1


def test_the_doctor_knows_who_hops(snapshots):
    shares = np.zeros_like(snapshots[-1].shares)
    shares[np.arange(len(shares)), np.arange(len(shares))] = 0.5
    assert doctor(replace(snapshots[-1], shares=shares))[0][0] == "doctor.hopping"


def test_the_doctor_sees_losses_that_swing_and_no_slow_change(snapshots):
    last = replace(snapshots[-1], game=SHORT)
    swinging = np.resize([1.0, 2.0], len(last.d_losses))
    said = dict(doctor(replace(last, d_losses=swinging)))
    assert said["doctor.swings"]["d_low"] == 1 and said["doctor.swings"]["d_high"] == 2
    for calm in (np.linspace(3, 1, len(swinging)), 1.4 + 0.1 * swinging):
        assert "doctor.swings" not in dict(doctor(replace(last, d_losses=calm, g_losses=0 * calm)))


@pytest.mark.parametrize(
    ("values", "count"),
    [([0, 1, 0, 1, 0], 3), ([0, 1, 2, 3], 0), ([0, 0.3, 0, 0.3], 0), ([3, 1, 1.2, 1, 4], 1), ([2], 0)],
)
def test_reversals_count_turns_of_long_ways(values, count):
    assert reversals(np.array(values, float), 0.5) == count


@pytest.mark.parametrize("wrong", [float("nan"), 1e7])
def test_a_lost_game_is_refused_with_its_rates(wrong):
    run = GameRun(RING, SMALL, SHORT)
    with torch.no_grad():
        run.match.d[0].weight[0, 0] = wrong
    with pytest.raises(Refusal, match=r"game_lost.*rate_d=0\.003"):
        run.look()


@pytest.mark.parametrize("name", GAN_LOSSES)
def test_colors_lie_between_fake_and_real(name):
    colors = realness(name, np.array([-1e9, 0.0, 1e9]))
    assert colors[0] == 0 and colors[-1] == 1 and 0 <= colors[1] <= 1
    assert np.isfinite(realness(name, np.zeros(3))).all()
