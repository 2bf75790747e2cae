"""Hosts to spread work over: namespaces of the test's own, each with an sshd.

A host has a network, processes, mounts and a name of its own. What is at home,
in /tmp and in /run there is in memory and its own; it sees neither the
repository nor the home of whoever runs the test. When the test ends, or is
killed, the kernel takes everything away: see rig.py.
"""
import os
import pwd
import shutil
import subprocess
import sys

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)) + "/../clients")
import rig  # noqa: E402

TOP = os.path.realpath(os.path.dirname(os.path.abspath(__file__)) + "/../..")
MAILGEN = os.environ.get("MAILGEN", TOP + "/build/mailgen")
USER = pwd.getpwuid(os.getuid()).pw_name
SECONDS = 100        # how long one command may take

# of the host's own, and empty
PRIVATE = ("/home", "/root", "/tmp", "/run", "/var/log", "/var/tmp")

SSHD = """\
Port 22
HostKey {top}/host_key
PidFile {top}/pid
AuthorizedKeysFile {keys}
StrictModes no
UsePAM no
PasswordAuthentication no
KbdInteractiveAuthentication no
PermitRootLogin prohibit-password
PermitUserEnvironment no
UseDNS no
PrintMotd no
MaxStartups 100
MaxSessions 100
Subsystem sftp internal-sftp
"""

# what of the user's own settings must not count here
SSH = """\
Host *
  IdentityFile {top}/key
  IdentitiesOnly yes
  UserKnownHostsFile {top}/known_hosts
  GlobalKnownHostsFile /dev/null
  StrictHostKeyChecking yes
  BatchMode yes
  ConnectTimeout 15
  ServerAliveInterval 3
  ServerAliveCountMax 4
  LogLevel ERROR
"""

# Waits for its network, then becomes the host's first process.
BEGIN = """\
set -e
read -r _
hostname "$1"
mount -t proc proc /proc
for folder in {private}; do
	[ ! -d "$folder" ] || mount -t tmpfs -o mode=755 none "$folder"
done
chmod 1777 /tmp
mkdir -p -m 755 /run/sshd
for file in passwd group shadow; do
	[ ! -e "{top}/$file" ] || mount --bind "{top}/$file" /etc/$file
done
{homes}
exec "$2" -D -e -f "{top}/sshd_config" 2>"{top}/log"
"""


def enter(*programs):
    """Goes on where hosts can be made, or skips the test."""
    rig.enter("ip", "nsenter", "sshd", "ssh", "ssh-keygen", "hostname",
              *programs)


def run(*command, **more):
    """What a command said, and its status."""
    more.setdefault("stdin", subprocess.DEVNULL)
    if "input" in more:
        del more["stdin"]
    return subprocess.run(command, stdout=subprocess.PIPE, check=False,
                          stderr=subprocess.PIPE, timeout=SECONDS, **more)


def must(*command):
    done = run(*command)
    if done.returncode:
        raise RuntimeError("%s: %s" % (command[0], done.stderr.decode()))
    return done.stdout.decode()


class Fleet:
    """Hosts h1, h2 ..., whoever may log in there, and how ssh finds them."""

    def __init__(self, people=()):
        self.top = rig.folder("fleet")
        self.people = people    # more users of the hosts: only for root
        self.hosts = []
        self.home = rig.folder("home")
        self.config = rig.write(self.top + "/ssh_config",
                                SSH.format(top=self.top))
        self.ssh = "ssh -F " + self.config
        self.key("key")
        shutil.copy(self.top + "/key.pub", self.top + "/authorized_keys")
        rig.write(self.top + "/known_hosts", "")
        # the home of the passwd file is not asked for anything
        self.environment = dict(os.environ, HOME=self.home,
                                PARALLEL_SSH=self.ssh)

    def key(self, name):
        must("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", name,
             "-f", "%s/%s" % (self.top, name))

    def grow(self, number):
        """Sees to it that there are so many hosts."""
        while len(self.hosts) < number:
            self.hosts.append(Host(self, len(self.hosts) + 1))
        for host in self.hosts:
            host.wait()
        return self.hosts[:number]

    def list(self, hosts):
        """A file that names them, a line each."""
        names = [host if isinstance(host, str) else host.name for host in hosts]
        return rig.write(self.top + "/hosts", "".join(
            name + "\n" for name in names))

    def run(self, *command, **more):
        return run(*command, env=dict(self.environment, **more.pop("env", {})),
                   **more)


class Host:
    """One host, there until `down`."""

    def __init__(self, fleet, number):
        self.fleet = fleet
        self.name = "h%d" % number
        self.address = "10.99.%d.2" % number
        self.top = "%s/%s" % (fleet.top, self.name)
        os.mkdir(self.top)
        must("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", self.name,
             "-f", self.top + "/host_key")
        self.know()
        self.people()
        rig.write(self.top + "/sshd_config", SSHD.format(
            top=self.top, keys=fleet.top + "/authorized_keys"))
        self.up()
        self.link(number)

    def know(self):
        with open(self.top + "/host_key.pub", encoding="ascii") as file:
            key = " ".join(file.read().split()[:2])
        with open(self.fleet.top + "/known_hosts", "a", encoding="ascii") as file:
            file.write("%s,%s %s\n" % (self.name, self.address, key))
        with open(self.fleet.config, "a", encoding="ascii") as file:
            file.write("Host %s\n  HostName %s\n  HostKeyAlias %s\n  User %s\n" % (
                self.name, self.address, self.name, USER))

    def people(self):
        """Files of /etc with the host's own people in them; `homes` is the
        commands that make their homes."""
        with open("/etc/passwd", encoding="utf-8") as file:
            lines = file.read().splitlines()
        self.homes = []
        for index, line in enumerate(lines):
            words = line.split(":")
            if words[0] == USER:
                words[5], words[6] = "/home/" + USER, "/bin/sh"
                lines[index] = ":".join(words)
                self.homes.append("mkdir -m 700 /home/" + USER)
        for number, name in enumerate(self.fleet.people, 4201):
            lines.append("%s:x:%d:%d::/home/%s:/bin/sh" % (
                name, number, number, name))
            self.homes.append("mkdir -m 700 /home/%s; chown %d:%d /home/%s" % (
                name, number, number, name))
        rig.write(self.top + "/passwd", "\n".join(lines) + "\n")
        if rig.root():
            with open("/etc/group", encoding="utf-8") as file:
                groups = file.read()
            rig.write(self.top + "/group", groups + "".join(
                "%s:x:%d:\n" % (name, number)
                for number, name in enumerate(self.fleet.people, 4201)))
            rig.write(self.top + "/shadow", "".join(
                line.split(":")[0] + ":*:19000:0:99999:7:::\n" for line in lines),
                0o600)

    def up(self):
        script = BEGIN.format(top=self.top, private=" ".join(PRIVATE),
                              homes="\n".join(self.homes))
        self.process = subprocess.Popen(
            ["unshare", "-n", "-m", "-u", "-p", "-f", "--kill-child", "sh", "-c",
             script, "sh", self.name, shutil.which("sshd")],
            stdin=subprocess.PIPE)

    def link(self, number):
        """A cable between the test's network and the host's."""
        near, far = "near%d" % number, "far%d" % number
        pid = str(self.process.pid)
        inside = ("nsenter", "-t", pid, "-n", "ip")
        here = os.readlink("/proc/self/ns/net")
        rig.await_("a network", lambda: os.readlink(
            "/proc/%s/ns/net" % pid) != here)
        must("ip", "link", "add", "name", near, "type", "veth", "peer", "name", far)
        must("ip", "link", "set", far, "netns", pid)
        must("ip", "addr", "add", "10.99.%d.1/24" % number, "dev", near)
        must("ip", "link", "set", near, "up")
        must(*inside, "addr", "add", self.address + "/24", "dev", far)
        must(*inside, "link", "set", far, "up")
        must(*inside, "link", "set", "lo", "up")
        self.process.stdin.write(b"go\n")
        self.process.stdin.close()

    def wait(self):
        """Until somebody answers there."""
        def answers():
            if self.process.poll() is not None:
                raise RuntimeError("sshd ended: " + self.log())
            try:
                with rig.socket.create_connection((self.address, 22), 1) as door:
                    return door.recv(10)
            except OSError:
                return False
        rig.await_(self.name, answers)

    def guests(self):
        """How often somebody has logged in."""
        return self.log().count("Accepted publickey")

    def log(self):
        with open(self.top + "/log", encoding="utf-8", errors="replace") as file:
            return file.read()

    def run(self, *command, **more):
        """Runs a line of shell there."""
        return self.fleet.run(*self.fleet.ssh.split(), self.name, *command, **more)

    def down(self):
        """The plug is pulled."""
        self.process.kill()
        self.process.wait()
