"""A machine of the test's own, where real mail servers have the real ports.

`enter` runs the script again in namespaces of its own: network, mounts,
processes, and without root that of users too. One folder there is a file
system in memory. So rigs run side by side, nothing of them is seen outside,
and when the script ends, or is killed, the kernel takes all the rest away.
"""
import base64
import fcntl
import hashlib
import hmac
import json
import os
import pwd
import re
import shutil
import signal
import socket
import struct
import subprocess
import sys
import time

sys.path.insert(0, os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
from tap import skip_all  # noqa: E402

INSIDE = "MAILGEN_LIVE"  # in the environment: the rig's folder
# folders that every system has; one of them becomes the rig's. Not one of the
# test's: sockets must have short names, and all users must get there
PLACES = ("/mnt", "/media", "/srv")
SYSTEM = ("/usr/local/sbin", "/usr/sbin", "/sbin")
CERTS = "/etc/ssl/certs"
MAIL_USER = 8        # owner of the mailboxes, for root
CLIENT_USER = 65534  # who runs the clients, for root
WAIT = 20            # seconds after which something counts as lost


def root():
    return os.geteuid() == 0


def enter(*programs):
    """Goes on in namespaces of its own, or skips the test."""
    if INSIDE in os.environ:
        settle()
        return
    os.environ["PATH"] += ":" + ":".join(SYSTEM)
    for program in programs + ("unshare", "mount", "openssl"):
        # only root can run it
        if program == "postfix" and not root():
            continue
        if not shutil.which(program):
            skip_all("no " + program)
    if "dovecot" in programs:
        check_dovecot()
    new = ["unshare", "-n", "-m", "-p", "-f", "--kill-child"]
    if not root():
        new += ["-U", "--map-current-user", "--keep-caps"]
    top = place()
    # the root of a namespace may have nobody but himself
    probe = 'mount -t tmpfs none "$0" && : >"$0/x" && chown %d "$0/x"' % (
        CLIENT_USER if root() else os.getuid())
    if quiet(*new, "sh", "-c", probe, top).returncode:
        skip_all("no namespaces here: run as root, or allow user namespaces")
    os.environ[INSIDE] = top
    os.execvp(new[0], new + [sys.executable] + sys.argv)


def dovecot_version():
    """Of the installed one: (2, 3) or (2, 4)."""
    said = re.match(r"(\d+)\.(\d+)", quiet("dovecot", "--version").stdout)
    return tuple(map(int, said.groups())) if said else (0, 0)


def check_dovecot():
    """The rig knows two languages of its configuration; the protocols can
    be packages of their own; without root it runs as the user, by name."""
    version = dovecot_version()
    if version not in ((2, 3), (2, 4)):
        skip_all("these tests are for Dovecot 2.3 and 2.4, here is %s.%s" % version)
    programs = quiet("doveconf", "-d", "libexec_dir").stdout.split()[-1]
    for service in ("imap", "pop3") + (() if root() else ("submission",)):
        if not os.path.exists("%s/%s" % (programs, service)):
            skip_all("Dovecot without " + service)
    try:
        pwd.getpwuid(os.getuid())
    except KeyError:
        skip_all("this user has no name")


def quiet(*command):
    return subprocess.run(command, stdout=subprocess.PIPE, text=True,
                          stderr=subprocess.DEVNULL, check=False)


def place():
    here = os.path.realpath(__file__)
    for path in PLACES:
        if os.path.isdir(path) and not here.startswith(path + "/"):
            return path
    return skip_all("no folder to work in")


def settle():
    """Inside: loopback, a file system, and files of /etc of the rig's own."""
    # the first process of a namespace is not ended by signals by itself
    for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
        signal.signal(number, leave)
    with socket.socket() as any_socket:  # SIOCSIFFLAGS: IFF_UP and the like
        fcntl.ioctl(any_socket, 0x8914, struct.pack("16sh", b"lo", 0x49))
    top = os.environ[INSIDE]
    mount("-t", "tmpfs", "-o", "mode=755", "none", top)
    quiet("mount", "-t", "proc", "proc", "/proc")
    if not root():
        write("/proc/sys/net/ipv4/ip_unprivileged_port_start", "0")
    names = [("127.0.0.1", "localhost"), ("127.0.0.1", socket.gethostname()),
             ("127.0.0.1", "imap.example.test"),
             ("127.0.0.1", "pop.example.test"),
             ("127.0.0.1", "smtp.example.test"),
             ("127.0.0.2", "open.example.test")]
    names += [machine(number) for number in range(1, 251)]
    write(top + "/hosts", "".join("%s %s\n" % name for name in names))
    mount("--bind", top + "/hosts", "/etc/hosts")
    write(top + "/resolv.conf",
          "nameserver 127.0.0.1\noptions timeout:1 attempts:1\n")
    real = os.path.realpath("/etc/resolv.conf")
    if os.path.exists(real):
        mount("--bind", top + "/resolv.conf", real)
    for name in ("SSL_CERT_FILE", "SSL_CERT_DIR"):
        os.environ.pop(name, None)


def leave(*_):
    os.write(1, b"Bail out! ended from outside\n")
    os._exit(1)


def mount(*arguments):
    subprocess.run(("mount",) + arguments, check=True)


def machine(number):
    """Address and name of one of 250 machines more."""
    return "127.0.1.%d" % number, "m%d.example.test" % number


def folder(name):
    """A new folder of the rig's."""
    path = "%s/%s" % (os.environ[INSIDE], name)
    os.makedirs(path)
    return path


def client():
    """Arguments of subprocess.run that make a client a user's, not root's."""
    if not root():
        return {}
    return {"user": CLIENT_USER, "group": CLIENT_USER, "extra_groups": []}


def give_away(path):
    """What mailgen wrote becomes the user's."""
    if root():
        subprocess.run(["chown", "-R", "%d:%d" % (CLIENT_USER, CLIENT_USER),
                        path], check=True)


def write(path, text, mode=None):
    with open(path, "wb") as file:
        if mode is not None:
            os.fchmod(file.fileno(), mode)
        file.write(text if isinstance(text, bytes) else text.encode())
    return path


def await_(what, found):
    """What found() gives as soon as that is true."""
    end = time.monotonic() + WAIT
    while True:
        result = found()
        if result:
            return result
        if time.monotonic() > end:
            raise TimeoutError(what)
        time.sleep(0.01)


class Authority:
    """A certificate authority, and its certificates."""

    def __init__(self, top, name="rig"):
        self.folder = top
        os.makedirs(top, exist_ok=True)
        self.file = top + "/ca.pem"
        openssl("req", "-x509", "-newkey", "ec", "-pkeyopt",
                "ec_paramgen_curve:P-256", "-nodes", "-sha256", "-days", "30",
                "-subj", "/CN=" + name, "-keyout", top + "/ca.key",
                "-addext", "keyUsage=critical,keyCertSign,cRLSign",
                "-out", self.file)

    def issue(self, *hosts):
        """The file of a new certificate, its key included."""
        file = "%s/%s.pem" % (self.folder, hosts[0].replace("*", "any"))
        openssl("req", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256",
                "-nodes", "-subj", "/CN=" + hosts[0], "-keyout", file + ".key",
                "-out", file + ".req")
        write(file + ".ext", "extendedKeyUsage=serverAuth\nsubjectAltName="
              + ",".join(("IP:" if ":" in host else "DNS:") + host for host in hosts))
        openssl("x509", "-req", "-in", file + ".req", "-CA", self.file,
                "-CAkey", self.folder + "/ca.key", "-CAcreateserial",
                "-days", "20", "-sha256", "-extfile", file + ".ext",
                "-out", file)
        with open(file + ".key", "rb") as key, open(file, "rb") as certificate:
            both = key.read() + certificate.read()
        return write(file, both, 0o600)

    def system(self):
        """Makes clients trust it by themselves; false where the system keeps
        its authorities elsewhere, and an account has to name the file."""
        if not os.path.exists(CERTS + "/ca-certificates.crt"):
            return False
        top = self.folder + "/system"
        os.makedirs(top)
        shutil.copy(self.file, top + "/ca-certificates.crt")
        digest = openssl("x509", "-hash", "-noout", "-in", self.file)
        shutil.copy(self.file, "%s/%s.0" % (top, digest.strip()))
        mount("--bind", top, CERTS)
        return True


def openssl(*arguments):
    done = subprocess.run(("openssl",) + arguments, check=False, text=True,
                          stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    if done.returncode:
        raise RuntimeError("openssl %s: %s" % (arguments[0], done.stderr))
    return done.stdout


def token(user, key):
    """A JSON Web Token for the user (RFC 7519), signed with HMAC-SHA-256."""
    def encode(data):
        return base64.urlsafe_b64encode(data).rstrip(b"=")
    now = int(time.time())
    text = b".".join(encode(json.dumps(part).encode()) for part in (
        {"alg": "HS256", "typ": "JWT"},
        {"sub": user, "email": user, "iat": now, "nbf": now - 60,
         "exp": now + 3600}))
    return (text + b"." + encode(
        hmac.new(key, text, hashlib.sha256).digest())).decode()
