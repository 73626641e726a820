"""What makes a link of the matrices page dear, beyond what the domains say: see `tests/pages/dearest.py`."""

DEAREST = {"played": "RTWN" * 5}
