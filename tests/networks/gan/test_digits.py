"""The game on digits: nearest images by scikit-learn, goes on as if never paused, a walk with its ends on the wall."""

from dataclasses import replace

import numpy as np
import pytest
import torch
from sklearn.datasets import load_digits
from sklearn.neighbors import NearestNeighbors

from core.figures.film import figure_at, film_message
from core.networks.gan.challenges import all_digits, copycat
from core.networks.gan.digits import (
    DigitsMatch,
    DigitsTraining,
    digits_in_sklearn,
    digits_numbers,
    play_digits,
    untrained_digits,
    wall_noise,
)
from core.networks.gan.digits_data import HELD_OUT, digit_points, nearest_images
from core.networks.gan.digits_figure import digits_figure, digits_film, percents, walk_figure
from core.networks.gan.digits_report import digits_lines, distance_by_hand
from core.networks.gan.digits_walk import STOPS, latent_walk, walk_numbers
from core.networks.gan.losses import both_losses
from core.networks.gan.settings import DigitsConfig, LatentWalkConfig
from core.pace import last_state
from core.refusal import Refusal

SMALL = DigitsConfig(digit_images=20, digit_steps=200, digit_width=16, digit_latent=4, digit_rate=2e-3)


def say(key, **values):
    """Words that name what they were given."""
    return " ".join([key, *(f"{name}={value}" for name, value in values.items())])


@pytest.fixture(scope="module")
def snapshots() -> list[DigitsTraining]:
    return list(play_digits(SMALL))


@pytest.mark.parametrize("count", [20, 100, 1500])
def test_held_out_images_are_none_of_the_training_images_and_their_distances_are_those_of_scikit_learn(count):
    data = digit_points(count)
    assert data.train.shape == (count, 64) and data.held_out.shape == (HELD_OUT, 64)
    everything = {row.tobytes() for row in load_digits().data}
    assert {row.tobytes() for row in (*data.train, *data.held_out)} <= everything
    distances, rows = NearestNeighbors(n_neighbors=1).fit(data.train).kneighbors(data.held_out)
    assert data.baseline == pytest.approx(distances[:, 0])
    assert np.linalg.norm(data.held_out - data.train[data.baseline_nearest], axis=1) == pytest.approx(distances[:, 0])
    assert (data.baseline > 0).all() and len(rows) == HELD_OUT
    assert (digit_points(1500).train[:count] == data.train).all()  # fewer images are some of the many


def test_an_image_is_nearest_to_itself_and_the_first_wins_a_tie():
    data = digit_points(100)
    distances, rows = nearest_images(data.train, data.train)
    assert (distances == 0).all() and (rows == np.arange(100)).all()
    assert nearest_images(np.zeros((1, 2)), np.array([[3.0, 4.0], [4.0, 3.0]]))[1].tolist() == [0]


def test_looks_are_even_and_tell_what_the_players_do(snapshots):
    last, data = snapshots[-1], digit_points(20)
    assert last.look_steps.tolist() == list(range(0, 201, 20)) and len(snapshots) == 11
    assert last.share == 1 and last.walls.min() >= 0 and last.walls.max() <= 16
    match = DigitsMatch(data, SMALL)
    for name, net in (("g", match.g), ("d", match.d)):
        net.load_state_dict({key[2:]: torch.tensor(one) for key, one in last.weights.items() if key[0] == name})
    with torch.no_grad():
        fakes = match.g(wall_noise(match))
        scores = [match.d(x).double().numpy()[:, 0] for x in (torch.tensor(data.train / 8 - 1).float(), fakes)]
    assert last.walls[-1] == pytest.approx(8 * (fakes[:30].numpy() + 1), abs=1e-4)
    assert (last.d_losses[-1], last.g_losses[-1]) == pytest.approx(both_losses("non_saturating", *scores), rel=1e-5)
    near = NearestNeighbors(n_neighbors=1).fit(data.train).kneighbors(8 * (fakes.numpy().astype(float) + 1))
    assert last.distances[-1] == pytest.approx(near[0][:, 0], abs=1e-3)
    assert last.distinct[-1] == len(np.unique(near[1])) and last.digit_shares[-1].sum() == pytest.approx(1)


def test_a_game_goes_on_as_if_it_had_never_stopped(snapshots):
    gone_on = last_state(play_digits, SMALL, snapshots[4])
    for name in ("walls", "distances", "d_losses", "g_losses", "look_steps"):
        assert np.array_equal(getattr(gone_on, name), getattr(snapshots[-1], name))
    assert all(np.array_equal(one, snapshots[-1].weights[name]) for name, one in gone_on.weights.items())
    first = last_state(play_digits, SMALL, snapshots[0])
    assert np.array_equal(first.walls, snapshots[-1].walls)


def test_players_come_nearer_to_the_data_and_leave_the_state_of_torch_alone(snapshots):
    torch.manual_seed(3)
    state = torch.get_rng_state()
    start = untrained_digits(SMALL)
    assert torch.equal(torch.get_rng_state(), state)
    assert np.array_equal(start.walls, snapshots[0].walls)
    assert digits_numbers(snapshots[-1])["distance"] < 0.8 * digits_numbers(start)["distance"]


def test_a_weight_that_is_lost_is_told():
    with pytest.raises(Refusal, match="digits_lost"):
        run = untrained_digits(SMALL)
        broken = {name: np.full_like(one, np.nan) for name, one in run.weights.items()}
        zeros = {f"{name}.{m}": np.zeros_like(one) for name, one in broken.items() for m in ("exp_avg", "exp_avg_sq")}
        last_state(play_digits, SMALL, replace(run, step=100, weights=broken, moments=zeros))


def test_the_film_shows_each_look_as_a_figure_alone_does(snapshots):
    run = snapshots[-1]
    fig, frames = digits_film(run, say)
    assert len(film_message(fig, frames)) < 1_000_000
    for look in (0, 5, 10):
        film, alone = figure_at(fig, frames, look), digits_figure(run, say, look)
        for one, other in zip(film.data, alone.data, strict=True):
            for part in ("x", "y", "z"):
                if part in one:
                    assert np.array_equal(np.asarray(one[part]), np.asarray(other[part]), equal_nan=True)
            assert list(one.get("text", ())) == list(other.get("text", ()))
    wall, nearest = (np.asarray(trace["z"]) for trace in alone.data[:2])
    assert np.array_equal(wall[:8, :8], run.walls[10][0].reshape(8, 8))
    assert np.array_equal(nearest[:8, 9:17], digit_points(20).train[run.wall_nearest[10][0]].reshape(8, 8))
    assert np.isnan(wall[:, 8]).all() and np.isfinite(wall).sum() == 30 * 64


def test_percents_hold_every_image_also_those_beyond():
    assert percents(np.array([0.0, 47.9, 48.0, 90.0])).tolist() == [25.0, *[0.0] * 22, 75.0]


def test_scikit_learn_finds_the_numbers_of_the_screen(snapshots):
    for run in (snapshots[0], snapshots[-1]):
        assert digits_in_sklearn(run) == pytest.approx(digits_numbers(run), rel=1e-9, abs=1e-12)


def test_the_sum_by_hand_is_the_distance_below_the_pair(snapshots):
    run = snapshots[-1]
    for number in (1, 30):
        (_, row), (_, rows) = distance_by_hand(run, number)
        assert float(rows["distance"]) == pytest.approx(run.distances[-1][number - 1], rel=1e-3)
        parts = [float(part) for part in rows["rows"].split(" + ")]
        assert sum(parts) == pytest.approx(float(rows["sum"]), rel=1e-3)
        assert max(parts) == pytest.approx(float(row["row_sum"]), abs=0.06) and row["terms"].count("^2") == 8


def test_a_walk_begins_and_ends_on_the_wall_and_the_mixture_is_straight(snapshots):
    run = snapshots[-1]
    found = latent_walk(run, LatentWalkConfig(walk_from=3, walk_to=7, walk=0.3))
    for place, image in ((0, run.walls[-1][2]), (STOPS - 1, run.walls[-1][6])):
        assert found.path[place] == pytest.approx(image, abs=1e-4)
        assert found.mixtures[place] == pytest.approx(image, abs=1e-4)
    assert found.mixtures[3] == pytest.approx(found.mixtures[-1], abs=1e-4)  # 0.3 is a stop as well
    assert found.path[3] == pytest.approx(found.path[-1], abs=1e-4)
    assert found.mixtures[-1] == pytest.approx(0.7 * run.walls[-1][2] + 0.3 * run.walls[-1][6], abs=1e-4)
    at_home = latent_walk(run, LatentWalkConfig(walk_from=5, walk_to=5, walk=0.9))
    assert walk_numbers(at_home)["ends_apart"] == 0 and np.ptp(at_home.path, axis=0).max() < 1e-4
    figures = [walk_figure(latent_walk(run, LatentWalkConfig(walk=share)), say) for share in (0.0, 0.7)]
    assert [len(one.data) for one in figures] == [5, 5]


def test_the_report_tells_copies_from_blur_and_one_idea_from_many(snapshots):
    run = snapshots[-1]
    baseline = digit_points(20).baseline
    for factor, key in ((0.2, "said.copies"), (1.0, "said.between"), (2.0, "said.blurred")):
        keys = [key for key, _ in digits_lines(replace(run, distances=factor * baseline[None]))]
        assert key in keys
    for distinct, key in ((1, "said.collapsed"), (20, "said.varied")):
        assert key in [key for key, _ in digits_lines(replace(run, distinct=np.array([distinct])))]


def test_challenges_judge_what_is_trained(snapshots):
    run = snapshots[-1]
    assert [one(None).missing[0].key for one in (all_digits, copycat)] == ["untrained", "untrained"]
    copies = replace(run, distances=0.4 * digit_points(20).baseline[None], distinct=np.array([12]))
    assert copycat(copies).met and not copycat(replace(copies, distinct=np.array([9]))).met
    assert [one.key for one in all_digits(copies).missing][:2] == ["few", "lit"]
    many = replace(run, config=replace(SMALL, digit_images=1500), digit_shares=np.full((1, 10), 0.1))
    good = replace(many, distances=1.5 * digit_points(1500).baseline[None])
    assert all_digits(good).met and not all_digits(replace(good, step=1200)).met
