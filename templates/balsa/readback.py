"""What Balsa makes of the files in folder argv[1], as JSON: an object for each account, by
its id.

The program is started on a display of its own, without network, and told to end; then it
writes down what it has read of identities and of servers for sending. Of the others it
tells in its log with which user, server and security it has set them up; what else is in
their sections, it hands on as GLib has read it.
"""

import ctypes
import json
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time

try:
    from gi.repository import GLib
except ImportError as error:
    sys.exit("%s: install GLib for Python, on Debian python3-gi" % error)

TIME_LIMIT = 60         # seconds
PR_SET_PDEATHSIG = 1
CLONE_NEWUSER, CLONE_NEWNET = 0x10000000, 0x40000000
# no windows with messages; where its mail is: without that its assistant asks
QUIET = ("[InformationMessages]\n" + "Show%sMessages=0\n" * 4) % (
    "Information", "Warning", "Error", "Fatal")
SPECIAL = ("Inbox", "Outbox", "Sentbox", "Draftbox", "Trash")
# a server with a password to look for tells so
SERVER = re.compile(r"^\[((?:folder|mailbox|smtp-server)-[^\]]*)\]$", re.MULTILINE)
CONTROL = re.compile("[\x80-\x9f]")
IDENTITY = ("FullName", "Address", "ReplyTo", "SmtpServer", "SignaturePath", "SigExecutable",
            "SigSending", "SigForward", "SigReply", "SigSeparator", "SigPrepend",
            "ForceKeyID", "GpgSign", "GpgEncrypt")
PROTOCOLS = {"folder-": "imap", "mailbox-": "pop3", "smtp-server-": "smtp"}


def die_with_parent():
    ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)


def go_offline():
    """Without network, where the system lets it, and with displays of one's own there."""
    user, group = os.geteuid(), os.getegid()
    if ctypes.CDLL(None).unshare(CLONE_NEWNET | (CLONE_NEWUSER if user else 0)) or not user:
        return
    for name, text in (("setgroups", "deny"), ("uid_map", "%d %d 1" % (user, user)),
                       ("gid_map", "%d %d 1" % (group, group))):
        with open("/proc/self/" + name, "w", encoding="ascii") as file:
            file.write(text)


def time_is_up(_signal, _frame):
    sys.exit("balsa did not end in time")


def start(command, said=subprocess.DEVNULL, **more):
    return subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=said, stderr=said,
                            **more)


def display():
    """A running Xvfb and its name, which is no other one's: those that look for a free name
    at once, in networks of their own, wait for each other."""
    read, write = os.pipe()
    name = ":%d" % (100 + os.getpid() % 50000)
    server = start(["Xvfb", name, "-displayfd", str(write), "-screen", "0", "800x600x24",
                    "-nolisten", "tcp"], pass_fds=[write], preexec_fn=die_with_parent)
    os.close(write)
    if not os.read(read, 16):
        sys.exit("Xvfb does not start")
    return server, name


def home_of(source, home):
    """Its home, with these files in it and what its assistant would have made."""
    os.mkdir(home + "/.balsa")
    os.mkdir(home + "/mail")
    with open(source + "/balsa-config", encoding="utf-8", newline="\n") as file:
        text = SERVER.sub(r"[\1]\nRememberPasswd=true", file.read())
    with open(home + "/.balsa/config", "w", encoding="utf-8", newline="\n") as file:
        file.write("%s[Globals]\nMailDir=%s/mail\n" % (QUIET, home))
        for name in SPECIAL:
            open("%s/mail/%s" % (home, name), "w", encoding="ascii").close()
            file.write("[mailbox-%s]\nType=LibBalsaMailboxMbox\nName=%s\nPath=%s/mail/%s\n"
                       % (name, name, home, name))
        file.write(text)
    with open(source + "/balsa-config-private", "rb") as file:
        private = file.read()
    with open(home + "/.balsa/config-private", "wb") as file:
        file.write(private)


def environment(home, screen):
    return {"HOME": home, "PATH": os.environ.get("PATH", os.defpath), "LC_ALL": "C.UTF-8",
            "XDG_RUNTIME_DIR": home, "TMPDIR": home, "DISPLAY": screen,
            "GSETTINGS_BACKEND": "memory", "GIO_USE_VFS": "local", "NO_AT_BRIDGE": "1",
            "G_MESSAGES_DEBUG": "all"}


def run(home, screen):
    """Starts it, and tells it to end when it has started; what it said."""
    env = environment(home, screen)
    with open(home + "/said", "wb") as said:
        program = start(["balsa"], said, env=env, preexec_fn=die_with_parent)
        while program.poll() is None:
            start(["xdotool", "search", "--onlyvisible", "--name", "^Balsa$", "windowfocus",
                   "key", "ctrl+q"], env=env).wait()
            time.sleep(0.1)
    if program.returncode:
        sys.exit("balsa ended with status %d" % program.returncode)
    with open(home + "/said", encoding="utf-8", errors="replace") as said:
        return said.read()


class Files:
    """Both files, as they are after it has ended."""

    def __init__(self, home):
        self.files = [GLib.KeyFile(), GLib.KeyFile()]
        for file, name in zip(self.files, ("config", "config-private")):
            file.load_from_file("%s/.balsa/%s" % (home, name), GLib.KeyFileFlags.NONE)

    def groups(self, prefix):
        return [name for name in self.files[0].get_groups()[0] if name.startswith(prefix)]

    def get(self, group, key):
        for file in self.files:
            if file.has_group(group) and key in file.get_keys(group)[0]:
                return file.get_string(group, key)
        return ""


def escaped(match):
    """As GLib writes it into a log."""
    return "\\u%04x" % ord(match.group())


def told(files, group, log):
    """A server's section, if it tells of such a server."""
    keys = ("Type", "Name", "Server", "Username", "Security", "Anonymous", "UseIdle", "Check",
            "Delete")
    values = {key: files.get(group, key) for key in keys}
    protocol = next(PROTOCOLS[prefix] for prefix in PROTOCOLS if group.startswith(prefix))
    lines = ["Error looking up password for %s@%s:%s: " % (
        values["Username"], protocol, values["Server"])]
    if protocol == "imap":
        lines.append("Server loaded, host: %s, security %s.\n" % (
            values["Server"], values["Security"]))
    for line in lines:
        if CONTROL.sub(escaped, line) not in log:
            sys.exit("balsa does not say: " + line)
    return values


def in_ascii(text):
    """The text with A-labels in its addresses, whose domains the program shows to people."""
    def label(match):
        return "xn--" + match.group().encode("punycode").decode()
    return re.sub("@[^@<>, ]+", lambda domain: re.sub(
        "[^@.]*[^\x00-\x7f][^@.]*", label, domain.group()), text)


def own(files, group, key):
    return in_ascii(files.get(group, key)) if key in ("Address", "ReplyTo") else files.get(
        group, key)


def alias(files, group):
    server = "smtp-server-" + files.get(group, "SmtpServer")
    return "<%s>" % "|".join([own(files, group, key) for key in (
        "FullName", "Address", "ReplyTo", "SignaturePath")] + [files.get(server, "Server")])


def signature(values, source):
    """The text of a file that mailgen wrote."""
    key = re.fullmatch("~/.balsa/mailgen-([0-9a-f]{32})-signature", values["SignaturePath"])
    if not key:
        return ""
    values["SignaturePath"] = ""
    with open("%s/balsa-%s-signature" % (source, key[1]), encoding="utf-8",
              newline="\n") as file:
        return file.read()


def account(files, group, log, source):
    name = group.partition("-")[2]
    values = {key: own(files, group, key) for key in IDENTITY}
    values["signature"] = signature(values, source)
    incoming = [prefix + name for prefix in ("folder-", "mailbox-")
                if prefix + name in files.groups(prefix)]
    if len(incoming) != 1:
        sys.exit("not one mailbox for " + name)
    return {"incoming": told(files, incoming[0], log), "identity": values,
            "outgoing": told(files, "smtp-server-" + values["SmtpServer"], log),
            "aliases": "".join(alias(files, other) for other in files.groups(group + " "))}


def main():
    signal.signal(signal.SIGALRM, time_is_up)
    signal.alarm(TIME_LIMIT)
    source = os.path.abspath(sys.argv[1])
    for name in ("Xvfb", "xdotool"):
        if not shutil.which(name):
            sys.exit(name + " is not installed")
    go_offline()
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as home:
        home_of(source, home)
        server, screen = display()
        try:
            log = run(home, screen)
        finally:
            server.terminate()
            server.wait()
        files = Files(home)
        json.dump({group.partition("-")[2]: account(files, group, log, source)
                   for group in files.groups("identity-") if " " not in group}, sys.stdout)


if __name__ == "__main__":
    main()
