"""Linear equations: the picture of the rows beside the picture of the columns."""

import streamlit as st

from core.mathematics.matrices.challenges import free_choice, through_one_point
from core.mathematics.matrices.plane_figure import COLUMN_COLORS
from core.mathematics.matrices.system import (
    EXAMPLES,
    System,
    SystemConfig,
    solve_system,
    system_numbers,
    system_numbers_by_numpy,
)
from core.mathematics.matrices.system_figure import column_alt, column_figure, row_alt, row_figure
from core.mathematics.matrices.system_report import (
    combination_tex,
    empty_equations,
    reduction_tex,
    residual_products_tex,
    sentence,
    solutions_tex,
)
from core.tex import number
from pages.shared import (
    Challenge,
    Experiment,
    Handle,
    Made,
    Words,
    ask,
    cached,
    challenges,
    choose_example,
    code_panel,
    column_handle,
    current_config,
    drawing,
    figure,
    folded,
    live_formula,
)

SAME, PRISM = ((1.0, 2.0, 4.0), (0.5, 1.0, 2.0)), ((1.0, 0.0, 1.0, 1.0), (0.0, 1.0, 1.0, 1.0), (1.0, -1.0, 0.0, 3.0))
TWO_PLANES = ((1.0, 1.0, 1.0, 2.0), (1.0, -1.0, 0.0, 0.0))
EXPERIMENTS = {
    "how_many": Experiment({"tab": "system", "equations": SAME}, right=1),
    "two_planes": Experiment({"tab": "system", "equations": TWO_PLANES}, right=0),
    "three_planes": Experiment({"tab": "system", "equations": PRISM}, right=2),
}
CHALLENGES = {
    "through_one": Challenge(
        through_one_point, solution={"equations": ((1.0, 0.0, 1.0), (0.0, 1.0, 1.0), (1.0, 1.0, 2.0))}
    ),
    "free": Challenge(free_choice, solution={"equations": ((1.0, 1.5, 2.5), (2.0, 3.0, 5.0))}),
}


def show(t: Words) -> None:
    """The augmented matrix beside both pictures, and what they say."""
    controls, stage = st.columns([1, 3.6], gap="medium")

    def draw() -> None:
        with controls:
            unknowns = len(current_config(SystemConfig, t).equations[0]) - 1
            heads = [*(f"x{'₁₂₃'[k]}" for k in range(unknowns)), "b"]
            config = ask(SystemConfig, t, column_names={"equations": heads})
            examples = {t(f"example_name.{name}"): rows for name, rows in EXAMPLES.items()}
            choose_example(t("example"), "equations", config.equations, examples, t("example_none"))
        found = cached(solve_system, config)
        with stage:
            left, right = st.columns(2, gap="small")
            with left:
                key = f"matrices_rows_{found.a.shape[1]}"
                figure(row_figure(found, t), key=key, alt=row_alt(found, t))
            with right:
                key = f"matrices_columns_{found.a.shape[0]}"
                handles = _handles(found) if found.a.shape[0] == 2 else ()
                figure(column_figure(found, t), key=key, alt=column_alt(found, t), handles=handles)
            live_formula(t, sentence(found), solutions=solutions_tex(found), free=found.null.shape[1],
                         length=number(float(sum(found.residual**2)) ** 0.5))  # fmt: skip
            if empty := empty_equations(found):
                st.markdown(t("said.empty", numbers=empty))
        _by_hand(t, found)
        challenges(t, CHALLENGES, through_one=(found,), free=(found,))
        shown = {"kind": found.kind, "rank": found.rank, "rank_with_b": found.rank_with_b}
        code_panel(
            t, {"NumPy": Made(system_numbers, config), "numpy.linalg": Made(system_numbers_by_numpy, config)},
            shown=shown | ({"x": found.x} if found.kind == "one" else {}),
        )  # fmt: skip

    drawing(t, draw)


def _handles(found: System) -> list[Handle]:
    """The tips of the columns and of b."""
    unknowns = found.a.shape[1]
    tips = [(f"a{'₁₂₃'[k]}", COLUMN_COLORS[k]) for k in range(unknowns)] + [("b", "var(--st-text-color)")]
    return [
        column_handle(SystemConfig, "equations", k, label=name, color=color) for k, (name, color) in enumerate(tips)
    ]


@folded("part.numbers", icon="calculate", key="matrices_system_by_hand")
def _by_hand(t: Words, found: System) -> None:
    live_formula(t, "by_hand.reduction", steps=reduction_tex(found))
    live_formula(t, "by_hand.ranks", rank=found.rank, rank_with_b=found.rank_with_b)
    live_formula(t, "by_hand.combination", sum=combination_tex(found))
    if found.kind == "none":
        live_formula(t, "by_hand.residual", products=residual_products_tex(found))
