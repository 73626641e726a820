"""What makes a link of the derivatives page dear, beyond what the domains say: see `tests/pages/dearest.py`."""

DEAREST = {"formula": "+".join(f"sin({k}*x)*exp(cos({k}*x))" for k in range(1, 13))}  # its second derivative just fits
