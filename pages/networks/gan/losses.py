"""The losses: what G pays for a fake of each score, and how strongly each loss pulls."""

import streamlit as st

from core.figures.theme import GRADIENT
from core.networks.gan.challenges import clueless, dead_and_alive
from core.networks.gan.loss_table import LossTable, loss_table, slopes_by_hand, table_in_torch, table_numbers
from core.networks.gan.losses import GAN_LOSSES
from core.networks.gan.losses_figure import losses_figure, slopes_figure
from core.networks.gan.settings import LogitConfig
from pages.shared import (
    Challenge,
    Experiment,
    Made,
    Words,
    ask,
    by_hand,
    cached,
    challenges,
    code_panel,
    drawing,
    field_handle,
    figure,
)

USUAL = {"tab": "losses"}
EXPERIMENTS = {
    "sure": Experiment(USUAL | {"fake_logit": -4.6}, right=2),
    "clueless": Experiment(USUAL | {"fake_logit": 0.0, "real_logit": 0.0}, right=1),
    "hinge": Experiment(USUAL | {"fake_logit": 5.0}, right=0),
}
CHALLENGES = {
    "alive": Challenge(dead_and_alive, solution={"fake_logit": -5.5}),
    "clueless": Challenge(clueless, solution={"fake_logit": 0.0, "real_logit": 0.0}),
}


def show(t: Words) -> None:
    """Two scores beside the curves, on which that of the fake is dragged."""
    controls, stage = st.columns([1, 3.4], gap="medium")
    with stage:
        left, right = st.columns(2, gap="small")

    def draw() -> None:
        with controls:
            config = ask(LogitConfig, t)
        found = cached(loss_table, config)
        alt = t("alt.losses", score=config.fake_logit)
        for place, draw_figure, key in ((left, losses_figure, "gan_losses"), (right, slopes_figure, "gan_slopes")):
            with place:
                handle = field_handle(LogitConfig, "fake_logit", 0.0, name="fake", color=GRADIENT)
                figure(draw_figure(found, t), key=key, alt=alt, handles=[handle])
        with stage:
            st.markdown(_table(t, found))
        by_hand(t, "gan_slopes_by_hand", [("by_hand", slopes_by_hand(config))])
        challenges(t, CHALLENGES, alive=(found,), clueless=(found,))
        code_panel(t, {"NumPy": Made(table_numbers, Made(loss_table, config)), "PyTorch": Made(table_in_torch, config)},
                   shown=table_numbers(found))  # fmt: skip

    drawing(t, draw)


def _table(t: Words, found: LossTable) -> str:
    """One row a loss: both losses, the pull, and what D pays where nobody can tell."""
    rows = [
        t("table.row", name=t(f"legend.{name}"), d=found.d_losses[name], g=found.g_losses[name],
          pull=-found.slopes[name], balance=loss.d_balance)
        for name, loss in GAN_LOSSES.items()
    ]  # fmt: skip
    return "\n".join([t("table.head"), *rows])
