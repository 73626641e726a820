"""The entry: `streamlit run streamlit_app.py`, or `uvicorn streamlit_app:app` on a server."""

import os
import signal
import sys
import threading
from pathlib import Path

ENTRY = Path(__file__).resolve()
sys.path.insert(0, str(ENTRY.parent))
os.environ.setdefault("OMP_NUM_THREADS", "1")  # before numpy is imported: a class shares the cores
SERVER_ENDS = signal.getsignal(signal.SIGTERM)
if threading.current_thread() is threading.main_thread():
    signal.signal(signal.SIGTERM, signal.SIG_DFL)  # while the packages below are imported, see server/stopping.py

import streamlit as st  # noqa: E402
from starlette.middleware import Middleware  # noqa: E402

from core.curriculum import TOPICS  # noqa: E402
from pages.shared.live.assets import routes  # noqa: E402
from pages.shared.live.bursts import Bursts  # noqa: E402
from pages.shared.server.doors import doors  # noqa: E402
from pages.shared.server.lifetime import lifespan  # noqa: E402
from pages.shared.server.readiness import readiness_route  # noqa: E402
from pages.shared.server.settings import hold_settings  # noqa: E402

BURSTS = os.environ.get("GRADUS_BURSTS") != "off"  # `make bench` compares with and without
ADDRESSES = {"glossary", *(topic.slug for topic in TOPICS)}

hold_settings(ENTRY)
app = st.App(
    ENTRY.parent / "pages" / "router.py",
    lifespan=lifespan(SERVER_ENDS),
    routes=[*routes(), readiness_route()],
    middleware=[*doors(ADDRESSES), *([Middleware(Bursts)] if BURSTS else [])],
)
