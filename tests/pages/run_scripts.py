"""Runs scripts one after the other in this process, each as if it were alone; prints `{file: output}` as JSON."""

import contextlib
import io
import json
import runpy
import sys
import traceback
import warnings

warnings.simplefilter("error")
told = {}
for file in sys.argv[1:]:
    output = io.StringIO()
    with contextlib.redirect_stdout(output):
        try:
            runpy.run_path(file, run_name="__main__")
        except BaseException:
            output.write("FAILED\n" + traceback.format_exc())
    told[file] = output.getvalue()
print(json.dumps(told))
