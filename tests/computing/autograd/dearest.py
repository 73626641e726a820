"""What makes a link of the autograd page dear, beyond what the domains say: see `tests/pages/dearest.py`."""

MATRIX = f"[{', '.join(['[.1, -.1, .1, -.1, .1, -.1, .1, -.1]'] * 8)}]"
DEAREST = {
    "formula": "\n".join(["A0 = W@W", *(f"A{k} = A{k - 1}@W" for k in range(1, 58)), "sum(A57)"]),
    "values": f"W = {MATRIX}", "along": "W", "step": 60,
}  # fmt: skip
