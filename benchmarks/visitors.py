"""Ten visitors who drag a slider at once, against one: the 95th percentile of the wait for an answer.

Each visitor is a client that speaks Streamlit's own protocol: it moves the learning rate, waits until the script has
finished, pauses as a hand does, and moves on.
"""

import json
import tempfile
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import numpy as np
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.sync.client import ClientConnection, connect

from tests.browser.chromium import ROOT, serve

Case = tuple[str, float, float, float, str]
TOPIC, SLIDER = "mlp", "mlp_learning_rate"
VISITORS, MOVES, ROUNDS = 10, 15, 3
PAUSE_SECONDS = 0.1
RATES = np.geomspace(0.003, 0.3, MOVES)


def cases() -> Iterator[Case]:
    """The network lab's learning rate, dragged by one and by ten."""
    with (
        tempfile.TemporaryDirectory() as logs,
        serve(ROOT / "streamlit_app.py", Path(logs, "app.log"), "uvicorn") as url,
    ):
        visit(url, 0, [])  # the engine is compiled, the page imported
        ratios, alone, crowd = [], [], []
        for round_number in range(ROUNDS):
            one = together(url, 1, round_number)
            ten = together(url, VISITORS, round_number)
            alone, crowd = alone + one, crowd + ten
            ratios.append(float(np.percentile(ten, 95) / np.percentile(one, 95)))
        p95 = [np.percentile(waits, 95) * 1000 for waits in (alone, crowd)]
        name = f"{TOPIC}: wait of {VISITORS} visitors against 1, p95 ({p95[1]:.0f} ms, {p95[0]:.0f} ms)"
        yield name, float(np.median(ratios)), min(ratios), max(ratios), f"at most {VISITORS}"


def together(url: str, visitors: int, seed: int) -> list[float]:
    """Seconds of every wait when so many drag at once."""
    waits: list[float] = []
    threads = [threading.Thread(target=visit, args=(url, seed * VISITORS + k, waits)) for k in range(visitors)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return waits


def visit(url: str, seed: int, waits: list[float]) -> None:
    """One visitor, with a seed of its own so that no other has computed its runs."""
    with connect(f"{url.replace('http', 'ws')}/_stcore/stream", subprotocols=["streamlit"], max_size=None) as socket:
        query = f"mlp_network_seed={seed}"
        states: dict[str, str] = {}
        ask(socket, query, states)
        _, widget = answer(socket)
        for count, rate in enumerate(RATES, 1):
            time.sleep(PAUSE_SECONDS)
            states[widget] = json.dumps({"move": {"value": float(f"{rate:.3g}"), "count": count}})
            begun = time.perf_counter()
            ask(socket, query, states)
            answer(socket)
            waits.append(time.perf_counter() - begun)


def ask(socket: ClientConnection, query: str, states: dict[str, str]) -> None:
    """Let the script run with these values of components."""
    message = BackMsg()
    message.rerun_script.query_string = query
    message.rerun_script.page_name = TOPIC
    for widget, value in states.items():
        state = message.rerun_script.widget_states.widgets.add()
        state.id, state.json_value = widget, value
    socket.send(message.SerializeToString())


def answer(socket: ClientConnection) -> tuple[int, str]:
    """Read until the script has finished: how many messages came, and the slider's id if it was among them."""
    widget = ""
    for count in range(10_000):
        message = ForwardMsg()
        message.ParseFromString(socket.recv(timeout=60))
        component = message.delta.new_element.bidi_component
        if component.component_name == "live_slider" and SLIDER in component.id:
            widget = component.id
        if message.WhichOneof("type") == "script_finished":
            return count, widget
    raise RuntimeError("The script never finished.")
