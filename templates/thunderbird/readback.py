#!/usr/bin/env python3
"""Prints what Thunderbird makes of a prefs.js, as JSON.

Run by `mailgen verify`: readback.py PREFS.JS. The real program is started
without a display and without network on a new profile that holds this file,
and its account, server and identity objects (not its preferences) are asked
through Marionette, its remote control. The answer is one object, a member
for each mail account that Thunderbird kept, named by its account key.

With `readback.py SCRIPT.CFG START.JS` these are the machine's files, which the
program sees in /etc/thunderbird, and the profile is empty. It is then started
for nobody in particular and for each user that the script names; what one of
these alone has also says "user".
"""

import ctypes
import json
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time

TIME_LIMIT = 60         # seconds, for everything
PARSE_ERROR = b"prefs parse error"
PR_SET_PDEATHSIG = 1
CLONE_NEWNS, CLONE_NEWUSER = 0x20000, 0x10000000
MS_BIND, MS_REC, MS_PRIVATE = 0x1000, 0x4000, 0x40000
SYSTEM = "/etc/thunderbird"

# Keeps the program from looking for anything but its accounts. It stands in
# user.js, so that the file under test is read as it is.
QUIET = {
    "app.normandy.enabled": False,
    "app.update.auto": False,
    "app.update.disabledForTesting": True,
    "app.update.enabled": False,
    "browser.safebrowsing.malware.enabled": False,
    "browser.safebrowsing.phishing.enabled": False,
    "browser.safebrowsing.provider.google.updateURL": "",
    "browser.safebrowsing.provider.mozilla.updateURL": "",
    "captivedetect.canonicalURL": "",
    "datareporting.healthreport.uploadEnabled": False,
    "datareporting.policy.dataSubmissionEnabled": False,
    "devtools.console.stdout.chrome": False,
    "extensions.blocklist.enabled": False,
    "extensions.getAddons.cache.enabled": False,
    "extensions.systemAddon.update.enabled": False,
    "extensions.update.enabled": False,
    "mail.inappnotifications.enabled": False,
    "mail.inappnotifications.url": "",
    "mail.instrumentation.askUser": False,
    "mail.provider.suppress_dialog_on_startup": True,
    "mail.rights.version": 1,
    "mail.server.default.check_new_mail": False,
    "mail.shell.checkDefaultClient": False,
    "mail.spotlight.firstRunDone": True,
    "mail.winsearch.firstRunDone": True,
    "mailnews.start_page.enabled": False,
    "mailnews.start_page.url": "",
    "marionette.port": 0,
    "media.gmp-manager.url": "",
    "network.captive-portal-service.enabled": False,
    "network.connectivity-service.enabled": False,
    "network.dns.disablePrefetch": True,
    "network.trr.mode": 5,
    "offline.autoDetect": False,
    "security.OCSP.enabled": 0,
    "services.settings.server": "data:,",
    "toolkit.telemetry.enabled": False,
    "toolkit.telemetry.server": "",
}

# Runs inside Thunderbird. All values become strings.
SCRIPT = r"""
const { MailServices } = ChromeUtils.importESModule(
  "resource:///modules/MailServices.sys.mjs");
const { MailUtils } = ChromeUtils.importESModule(
  "resource:///modules/MailUtils.sys.mjs");

// a character of an SMTP user name stands for a byte
function fromBytes(text) {
  if (/[^\x00-\xff]/.test(text)) {
    return text;
  }
  return new TextDecoder("utf-8", { ignoreBOM: true }).decode(
    Uint8Array.from(text, c => c.charCodeAt(0)));
}

// The folder that is found by this address, as a path on the account's server;
// the address itself when it leads elsewhere
function folderPath(uri, server) {
  if (!uri) {
    return "";
  }
  try {
    const folder = MailUtils.getOrCreateFolder(uri);
    const root = server.serverURI + "/";
    if (folder.server.key !== server.key || !folder.URI.startsWith(root)) {
      return uri;
    }
    const path = decodeURIComponent(folder.URI.slice(root.length));
    if (folder.name !== path.split("/").at(-1)) {
      return uri;
    }
    return server.type == "imap" ? fromModifiedUtf7(path) : path;
  } catch (e) {
    return uri;
  }
}

function fromModifiedUtf7(path) {
  return Cc["@mozilla.org/charset-converter-manager;1"]
    .getService(Ci.nsICharsetConverterManager).mutf7ToUnicode(path);
}

function incoming(server) {
  const values = {
    type: server.type,
    hostname: server.hostname ?? server.hostName,
    userName: server.username,
    port: server.port,
    socketType: server.socketType,
    authMethod: server.authMethod,
    name: server.prettyName,
    check_time: server.doBiff ? server.biffMinutes : "",
    junk_folder: folderPath(
      server.getStringValue("spamActionTargetFolder"), server),
  };
  if (server.type == "imap") {
    server.QueryInterface(Ci.nsIImapIncomingServer);
    values.use_idle = server.useIdle;
    values.trash_folder_name = server.trashFolderName;
    values.allow_utf8_accept = server.getBoolValue("allow_utf8_accept");
  } else {
    server.QueryInterface(Ci.nsIPop3IncomingServer);
    values.leave_on_server = server.leaveMessagesOnServer;
    values.download_on_biff = server.downloadOnBiff;
  }
  return values;
}

// Without the quotes that it puts around a "!" in a local part, which needs none
function plainAddress(email) {
  return email.replace(/^"([!#$%&'*+\/=?^_`{|}~\w-]+(?:\.[!#$%&'*+\/=?^_`{|}~\w-]+)*)"@/, "$1@");
}

function belowHome(path) {
  const home = Services.dirsvc.get("Home", Ci.nsIFile).path + "/";
  return path?.startsWith(home) ? "~/" + path.slice(home.length) : path;
}

function identity(id, server) {
  return {
    fullName: id.fullName,
    useremail: id.email,
    organization: id.organization,
    reply_to: MailServices.headerParser.parseDecodedHeader(id.replyTo)
      .map(mailbox => `<${mailbox.name}|${plainAddress(mailbox.email)}>`).join(""),
    htmlSigText: id.htmlSigText,
    htmlSigFormat: id.htmlSigText ? id.htmlSigFormat : "",
    sig_file: id.attachSignature ? belowHome(id.signature?.path) : "",
    catchAll: id.catchAll ? id.catchAllHint : "",
    openpgp_key_id: id.getCharAttribute("openpgp_key_id"),
    sign_mail: id.signMail,
    encryptionpolicy: id.encryptionPolicy,
    fcc: id.doFcc,
    fcc_folder: folderPath(id.fccFolderURI, server),
    draft_folder: folderPath(id.draftsFolderURI, server),
    stationery_folder: folderPath(id.templatesFolderURI, server),
    archive_folder: folderPath(id.archivesFolderURI, server),
  };
}

function outgoing(id) {
  const server = id.smtpServerKey
    ? MailServices.outgoingServer.getServerByKey(id.smtpServerKey) : null;
  if (!server) {
    return {};
  }
  server.QueryInterface(Ci.nsISmtpServer);
  return {
    "smtp.type": server.type,
    "smtp.hostname": server.hostname,
    "smtp.port": server.port,
    "smtp.try_ssl": server.socketType,
    "smtp.authMethod": server.authMethod,
    "smtp.username": fromBytes(server.username),
    "smtp.description": server.description,
  };
}

function alias(id, server) {
  const values = identity(id, server);
  const smtp = Object.values(outgoing(id)).slice(1, -1);
  return `<${id.fullName}|${id.email}|${smtp.join(" ")}|${
    values.reply_to}|${values.htmlSigText}|${values.sig_file}|${values.openpgp_key_id}|${
    values.sign_mail}|${values.encryptionpolicy}>`;
}

const accounts = {};
for (const account of MailServices.accounts.accounts) {
  const server = account.incomingServer;
  if (!["imap", "pop3"].includes(server?.type)) {
    continue;
  }
  const id = account.defaultIdentity;
  const others = account.identities.filter(other => other.key != id?.key);
  const values = {
    ...incoming(server),
    ...(id ? { ...identity(id, server), ...outgoing(id) } : {}),
    aliases: others.map(other => alias(other, server)).join(""),
  };
  for (const name in values) {
    values[name] = String(values[name] ?? "");
  }
  accounts[account.key] = values;
}
return JSON.stringify({
  accounts,
  tls: Services.prefs.getIntPref("security.tls.version.min"),
});
"""


class Failure(Exception):
    """Something to tell the user; the program ends with status 1."""


def time_is_up(_signal, _frame):
    raise Failure("thunderbird did not answer in time")


def ended(number, _frame):
    raise Failure("ended by signal %d" % number)


def die_with_parent():
    """Run in the child: its own group, killed when this program dies."""
    os.setsid()
    ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)


def succeed(result):
    if result:
        raise OSError(ctypes.get_errno(), os.strerror(ctypes.get_errno()))


def see_at(folder, place):
    """Run in the child: it alone has this folder at that place."""
    libc = ctypes.CDLL(None, use_errno=True)
    user, group = os.geteuid(), os.getegid()
    succeed(libc.unshare(CLONE_NEWNS | (CLONE_NEWUSER if user else 0)))
    if user:
        for name, text in (("setgroups", "deny"), ("uid_map", "%d %d 1" % (user, user)),
                           ("gid_map", "%d %d 1" % (group, group))):
            with open("/proc/self/" + name, "w", encoding="ascii") as file:
                file.write(text)
    succeed(libc.mount(None, b"/", None, MS_REC | MS_PRIVATE, None))
    succeed(libc.mount(os.fsencode(folder), os.fsencode(place), None, MS_BIND, None))


class Thunderbird:
    """The program running on a private profile, under remote control."""

    def __init__(self, home, prefs, system=None, user=None):
        self.profile = os.path.join(home, "profile")
        self.stderr_path = os.path.join(home, "stderr")
        self.process = self.sock = None
        self.count = 0
        self.system = system
        os.mkdir(self.profile, 0o700)
        if prefs:
            shutil.copyfile(prefs, os.path.join(self.profile, "prefs.js"))
        with open(os.path.join(self.profile, "user.js"), "w",
                  encoding="ascii") as file:
            for name, value in QUIET.items():
                file.write("user_pref(%s, %s);\n"
                           % (json.dumps(name), json.dumps(value)))
        self.env = {
            "HOME": home,
            "TMPDIR": home,
            "XDG_RUNTIME_DIR": home,
            "PATH": os.environ.get("PATH", os.defpath),
            "LC_ALL": "C.UTF-8",
            "MOZ_HEADLESS": "1",
            "MOZ_CRASHREPORTER_DISABLE": "1",
            "DBUS_SESSION_BUS_ADDRESS": "disabled:",
            "NO_AT_BRIDGE": "1",
        }
        if user:
            self.env["USER"] = user

    def prepare(self):
        """Run in the child."""
        die_with_parent()
        if self.system:
            see_at(self.system, SYSTEM)

    def start(self):
        command = ["thunderbird", "--headless", "--offline", "--no-remote",
                   "--profile", self.profile, "--marionette",
                   "--remote-allow-system-access"]
        with open(self.stderr_path, "wb") as stderr:
            try:
                self.process = subprocess.Popen(
                    command, env=self.env, stdin=subprocess.DEVNULL,
                    stdout=stderr, stderr=stderr,
                    preexec_fn=self.prepare)
            except OSError as error:
                raise Failure("thunderbird: %s" % error.strerror)
            except subprocess.SubprocessError:
                raise Failure("%s could not be replaced for one program" % SYSTEM)

    def stderr(self):
        with open(self.stderr_path, "rb") as file:
            return file.read()

    def check_running(self):
        if self.process.poll() is not None:
            tail = self.stderr().decode("utf-8", "replace").strip()[-2000:]
            raise Failure("thunderbird ended with status %d: %s"
                          % (self.process.returncode, tail))

    def connect(self):
        port_file = os.path.join(self.profile, "MarionetteActivePort")
        port = ""
        while not port:
            self.check_running()
            time.sleep(0.02)
            if os.path.exists(port_file):
                with open(port_file, encoding="ascii") as file:
                    port = file.read().strip()
        self.sock = socket.create_connection(("127.0.0.1", int(port)), 10)
        self.sock.settimeout(TIME_LIMIT)
        self.receive()

    def receive(self):
        """One message: its length in decimal, a colon, JSON."""
        data = b""
        while b":" not in data:
            data += self.read_some()
        length, data = data.split(b":", 1)
        parts = [data]
        missing = int(length) - len(data)
        while missing > 0:
            parts.append(self.read_some())
            missing -= len(parts[-1])
        return json.loads(b"".join(parts).decode("utf-8"))

    def read_some(self):
        data = self.sock.recv(1 << 16)
        if not data:
            self.process.wait(5)
            self.check_running()
        return data

    def call(self, command, **parameters):
        self.count += 1
        message = json.dumps([0, self.count, command, parameters]).encode()
        self.sock.sendall(b"%d:%s" % (len(message), message))
        _, _, error, result = self.receive()
        if error:
            raise Failure("thunderbird: %s" % error.get("message"))
        return result

    def ask(self, script):
        self.call("WebDriver:NewSession", unhandledPromptBehavior="ignore")
        self.call("Marionette:SetContext", value="chrome")
        return self.call("WebDriver:ExecuteScript", script=script, args=[],
                         sandbox="system")["value"]

    def end(self):
        if not self.process:
            return
        try:
            os.killpg(self.process.pid, signal.SIGKILL)
        except ProcessLookupError:
            pass
        self.process.wait()


def check_parsed(program):
    """A file with errors is read in part, which must not pass for success."""
    for line in program.stderr().splitlines():
        if PARSE_ERROR in line:
            raise Failure(line.decode("utf-8", "replace"))
    if os.path.exists(os.path.join(program.profile, "Invalidprefs.js")):
        raise Failure("thunderbird could not read all of the file")


def read_back(prefs, system=None, user=None):
    with tempfile.TemporaryDirectory(prefix="mailgen-",
                                     ignore_cleanup_errors=True) as home:
        program = Thunderbird(home, prefs, system, user)
        try:
            program.start()
            program.connect()
            found = json.loads(program.ask(SCRIPT))
            check_parsed(program)
        finally:
            program.end()
    return found


def read_system(script, start):
    """What everybody has, and what users that the script names have besides."""
    with open(script, encoding="utf-8") as file:
        users = re.findall(r'^if \(getenv\("USER"\) === ("(?:[^"\\]|\\.)*")\)$',
                           file.read(), re.MULTILINE)
    with tempfile.TemporaryDirectory(prefix="mailgen-") as folder:
        if os.path.isdir(SYSTEM + "/pref"):
            shutil.copytree(SYSTEM + "/pref", folder + "/pref")
        os.makedirs(folder + "/defaults/pref")
        shutil.copy(script, folder)
        shutil.copy(start, folder + "/defaults/pref")
        found = read_back(None, folder)
        shared = list(found["accounts"])
        for user in map(json.loads, sorted(set(users))):
            for key, values in read_back(None, folder, user)["accounts"].items():
                if key not in shared:
                    found["accounts"][key] = {**values, "user": user}
    return found


def main():
    if len(sys.argv) not in (2, 3):
        raise Failure("usage: readback.py PREFS.JS, or SCRIPT.CFG START.JS")
    signal.signal(signal.SIGALRM, time_is_up)
    for number in (signal.SIGHUP, signal.SIGINT, signal.SIGTERM):
        signal.signal(number, ended)
    signal.alarm(TIME_LIMIT)
    found = (read_back if len(sys.argv) == 2 else read_system)(*sys.argv[1:])
    signal.alarm(0)
    with open(sys.argv[1], encoding="utf-8", errors="replace") as file:
        # one setting for all accounts, written with each that gives it
        parts = re.split(r'"mail\.account\.([^".]*)\.server"', file.read())
    for key, part in zip(parts[1::2], parts[2::2]):
        if key in found["accounts"] and '"security.tls.version.min"' in part:
            found["accounts"][key]["security.tls.version.min"] = str(found["tls"])
    sys.stdout.buffer.write(json.dumps(
        found["accounts"], ensure_ascii=False, indent=1).encode() + b"\n")


try:
    main()
except (Failure, OSError, ValueError, subprocess.SubprocessError) as failure:
    sys.exit("readback.py: %s" % failure)
