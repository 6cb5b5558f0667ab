"""Whole processes, for the cost of an import, a client and its first call.

The programs are given to Python as text: nothing of the benchmark is loaded into them.
"""

from __future__ import annotations

from typing import Final

PROGRAMS: Final = {
    "client": "import dataikuapi\ndataikuapi.DSSClient(sys.argv[1], 'key').get_auth_info()\n",
    "httpx": "import httpx\n",
    "urllib3": "import urllib3\n",
}
# The clock of the process began with the process, so what Python itself takes is in it.
REPORT: Final = """
import time
cpu = time.process_time()
peak = [line.split()[1] for line in open('/proc/self/status') if line.startswith('VmHWM')]
print('{"cpu": %r, "peak": %s000, "modules": %d}' % (cpu, peak[0], len(sys.modules)))
"""


def program(name: str) -> str:
    """The text of a program that prints what it has taken."""
    return f"import sys\n{PROGRAMS[name]}{REPORT}"
