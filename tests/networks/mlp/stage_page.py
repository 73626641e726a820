from dataclasses import replace

import streamlit as st

from core.data.playground import make_dataset
from core.engine.examples import make_examples
from core.engine.run import Run, train
from core.engine.settings import Branches
from core.networks.mlp.stage_message import stage_message
from pages.shared.live import Edit, live_slider, page_state, stage
from tests.networks.mlp.stage_cases import CASES


@st.cache_data(max_entries=16, show_spinner=False)
def computed(case: str, rate: float, branches: str) -> tuple[bytes, Run]:
    data, network, training = CASES[case]
    training = replace(training, learning_rate=rate) if rate else training
    dataset = make_dataset(data)
    run = train(make_examples(dataset, data.inputs), network, training, Branches(branches))
    left = [train(make_examples(dataset, data.inputs), network, training)] if branches else []
    return stage_message(run, dataset, data.inputs, left=left), run


st.set_page_config(layout="wide")
store = st.session_state.setdefault("store", {"rate": 0.0, "branches": "", "told": []})


def tell(name: str, value: object) -> None:
    store["told"].append((name, value))


def edit(edit: Edit) -> None:
    tell("edit", (edit.epoch, edit.parameter, edit.value))
    store["branches"] = f"{edit.epoch}:w{edit.parameter}={edit.value!r}"


def branch(epoch: int) -> None:
    tell("branch", epoch)
    store["branches"] = f"{epoch}:learning_rate=0.3"


def undo() -> None:
    tell("undo", None)
    store["branches"] = ""


case = st.query_params.get("case", "circle")
language = st.query_params.get("lang", "en")
shown, run = computed(case, store["rate"], store["branches"])
beside, main = st.columns([1, 3])
with beside:
    live_slider(
        "Learning rate", low=0.001, high=1, step=0.1, log=True, value=store["rate"] or 0.03, key="rate",
        on_move=lambda value: store.update(rate=value),
    )  # fmt: skip
    if st.button("Another case", key="other"):
        shown, run = computed("rings" if case == "circle" else "circle", 0.0, "")
    st.button("From the script", key="script", on_click=lambda: store.update(epoch=10, show={"discretize": True}))
    st.code("\n".join(map(str, store["told"][-6:])) or "–", language=None)
with main:
    stage(
        shown, key="stage", alt=f"A network learns {case}.", on_edit=edit, on_branch=branch, on_return=undo,
        on_playhead=lambda epoch: tell("playhead", epoch), on_show=lambda name, value: tell("show", (name, value)),
        epoch=store.get("epoch"), show=store.get("show", {"discretize": False}),
    )  # fmt: skip
page_state({"case": case, "lang": language}, language)
