"""Cost: published counts, layers of PyTorch, and the operations that PyTorch counts."""

from dataclasses import replace

import numpy as np
import pytest
import torch
from torch.utils.flop_counter import FlopCounterMode

from core.networks.attention.cost import GPT2, LENGTHS, cost, cost_here, cost_in_torch, cost_numbers
from core.networks.attention.settings import TransformerConfig, TransformerCostConfig
from core.networks.attention.transformer import Transformer
from core.refusal import Refusal


@pytest.mark.parametrize(("name", "weights"), [("GPT-2 small", 124_439_808), ("GPT-2 XL", 1_557_611_200)])
def test_the_published_networks_have_their_published_sizes(name, weights):
    assert cost_numbers(GPT2[name])["weights"] == weights
    assert cost_in_torch(GPT2[name]) == cost_numbers(GPT2[name])


def test_the_block_of_gpt2_small_has_7087872_weights():
    assert cost_here(TransformerCostConfig()).block == 7_087_872


@pytest.mark.parametrize("length", [16, 40])
def test_the_multiply_adds_are_half_the_operations_that_pytorch_counts(length):
    model = TransformerConfig(layers=2, attention_heads=2, block_width=16)
    net = Transformer(model, 30, 30, length, True, torch.Generator().manual_seed(0))
    with FlopCounterMode(display=False) as counter, torch.inference_mode():
        net(torch.zeros(1, length, dtype=torch.long))
    here = cost_here(TransformerCostConfig(cost_layers=2, cost_heads=2, cost_width=16, vocabulary=30, read=length))
    assert counter.get_total_flops() == 2 * float(here.dense[0] + here.attention[0] + here.answer[0])


def test_attention_overtakes_the_matrices_at_six_times_the_width():
    found = cost(replace(TransformerCostConfig(), cost_width=96, cost_heads=12))
    assert ((found.attention > found.dense) == (LENGTHS > 6 * 96)).all()


def test_the_length_alone_decides_how_attention_grows():
    one, two = (cost_here(replace(TransformerCostConfig(), read=n)) for n in (512, 1024))
    assert two.attention / one.attention == pytest.approx(4) and two.dense / one.dense == pytest.approx(2)
    assert np.all(two.map_bytes == 4 * one.map_bytes) and np.all(two.cache_bytes == 2 * one.cache_bytes)


def test_heads_that_do_not_divide_the_width_are_refused():
    with pytest.raises(Refusal, match="heads_divide_width"):
        cost(replace(TransformerCostConfig(), cost_heads=7))
