"""The game of moves against a search that tries every word, and exact fractions."""

from fractions import Fraction
from itertools import product

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.mathematics.matrices.challenges import fewest_moves, round_trip
from core.mathematics.matrices.game import (
    DEEPEST,
    MOVES,
    TARGETS,
    GameConfig,
    game_numbers,
    game_numbers_by_numpy,
    inverse,
    play,
    ways_within,
)
from core.mathematics.matrices.game_figure import game_figure
from core.mathematics.matrices.game_report import game_lines, last_step_tex, product_tex
from core.refusal import Refusal

words = st.text(alphabet=list(MOVES), max_size=20)
FEWEST = {
    "half_turn": 2, "swap": 2, "upward": 3, "gentle": 3, "spiral": 4, "cat": 4, "tall": 5, "double": 6,
}  # fmt: skip


def matrix_of(word):
    """The product of a word's moves in exact fractions."""
    found = [[Fraction(1), Fraction(0)], [Fraction(0), Fraction(1)]]
    for letter in word:
        move = MOVES[letter]
        found = [[sum(Fraction(move[i][k]) * found[k][j] for k in (0, 1)) for j in (0, 1)] for i in (0, 1)]
    return found


def test_no_word_that_is_shorter_reaches_a_target():
    shortest = {}
    for length in range(5):
        for word in product(MOVES, repeat=length):
            shortest.setdefault(str(matrix_of(word)), length)
    for name, rows in TARGETS.items():
        exact = str([[Fraction(number) for number in row] for row in rows])
        assert shortest.get(exact, "five or more") == (FEWEST[name] if FEWEST[name] < 5 else "five or more")
        assert len(play(GameConfig(target=name)).way) == FEWEST[name]


@pytest.mark.parametrize("target", TARGETS)
def test_every_shortest_way_arrives_and_the_other_search_finds_the_same(target):
    way = play(GameConfig(target=target)).way
    game = play(GameConfig(target=target, played=way))
    assert game.reached and game.rest == "" and matrix_of(way) == [[*map(Fraction, row)] for row in TARGETS[target]]
    config = GameConfig(target=target, played=way)
    assert game_numbers(config) == game_numbers_by_numpy(config)


@given(words)
def test_twenty_moves_are_exact_and_the_rest_of_the_way_leads_to_the_target(word):
    game = play(GameConfig(target="cat", played=word))
    assert game.steps[-1].tolist() == [[float(number) for number in row] for row in matrix_of(word)]
    assert (inverse(game.steps[-1]) @ game.steps[-1]).tolist() == [[1, 0], [0, 1]]
    if game.rest is not None:
        there = np.array([[float(number) for number in row] for row in matrix_of(word + game.rest)])
        assert (there == game.target).all() and len(game.rest) <= DEEPEST
    elif len(word) <= 2:
        raise AssertionError("Two moves back and four to the cat map are within six.")


def test_what_a_move_adds_to_a_way_is_at_most_one():
    ways = ways_within(4)
    for rows, way in ways_within(3).items():
        for move in MOVES.values():
            further = ways.get(tuple(map(tuple, (np.array(move) @ np.array(rows) + 0.0).tolist())))
            assert further is not None and len(further) <= len(way) + 1


def test_the_game_says_how_many_moves_were_needed_against_the_fewest():
    for played, key in (("", "rest"), ("RTR", "best"), ("TTTTRTR", "detour"), ("WWWWWWWW", "far")):
        game = play(GameConfig(target="upward", played=played))
        lines = dict(game_lines(game))
        assert key in lines and lines[key].get("fewest", 3) == 3
        assert "NaN" not in game_figure(game, lambda name, **_: name).to_json()
        assert product_tex(game).count("begin") == (min(len(played), 5) + 1 if len(played) > 1 else 1)
        assert (r"\cdots" in product_tex(game)) == (len(played) > 5) and last_step_tex(game)


def missing(verdict):
    return [one.key for one in verdict.missing]


def test_both_challenges_judge_the_moves():
    assert missing(fewest_moves(play(GameConfig(target="swap", played="TM")))) == ["too_near"]
    assert missing(fewest_moves(play(GameConfig(target="tall", played="TW")))) == ["not_there", "detour"]
    assert missing(fewest_moves(play(GameConfig(target="upward", played="MMRTR")))) == ["detour"]
    assert fewest_moves(play(GameConfig(target="upward", played="RTR"))).met
    assert missing(round_trip(play(GameConfig(played="TTTT")))) == ["turns"]
    assert missing(round_trip(play(GameConfig(played="RLWN")))) == ["undone"]
    assert missing(round_trip(play(GameConfig(played="MRMW")))) == ["not_home"]
    assert round_trip(play(GameConfig(played="MRMR"))).met


def test_a_letter_that_is_no_move_is_refused():
    with pytest.raises(Refusal, match="unknown_move"):
        play(GameConfig(played="RTx"))
