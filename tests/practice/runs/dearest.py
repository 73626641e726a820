"""What makes a link of the page of runs dear, beyond what the domains say: see `tests/pages/dearest.py`."""

DEAREST = {
    "filter": "epochs>0 & units>0 & learning_rate>0 & seed<9 & state=done & test_loss<9 & optimizer!=X & kind~train",
    "chosen": "12-0,11-0,10-0,07-0,03-0,04-0", "metric": "test_loss", "curve": "test_loss", "run": "12-7",
    "first": "10-0", "second": "12-0", "changed": "learning_rate", "value": "0.5", "shared": "x" * 64,
}  # fmt: skip
