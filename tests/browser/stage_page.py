from dataclasses import replace

import streamlit as st

from core.data.playground import DataConfig, make_dataset
from core.networks.examples import make_examples
from core.networks.film import film
from core.networks.run import Run, train
from core.networks.settings import Branches, NetworkConfig, TrainingConfig
from pages.shared.components import Edit, live_slider, page_state, stage

CASES = {
    "circle": (DataConfig(), NetworkConfig(), TrainingConfig(epochs=120)),
    "deep": (
        DataConfig(dataset="spiral"),
        NetworkConfig(hidden=(8,) * 6),
        TrainingConfig(epochs=600, optimizer="Adam", learning_rate=0.003, loss="CrossEntropy"),
    ),
    "rings": (
        DataConfig(dataset="rings"),
        NetworkConfig(hidden=(6, 5), activations=("ReLU",), initialization="HeNormal", batch_norm=True),
        TrainingConfig(epochs=60, loss="CrossEntropy"),
    ),
    "blobs": (DataConfig(dataset="blobs", classes=6), NetworkConfig(hidden=(5,)), TrainingConfig(epochs=40)),
    "plane": (
        DataConfig(dataset="multi_gauss", points=600), NetworkConfig(hidden=(8, 4)), TrainingConfig(epochs=200),
    ),
    "line": (
        DataConfig(dataset="sine", inputs=("x1", "x1_squared"), points=200, noise_percent=10),
        NetworkConfig(hidden=(6, 4)), TrainingConfig(epochs=300, optimizer="Adam", learning_rate=0.01),
    ),
    "all": (
        DataConfig(inputs=("x1", "x2", "x1_squared", "x2_squared", "x1_times_x2", "sin_x1", "sin_x2")),
        NetworkConfig(hidden=(), activations=("Sine",)), TrainingConfig(epochs=50, loss="CrossEntropy"),
    ),
    "mixed": (
        DataConfig(dataset="moons"),
        NetworkConfig(
            hidden=(4, 4, 4, 4, 4, 4, 4, 4),
            activations=("GELU", "SiLU", "Softplus", "Sine", "ELU", "LeakyReLU", "Sigmoid", "Linear"),
        ),
        TrainingConfig(epochs=30, learning_rate=0.1),
    ),
    "huge": (DataConfig(), NetworkConfig(hidden=(64,) * 6), TrainingConfig(epochs=10)),
    "away": (
        DataConfig(dataset="multi_gauss"), NetworkConfig(hidden=(8,), activations=("ReLU",)),
        TrainingConfig(epochs=100, learning_rate=3.0, loss="HalfSquaredLinear"),
    ),
}  # fmt: skip


@st.cache_data(max_entries=16, show_spinner=False)
def computed(case: str, rate: float, branches: str) -> tuple[bytes, Run]:
    data, network, training = CASES[case]
    training = replace(training, learning_rate=rate) if rate else training
    dataset = make_dataset(data)
    run = train(make_examples(dataset, data.inputs), network, training, Branches(branches))
    left = [train(make_examples(dataset, data.inputs), network, training)] if branches else []
    return film(run, dataset, data.inputs, left=left), run


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
    st.code("\n".join(map(str, store["told"][-6:])) or "–", language=None)
with main:
    stage(
        shown, key="stage", alt=f"A network learns {case}.", on_edit=edit, on_branch=branch, on_return=undo,
        on_playhead=lambda epoch: tell("playhead", epoch), on_show=lambda name, value: tell("show", (name, value)),
    )  # fmt: skip
page_state({"case": case, "lang": language}, language)
