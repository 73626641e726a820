"""What stands between the network and the pages: settings, doors, sessions, readiness and the end of a process.

One file a concern; `streamlit_app.py` puts them together.
"""
