from __future__ import annotations
import os, subprocess, sys, tempfile
from pathlib import Path
from dssmock.core import DSSMock
ROOT = Path(__file__).resolve().parents[2]
TABLES = {"app_id": "apps"}
def main():
    mock = DSSMock(seed="demo")
    with mock.serve() as server:
        env = dict(os.environ, DSSMOCK_RESET_URL=f"{server.url}/_mock/reset")
        return subprocess.run([sys.executable, "-m", "schemathesis.cli", "--config-file", "tests/contract/schemathesis.toml", "run", "generated/dataikuapi_rest/openapi.json", "--url", f"{server.url}/dip/publicapi", *sys.argv[1:]], cwd=ROOT, env=env).returncode
raise SystemExit(main())
