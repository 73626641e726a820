"""What makes a link of the gradients page dear, beyond what the domains say: see `tests/pages/dearest.py`."""

DEAREST = {
    "formula": "+".join(f"sin({k}*x*y)/(x+{k}*y)" for k in range(1, 6)),
    "u": "+".join(f"sin({k}*x*y)/(x+{k}*y)" for k in range(1, 4)),
    "v": "+".join(f"cos({k}*x*y)/(x+{k}*y)" for k in range(1, 4)),
    "outer": "+".join(f"sin({k}*u*v)/(u+{k}*v)" for k in range(1, 4)),
}
