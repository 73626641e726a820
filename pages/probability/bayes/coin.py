"""A coin, one toss after another: the prior becomes the posterior."""

from functools import partial

import streamlit as st

from core.probability.bayes.challenges import narrow_interval, prior_as_tosses
from core.probability.bayes.coin import (
    MOST_TOSSES,
    CoinConfig,
    Posterior,
    coin_in_scipy,
    coin_numbers,
    course,
    posterior,
)
from core.probability.bayes.coin_figure import coin_film
from core.probability.bayes.coin_report import coin_lines, weight_line
from pages.shared import (
    Challenge,
    Experiment,
    Made,
    Words,
    ask,
    cached,
    challenges,
    code_panel,
    drawing,
    film,
    folded,
    live_formula,
    paragraphs,
    put,
)

TAB = {"tab": "coin", "seen": MOST_TOSSES}
EXPERIMENTS = {
    "drown": Experiment(TAB | {"alpha": 10.0, "beta": 10.0, "heads": 140, "tails": 60}, right=1),
    "never": Experiment(TAB | {"alpha": 1.0, "beta": 1.0, "heads": 0, "tails": 20, "level": 0.95}, right=1),
    "order": Experiment(
        TAB | {"alpha": 1.0, "beta": 1.0, "heads": 7, "tails": 3, "order": "heads_first"}, right=2
    ),
}  # fmt: skip
CHALLENGES = {
    "narrow": Challenge(narrow_interval, solution={"heads": 140, "tails": 60}),
    "prior_as_tosses": Challenge(prior_as_tosses, solution={"alpha": 6.0, "beta": 3.0, "heads": 2, "tails": 1}),
}


def show(t: Words) -> None:
    """The prior and the tosses beside the film, and the posterior in numbers."""
    controls, stage = st.columns([1, 3.4], gap="medium")

    def draw() -> None:
        with controls:
            ask(CoinConfig, t, only=("alpha", "beta"))
            config = ask(CoinConfig, t, only=("heads", "tails"), columns=2)
            _toss_again(t, config)
            config = ask(CoinConfig, t, only=("order", "level"), segments=2)
        found = cached(posterior, config)
        n = config.heads + config.tails
        with stage:
            fig, frames = coin_film(cached(course, config), t)
            alt = t("alt.coin", n=found.heads + found.tails, heads=found.heads, mean=found.mean, low=found.low,
                    high=found.high)  # fmt: skip
            film(fig, frames, key="bayes_coin", alt=alt, frame=min(config.seen, n), rate=4,
                 on_frame=lambda frame: put({"seen": MOST_TOSSES if frame == n else frame}))  # fmt: skip
            st.markdown(paragraphs(t, coin_lines(found, config)))
        _by_hand(t, found, config)
        challenges(t, CHALLENGES, narrow=(found, config), prior_as_tosses=(found,))
        shown = {"mean": found.mean, "sd": found.sd}
        code_panel(t, {"NumPy": Made(coin_numbers, config), "SciPy": Made(coin_in_scipy, config)}, shown=shown)

    drawing(t, draw)


def _toss_again(t: Words, config: CoinConfig) -> None:
    """A button for one toss more of either kind."""
    for cell, side in zip(st.columns(2), ("heads", "tails"), strict=True):
        count = getattr(config, side)
        with cell:
            st.button(
                t(f"one_more.{side}"), key=f"bayes_one_more_{side}", width="stretch",
                disabled=count == MOST_TOSSES // 2,
                on_click=partial(put, {side: count + 1, "seen": MOST_TOSSES}),
            )  # fmt: skip


@folded("part.numbers", icon="calculate", key="bayes_coin_by_hand")
def _by_hand(t: Words, found: Posterior, config: CoinConfig) -> None:
    live_formula(t, "product")
    key, values = weight_line(found, config)
    live_formula(t, key, **values)
