"""The entry: `streamlit run streamlit_app.py`, or `uvicorn streamlit_app:app` on a server."""

import asyncio
import os
import sys
import threading
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parent
sys.path.insert(0, str(ROOT))
os.environ.setdefault("OMP_NUM_THREADS", "1")  # before numpy is imported: a class shares the cores

import streamlit as st  # noqa: E402
from starlette.middleware import Middleware  # noqa: E402

from core.curriculum import TOPICS  # noqa: E402
from pages.shared.addresses import UnknownAddresses  # noqa: E402
from pages.shared.live.assets import routes  # noqa: E402
from pages.shared.live.bursts import Bursts  # noqa: E402
from pages.shared.visit_memory import VisitMemory, give_back_regularly  # noqa: E402
from pages.shared.warm_up import import_heavy, warm_up  # noqa: E402

BURSTS = os.environ.get("GRADUS_BURSTS") != "off"  # `make bench` compares with and without


@asynccontextmanager
async def lifespan(_app: st.App) -> AsyncIterator[None]:
    """Import and compile what visitors need while none waits; collect garbage apart from their clicks.

    Streamlit's own collection after every run is switched off in `.streamlit/config.toml`: with the scientific
    packages imported it held the interpreter for 150-200 ms each time.
    """
    import_heavy()
    threading.Thread(target=warm_up, daemon=True, name="warm-up").start()
    giving_back = asyncio.create_task(give_back_regularly())
    yield
    giving_back.cancel()


addresses = {"home", "glossary", *(topic.slug for topic in TOPICS)}
app = st.App(
    ROOT / "pages" / "router.py", lifespan=lifespan, routes=routes(),
    middleware=[
        Middleware(UnknownAddresses, pages=addresses), Middleware(VisitMemory),
        *([Middleware(Bursts)] if BURSTS else []),
    ],
)  # fmt: skip
