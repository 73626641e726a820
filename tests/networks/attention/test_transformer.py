"""The transformer against PyTorch's layer and NumPy; tasks, trainings that go on, and heads."""

from dataclasses import fields, replace
from itertools import islice

import numpy as np
import pytest
import torch
from torch import nn

from core.jobs.packing import pack, unpack
from core.networks.attention.heads import count_by_hand, head_worth, next_chances, sampled_text, toggled_head
from core.networks.attention.learned import learned_numbers
from core.networks.attention.settings import (
    HeadState,
    NextTokenConfig,
    TaskConfig,
    TransformerConfig,
    TransformerTrainingConfig,
)
from core.networks.attention.tasks import baselines, task_of
from core.networks.attention.training import (
    held_out_examples,
    in_double,
    train_transformer,
    trained_transformer,
    untrained_run,
)
from core.networks.attention.transformer import Transformer, rotated, weight_count
from core.networks.attention.transformer_by_hand import learned_in_numpy, logits_and_maps
from core.networks.rnn.text import text_codes
from core.pace import last_state
from core.refusal import Refusal

SMALL = TransformerConfig(block_width=16, perceptron=False)
SHORT = TransformerTrainingConfig(train_steps=100, rate=0.01)


def test_a_block_is_the_encoder_layer_of_pytorch_with_the_same_weights():
    config = TransformerConfig(attention_heads=2, block_width=16, encoding="none")
    net = Transformer(config, 5, 5, 9, False, torch.Generator().manual_seed(0)).double()
    ours = net.blocks[0]
    theirs = nn.TransformerEncoderLayer(
        16, 2, 64, dropout=0, activation="gelu", batch_first=True, norm_first=True, dtype=torch.float64
    )
    names = {
        "self_attn.in_proj_weight": ours.project_in, "self_attn.in_proj_bias": ours.bias_in,
        "self_attn.out_proj.weight": ours.project_out, "self_attn.out_proj.bias": ours.bias_out,
        "norm1.weight": ours.norm_scale, "norm1.bias": ours.norm_shift, "norm2.weight": ours.second_scale,
        "norm2.bias": ours.second_shift, "linear1.weight": ours.widen, "linear1.bias": ours.bias_wide,
        "linear2.weight": ours.narrow, "linear2.bias": ours.bias_narrow,
    }  # fmt: skip
    theirs.load_state_dict(names)
    x = torch.randn(3, 9, 16, dtype=torch.float64, generator=torch.Generator().manual_seed(1))
    mask = torch.full((9, 9), -torch.inf, dtype=torch.float64).triu(1)
    np.testing.assert_allclose(ours(x, mask, None)[0].detach(), theirs(x, src_mask=mask).detach(), rtol=0, atol=1e-12)
    assert weight_count(ours) == 12 * 16**2 + 13 * 16


def test_a_causal_network_does_not_see_what_comes_later():
    net = Transformer(TransformerConfig(layers=2), 7, 7, 8, True, torch.Generator().manual_seed(0))
    x = torch.arange(8)[None] % 7
    changed = x.clone()
    changed[0, 5:] = 3
    assert torch.equal(net(x)[0][:, :5], net(changed)[0][:, :5])
    assert not torch.equal(net(x)[0][:, 5:], net(changed)[0][:, 5:])


def test_rotary_products_depend_on_the_distance_alone():
    q, k = torch.randn(2, 1, 8, dtype=torch.float64, generator=torch.Generator().manual_seed(2))
    scores = rotated(q.expand(9, 8)) @ rotated(k.expand(9, 8)).T
    for distance in range(-4, 5):
        assert float(torch.diagonal(scores, distance).var(correction=0)) < 1e-24


@pytest.mark.parametrize("encoding", ["none", "sinusoidal", "learned", "rotary"])
@pytest.mark.parametrize(("task", "perceptron"), [("reverse", True), ("brackets", False)])
def test_numpy_reads_the_same_answers_and_looks_from_the_weights(encoding, task, perceptron):
    model = TransformerConfig(layers=2, attention_heads=2, block_width=16, perceptron=perceptron, encoding=encoding)
    run = untrained_run(TaskConfig(task=task), model, SHORT)
    sequences = run.sequence_task
    x = held_out_examples(sequences)[0][:5]
    logits, maps = in_double(trained_transformer(run))(x)
    ours, looks = logits_and_maps(run, run.weights["embedding"][x.numpy()], sequences.causal)
    np.testing.assert_allclose(ours, logits.detach(), rtol=0, atol=1e-12)
    np.testing.assert_allclose(looks, torch.stack(maps).detach(), rtol=0, atol=1e-12)
    net = trained_transformer(run)
    assert learned_in_numpy(run)["parameters"] == run.parameters == weight_count(net)


@pytest.mark.parametrize(
    ("name", "rule"),
    [
        ("reverse", lambda x: x[::-1]),
        ("sort", sorted),
        ("copy", list),
        ("addition", lambda x: [int(c) for c in f"{10 * x[0] + x[1] + 10 * x[3] + x[4]:03d}"][::-1]),
    ],
)
def test_the_wanted_answers_follow_the_rule(name, rule):
    task = task_of(TaskConfig(task=name))
    x, y, counts = task.draw(torch.Generator().manual_seed(3), 40, True)
    for row, wanted, there in zip(x.tolist(), y.tolist(), counts.tolist(), strict=True):
        said = [one for one, counted in zip(wanted, there, strict=True) if counted]
        assert said == list(rule(row))


def test_repeated_strings_are_judged_from_the_second_round_on():
    task = task_of(TaskConfig(task="repeat", length=24))
    x, y, counts = task.draw(torch.Generator().manual_seed(3), 50, True)
    for row, wanted, there in zip(x.tolist(), y.tolist(), counts.tolist(), strict=True):
        period = there.index(True)
        assert len(set(row[:period])) == period and row[: 24 - period] == row[period:]
        assert wanted[period:] == [row[k - period + 1] for k in range(period, 24)]


def test_the_innermost_open_bracket_is_wanted():
    task = task_of(TaskConfig(task="brackets", length=20))
    x, y, _ = task.draw(torch.Generator().manual_seed(3), 50, True)
    for row, wanted in zip(x.tolist(), y.tolist(), strict=True):
        stack = []
        for token, label in zip(row, wanted, strict=True):
            symbol = task.tokens[token]
            if symbol in "([":
                stack.append(symbol)
            else:
                assert stack.pop() + symbol in ("()", "[]")
            assert task.classes[label] == (stack[-1] if stack else "·")


def test_no_sum_is_held_out_and_learned_from():
    task = task_of(TaskConfig(task="addition"))
    learned, held = (task.draw(torch.Generator().manual_seed(3), 500, learn)[0] for learn in (True, False))
    assert not {tuple(row) for row in learned.tolist()} & {tuple(row) for row in held.tolist()}


def test_the_baselines_are_those_of_the_rule():
    base = baselines(TaskConfig(task="copy"))
    assert base["guess"].loss == pytest.approx(np.log(10)) and base["same"].accuracy == 1
    assert baselines(TaskConfig(task="characters", length=32, text="sonnets"))["same"].loss == pytest.approx(
        2.4, abs=0.1
    )


@pytest.fixture(scope="module")
def learned():
    return last_state(train_transformer, TaskConfig(), SMALL, SHORT)


def test_reversal_is_learned_with_few_weights_and_looks_along_the_antidiagonal(learned):
    assert learned_numbers(learned)["test_accuracy"] > 0.99 and learned.parameters == 1632
    assert np.mean(np.diagonal(learned.maps[-1, 0, 0][:, ::-1])) > 0.6
    assert count_by_hand(learned)["total"] == learned.parameters
    assert learned_in_numpy(learned) == pytest.approx(learned_numbers(learned), rel=1e-9)


def test_a_training_that_goes_on_from_a_snapshot_ends_the_same(learned):
    states = [one for one in islice(train_transformer(TaskConfig(), SMALL, SHORT), 30) if one is not None]
    again = None
    for state in train_transformer(TaskConfig(), SMALL, SHORT, start=states[-1]):
        again = state or again
    assert 0 < states[-1].step < 100
    for field in fields(learned):
        one, two = getattr(learned, field.name), getattr(again, field.name)
        if isinstance(one, np.ndarray) and field.name not in ("loss_steps", "losses"):
            np.testing.assert_array_equal(one, two)
    for name, weight in learned.weights.items():
        np.testing.assert_array_equal(weight, again.weights[name])


def test_a_loss_that_is_no_number_is_refused():
    wild = TransformerTrainingConfig(rate=0.03, train_steps=50)
    steps = train_transformer(TaskConfig(), SMALL, wild)
    start = next(steps)
    broken = replace(start, weights={name: one * np.nan for name, one in start.weights.items()})
    with pytest.raises(Refusal, match="training_diverged"):
        list(train_transformer(TaskConfig(), SMALL, wild, start=broken))


def test_without_its_only_head_nothing_is_reversed(learned):
    worth = head_worth(learned, HeadState(out=(0, 15)))
    assert worth.chosen == (0,) and worth.whole > 0.99
    assert worth.without_chosen == worth.without[0, 0] < 0.3
    assert toggled_head((0,), 0) == () and toggled_head((0,), True) == (0,) and toggled_head((), 16) == ()


def test_only_the_likeliest_are_drawn_and_a_low_temperature_takes_the_first():
    logits = torch.tensor([1.0, 3.0, 2.0, -1.0]).double()
    two = next_chances(logits, NextTokenConfig(top_k=2, sampling_temperature=1.0))
    torch.testing.assert_close(two, torch.tensor([0, 1, np.exp(-1), 0]) / (1 + np.exp(-1)))
    assert next_chances(logits, NextTokenConfig(sampling_temperature=0.05))[1] > 0.999
    assert next_chances(logits, NextTokenConfig(top_k=40)).sum() == pytest.approx(1)


def test_text_is_drawn_only_where_characters_were_learned(learned):
    with pytest.raises(Refusal, match="not_characters"):
        sampled_text(learned, NextTokenConfig())
    run = untrained_run(TaskConfig(task="characters", length=8), SMALL, SHORT)
    drawn = sampled_text(run, NextTokenConfig())
    assert len(drawn.text) == 160 and drawn == sampled_text(run, NextTokenConfig())


OWN = TaskConfig(task="characters", length=8, text="own")


def test_a_text_of_ones_own_is_learned_from_and_drawn():
    text = text_codes("天地玄黄宇宙洪荒" * 60)
    run = last_state(train_transformer, OWN, SMALL, SHORT, text)
    assert run.test_accuracies[-1] > 0.95 and run.sequence_task.tokens == tuple(sorted(set("天地玄黄宇宙洪荒")))
    assert set(sampled_text(run, NextTokenConfig()).text) <= set("天地玄黄宇宙洪荒")
    assert head_worth(run, HeadState()).whole == pytest.approx(run.test_accuracies[-1])
    again = unpack(pack(run))
    assert np.array_equal(again.own.codes, text.codes)


def test_characters_of_any_text_begin_with_a_line_end_only_where_it_has_one():
    run = untrained_run(OWN, SMALL, SHORT, text_codes("ab" * 200))
    assert len(sampled_text(run, NextTokenConfig()).text) == 160


@pytest.mark.parametrize("text", ["jack", "sonnets"])
def test_the_baselines_of_a_text_are_those_of_counted_pairs(text):
    config = TaskConfig(task="characters", length=8, text=text)
    task, draws = task_of(config), torch.Generator().manual_seed(12_345)
    (x, y, _), (x2, y2, _) = (task.draw(draws, 1_000, learn) for learn in (True, False))
    counts = np.ones((len(task.tokens),) * 2)
    np.add.at(counts, (x.ravel(), y.ravel()), 1)
    chances = counts / counts.sum(axis=1, keepdims=True)
    expected = -np.log(chances[x2.ravel(), y2.ravel()]).mean()
    assert baselines(config)["same"].loss == pytest.approx(expected)
    right = (counts.argmax(axis=1)[x2.ravel()] == y2.ravel().numpy()).mean()
    assert baselines(config)["same"].accuracy == pytest.approx(right)
