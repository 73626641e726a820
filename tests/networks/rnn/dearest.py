"""What makes a link of the recurrent networks dear, beyond what the domains say: see `tests/pages/dearest.py`."""

DEAREST = {"prompt": "<月&" * 20}
BRIEF = {"steps": 100, "forecaster_steps": 50, "reader_steps": 50}
