"""What stands between the network and the pages: settings, doors, sessions, readiness and the end of a process.

One file a concern; `streamlit_app.py` puts them together.
"""

from pages.shared.server.doors import doors
from pages.shared.server.lifetime import lifespan
from pages.shared.server.readiness import readiness_route
from pages.shared.server.settings import hold_settings

__all__ = ["doors", "hold_settings", "lifespan", "readiness_route"]
