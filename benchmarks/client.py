"""A visitor without a browser, who speaks Streamlit's own protocol: opens a page, moves a slider, reads the answer."""

import json
import time

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.exceptions import WebSocketException
from websockets.sync.client import connect


class Visitor:
    """One visitor of one page, for a `with`; every answer is read to its end."""

    def __init__(self, url: str, page: str, query: str = "", cookie: str = "") -> None:
        self.url, self.cookie = f"{url.replace('http', 'ws')}/_stcore/stream", cookie
        self.page, self.query = page, query
        self.states: dict[str, str] = {}
        self.widgets: dict[str, tuple[str, str]] = {}  # of a slider's key: its id, and the fragment that it is in
        self.whole_runs = 0  # of the page, not of a fragment
        self._script = ""  # the page's script, by the hash that the server has told
        self._last = ""  # the fragment that was asked for last

    def __enter__(self) -> "Visitor":
        self._connect()
        self._ask("")
        return self

    def __exit__(self, *error: object) -> None:
        self.socket.close()

    def come_back(self, until: float) -> None:
        """Ask the last question once more on a new line, as a browser does; TimeoutError where `until` has passed."""
        while True:
            self.socket.close()
            try:
                self._connect()
                return self._ask(self._last)
            except (OSError, WebSocketException):
                if time.monotonic() > until:
                    raise TimeoutError("No line any more.") from None
                time.sleep(0.5)

    def _connect(self) -> None:
        headers = {"Cookie": self.cookie} if self.cookie else None
        line = connect(self.url, subprotocols=["streamlit"], max_size=None, additional_headers=headers)
        self.socket = line.__enter__()

    def move(self, slider: str, value: float) -> float:
        """Move the slider with this key, as its component does; seconds until the script has finished."""
        widget, fragment = self.widgets[slider]
        count = json.loads(self.states[widget])["move"]["count"] if widget in self.states else 0
        self.states[widget] = json.dumps({"move": {"value": value, "count": count + 1}})
        begun = time.perf_counter()
        self._ask(fragment)
        return time.perf_counter() - begun

    def _ask(self, fragment: str) -> None:
        self._last = fragment
        message = BackMsg()
        run = message.rerun_script
        run.query_string, run.page_name, run.fragment_id = self.query, self.page, fragment
        run.page_script_hash = self._script
        for widget, value in self.states.items():
            state = run.widget_states.widgets.add()
            state.id, state.json_value = widget, value
        self.socket.send(message.SerializeToString())
        done = False
        while not done:
            answer = ForwardMsg()
            answer.ParseFromString(self.socket.recv(timeout=60))
            told = answer.WhichOneof("type")
            if told == "navigation":
                self._script = answer.navigation.page_script_hash
            self.whole_runs += told == "new_session" and not answer.metadata.run.fragment_ids
            done = told == "script_finished"
            done = done and answer.script_finished != ForwardMsg.FINISHED_EARLY_FOR_RERUN
            component = answer.delta.new_element.bidi_component
            if component.component_name == "live_slider":
                key = component.id.rsplit("-", 1)[-1]
                self.widgets[key] = component.id, answer.delta.fragment_id
