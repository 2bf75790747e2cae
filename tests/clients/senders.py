"""Programs that send a machine's mail, side by side: tools/senders."""

import os
import pathlib
import subprocess
import sys

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent))
import tap  # noqa: E402

TOOL = str(HERE.parents[1] / "tools" / "senders")


def enter(root=False):
    """Goes on where they are installed, or skips the whole test; root: only root can run
    the one that it is about."""
    if root and os.geteuid():
        tap.skip_all("only root can run it")
    if os.environ.get("IN_SENDERS"):
        return
    for command in (["make"], ["run", "true"]):
        done = subprocess.run([TOOL, *command], stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                              check=False)
        if done.returncode:
            tap.skip_all(done.stderr.decode("utf-8", "replace").strip().split("\n")[-1])
    os.environ["IN_SENDERS"] = "yes"
    os.execv(TOOL, [TOOL, "run", sys.executable, *sys.argv])
