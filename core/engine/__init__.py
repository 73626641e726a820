"""Networks that learn: multilayer perceptrons, from scratch in NumPy, in PyTorch, and in a fast engine."""
