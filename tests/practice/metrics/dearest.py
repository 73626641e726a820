"""What makes a link of the metrics page dear, beyond what the domains say: see `tests/pages/dearest.py`."""

DEAREST = {
    "data_set": "Digits", "model": "Random forest", "regressor": "Random forest", "metric": "average_precision",
    "positive": 1, "threshold": 0.5, "test_share": 0.1,
    "run": "mlp_hidden=64,64,64,64,64,64,64,64,64,64&mlp_points=2000&mlp_batch_size=1&mlp_optimizer=AdamW"
    "&mlp_epochs=10000&mlp_train_percent=90",
}  # fmt: skip
