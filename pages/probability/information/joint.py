"""A joint table as areas: how much one variable tells about the other."""

import streamlit as st

from core.probability.information.challenges import hidden_dependence, independent_table
from core.probability.information.joint import Joint, joint, joint_numbers
from core.probability.information.joint_figure import entropies_figure, mosaic_figure
from core.probability.information.joint_report import given_rows, joint_lines, joint_tex
from core.probability.information.library import joint_in_sklearn
from core.probability.information.settings import TableConfig
from pages.probability.information.bars import tell_sum
from pages.shared import (
    Challenge,
    Experiment,
    Made,
    Words,
    ask,
    challenges,
    code_panel,
    current_config,
    drawing,
    figure,
    folded,
    last_valid,
    live_formula,
    paragraphs,
)

COVER = ((4.0, 2.0, 1.0, 1.0), (2.0, 4.0, 1.0, 1.0), (2.0, 2.0, 2.0, 2.0), (8.0, 0.0, 0.0, 0.0))
EXPERIMENTS = {
    "square": Experiment({"tab": "joint", "table": ((1.0, 0.0, 1.0), (0.0, 1.0, 0.0))}, right=1),
    "all_different": Experiment({"tab": "joint", "table": ((0.2, 0.4), (0.1, 0.2))}, right=2),
    "higher": Experiment({"tab": "joint", "table": COVER}, right=1),
}
CHALLENGES = {
    "independent_table": Challenge(
        independent_table, solution={"table": ((1.0, 2.0, 3.0), (2.0, 4.0, 6.0), (3.0, 6.0, 9.0))}
    ),
    "hidden_dependence": Challenge(
        hidden_dependence,
        solution={"table": ((0.0, 0.0, 1.0, 0.0), (1.0, 0.0, 0.0, 0.0), (0.0, 0.0, 0.0, 1.0), (0.0, 1.0, 0.0, 0.0))},
    ),
}


def show(t: Words) -> None:
    """The table, the square cut into its cells, and the entropies as bars."""
    controls, stage = st.columns([1, 3.4], gap="medium")
    with stage:
        picture, beside = st.columns([1.1, 1], gap="medium")

    def draw() -> None:
        with controls:
            columns = len(current_config(TableConfig, t, warn=False).table[0])
            ask(TableConfig, t, column_names={"table": tuple(f"x = {k + 1}" for k in range(columns))})
            found, (config,) = last_valid(t, joint, current_config(TableConfig, t, warn=False))
            tell_sum(t, found.total)
        with picture:
            sizes = {"columns": len(found.p_x), "rows": len(found.p_y)}
            figure(mosaic_figure(found, t), key="information_mosaic",
                   alt=t("alt.mosaic", bits=found.information, **sizes))  # fmt: skip
        with beside:
            figure(entropies_figure(found, t), key="information_entropies",
                   alt=t("alt.entropies", x=found.entropy_x, y=found.entropy_y, xy=found.entropy_xy,
                         bits=found.information))  # fmt: skip
            st.markdown(paragraphs(t, joint_lines(found)))
        _by_hand(t, found)
        challenges(t, CHALLENGES, independent_table=(found,), hidden_dependence=(found,))
        code_panel(
            t, {"NumPy": Made(joint_numbers, config), "scikit-learn": Made(joint_in_sklearn, config)},
            shown=joint_numbers(config),
        )  # fmt: skip

    drawing(t, draw)


@folded("part.numbers", icon="calculate", key="information_joint_by_hand")
def _by_hand(t: Words, found: Joint) -> None:
    live_formula(t, "by_hand.sums", **joint_tex(found))
    st.markdown("\n".join(["- " + t(key, **values) for key, values in given_rows(found)]))
    st.markdown(t("by_hand.given"))
