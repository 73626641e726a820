"""Films: a wave of 60 frames × 500 points, a path that grows over a map, marks alone, a surface."""

import numpy as np
import streamlit as st

from core.figures.film import Between, Frames, Levels, Prefix
from core.figures.theme import CLASS_B, INK, blank
from pages.shared.live import film, live_slider, page_state

store = st.session_state.setdefault("store", {"frame": int(st.query_params.get("frame", 20)), "shift": 0.5, "runs": 0})
store["runs"] += 1
FRAMES, POINTS = 60, 500


def keep(frame: int) -> None:
    store["frame"] = frame
    store.setdefault("told", []).append(frame)


kind = st.query_params.get("kind", "wave")
count = 30 if st.toggle("Short", key="short") else FRAMES
st.button("Set", key="set", on_click=lambda: store.update(frame=7))
live_slider(
    "Shift", low=0, high=1, step=0.01, value=store["shift"], key="shift", on_move=lambda v: store.update(shift=v)
)
x, time = np.linspace(0, 10, POINTS), np.linspace(0, 1, count)

if kind in ("wave", "still axes"):
    across = {"range": [0, 10]} if kind == "still axes" else {}
    figure = blank("A wave", "x", "y", height=320, xaxis=across, yaxis={"range": [-1.2, 1.2]}, dragmode="zoom")
    figure.add_scatter(x=x, y=[], mode="lines", line={"color": CLASS_B, "width": 2, "simplify": False})
    figure.add_scatter(x=[0], y=[0], mode="markers", marker={"size": 12, "color": INK})
    wave = np.sin(x + 6 * store["shift"] + 2 * np.pi * time[:, None])
    wave[10, 100:120] = np.nan
    changes = {
        "traces[0].y": wave, "traces[1].y": wave[:, :1], "traces[1].marker.opacity": np.ones(count),
        "traces[1].x": Between(np.array([[0], [10], [4]]), 2 * time),
        "title.text": [f"t = {t:.2f}" for t in time],
    }  # fmt: skip
    labels = [f"t = {t:.2f} s" for t in time]
elif kind == "path":
    figure = blank("A descent", "x", "y", height=320, dragmode="zoom")
    figure.add_heatmap(z=[], showscale=False, colorscale="Blues", x0=-1, dx=0.05, y0=-1, dy=0.05)
    figure.add_scatter(x=[], y=[], mode="lines+markers", line={"color": CLASS_B})
    plane = np.linspace(-1, 1, 41)
    maps = np.stack([plane**2 + (plane[:, None] - t) ** 2 for t in time])
    changes = {
        "traces[0].z": Levels(maps),
        "traces[1].x": Prefix(np.cos(6 * time) * (1 - time), np.arange(count) + 1),
        "traces[1].y": Prefix(np.sin(6 * time) * (1 - time), np.arange(count) + 1),
        "traces[1].marker.color": ["var(--st-text-color)" if k % 2 else "#d1495b" for k in range(count)],
    }
    labels = []
elif kind == "marks":
    figure = blank("Marks", "x", "y", height=320, xaxis={"range": [0, 1]}, yaxis={"range": [0, 1]})
    figure.add_scatter(x=[0, 1], y=[0, 1], mode="lines")
    figure.add_dot(0, 0, 12, fillcolor=CLASS_B)
    figure.add_annotation(text="", x=0, y=0, showarrow=False, yshift=18)
    changes = {
        "shapes[0].xanchor": time, "shapes[0].yanchor": time, "annotations[0].x": time, "annotations[0].y": time,
        "annotations[0].text": [f"{t:.2f}" for t in time],
    }  # fmt: skip
    labels = []
else:
    figure = blank("A surface", height=360)
    figure.add_surface(z=[], showscale=False, colorscale="Blues")
    plane = np.linspace(-3, 3, 40)
    changes = {"traces[0].z": np.stack([np.outer(np.sin(plane + 3 * t), np.cos(plane)) for t in time])}
    labels = []

film(
    figure, Frames(changes, labels), key="film", alt=f"A wave shifted by {store['shift']:g}.", frame=store["frame"],
    on_frame=keep, rate=20, autoplay=st.query_params.get("autoplay") == "1",
)  # fmt: skip
st.code(f"{store}", language=None)
st.html("<div style='height: 1500px'></div>")
page_state({"frame": str(store["frame"]), "kind": kind}, st.query_params.get("lang", "en"))
