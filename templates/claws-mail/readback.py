"""What Claws Mail, or Sylpheed if argv[2] says so, makes of the files in folder argv[1], as
JSON: an object for each account, by its number.

The program is started on a display of its own, without network, and told to end; then
it writes down what it has read of accounts and folders.
"""

import ctypes
import json
import os
import random
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import xml.etree.ElementTree as ElementTree

TIME_LIMIT = 60         # seconds
PR_SET_PDEATHSIG = 1
CLONE_NEWUSER, CLONE_NEWNET = 0x10000000, 0x40000000
PROGRAM = sys.argv[2] if len(sys.argv) > 2 else "claws-mail"
# its option for a folder; what it says of itself when it asks something, and what is last
# when it starts
OPTION, ASKS, READY = {
    "claws-mail": ("--alternate-config-dir", rb"^(?:alertpanel|wizard)\.c:",
                   rb"^folder\.c:\d+:Scanning folder queue "),
    "sylpheed": ("--configdir", rb"^Creating alert panel ", rb"^loading plugins from "),
}[PROGRAM]
IMAP, APOP, PREFIX = {"claws-mail": ("1", "pop_auth_method", ""),
                      "sylpheed": ("3", "use_apop_auth", "sylpheed-")}[PROGRAM]
FOLDERS = {"outbox": "sent", "draft": "drafts", "trash": "trash"}


def die_with_parent():
    ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)


def stay_offline():
    """Without network, where the system lets it."""
    die_with_parent()
    ctypes.CDLL(None).unshare(CLONE_NEWNET | (CLONE_NEWUSER if os.geteuid() else 0))


def time_is_up(_signal, _frame):
    sys.exit(PROGRAM + " did not end in time")


def start(command, said=subprocess.DEVNULL, **more):
    return subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=said, stderr=said,
                            **more)


def wait_for(program):
    try:
        program.wait(5)
    except subprocess.TimeoutExpired:
        pass            # it is told again


def display():
    """A running Xvfb and its name. Those that look for a number themselves may take the same
    one when they begin at once."""
    for _ in range(5):
        read, write = os.pipe()
        number = ":%d" % random.randrange(100, 30000)
        server = start(["Xvfb", number, "-displayfd", str(write), "-screen", "0", "800x600x24",
                        "-nolisten", "tcp"], pass_fds=[write], preexec_fn=die_with_parent)
        os.close(write)
        with open(read, "rb") as file:
            if file.readline():
                return server, number
        server.wait()
    sys.exit("Xvfb does not start")


def run(home, folder, screen):
    """Starts it, and tells it to end when it has started."""
    env = {"HOME": home, "PATH": os.environ.get("PATH", os.defpath), "LC_ALL": "C.UTF-8",
           "XDG_RUNTIME_DIR": home, "TMPDIR": home, "DISPLAY": screen,
           "GSETTINGS_BACKEND": "memory", "GIO_USE_VFS": "local", "NO_AT_BRIDGE": "1"}
    command = [PROGRAM, OPTION, folder]
    with open(home + "/said", "wb") as said:
        program = start(command + ["--debug"], said, env=env, preexec_fn=stay_offline)
        while program.poll() is None:
            with open(home + "/said", "rb") as text:
                text = text.read()
            if re.search(ASKS, text, re.MULTILINE):
                sys.exit(PROGRAM + " asks something before it takes the files")
            if re.search(READY, text, re.MULTILINE):
                start(command + ["--exit"], env=env).wait()
                wait_for(program)
            time.sleep(0.05)
    if program.returncode:
        sys.exit("%s ended with status %d" % (PROGRAM, program.returncode))


def blocks(path):
    """Texts by the numbers of accounts and their names."""
    found, values = {}, {}
    with open(path, encoding="utf-8", newline="\n") as file:
        for line in file.read().split("\n"):
            if line.startswith(("[Account: ", "[account:")):
                values = found.setdefault(line.partition(":")[2].strip(" ]"), {})
            elif line.startswith("["):
                values = {}
            else:
                sign = "=" if "=" in line.partition(" ")[0] else " "
                name, _, text = line.partition(sign)
                values[name] = text
    return found


def account(values, passwords):
    side = "imap" if values["protocol"] == IMAP else "pop"
    values["port"] = values[side + "_port"]
    values["ssl"] = values["ssl_" + side]
    values["auth"] = values["imap_auth_method" if side == "imap" else APOP]
    if "use_pop_auth" in values and side == "pop" and values["use_pop_auth"] == "0":
        values["auth"] = "0"
    if side == "imap":
        del values["remove_mail"], values["message_leave_time"]
    if PROGRAM == "claws-mail":
        values["password"] = passwords.get("recv", "")
        values["smtp_password"] = passwords.get("send", "")
    kind = ("signature_file", "signature_command", "signature")[int(values["signature_type"])]
    values[kind] = values["signature_path"]
    if kind == "signature":
        values[kind] = values["signature_text"].replace("\\n", "\n")
    if values["set_autoreplyto"] == "0":
        values["auto_replyto"] = ""
    if values.get("autochk_use_custom") != "1":
        values["autochk_interval"] = ""
    return values


def main():
    signal.signal(signal.SIGALRM, time_is_up)
    signal.alarm(TIME_LIMIT)
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as home:
        folder = home + "/claws"
        os.mkdir(folder)
        for name in ("accountrc", "folderlist.xml"):
            shutil.copy(os.path.join(sys.argv[1], PREFIX + name), os.path.join(folder, name))
        with open(folder + "/clawsrc", "w", encoding="ascii") as file:
            file.write("[Common]\nconfig_version=4\n")
        server, screen = display()
        try:
            run(home, folder, screen)
        finally:
            server.terminate()          # it removes its socket
            server.wait()
        store = folder + "/passwordstorerc"
        passwords = blocks(store) if os.path.exists(store) else {}
        found = {number: account(values, passwords.get(number, {}))
                 for number, values in blocks(folder + "/accountrc").items()}
        for values in found.values():
            if values.get("signature_file") == home + "/.signature":
                del values["signature_file"]
        for one in ElementTree.parse(folder + "/folderlist.xml").getroot():
            if one.get("type") == "imap":
                values = found[one.get("account_id")]
                values["folder"] = one.get("name")
                for item in one.iter("folderitem"):
                    if item.get("type") in FOLDERS:
                        values[FOLDERS[item.get("type")]] = item.get("path")
    json.dump(found, sys.stdout)


main()
