"""A network that reads a text: its losses and probabilities against torch, and every text that is refused."""

import math
from dataclasses import replace

import numpy as np
import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.special import softmax

from core.networks.rnn.challenges import better_than_pairs, learned_by_heart
from core.networks.rnn.settings import TextConfig, WritingConfig
from core.networks.rnn.text import (
    LONGEST,
    CharacterNet,
    baseline_losses,
    documentation,
    judged_loss,
    judged_windows,
    parts_of,
    probabilities,
    read_text,
    seeded_reader,
    text_codes,
    text_of,
    train_text,
    untrained_reader,
    write,
)
from core.networks.rnn.text_figure import next_figure, text_loss_figure
from core.networks.rnn.text_report import softmax_by_hand, text_lines
from core.refusal import Refusal
from tests.networks.rnn.words import say

TEXT = text_codes("she sells <sea> shells & \"he\" sells 'shores'.\n" * 40)
TINY = TextConfig(reader_units=16, reader_steps=50)


@pytest.fixture(scope="module")
def net():
    return list(train_text(TEXT, TINY))[-1]


def test_a_fresh_network_has_the_loss_of_guessing(net):
    alphabet, train, end = parts_of(TEXT)
    fresh = judged_loss(seeded_reader(TINY, len(alphabet)), *judged_windows(train, end))
    assert fresh == pytest.approx(math.log(len(alphabet)), rel=0.25)
    assert net.baselines[0] == pytest.approx(math.log(len(net.alphabet)))
    assert net.held_out[-1] < net.held_out[0] < fresh


@pytest.mark.parametrize("kind", ["RNN", "LSTM", "GRU"])
def test_what_is_expected_after_the_prompt_is_that_of_torch(kind):
    (*_, net) = train_text(TEXT, TextConfig(reader=kind, reader_units=16, reader_steps=50))
    module = CharacterNet(kind, len(net.alphabet), 16)
    module.load_state_dict({name: torch.from_numpy(value) for name, value in net.weights.items()})
    places = np.searchsorted(net.alphabet, [ord(one) for one in "she se"])
    with torch.no_grad():
        theirs = module(torch.from_numpy(places)[None])[0, -1].double().softmax(dim=0).numpy()
    np.testing.assert_allclose(write(net, WritingConfig(prompt="she se")).plain, theirs, atol=1e-5)


def test_the_frequencies_are_counted_on_what_is_learned_from():
    train, end = np.array([0, 1, 0, 1, 0, 2]), np.array([0, 1, 0])
    single = np.array([4, 3, 2]) / 9
    uniform, by_one, by_pair = baseline_losses(train, end, 3)
    assert uniform == pytest.approx(math.log(3)) and by_one == pytest.approx(-np.log(single[[1, 0]]).mean())
    after_zero, after_one = (2 + single[1]) / (3 + 1), (2 + single[0]) / (2 + 1)
    assert by_pair == pytest.approx(-np.log([after_zero, after_one]).mean())


@settings(deadline=None, max_examples=40)
@given(scores=st.lists(st.integers(-50, 50).map(float), min_size=2, max_size=9), temperature=st.floats(0.1, 2),
       top_k=st.integers(1, 100))  # fmt: skip
def test_temperature_and_top_k_are_a_softmax_of_the_best(scores, temperature, top_k):
    scores = np.array(scores)
    found = probabilities(scores, temperature, top_k)
    assert found.sum() == pytest.approx(1) and (found > 0).sum() <= top_k
    if top_k >= len(scores):
        np.testing.assert_allclose(found, softmax(scores / temperature), atol=1e-12)


def test_a_training_that_goes_on_from_a_snapshot_ends_as_one_that_never_paused(net):
    early = list(train_text(TEXT, TINY))[2]
    *_, again = train_text(TEXT, TINY, early)
    np.testing.assert_array_equal(again.held_out, net.held_out)
    for name, values in net.weights.items():
        np.testing.assert_array_equal(again.weights[name], values)


@pytest.mark.parametrize(
    ("baselines", "held_out", "keys"),
    [
        ((4.5, 3.1, 2.5), [4.0, 2.4], ["below_all"]),
        ((4.5, 3.1, 2.5), [4.0, 2.8], ["below_guessing"]),
        ((6.0, 5.2, 5.5), [5.9, 5.3], ["below_guessing"]),  # of a short text single characters say more than pairs
        ((6.0, 5.2, 5.5), [5.9, 6.0], ["above_guessing"]),
        ((6.0, 5.2, 5.5), [5.5, 7.0], ["above_guessing", "by_heart"]),
    ],
)
def test_what_is_said_of_a_network_depends_on_all_its_baselines(net, baselines, held_out, keys):
    told = replace(net, baselines=np.array(baselines), held_out=np.array(held_out), losses=np.array([4.0, 5.9]),
                   steps=np.array([5, 10]))  # fmt: skip
    assert [key for key, _ in text_lines(told, TEXT)[1:]] == keys
    if keys[-1] == "by_heart":
        assert text_lines(told, TEXT)[-1][1]["best"] == 5


def test_a_ratio_that_no_float_holds_is_told_as_a_power_of_ten(net):
    certain = replace(write(net, WritingConfig()), plain=np.array([1.0, *[0.0] * (len(net.alphabet) - 1)]))
    assert softmax_by_hand(net, certain, 0.1)["raised"] == "10^{3000}"


def test_a_text_comes_back_from_its_codes():
    assert text_of(TEXT) == "she sells <sea> shells & \"he\" sells 'shores'.\n" * 40
    assert text_of(text_codes("月\r\n𝄞" * 200)) == "月\n𝄞" * 200


def test_a_prompt_of_unknown_characters_is_told_and_left_out(net):
    known, mixed = (write(net, WritingConfig(prompt=prompt)) for prompt in ("she", "sZh月eZ"))
    assert mixed.unknown == "Z月" and mixed.text == known.text and len(known.text) == 300
    assert write(net, WritingConfig(prompt="")).unknown == ""


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("", "text_short"),
        ("ab" * 100, "text_short"),
        ("ab" * LONGEST, "text_long"),
        ("a" * 500, "text_of_one_character"),
        ("".join(map(chr, range(0x4E00, 0x4E00 + 3_001))), "text_of_too_many"),
    ],
)
def test_a_text_that_cannot_be_learned_is_refused(text, rule):
    with pytest.raises(Refusal) as refused:
        text_codes(text)
    assert refused.value.rule == rule


@pytest.mark.parametrize(
    ("content", "rule"),
    [
        (b"", "empty_file"),
        (b" " * 900, "blank_file"),
        (b"\x89PNG\r\n" + b"a" * 600, "not_a_text"),
        (bytes(range(256)) * 9, "encoding"),
        (b"a" * 900, "text_of_one_character"),
        (("夜来风雨声。" * 40_000).encode("gb18030"), "text_long"),
    ],
)
def test_a_file_that_is_no_text_to_learn_from_is_refused(content, rule):
    with pytest.raises(Refusal) as refused:
        read_text(content)
    assert refused.value.rule == rule


def test_a_file_is_read_in_the_encodings_of_its_readers():
    poem = "春眠不觉晓，处处闻啼鸟。\n" * 40
    for encoding in ("utf-8", "utf-8-sig", "utf-16", "gb18030"):
        assert text_of(read_text(poem.encode(encoding))) == poem


def test_the_shortest_text_of_two_characters_is_read():
    text = text_codes("ab" * 200)
    alphabet, train, end = parts_of(text)
    assert len(alphabet) == 2 and len(train) > 48 and len(end) == 49
    (*_, net) = train_text(text, TINY)
    assert np.isfinite(net.held_out).all()


def test_figures_and_sentences_escape_what_the_text_holds(net):
    writing = write(net, WritingConfig(prompt="she "))
    shown = next_figure(net, writing, say).to_json() + text_loss_figure(net, 50, say).to_json()
    assert "NaN" not in shown and '"<"' not in shown
    assert next(key for key, _ in text_lines(net, TEXT)) == "corpus"
    assert "nan" not in str(softmax_by_hand(net, writing, 0.1)).lower()


def test_the_network_before_its_first_step_has_no_loss_and_writes():
    fresh = untrained_reader(TEXT, TINY)
    assert "NaN" not in text_loss_figure(fresh, 50, say).to_json()
    writing = write(fresh, WritingConfig(prompt="she "))
    assert len(writing.text) == WritingConfig().characters
    assert writing.plain.max() < 0.5  # it expects nothing in particular
    assert better_than_pairs(fresh, TINY).missing[0].key == "untrained"
    assert [one.key for one in learned_by_heart(fresh).missing][:2] == ["untrained", "train"]


def test_a_loss_above_guessing_is_in_the_picture(net):
    risen = replace(net, held_out=net.held_out + 2 * math.log(len(net.alphabet)))
    figure = text_loss_figure(risen, 50, say)
    assert risen.held_out.max() < figure.layout["yaxis"]["range"][1]


def test_the_documentation_is_long_enough_and_of_this_python():
    assert len(text_codes(documentation()).codes) == 60_000


@pytest.mark.parametrize("length", [2, 49, 200, 201, 455])
def test_each_held_out_character_but_the_first_is_judged_once_after_those_before_it(length):
    places = np.random.default_rng(3).integers(0, 9, 300 + length)
    train, end = places[:300], places[300:]
    read, wanted = judged_windows(train, end)
    assert wanted[wanted >= 0].tolist() == end[1:].tolist()
    net, losses = seeded_reader(TextConfig(reader_units=16), 9), []
    for after in range(301, len(places)):
        begin = 252 + (after - 301) // 200 * 200  # 48 before its stretch of 200
        scores = net(torch.from_numpy(places[begin:after])[None])[0, -1].detach()
        losses.append(float(torch.nn.functional.cross_entropy(scores, torch.tensor(places[after]))))
    assert judged_loss(net, read, wanted) == pytest.approx(np.mean(losses), rel=1e-5)
