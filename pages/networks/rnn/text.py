"""A network reads a text character by character, and writes."""

from dataclasses import replace
from functools import cache, partial

import numpy as np
import streamlit as st

from core.networks.rnn.challenges import better_than_pairs, learned_by_heart
from core.networks.rnn.neurons import follow
from core.networks.rnn.neurons_figure import neurons_figure
from core.networks.rnn.settings import NeuronConfig, TextConfig, WritingConfig
from core.networks.rnn.text import (
    TextCodes,
    TextNet,
    documentation,
    read_text,
    text_codes,
    text_numbers,
    text_of,
    train_text,
    untrained_reader,
    write,
)
from core.networks.rnn.text_figure import next_figure, text_loss_figure
from core.networks.rnn.text_report import softmax_by_hand, text_lines
from core.pace import last_state
from pages.networks.rnn.rests import guess_panel
from pages.shared import (
    Challenge,
    Experiment,
    Made,
    Words,
    ask,
    cached,
    challenges,
    code_panel,
    current_config,
    drawing,
    figure,
    folded,
    job,
    live_formula,
    paragraphs,
    quotable,
)
from pages.shared.pickers import own_file

PLACE = "rnn__text"
IN_THE_CODE = 10_000  # characters of a text that stands in the code
USUAL = {"tab": "text", "corpus": "docs", "reader": "LSTM", "reader_units": 48, "reader_steps": 200,
         "reader_rate": 0.01, "text_seed": 0}  # fmt: skip
EXPERIMENTS = {
    "half": Experiment(USUAL | {"prompt": "The ", "temperature": 0.5, "top_k": 100}, right=1),
    "cold": Experiment(USUAL | {"prompt": "The ", "temperature": 0.1, "top_k": 100}, right=0),
    "unit": Experiment(USUAL | {"followed": "word", "neuron": 0}, right=0),
    "reach": Experiment(USUAL | {"guess": 100}, right=1),
    "poems": Experiment(USUAL | {"corpus": "poems", "reader_steps": 300, "prompt": "明月"}, right=2),
}
CHALLENGES = {
    "pairs": Challenge(better_than_pairs, solution={"reader_steps": 300, "reader": "GRU"}),
    "heart": Challenge(learned_by_heart, solution={"corpus": "poems", "reader_steps": 300}),
}


def show(t: Words) -> None:
    """Text and network beside what it expects and what it writes."""
    controls, stage = st.columns([1, 3.4], gap="medium")
    with controls:
        config = ask(TextConfig, t, only=("corpus", "reader", "reader_steps"), segments=1)
        text = _chosen(t, config)
        with st.popover(t("more"), icon=":material/tune:", width="stretch"):
            config = ask(TextConfig, t, only=("reader_units", "reader_rate", "text_seed"))

    def draw() -> None:
        with controls:
            ask(WritingConfig, t, only=("prompt", "temperature", "top_k"))
        fresh = cache(partial(untrained_reader, text, config))  # is needed until there is a trained one
        picture = partial(_picture, t, config)

        def before() -> None:
            picture(fresh())
            st.markdown(t("before"))

        with stage:
            net = job(t, train_text, text, config, show=picture, before=before)
            if net is not None:
                picture(net)
            ask(WritingConfig, t, only=("characters", "writing_seed"), columns=2)
        _panels(t, stage, text, config, net or fresh())

    drawing(t, draw)


def _chosen(t: Words, config: TextConfig) -> TextCodes:
    if config.corpus == "docs":
        return cached(text_codes, cached(documentation))
    poems = text_codes(t("corpus.poems"))
    if config.corpus == "poems":
        return poems
    found: TextCodes | None = own_file(t, PLACE, t("upload"), _read, types=["txt", "md"], megabytes=1)
    if found is None:
        st.caption(t("instead"))
        return poems
    return found


def _read(_: str, content: bytes) -> TextCodes:
    return read_text(content)


def _picture(t: Words, config: TextConfig, net: TextNet) -> None:
    """The losses, what comes after the prompt, and what the network writes, trained or not yet."""
    how = current_config(WritingConfig, t)
    writing, baselines = write(net, how), net.baselines
    left, right = st.columns(2, gap="small")
    with left:
        figure(text_loss_figure(net, config.reader_steps, t), key="rnn_text_loss",
               alt=t("alt.text_loss", uniform=float(baselines[0]), pairs=float(baselines[2])))  # fmt: skip
    with right:
        figure(next_figure(net, writing, t), key="rnn_next", alt=t("alt.next", best=float(writing.used.max())))
    st.code(how.prompt + writing.text, language=None, wrap_lines=True, height=190)
    if writing.unknown:
        st.caption(t("unknown", characters=quotable(writing.unknown)))


def _panels(
    t: Words, stage: st.delta_generator.DeltaGenerator, text: TextCodes, config: TextConfig, net: TextNet
) -> None:  # fmt: skip
    """What there is to say of the network, trained or not yet; its numbers, its code."""
    is_trained, how = len(net.steps) > 0, current_config(WritingConfig, t)
    if is_trained:
        with stage:
            st.markdown(paragraphs(t, [(f"said.{key}", values) for key, values in text_lines(net, text)]))
    _neurons(t, text, config, net)
    guess_panel(t, text, config, net)
    _by_hand(t, softmax_by_hand(net, write(net, how), how.temperature))
    challenges(t, CHALLENGES, pairs=(net, config), heart=(net,))
    if config.corpus != "docs" and len(text.codes) > IN_THE_CODE:
        st.caption(t("without_code", most=IN_THE_CODE))
        return
    written = Made(documentation) if config.corpus == "docs" else text_of(text)
    made = Made(last_state, train_text, Made(text_codes, written), config)
    code_panel(t, {"PyTorch": Made(text_numbers, made)}, shown=text_numbers(net) if is_trained else None)


@folded("neurons", icon="neurology", key="rnn_neurons")
def _neurons(t: Words, text: TextCodes, config: TextConfig, net: TextNet) -> None:
    """The text colored by one unit, and how well it follows, beside the best of the network's first weights."""
    asked = ask(NeuronConfig, t, columns=2)
    found, fresh = follow(net, text, asked), follow(untrained_reader(text, config), text, replace(asked, neuron=0))
    values = {"unit": found.unit + 1, "correlation": found.correlation, "fresh": fresh.correlation,
              "name": t.option("followed", asked.followed), "count": len(found.chosen)}  # fmt: skip
    figure(neurons_figure(found, t), key="rnn_colored", alt=t("alt.neurons", **values))
    st.markdown(t("follows" if np.ptp(found.target) else "follows_nothing", **values))


@folded("part.numbers", icon="calculate", key="rnn_softmax_by_hand")
def _by_hand(t: Words, numbers: dict[str, str]) -> None:
    live_formula(t, "by_hand", **{name: quotable(value) for name, value in numbers.items()})
