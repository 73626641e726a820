import time
from pathlib import Path
from typing import Annotated

import streamlit as st

from core.params import Interval, Len, Shape, Step, config, domains, from_query, to_query
from pages.shared.ask import draw
from pages.shared.live import matrix_box, page_state
from pages.shared.words import Words

ROOT = Path(__file__).parents[2]
Weight = Annotated[float, Interval(ge=-10, le=10), Step(0.5)]


@config
class Example:
    """A matrix of any size, a square one of whole numbers, and a list."""

    matrix: Annotated[tuple[tuple[Weight, ...], ...], Shape(rows=(1, 6), columns=(1, 6))] = ((1.0, 0.0), (0.0, 1.0))
    counts: Annotated[
        tuple[tuple[Annotated[int, Interval(ge=0, le=99)], ...], ...], Shape((2, 3), (2, 3), square=True)
    ] = ((1, 2), (3, 4))
    hidden: Annotated[tuple[Annotated[int, Interval(ge=1, le=64)], ...], Len(0, 4)] = (4, 2)


class Labels(Words):
    """The shared words, and names of these fields."""

    def get(self, key: str) -> str | None:
        """A field is called by its own name."""
        parts = key.split(".")
        named = {"label": parts[1].title(), "help": "Its **numbers**."}.get(parts[-1]) if parts[0] == "fields" else None
        return named or super().get(key)


if "store" not in st.session_state:
    found, _ = from_query(Example, "x", st.query_params.to_dict())
    st.session_state["store"] = found | {"moves": 0}
store = st.session_state["store"]
st.session_state["topic"] = "x"
t = Labels(ROOT / "pages" / "home", "en")


def keep(settings: dict) -> None:
    store.update(settings)
    store["moves"] += 1


def example() -> Example:
    return Example(**{name: value for name, value in store.items() if name in domains(Example)})


if st.session_state.get("slow"):
    time.sleep(0.6)
left, right = st.columns(2)
with left:
    for name, domain in domains(Example).items():
        draw(domain, t, getattr(example(), name), store=keep)
with right:
    square = [[sum(a * b for a, b in zip(row, row, strict=True)) for _ in range(2)] for row in example().matrix]
    matrix_box(
        "Only read", value=[*square, [float("nan"), float("inf")]], low=0, high=1, step=0.1, key="still",
        row_names=[f"r{k + 1}" for k in range(len(square) + 1)], column_names=["first", "second"],
    )  # fmt: skip
    st.toggle("Slow", key="slow")
    st.button("Set", key="set", on_click=lambda: store.update(matrix=((5.0, 6.0, 7.0),)))
st.code(f"{store}", language=None)
page_state(to_query(example(), "x"), "en")
