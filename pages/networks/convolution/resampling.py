"""Two ways to change the size of a map: pooling makes it smaller, transposed convolution larger."""

PARTS = "resampler"
