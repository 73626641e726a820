import math
import time

import numpy as np
import streamlit as st

from core.figures.theme import CLASS_A, CLASS_B, GRADIENT, TEST, blank
from pages.shared.live import Handle, PointClass, Points, figure, live_slider, page_state

START = {"tip": (1.0, 2.0), "grid": (-2.0, 1.0), "x": -0.7, "line": (0.0, 0.0), "angle": 60.0, "calls": 0}
CLOUD = (-1.0, 1.0, 0.0), (-1.0, 1.0, 0.5), (0, 1, 0)
SWITCHES = ("clamp", "slow", "stretch", "many")


def begin() -> None:
    st.session_state.update({"store": dict(START), "cloud": CLOUD} | dict.fromkeys(SWITCHES, False))


if "store" not in st.session_state:
    begin()
store = st.session_state["store"]
for column, name in zip(st.columns(5), SWITCHES, strict=False):
    column.toggle(name, key=name)
st.button("Begin", key="begin", on_click=begin)
if st.session_state["slow"]:
    time.sleep(0.5)


def dragged(name: str, x: float, y: float) -> None:
    store["calls"] += 1
    if name == "tip":
        store["tip"] = (min(x, 2.0), y) if st.session_state["clamp"] else (x, y)
    elif name == "x":
        store["x"] = x
    elif name == "angle":
        store["angle"] = round(math.degrees(math.atan2(y, x)), 6)
    else:
        store[name] = (x, y)


def changed(points: Points) -> None:
    st.session_state["cloud"] = points.x, points.y, points.labels
    store["calls"] += 1


live_slider(
    "Tip", low=-4, high=4, step=0.01, value=store["tip"][0], key="slider",
    on_move=lambda x: dragged("tip", x, store["tip"][1]),
)  # fmt: skip
angle = math.radians(store["angle"])
curve = np.linspace(-3, 3, 301)
plane = blank(
    "A plane", "x", "y", height=420, xaxis={"range": [-4, 4]},
    yaxis={"range": [-3, 6 if st.session_state["stretch"] and store["tip"][0] > 1.5 else 3]},
)  # fmt: skip
plane.add_scatter(x=curve, y=np.sin(curve * store["tip"][1]), mode="lines", name="wave", line={"color": TEST})
plane.add_scatter(x=[0, store["tip"][0]], y=[0, store["tip"][1]], mode="lines", name="v", line={"color": CLASS_B})
figure(
    plane, key="plane", alt="A wave and five handles.", on_drag=dragged,
    handles=[
        Handle(name="tip", x=store["tip"][0], y=store["tip"][1], label="v", color=CLASS_B),
        Handle(
            name="grid", x=store["grid"][0], y=store["grid"][1], label="g", color=GRADIENT, snap=0.5,
            x_low=-3, x_high=-1, y_low=-2, y_high=2,
        ),
        Handle(name="x", x=store["x"], y=math.sin(store["x"] * store["tip"][1]), label="x", along="x", curve=0),
        Handle(
            name="line", x=store["line"][0], y=store["line"][1], label="t", color=CLASS_A, line=((0, 0), (2, -2)),
            x_low=-1, x_high=2,
        ),
        Handle(name="angle", x=math.cos(angle), y=math.sin(angle), label="θ", circle=(0, 0, 1), snap=1),
    ],
)  # fmt: skip
st.code(f"{store}", language=None)

x, y, labels = st.session_state["cloud"]
if st.session_state["many"] and len(x) < 500:
    k = np.arange(500)
    x, y, labels = (np.cos(k) * k / 300).tolist(), (np.sin(k) * k / 300).tolist(), (k % 2).tolist()
classes = blank(height=360, xaxis={"range": [-2, 2]}, yaxis={"range": [-2, 2]})
classes.add_scatter(x=[float(np.mean(x))] if x else [], y=[float(np.mean(y))] if y else [], mode="markers", name="mean")
figure(
    classes, key="classes", alt=f"{len(x)} points.", on_points=changed,
    points=Points(
        x=x, y=y, labels=labels, classes=(PointClass("A", CLASS_A), PointClass("B", CLASS_B, "square")),
        x_low=-1.8, x_high=1.8, y_low=-1.8, y_high=1.8,
    ),
)  # fmt: skip
st.code(f"{dict(zip(('x', 'y', 'labels'), st.session_state['cloud'], strict=True))}", language=None)
page_state({}, "en")
