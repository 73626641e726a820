"""The controls in four groups: a few on the first screen, all others behind a button of each group."""

from collections.abc import Callable, Iterable, Sequence
from functools import partial
from typing import Any

import streamlit as st

from core.data.playground import CLASS_SETS, LINE_SETS, DataConfig
from core.engine.settings import NetworkConfig, TrainingConfig
from core.params import domains
from pages.networks.mlp.state import DEFAULTS, Settings, put_shape, put_training
from pages.shared import Words, live_slider, put
from pages.shared.ask import Store, draw
from pages.shared.state import current

PEERS = ("circle", "xor", "gauss", "spiral", "plane", "multi_gauss")  # the data sets of TensorFlow Playground
PEERS_VALUES = {"plane": 1200, "multi_gauss": 1200}  # how many points it draws where values are predicted
OPTIMIZER_FIELDS = {
    "SGD": (), "Momentum": ("momentum", "dampening"), "Nesterov": ("momentum",),
    "Adagrad": ("rate_decay", "initial_accumulator", "epsilon"), "Adadelta": ("rho", "epsilon"),
    "RMSprop": ("alpha", "rmsprop_momentum", "centered", "epsilon"), "Adam": ("beta1", "beta2", "amsgrad", "epsilon"),
    "AdamW": ("beta1", "beta2", "amsgrad", "epsilon"),
}  # fmt: skip
SCHEDULE_FIELDS = {
    "Constant": (), "Step": ("step_epochs", "step_factor"), "Exponential": ("exponential_factor",), "Cosine": (),
    "WarmupCosine": ("warmup_epochs",), "OneCycle": ("rise_share",),
}  # fmt: skip
Places = dict[str, Any]  # of a slider's field: the container that it goes into
PENALTIES = {"l1": 0.001, "l2": 0.003, "weight_decay": 0.003}  # where each begins when it is switched on
SMALLEST_PENALTY = 1e-5
MOST_LAYERS = domains(NetworkConfig)["hidden"].longest or 0
MOST_UNITS = int(domains(NetworkConfig)["hidden"].high or 1)


def strip(t: Words, s: Settings, without: Sequence[str]) -> Places:
    """One row over the stage, what is changed most: the choices, and places for the sliders."""
    in_groups = {"data": ["dataset"], "network": ["activations"], "training": ["learning_rate", "epochs", "batch_size"]}
    names = [name for group, some in in_groups.items() if group not in without for name in some]
    places = dict(zip(names, st.columns(len(names)) if names else [], strict=True))
    for name, choice in (("dataset", _data_set), ("activations", _activation)):
        if name in places:
            with places.pop(name):
                choice(t, s)
    return places


def side(t: Words, s: Settings, without: Sequence[str]) -> Places:
    """Beside the stage: a button for the rest of every group, inputs, and places for noise, shares and the seed."""
    with st.container(gap="xsmall"):
        places = _side(t, s, without)
        if not {"data", "network", "training", "regularization"} & set(without):
            preset(t, s)
    return places


def sliders(t: Words, s: Settings, places: Places) -> None:
    """The sliders at their places."""
    for now in (s.data, s.network, s.now):
        for name in filter(places.__contains__, domains(type(now))):
            with places[name]:
                _draw(t, type(now), [name], now, store=partial(put_training, t) if now is s.now else put)


def _side(t: Words, s: Settings, without: Sequence[str]) -> Places:
    groups: dict[str, tuple[str, str, Callable[[Words, Settings], None]]] = {
        "data": ("scatter_plot", str(s.data.points), _more_data),
        "network": ("hub", t.option("initialization", s.network.initialization), _more_network),
        "training": ("speed", s.now.optimizer, _more_training),
        "regularization": ("tune", _penalties_named(t, s.now), _more_regularization),
    }
    for group, (icon, state, body) in groups.items():
        if group in without:
            continue
        label = t(f"more.{group}", state=state)
        with st.popover(
            label, icon=f":material/{icon}:", width="stretch", key=f"mlp__more_{group}", on_change="rerun"
        ) as panel:
            if panel.open:
                body(t, s)
    places: Places = {}
    if "data" not in without:
        places |= dict.fromkeys(("noise_percent", "train_percent"), st.container(gap="xsmall"))
        _inputs(t, s)
    if "network" not in without:
        places["network_seed"] = st.container()
    return places


def layers(t: Words, s: Settings) -> None:
    """The hidden layers: one more, one less, and the units of each."""
    hidden = s.network.hidden
    width = 130 if len(hidden) <= 4 else 66  # the narrow ones have no buttons of their own
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key="mlp__layers"):
        st.markdown(t("layers.count", count=len(hidden)), width="content")
        st.button(
            "", icon=":material/remove:", key="mlp__layer_less", help=t("layers.less"), disabled=not hidden,
            on_click=_fewer_layers,
        )  # fmt: skip
        st.button(
            "", icon=":material/add:", key="mlp__layer_more", help=t("layers.more"),
            disabled=len(hidden) == MOST_LAYERS, on_click=_more_layers,
        )  # fmt: skip
        for number, units in enumerate(hidden):
            key = f"mlp__units_{number}"
            st.session_state[key] = units
            st.number_input(
                t("layers.units", layer=number + 1), 1, MOST_UNITS, step=1, key=key, label_visibility="collapsed",
                width=width, on_change=_resize, args=(number,),
            )  # fmt: skip


def preset(t: Words, s: Settings) -> None:
    """One click to the peer's defaults; the data set stays where the peer has it."""
    data_set = s.data.dataset if s.data.dataset in PEERS else DEFAULTS["dataset"]
    values = DEFAULTS | {"dataset": data_set, "points": PEERS_VALUES.get(data_set, DEFAULTS["points"])}
    st.button(
        t("preset.playground"), icon=":material/restart_alt:", help=t("preset.help"), key="mlp__preset",
        on_click=put, args=(values,), width="stretch",
    )  # fmt: skip


def _hidden() -> tuple[int, ...]:
    """The hidden layers as they stand now: clicks can come faster than the page is drawn."""
    return tuple(current(NetworkConfig)["hidden"])


def _fewer_layers() -> None:
    put_shape({"hidden": _hidden()[:-1]})


def _more_layers() -> None:
    hidden = _hidden()
    put_shape({"hidden": (*hidden, (hidden or (4,))[-1])[:MOST_LAYERS]})


def _resize(number: int) -> None:
    units, hidden = st.session_state[f"mlp__units_{number}"], _hidden()
    if units is not None and number < len(hidden):
        put_shape({"hidden": (*hidden[:number], int(units), *hidden[number + 1 :])})


def _data_set(t: Words, s: Settings) -> None:
    draw(domains(DataConfig)["dataset"], t, s.data.dataset, store=put_shape)


def _inputs(t: Words, s: Settings) -> None:
    domain = domains(DataConfig)["inputs"]
    known = [name for name in domain.options if "x2" not in name] if s.data.dataset in LINE_SETS else domain.options
    key = "mlp_inputs"
    st.session_state[key] = [name for name in known if name in s.data.inputs] or ["x1"]

    def remember() -> None:
        chosen = tuple(name for name in known if name in st.session_state[key])
        if chosen:
            put_shape({"inputs": chosen})

    st.pills(
        t("fields.inputs.label"), known, format_func=partial(t.option, "inputs"), selection_mode="multi", key=key,
        help=t("fields.inputs.help"), on_change=remember, wrap=True,
    )  # fmt: skip


def _activation(t: Words, s: Settings) -> None:
    names = list(domains(NetworkConfig)["activations"].options)
    now = s.network.activations[: max(len(s.network.hidden), 1)]
    mixed = [t("layers.mixed")] if len(set(now)) > 1 else []
    key = "mlp_activations"
    st.session_state[key] = mixed[0] if mixed else now[0]

    def remember() -> None:
        if st.session_state[key] in names:
            put({"activations": (st.session_state[key],)})

    st.selectbox(
        t("fields.activations.label"), [*mixed, *names], key=key, help=t("fields.activations.help"), on_change=remember
    )


def _more_data(t: Words, s: Settings) -> None:
    _draw(t, DataConfig, ("points",), s.data)
    if s.data.dataset in CLASS_SETS:
        _draw(t, DataConfig, ("classes",), s.data, store=put_shape)
    _draw(t, DataConfig, ("data_seed",), s.data)


def _more_network(t: Words, s: Settings) -> None:
    n = s.network
    of_rule = {"Normal": ("sigma",), "Equal": ("equal_value",)}.get(n.initialization, ())
    _draw(t, NetworkConfig, ("initialization", *of_rule), n)
    _draw(t, NetworkConfig, ("batch_norm",), n, store=put_shape)
    if n.batch_norm:
        _draw(t, NetworkConfig, ("norm_momentum",), n)
    if n.hidden:
        st.markdown(t("layers.each"))
    every = [n.activations[min(k, len(n.activations) - 1)] for k in range(len(n.hidden))]
    for number, name in enumerate(every):
        _per_layer(t, number, name, every)


def _per_layer(t: Words, number: int, name: str, every: Sequence[str]) -> None:
    key = f"mlp__activation_{number}"
    st.session_state[key] = name

    def remember() -> None:
        put({"activations": (*every[:number], st.session_state[key], *every[number + 1 :])})

    names = domains(NetworkConfig)["activations"].options
    st.selectbox(t("layers.activation", layer=number + 1), names, key=key, on_change=remember)


def _more_training(t: Words, s: Settings) -> None:
    now = s.now
    if len(s.segments) == 1:  # a branch cannot change what the outputs mean
        _training(t, s, ["loss", *(("huber_delta",) if now.loss == "Huber" else ())])
    _training(t, s, ["optimizer", *OPTIMIZER_FIELDS[now.optimizer]])
    _training(t, s, ["schedule", *SCHEDULE_FIELDS[now.schedule]])
    _training(t, s, ["clipping", *(("clip_at",) if now.clipping != "None" else ())])
    _training(t, s, ["shuffle", "order_seed"])


def _more_regularization(t: Words, s: Settings) -> None:
    for name in PENALTIES:
        _penalty(t, name, getattr(s.now, name))
    _training(
        t, s, ["dropout", "early_stopping", *(("patience", "minimum_improvement") if s.now.early_stopping else ())]
    )


def _penalty(t: Words, name: str, value: float) -> None:
    """A switch, and while it is on, the strength."""
    key, label = f"mlp__has_{name}", t(f"fields.{name}.label")
    st.session_state[key] = value > 0

    def switch() -> None:
        put_training(t, {name: PENALTIES[name] if st.session_state[key] else 0.0})

    st.toggle(label, key=key, help=t(f"fields.{name}.help"), on_change=switch)
    if value > 0:
        live_slider(
            t("more.strength", name=label), low=SMALLEST_PENALTY, high=10, step=0.1, log=True, key=f"mlp_{name}",
            value=max(value, SMALLEST_PENALTY), on_move=lambda moved: put_training(t, {name: moved}),
        )  # fmt: skip


def _training(t: Words, s: Settings, names: Iterable[str]) -> None:
    _draw(t, TrainingConfig, names, s.now, store=partial(put_training, t))


def _draw(t: Words, kind: Any, names: Iterable[str], now: Any, store: Store = put) -> None:
    for name in names:
        draw(domains(kind)[name], t, getattr(now, name), store=store)


def _penalties_named(t: Words, now: TrainingConfig) -> str:
    names = [t(f"fields.{name}.label") for name in (*PENALTIES, "dropout", "early_stopping") if getattr(now, name)]
    return (", ".join(names) if len(names) < 3 else str(len(names))) or t("more.none")
