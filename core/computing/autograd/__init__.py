"""Back-propagation taken apart: the engine, the graph of a typed formula, its trace step by step, and the checks."""
