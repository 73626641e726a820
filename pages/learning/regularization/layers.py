"""Two layers that compute one thing while a network learns and another when it is used."""

PARTS = "layer"
