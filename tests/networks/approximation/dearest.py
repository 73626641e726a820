"""What makes a link of the approximation page dear, beyond what the domains say: see `tests/pages/dearest.py`."""

DEAREST = {
    "drawing": "".join("Ag"[k % 2] + "A" for k in range(64)),
    "formula": "+".join(f"sin({k}*x)/(x+{k}/9)" for k in range(1, 9)),
    "target": "typed",
}
