"""`python -m benchmarks [module …]` prints one line a case of every module, or of those named."""

import pkgutil
import sys
from importlib import import_module

import benchmarks

SERVED = ("__main__", "bare_app", "bare_page", "surface_app", "surface_page")  # modules without cases


def main(chosen: list[str]) -> int:
    """Runs the modules; 2 where a name is none of them."""
    names = [found.name for found in pkgutil.iter_modules(benchmarks.__path__)]
    modules = {name: module for name in names if hasattr(module := _module(name), "cases")}
    if unknown := [name for name in chosen if name not in modules]:
        print(f"No benchmark {', '.join(unknown)}; there are {', '.join(modules)}.", file=sys.stderr)
        return 2
    for name in chosen or modules:
        for case, ratio, low, high, target in modules[name].cases():
            print(f"{case}: ratio {ratio:.3g} [{low:.3g}..{high:.3g}], target {target}", flush=True)
    return 0


def _module(name: str) -> object:
    return None if name in SERVED else import_module(f"benchmarks.{name}")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
