"""A tiny app that shows the stage with every kind of network; the tests drive it."""

import streamlit as st

from pages.shared.live.assets import routes
from pages.shared.server.doors import doors

app = st.App("stage_page.py", routes=routes(), middleware=doors(()))
