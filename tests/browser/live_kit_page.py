import time

import numpy as np
import streamlit as st

from core.figures.theme import CLASS_B, blank
from pages.shared.live import copy_button, figure, live_slider, page_state

store = st.session_state.setdefault("store", {"rate": 0.1, "shift": 0.5, "layers": 3})


def keep(name: str, value: float) -> None:
    store[name] = value
    store["moves"] = store.get("moves", 0) + 1


def told(point: dict) -> None:
    store["clicked"] = point


def rested(point: dict) -> None:
    store["cell"] = point["point"]
    store["rests"] = store.get("rests", 0) + 1


st.title("Live kit")
if st.session_state.get("slow"):
    time.sleep(0.6)
left, right = st.columns([1, 2])
with left:
    live_slider(
        "Learning rate", low=1e-4, high=10, step=0.1, value=store["rate"], log=True, key="rate",
        help="How far each step goes. The gradient is **multiplied** by it.", on_move=lambda v: keep("rate", v),
    )  # fmt: skip
    live_slider(
        "Shift", low=0, high=1, step=0.01, value=store["shift"], key="shift", on_move=lambda v: keep("shift", v)
    )
    live_slider(
        "Layers", low=1, high=8, step=1, value=store["layers"], integer=True, key="layers",
        on_move=lambda v: keep("layers", v),
    )  # fmt: skip
    live_slider("Off", low=1, high=8, step=1, value=3, integer=True, key="off", on_move=print, disabled=True)
    st.slider("Native", 0.0, 1.0, 0.5, help="Streamlit's own.")
    st.toggle("Slow", key="slow")
    st.button("Set", key="set", on_click=lambda: store.update(rate=0.5, shift=0.25, layers=7))
    copy_button("Copy code", copied="Copied", key="copy_code", text="print('hello')")
    copy_button("Copy link", copied="Copied", key="copy_link")

x = np.linspace(0, 10, 300)
wave = blank("A wave", "time (s)", "height (m)", height=320, yaxis={"range": [-1.1, 1.1]})
wave.add_scatter(
    x=x, y=np.sin(x * (1 + store["rate"]) + 6 * store["shift"]), mode="lines+markers", name="wave",
    line={"color": CLASS_B}, customdata=np.arange(300),
)  # fmt: skip
with right:
    figure(
        wave, key="wave", alt=f"A wave shifted by {store['shift']:g}.", caption="The wave of the two sliders.",
        on_click=told,
    )  # fmt: skip
    if st.toggle("Mark", key="with_mark"):
        marked = blank(f"A mark at {store['shift']:g}", height=200)
        marked.add_scatter(x=[0, 0.5, 1], y=[0.2, 0.8, 0.4], mode="lines")
        marked.add_shape(type="line", x0=store["shift"], x1=store["shift"], y0=0.2, y1=0.8)
        figure(marked, key="marked", alt=f"A mark at {store['shift']:g}.")
    if st.toggle("Scene", key="with_scene"):
        scene = blank(height=300, scene={"uirevision": "keep"})
        scene.add_surface(z=np.outer(np.sin(x[::10]), np.cos(x[::10] + 6 * store["shift"])), showscale=False)
        scene.add_surface(z=np.zeros((9, 9)), showscale=False, opacity=0.3)
        figure(scene, key="scene", alt="A surface, and a plane that stays.")
    if st.toggle("Cells", key="with_cells"):
        row, column = store.get("cell", (0, 0))
        cells = blank(height=240, xaxis={"range": [-0.5, 5.5]}, yaxis={"range": [-0.5, 2.5]}, hovermode="closest")
        cells.add_heatmap(z=np.arange(18).reshape(3, 6) + 0.0, showscale=False)
        cells.add_scatter(x=[5], y=[2], mode="markers", marker={"size": 30})
        cells.add_shape(type="rect", x0=column - 0.5, x1=column + 0.5, y0=row - 0.5, y1=row + 0.5)
        figure(cells, key="cells", alt=f"Cell {row}, {column} is framed.", on_hover={0: rested})
st.code(f"{store}", language=None)
page_state({"shift": f"{store['shift']:g}", "name": "a&b=c"}, "zh" if store["layers"] > 3 else "en")
