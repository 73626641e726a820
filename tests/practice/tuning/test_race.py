"""Four searches on one budget: what each tries and spends, and Optuna and chance as judges."""

import base64
import io
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image
from sklearn.model_selection import ParameterGrid

from core.figures.film import figure_at
from core.practice.tuning.challenges import all_near
from core.practice.tuning.library import optuna_walk, race_in_library
from core.practice.tuning.mountain import DECAYS, EPOCHS, RATES, MountainConfig, mountain_of, surface_of
from core.practice.tuning.race import (
    SEARCHES,
    SearchRaceConfig,
    budget_ahead,
    named_truths,
    race_of,
    run_race,
    tpe_of,
    tpe_walks,
    walk_of,
)
from core.practice.tuning.race_figure import race_film
from core.practice.tuning.race_images import night_images, rock_image
from core.practice.tuning.race_report import chance_line, race_numbers, race_rows
from core.practice.tuning.tpe import parzen_density

LAND = mountain_of(MountainConfig())


@given(budget=st.integers(9, 200), scale=st.sampled_from(["log", "linear"]), repeat=st.integers(0, 9))
@settings(max_examples=12, deadline=None)
def test_no_search_spends_more_than_its_budget_or_leaves_the_range(budget, scale, repeat):
    for search in ("grid", "random", "halving"):
        walk = walk_of(LAND, SearchRaceConfig(budget=budget, scale=scale), search, repeat)
        assert walk.cost[-1] == walk.epochs.sum() <= budget * EPOCHS
        assert walk.cost[-1] > 0.7 * budget * EPOCHS or search == "grid"
        for values, (low, high) in ((walk.rates, RATES), (walk.decays, DECAYS)):
            assert (values >= low * (1 - 1e-9)).all() and (values <= high * (1 + 1e-9)).all()
        assert walk.epochs[walk.chosen[-1]] == EPOCHS
        assert walk.boast == walk.observed[walk.epochs == EPOCHS].max()


def test_the_grid_tries_every_pair_once():
    walk = walk_of(LAND, SearchRaceConfig(budget=26), "grid", 0)
    axes = {"rate": np.geomspace(*RATES, 5), "decay": np.geomspace(*DECAYS, 5)}
    wanted = sorted((one["rate"], one["decay"]) for one in ParameterGrid(axes))
    assert sorted(zip(walk.rates, walk.decays, strict=True)) == [pytest.approx(pair) for pair in wanted]
    assert len(np.unique(walk_of(LAND, SearchRaceConfig(budget=26), "random", 0).rates)) == 26


@pytest.mark.parametrize("scale", ["log", "linear"])
def test_tpe_from_scratch_tries_what_optuna_tries_in_every_repetition(scale):
    race = SearchRaceConfig(budget=60, scale=scale, repeats=3, race_seed=2)
    for repeat, ours in enumerate(tpe_walks(LAND, race)):
        theirs = optuna_walk(LAND, race, repeat)
        assert ours.rates == pytest.approx(theirs.rates, rel=1e-9)
        assert ours.decays == pytest.approx(theirs.decays, rel=1e-9)
        assert ours.observed == pytest.approx(theirs.observed, rel=1e-9)
        assert ours.chosen.tolist() == theirs.chosen.tolist()


def test_a_parzen_density_is_a_density_on_the_square_and_draws_from_itself():
    places = np.random.default_rng(1).random((1, 40, 2))
    density = parzen_density(places)
    centers = (np.arange(400) + 0.5) / 400
    grid = np.stack(np.meshgrid(centers, centers), axis=-1).reshape(1, -1, 2)
    share = np.exp(density.log_density(grid))
    assert share.mean() == pytest.approx(2 * np.pi, rel=1e-3)  # the constant that is left out
    drawn = density.draw(np.random.default_rng(2).random((1, 3, 40_000)))
    assert drawn[0].mean(axis=0) == pytest.approx((grid[0] * share[0][:, None]).sum(axis=0) / share.sum(), abs=0.01)


@pytest.mark.parametrize("budget", [9, 11, 25, 26])
def test_a_larger_budget_goes_on_where_a_smaller_one_has_ended(budget):
    race = SearchRaceConfig(budget=budget, repeats=2)
    assert budget_ahead(race).budget >= budget
    alone, ahead = (
        race_of(MountainConfig(), race, tpe_of(MountainConfig(), one)) for one in (race, budget_ahead(race))
    )
    assert np.array_equal(alone.curves, ahead.curves, equal_nan=True)
    assert np.array_equal(alone.boasts, ahead.boasts) and alone.curves.shape == (4, 2, budget + 1)


def test_each_rung_of_halving_keeps_the_best_third_of_the_one_before():
    walk = walk_of(LAND, SearchRaceConfig(budget=25), "halving", 0)
    rungs = [walk.epochs == epochs for epochs in (3, 9, 27, 81)]
    assert [int(rung.sum()) for rung in rungs] == [168, 56, 18, 6]
    for earlier, later in pairwise(rungs):
        best = np.argsort(-walk.observed[earlier], kind="stable")[: later.sum()]
        assert walk.rates[later].tolist() == walk.rates[earlier][best].tolist()


def test_what_is_named_grows_with_the_budget_and_a_longer_training_counts_more():
    walk = walk_of(LAND, SearchRaceConfig(budget=9), "random", 1)
    named = named_truths(walk, 9)
    assert np.isnan(named[0])
    for spent in range(1, 10):
        assert named[spent] == walk.truth[:spent][walk.observed[:spent].argmax()]


@pytest.mark.parametrize(("n", "chance"), [(60, 0.954), (1, 0.05), (14, 0.512)])
def test_the_chance_of_the_best_five_percent_is_that_of_many_draws(n, chance):
    told = chance_line(n)[1]["chance"]
    hits = (np.random.default_rng(0).random((20_000, n)).max(axis=1) > 0.95).mean()
    assert told == pytest.approx(hits, abs=0.012) and told == pytest.approx(chance, abs=5e-4)


def test_more_trials_raise_the_promise_above_the_top_and_not_the_worth():
    surface = surface_of(LAND)
    few, many = (run_race(MountainConfig(), SearchRaceConfig(budget=budget, repeats=3)) for budget in (16, 80))
    tpe = SEARCHES.index("tpe")
    assert many.boasts[tpe].mean() > surface.best + 0.03 > surface.best > many.truths[tpe].mean()
    assert many.boasts[tpe].mean() > few.boasts[tpe].mean()
    assert all(row["gap"] >= 0 for row in race_rows(many, surface))


def test_on_a_linear_scale_random_search_is_no_better_than_the_mean():
    race = run_race(MountainConfig(), SearchRaceConfig(scale="linear", budget=25))
    assert race.truths[SEARCHES.index("random")].mean() < 0.1


def test_the_race_is_repeatable_and_the_same_with_optuna():
    config = SearchRaceConfig(budget=12, repeats=2)
    first, again, library = (f(MountainConfig(), config) for f in (run_race, run_race, race_in_library))
    assert np.array_equal(first.curves, again.curves, equal_nan=True)
    assert race_numbers(first)["boasts"] == pytest.approx(race_numbers(library)["boasts"], rel=1e-9)


def test_the_night_is_dark_where_nothing_was_tried_and_gone_in_the_light():
    walk = walk_of(LAND, SearchRaceConfig(budget=9), "random", 0)
    pictures = [_pixels(one) for one in night_images(walk, np.array([0, 1, 9]))]
    dark, one, nine, light = (picture[..., 3].astype(int) for picture in pictures)
    assert (dark == dark.max()).all() and dark.max() > 230 and not light.any()
    assert (nine <= one).all() and nine.sum() < one.sum() < dark.sum()
    row, column = np.unravel_index(one.argmin(), one.shape)
    there = [np.log(v[0] / low) / np.log(high / low) for v, (low, high) in ((walk.rates, RATES), (walk.decays, DECAYS))]
    assert (column + 0.5) / one.shape[1] == pytest.approx(there[0], abs=0.04)
    assert 1 - (row + 0.5) / one.shape[0] == pytest.approx(there[1], abs=0.04)


def test_no_two_pictures_of_the_race_have_one_place_and_size():  # of two such Plotly draws the first alone
    race = run_race(MountainConfig(), SearchRaceConfig(budget=9, repeats=1))
    figure, frames = race_film(race, surface_of(LAND), 9, lambda key, **values: key)
    pictures = figure_at(figure, frames, 3).layout["images"]
    places = [tuple(one[name] for name in ("xref", "x", "sizex", "yref", "y", "sizey")) for one in pictures]
    assert len(set(places)) == len(pictures) == 8


def test_every_trial_of_the_grid_lies_on_the_axes_in_32_bits_too():
    race = run_race(MountainConfig(), SearchRaceConfig(budget=9, repeats=1))
    layout = race_film(race, surface_of(LAND), 9, lambda key, **values: key)[0].layout
    for name, values in (("xaxis", race.walks[0].rates), ("yaxis", race.walks[0].decays)):
        low, high = layout[name]["range"]
        logs = np.log10(values.astype(np.float32).astype(float))
        assert low < logs.min() and logs.max() < high


def test_the_top_of_the_mountain_is_its_brightest_place():
    surface = surface_of(LAND)
    brightness = _pixels(rock_image(surface))[::-1, :, :3].sum(axis=2, dtype=int)
    row, column = np.unravel_index(surface.fine.argmax(), surface.fine.shape)
    assert brightness[row, column] == brightness.max() > brightness[0, -1] > 0


def _pixels(address):
    return np.array(Image.open(io.BytesIO(base64.b64decode(address.partition(",")[2]))).convert("RGBA"))


def test_a_judge_wants_what_its_sentence_says():
    config = SearchRaceConfig(budget=26, repeats=2)
    verdict = all_near(config, run_race(MountainConfig(), config), surface_of(LAND))
    assert [one.key for one in verdict.missing][:2] == ["budget", "repeats"]
