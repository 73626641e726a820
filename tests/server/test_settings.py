"""The settings of the file beside the entry hold, whatever folder the server is started in, and by whatever command."""

import json
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from pages.shared.server.settings import options
from tests.browser.chromium import ROOT, serve
from tests.server.wire import ask, cookie_of, line, upload

APP = ROOT / "streamlit_app.py"
FILE = ROOT / ".streamlit" / "config.toml"
OTHER = (
    "[browser]\ngatherUsageStats = true\n[server]\nmaxUploadSize = 500\n"  # of the folder where the server is started
)
READ = """
import json, sys
from streamlit import config
{before}
import streamlit_app
print(json.dumps({{name: config.get_option(name) for name in json.loads(sys.argv[1])}}))
"""


def read_elsewhere(folder: Path, before: str = "") -> subprocess.CompletedProcess[str]:
    """What the options are in a process that imports the entry in another folder, with settings of its own."""
    (folder / ".streamlit").mkdir()
    (folder / ".streamlit" / "config.toml").write_text(OTHER)
    names = json.dumps([name for name, _ in options(tomllib.loads(FILE.read_text()))])
    call = [sys.executable, "-c", READ.format(before=before), names]
    environment = {"PYTHONPATH": str(ROOT), "PATH": "", "HOME": str(folder)}
    return subprocess.run(call, cwd=folder, env=environment, capture_output=True, text=True, check=False)


def test_every_option_of_the_file_holds_in_another_folder(tmp_path):
    found = json.loads(read_elsewhere(tmp_path).stdout)
    assert found == dict(options(tomllib.loads(FILE.read_text())))
    assert len(found) > 20


def test_what_was_read_before_the_entry_does_not_stay(tmp_path):
    found = json.loads(read_elsewhere(tmp_path, "config.get_option('server.port')").stdout)
    assert found["server.maxUploadSize"] == 5


def test_the_app_does_not_start_where_its_settings_are_lost(tmp_path):
    done = read_elsewhere(tmp_path, "config._main_script_path = '/somewhere/else.py'")
    assert done.returncode != 0
    assert "do not hold: " in done.stderr and "browser.gatherUsageStats" in done.stderr


@pytest.mark.parametrize("runner", ["uvicorn", "streamlit"])
def test_a_server_started_in_another_folder_tells_its_visitors_so(tmp_path, runner):
    (tmp_path / ".streamlit").mkdir()
    (tmp_path / ".streamlit" / "config.toml").write_text(OTHER)
    with serve(APP, tmp_path / "server.log", runner, folder=tmp_path) as url:
        cookie = cookie_of(url)
        with line(url, cookie=cookie) as told:
            begun = ask(told)
            assert begun.config.gather_usage_stats is False
            assert begun.custom_theme.body_font.startswith("'Source Sans', 'PingFang SC'")
            session = begun.initialize.session_id
            assert upload(url, session, cookie, content=b"x" * 4_000_000) == 204
            assert upload(url, session, cookie, content=b"x" * 5_500_000) == 413
