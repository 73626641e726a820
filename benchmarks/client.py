"""A visitor without a browser, who speaks Streamlit's own protocol: opens a page, moves a slider, reads the answer."""

import json
import time

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.sync.client import connect


class Visitor:
    """One visitor of one page, for a `with`; every answer is read to its end."""

    def __init__(self, url: str, page: str, query: str = "") -> None:
        self.socket = connect(
            f"{url.replace('http', 'ws')}/_stcore/stream", subprotocols=["streamlit"], max_size=None
        )  # fmt: skip
        self.page, self.query = page, query
        self.states: dict[str, str] = {}
        self.widgets: dict[str, tuple[str, str]] = {}  # of a slider's key: its id, and the fragment that it is in
        self._ask("")

    def __enter__(self) -> "Visitor":
        return self

    def __exit__(self, *error: object) -> None:
        self.socket.close()

    def move(self, slider: str, value: float) -> float:
        """Move the slider with this key, as its component does; seconds until the script has finished."""
        widget, fragment = self.widgets[slider]
        count = json.loads(self.states[widget])["move"]["count"] if widget in self.states else 0
        self.states[widget] = json.dumps({"move": {"value": value, "count": count + 1}})
        begun = time.perf_counter()
        self._ask(fragment)
        return time.perf_counter() - begun

    def _ask(self, fragment: str) -> None:
        message = BackMsg()
        run = message.rerun_script
        run.query_string, run.page_name, run.fragment_id = self.query, self.page, fragment
        for widget, value in self.states.items():
            state = run.widget_states.widgets.add()
            state.id, state.json_value = widget, value
        self.socket.send(message.SerializeToString())
        done = False
        while not done:
            answer = ForwardMsg()
            answer.ParseFromString(self.socket.recv(timeout=60))
            done = answer.WhichOneof("type") == "script_finished"
            done = done and answer.script_finished != ForwardMsg.FINISHED_EARLY_FOR_RERUN
            component = answer.delta.new_element.bidi_component
            if component.component_name == "live_slider":
                key = component.id.rsplit("-", 1)[-1]
                self.widgets[key] = component.id, answer.delta.fragment_id
