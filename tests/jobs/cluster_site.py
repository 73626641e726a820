"""A Dask scheduler and its workers on the loopback, which know each other by their certificates."""

import os
import shutil
import subprocess
import sys

import psutil

from tests.jobs.conftest import ROOT

OPENSSL = shutil.which("openssl")


class Dask:
    """A scheduler and its workers as processes of their own, started as docs/hosting.md says."""

    def __init__(self, site, folder, url, files):
        self.site, self.folder, self.url, self.files, self.workers = site, folder, url, files, []
        self.start()

    def start(self):
        own = ["--protocol", "tls", "--host", "127.0.0.1", "--port", self.url.rpartition(":")[2]]
        self.scheduler = self.run("scheduler", *own)

    def run(self, *arguments, files=None):
        names = ("--dashboard-address", "--tls-ca-file", "--tls-cert", "--tls-key")
        options = [text for pair in zip(names, ("127.0.0.1:0", *(files or self.files)), strict=True) for text in pair]
        environment = os.environ | self.site.environment | {"PYTHONPATH": str(ROOT)}
        with (self.folder / "dask.log").open("ab") as log:
            command = [sys.executable, "-m", "dask", *arguments, *options]
            return subprocess.Popen(command, cwd=ROOT, env=environment, stdout=log, stderr=log)

    def work(self, *more, files=None):
        """A worker with one thread, started."""
        own = ["--host", "127.0.0.1", "--nthreads", "1", "--no-nanny", "--memory-limit", "0", *more]
        self.workers.append(self.run("worker", self.url, *own, "--local-directory", str(self.folder), files=files))
        return self.workers[-1]

    def worker_of(self, process):
        """The worker that has started a job process."""
        return psutil.Process(next(one.pid for one in self.workers if one.pid == process.ppid()))

    def close(self):
        for one in (*self.workers, self.scheduler):
            one.kill()
            one.wait()


def tls(folder):
    """A new certificate that is its own authority, and its key, by the names of the variables."""
    own, key = str(folder / "cert.pem"), str(folder / "key.pem")
    kind = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-subj", "/CN=gradus"]
    subprocess.run([OPENSSL, "req", "-x509", *kind, "-keyout", key, "-out", own], check=True, capture_output=True)
    return {"GRADUS_TLS_CA": own, "GRADUS_TLS_CERT": own, "GRADUS_TLS_KEY": key}
