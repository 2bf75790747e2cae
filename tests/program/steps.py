"""Steps of tests of mailgen --install beside accounts that the real Thunderbird made.

A profile with accounts of the user's own gets mailgen's, twice in a row and with
changes, and loses one again; after each step Thunderbird is started and asked
for every account, server, identity and outgoing server it has, and ended, which
makes it write its preferences anew. A home without a profile gets one that the first
start uses."""
import json
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time

sys.path.insert(0, os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
from marionette import Marionette  # noqa: E402
from tap import done, ok, skip_all  # noqa: E402

MAILGEN = os.environ.get("MAILGEN") or os.path.join(
    os.path.dirname(os.path.abspath(__file__)), "../../build/mailgen")
PATIENCE = 60           # seconds for one answer of Thunderbird's

# So that it looks for nothing outside and asks nothing.
QUIET = {
    "app.normandy.enabled": False,
    "app.update.disabledForTesting": True,
    "datareporting.healthreport.uploadEnabled": False,
    "datareporting.policy.dataSubmissionEnabled": False,
    "extensions.update.enabled": False,
    "mail.inappnotifications.enabled": False,
    "mail.provider.suppress_dialog_on_startup": True,
    "mail.rights.version": 1,
    "mail.server.default.check_new_mail": False,
    "mail.shell.checkDefaultClient": False,
    "mail.spotlight.firstRunDone": True,
    "mailnews.start_page.enabled": False,
    "marionette.port": 0,
    "network.captive-portal-service.enabled": False,
    "network.connectivity-service.enabled": False,
    "offline.autoDetect": False,
    "services.settings.server": "data:,",
    "toolkit.telemetry.enabled": False,
}

COMMON = r"""
const { MailServices } = ChromeUtils.importESModule(
  "resource:///modules/MailServices.sys.mjs");
function local() {
  return MailServices.accounts.allServers.find(server => server.type == "none")?.key;
}
"""

# What a user does in the account settings.
MAKE = COMMON + r"""
if (!local()) {
  MailServices.accounts.createLocalMailAccount();
}
const smtp = {};
for (const [name, port] of [["one", 465], ["two", 587]]) {
  const server = MailServices.outgoingServer.createServer("smtp");
  server.QueryInterface(Ci.nsISmtpServer);
  server.hostname = `smtp.${name}.example`;
  server.port = port;
  server.socketType = port == 465 ? 3 : 2;
  server.username = `ann@${name}.example`;
  smtp[name] = server.key;
}
function identity(name, email, out) {
  const id = MailServices.accounts.createIdentity();
  id.fullName = name;
  id.email = email;
  id.smtpServerKey = out;
  return id;
}
for (const [type, name] of [["imap", "one"], ["pop3", "two"]]) {
  const server = MailServices.accounts.createIncomingServer(
    `ann@${name}.example`, `${type}.${name}.example`, type);
  server.port = type == "imap" ? 993 : 995;
  server.socketType = 3;
  server.prettyName = `Ann "${name}" \\ é`;
  const account = MailServices.accounts.createAccount();
  account.incomingServer = server;
  account.addIdentity(identity("Ann", `ann@${name}.example`, smtp[name]));
  if (name == "two") {
    account.addIdentity(identity("Ann again", "again@two.example", smtp.one));
    MailServices.accounts.defaultAccount = account;
  }
}
MailServices.outgoingServer.defaultServer =
  MailServices.outgoingServer.getServerByKey(smtp.two);
Services.prefs.setStringPref("the.users.own", "a, \"b\" \\ 'c'\n\u20ac");
Services.prefs.setIntPref("the.users.number", -7);
"""

# The user prefers the account at the address jo@example.org.
PREFER = COMMON + r"""
const account = MailServices.accounts.accounts.find(
  one => one.defaultIdentity?.email == "jo@example.org");
MailServices.accounts.defaultAccount = account;
MailServices.outgoingServer.defaultServer = MailServices.outgoingServer
  .getServerByKey(account.defaultIdentity.smtpServerKey);
"""

# Everything that there is, as the program has it.
TELL = COMMON + r"""
const accounts = {};
for (const account of MailServices.accounts.accounts) {
  const server = account.incomingServer;
  accounts[account.key] = {
    key: server.key, type: server.type, host: (server.hostname ?? server.hostName),
    user: server.username, port: server.port, security: server.socketType,
    auth: server.authMethod, name: server.prettyName,
    identities: account.identities.map(id => ({
      key: id.key, name: id.fullName, email: id.email,
      organization: id.organization, sends: id.smtpServerKey,
    })),
  };
}
const outgoing = {};
for (const server of MailServices.outgoingServer.servers) {
  server.QueryInterface(Ci.nsISmtpServer);
  outgoing[server.key] = [(server.hostname ?? server.hostName), server.port, server.socketType,
    server.username];
}
return JSON.stringify({
  accounts, outgoing,
  first: MailServices.accounts.defaultAccount?.key,
  sends: MailServices.outgoingServer.defaultServer?.key,
  local: local(),
  own: Services.prefs.getStringPref("the.users.own", ""),
  number: Services.prefs.getIntPref("the.users.number", 0),
  tls: Services.prefs.getIntPref("security.tls.version.min"),
  profile: Services.dirsvc.get("ProfD", Ci.nsIFile).path,
});
"""

# Statements about a preference %s: those that are read, and those that are not,
# each of which costs the one behind it when its ';' is not there.
READ = [
    "user_pref('%s', - 5);", "sticky_pref('%s', -2147483648);", "pref('%s', -0);",
    "lock_pref('%s', 1);",
    "user_pref/**/(#\n'%s'//\r,\v'it\\'s')\f;", "user_pref('%s', +/**/7);",
    "user_pref('%s', 2147483647);", "user_pref('%s', 000000000000000000007);",
    "user_pref('%s', 'x\r\n\ty');", "user_pref('%s', \"'\");", "user_pref('%s', '');",
    "user_pref('%s', '\\n\\r\\\\\\\"\\x7e\\u20AC\\uD83D\\uDE00');",
    "user_pref ( '%s' , true ) ;", "/*/ */user_pref('%s',5);", "/***/user_pref('%s',5);",
    "user_pref('%s', 1)\n;", "user_pref('%s', '\u00e9\\xC3\\xA9');",
]
NOT_READ = [
    "user_pref('%s', 1, locked);", "pref('%s', 1, sticky);", "user_pref('%s', 1,);",
    "user_pref('%s', 0x1);", "user_pref('%s', 1.5);", "user_pref('%s', null);",
    "user_pref('%s', 2147483648);", "user_pref('%s', -2147483649);",
    "user_pref('%s', + );", "user_pref('%s', 1true);", "user_pref('%s', true1);",
    "user_pref('%s', True);", "user_pref('%s' 1);", "user_pref('%s', 1;",
    "user_pref '%s', 1);", "user_pref('%s', 1)", "user_pref(%s, 1);",
    "user_pref('%s', '\\t');", "user_pref('%s', '\\x00');", "user_pref('%s', '\\x4');",
    "user_pref('%s', '\\X41');", "user_pref('%s', '\\u00E');", "user_pref('%s', '\\u0000');",
    "user_pref('%s', '\\uD800');", "user_pref('%s', '\\uDC00');", "user_pref('%s', 'a\\\nb');",
    "user_pref('%s', '\\uD800\\u0041');", "user_pref1('%s', 1);", "lockPref('%s', 1);",
    "user_pref('%s',\u00a05);", "/ user_pref('%s',5);", "\u00e9 user_pref('%s', 1);",
]

NAMES = "return Services.prefs.getChildList('some.');"

JO = """name: Jo "von" Ö
email: jo@example.org
id: jo
organization: %s
incoming: {host: imap.example.org, port: 993, security: tls}
outgoing: {host: smtp.example.org, port: 465, security: tls}
%s"""
ALIAS = "aliases: [post@example.org]\n"
KIM = """name: Kim
email: kim@example.net
id: kim
incoming: {protocol: pop, host: pop.example.net, port: %d, security: %s}
outgoing: {host: smtp.example.net, port: 587, security: starttls}
"""

ANN = """name: Ann Other
email: ann@one.example
id: ann
organization: Org
aliases: [a@one.example]
incoming: {host: %simap.one.example, port: 143, security: starttls}
outgoing: {host: smtp.other.example, port: 465, security: tls}
"""


def same(name, found, meant):
    ok(name, found == meant, "found " + json.dumps(found, indent=1, sort_keys=True),
       "meant " + json.dumps(meant, indent=1, sort_keys=True))


class Bird:
    """A running Thunderbird; which profile it uses is its own choice."""

    def __init__(self, home, profile, *options):
        self.home = home
        self.profile = profile
        self.port_file = profile + "/MarionetteActivePort"
        if os.path.exists(self.port_file):
            os.unlink(self.port_file)
        self.log = open(home + "/log", "wb")
        self.process = subprocess.Popen(
            ["thunderbird", "--headless", "--offline", "--marionette",
             "--remote-allow-system-access", *options],
            env={"HOME": home, "TMPDIR": home, "XDG_RUNTIME_DIR": home,
                 "PATH": os.environ["PATH"], "LC_ALL": "C.UTF-8",
                 "MOZ_HEADLESS": "1", "MOZ_CRASHREPORTER_DISABLE": "1",
                 "DBUS_SESSION_BUS_ADDRESS": "disabled:", "NO_AT_BRIDGE": "1"},
            stdin=subprocess.DEVNULL, stdout=self.log, stderr=self.log,
            start_new_session=True)
        try:
            self.connect()
        except BaseException:
            self.kill()
            raise

    def connect(self):
        end = time.monotonic() + PATIENCE
        port = ""
        while not port:
            if self.process.poll() is not None or time.monotonic() > end:
                with open(self.home + "/log", "rb") as log:
                    raise RuntimeError("no answer: " + repr(log.read()[-2000:]))
            time.sleep(0.02)
            if os.path.exists(self.port_file):
                with open(self.port_file, encoding="ascii") as file:
                    port = file.read().strip()
        self.marionette = Marionette(port, PATIENCE)

    def do(self, script):
        return self.marionette.call("WebDriver:ExecuteScript", script=script, args=[],
                                    sandbox="system")["value"]

    def tell(self):
        return json.loads(self.do(TELL))

    def quit(self):
        """Ends it as its menu does, so that it writes its preferences."""
        try:
            self.marionette.call("Marionette:Quit", flags=["eAttemptQuit"])
            self.process.wait(PATIENCE)
        finally:
            self.kill()

    def kill(self):
        if self.process.poll() is None:
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()
        self.log.close()


def write(path, text):
    with open(path, "w", encoding="utf-8", newline="") as file:
        file.write(text)


def read(path):
    with open(path, "rb") as file:
        return file.read()


def quiet(profile):
    write(profile + "/user.js", "".join(
        "user_pref(%s, %s);\n" % (json.dumps(name), json.dumps(value))
        for name, value in QUIET.items()))


def mailgen(*arguments):
    """Its status and what it said."""
    done = subprocess.run(
        [MAILGEN, *arguments], stdin=subprocess.DEVNULL, timeout=60,
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False)
    return done.returncode, done.stdout.decode("utf-8", "replace")


class Steps:
    def __init__(self, folder):
        self.folder = folder
        self.home = folder + "/home"
        self.profile = self.home + "/.thunderbird/own"
        self.prefs = self.profile + "/prefs.js"
        self.jo = folder + "/jo.yaml"
        self.kim = folder + "/kim.yaml"
        write(self.jo, JO % ("Org", ALIAS + "tls: {minimum: \"1.3\"}\n"))
        write(self.kim, KIM % (995, "tls"))

    def install(self, home=None, *more):
        return mailgen(self.jo, self.kim, "-t", "thunderbird", "--merge",
                       "--install", "--home", home or self.home, *more)

    def installs(self, name):
        status, said = self.install()
        ok(name, status == 0, said)

    def start(self, *options):
        return Bird(self.home, self.profile, *options)

    def ask(self):
        bird = self.start()
        try:
            return bird.tell()
        finally:
            bird.quit()

    def users_own(self):
        """A profile as the program and its user make it."""
        os.makedirs(self.profile)
        quiet(self.profile)
        write(self.home + "/.thunderbird/profiles.ini",
              "[Profile0]\nName=own\nIsRelative=1\nPath=own\nDefault=1\n"
              "\n[General]\nVersion=2\n")
        bird = self.start("-P", "own")
        try:
            bird.do(MAKE)
        finally:
            bird.quit()
        self.before = self.ask()
        ok("Thunderbird has two accounts of the user's and its own",
           sorted(a["type"] for a in self.before["accounts"].values())
           == ["imap", "none", "pop3"]
           and len(self.before["outgoing"]) == 2, self.before)

    def theirs_stay(self, name, now):
        """Is everything that was there before as it was?"""
        found = dict(now)
        found["accounts"] = {key: now["accounts"].get(key)
                             for key in self.before["accounts"]}
        found["outgoing"] = {key: now["outgoing"].get(key)
                             for key in self.before["outgoing"]}
        found["tls"] = self.before["tls"]
        same(name, found, self.before)

    def ours(self, now):
        """The accounts that mailgen added, by address, with how they send."""
        found = {}
        for key, account in now["accounts"].items():
            if key not in self.before["accounts"]:
                ids = account["identities"]
                found[ids[0]["email"]] = {
                    "server": [account[word] for word in (
                        "type", "host", "user", "port", "security", "auth", "name")],
                    "people": [[i["name"], i["email"], i["organization"]] for i in ids],
                    "sends": [now["outgoing"].get(i["sends"]) for i in ids],
                }
        return found

    def meant(self, organization="Org", alias=True, port=995, security=3):
        people = ["jo@example.org"] + (["post@example.org"] if alias else [])
        return {
            "jo@example.org": {
                "server": ["imap", "imap.example.org", "jo@example.org", 993, 3, 3,
                           "jo@example.org"],
                "people": [["Jo \"von\" Ö", one, organization] for one in people],
                "sends": [["smtp.example.org", 465, 3, "jo@example.org"]] * len(people),
            },
            "kim@example.net": {
                "server": ["pop3", "pop.example.net", "kim@example.net", port, security,
                           3, "kim@example.net"],
                "people": [["Kim", "kim@example.net", ""]],
                "sends": [["smtp.example.net", 587, 2, "kim@example.net"]],
            },
        }

    def both(self, name, now, count=4, **changes):
        same(name, self.ours(now), self.meant(**changes))
        self.theirs_stay("and the user's are as they were", now)
        ok("no outgoing server is there twice", len(now["outgoing"]) == count,
           now["outgoing"])

    def adds(self):
        self.installs("accounts are added to the profile in use")
        text = read(self.prefs)
        self.installs("once more")
        ok("which changes nothing", read(self.prefs) == text)
        now = self.ask()
        self.both("Thunderbird has both accounts", now)
        ok("and the lowest TLS version", now["tls"] == 4, now["tls"])
        ok("it wrote its file anew", read(self.prefs) != text)
        self.installs("a run after Thunderbird's")
        text = read(self.prefs)
        self.installs("and another")
        ok("which changes nothing either", read(self.prefs) == text)

    def is_locked(self):
        """While it runs, and when it was killed."""
        bird = self.start()
        try:
            self.both("after two runs it has the same accounts", bird.tell())
            text = read(self.prefs)
            write(self.jo, JO % ("New", ""))
            status, said = self.install()
            ok("while Thunderbird runs its file is left alone",
               status == 4 and "[locked]" in said, status, said)
            ok("as it is", read(self.prefs) == text)
        finally:
            bird.kill()
        ok("killed, it leaves a lock behind",
           os.path.islink(self.profile + "/lock"))

    def changes(self):
        write(self.kim, KIM % (110, "starttls"))
        self.installs("changed accounts are written, after a kill too")
        ok("what no account has any more is gone",
           b"post@example.org" not in read(self.prefs)
           and b"security.tls.version.min" not in read(self.prefs))
        now = self.ask()
        self.both("Thunderbird has the changed accounts", now,
                  organization="New", alias=False, port=110, security=2)
        ok("and its own lowest TLS version", now["tls"] == self.before["tls"])

    def leaves(self):
        status, said = mailgen("prune", "--install", self.kim, "--home", self.home)
        ok("an account that left is removed", status == 0, said)
        ok("with all that was its own", b"example.org" not in read(self.prefs))
        now = self.ask()
        meant = self.meant(port=110, security=2)
        del meant["jo@example.org"]
        same("Thunderbird has the other one", self.ours(now), meant)
        self.theirs_stay("and the user's", now)
        self.installs("it can come back")
        bird = self.start()
        try:
            self.both("as it was", bird.tell(), organization="New", alias=False,
                      port=110, security=2)
            bird.do(PREFER)
        finally:
            bird.quit()

    def is_preferred(self):
        """The user made it the default, before it left."""
        text = read(self.prefs)
        found = re.search(rb'defaultaccount", "account(_mg[0-9a-f]+)"', text)
        ok("the user's default account can be mailgen's", found
           and b'defaultserver", "smtp' + found[1] in text, text)
        status, said = mailgen("prune", "--install", self.kim, "--home", self.home)
        ok("it can leave then too", status == 0, said)
        ok("and nothing speaks of it", found and found[1] not in read(self.prefs))
        now = self.ask()
        ok("and another is the default", now["first"] in now["accounts"]
           and now["sends"] in now["outgoing"], now)

    def is_new(self):
        home = self.folder + "/new"
        profile = home + "/.thunderbird/mailgen"
        os.mkdir(home, 0o700)
        status, said = self.install(home)
        ok("a home without a profile gets one", status == 0, said)
        quiet(profile)
        bird = Bird(home, profile)
        try:
            now = bird.tell()
        finally:
            bird.quit()
        same("which the first start uses", now["profile"], profile)
        self.before = {"accounts": {}, "outgoing": {}}
        found = self.ours({**now, "accounts": {
            key: account for key, account in now["accounts"].items()
            if account["type"] != "none"}})
        same("with the accounts", found, self.meant("New", False, 110, 2))
        text = read(profile + "/prefs.js")
        status, said = self.install(home)
        ok("a later run finds it", status == 0, said)
        ok("and merges into it", b'"mail.root.imap"'
           in read(profile + "/prefs.js"), text)


    def adopts(self):
        """A mailbox that the user has set up by hand is not added a second time."""
        self.users_own()
        write(self.jo, ANN % "")
        arguments = [self.jo, "-t", "thunderbird", "--install", "--home", self.home]
        text = read(self.prefs)
        status, said = mailgen(*arguments)
        ok("a mailbox that the user has set up is shown by its line and left alone",
           status == 1 and "[name-taken]" in said and "note: it is here" in said
           and read(self.prefs) == text, status, said)
        status, said = mailgen(*arguments, "--adopt")
        ok("--adopt takes it over", status == 0, said)
        self.ask()
        now = self.ask()
        ours = [key for key, account in now["accounts"].items()
                if account["host"] == "imap.one.example"]
        same("Thunderbird has the same accounts after two starts",
             [list(now["accounts"]), ours], [list(self.before["accounts"]), ours[:1]])
        account = now["accounts"][ours[0]]
        old = self.before["accounts"][ours[0]]
        same("what the account file says holds, what it does not say stays",
             [account[word] for word in ("key", "user", "port", "security", "name")],
             [old["key"], "ann@one.example", 143, 2, old["name"]])
        same("its person too, with another address",
             [[i["name"], i["email"], i["organization"]] for i in account["identities"]],
             [["Ann Other", "ann@one.example", "Org"], ["Ann Other", "a@one.example", "Org"]])
        sends = account["identities"][0]["sends"]
        ok("the way out that another account has is left to it, and there is a new one",
           now["outgoing"].get(sends) == ["smtp.other.example", 465, 3, "ann@one.example"]
           and all(now["outgoing"].get(key) == value
                   for key, value in self.before["outgoing"].items()), now["outgoing"])
        text = read(self.prefs)
        status, said = mailgen(*arguments)
        ok("a later run knows that it is mailgen's", status == 0, said)
        status, said = mailgen(*arguments, "-v")
        ok("and changes nothing", status == 0 and "unchanged" in said, said)
        write(self.jo, ANN % "again.")
        write(self.kim, KIM % (995, "tls"))
        status, said = mailgen(*arguments)
        now = self.ask()
        same("even at another server", [status, now["accounts"][ours[0]]["host"],
             len(now["accounts"])], [0, "again.imap.one.example", len(self.before["accounts"])])
        status, said = mailgen("prune", self.kim, "--install", "--home", self.home)
        same("prune gives it back as it was", [status, self.ask()], [0, self.before])

    def reads_alike(self):
        """mailgen takes the statements that Thunderbird reads, and no others."""
        home = self.folder + "/alike"
        profile = home + "/.thunderbird/mailgen"
        prefs = profile + "/prefs.js"
        os.makedirs(profile)
        quiet(profile)
        good = "".join(text % ("some.%d" % i) + "\n" for i, text in enumerate(READ))
        bad = "".join(text % ("some.not.%d" % i) + "\nuser_pref('lost', 1);\n"
                      for i, text in enumerate(NOT_READ))
        wrong = []
        for text in NOT_READ:
            write(prefs, text % "a" + "\n")
            status, said = self.install(home)
            if status != 4 or "[merge]" not in said or read(prefs).decode() != text % "a" + "\n":
                wrong.append("%r: %d %s" % (text, status, said))
        ok("mailgen adds to no file that is not read in whole", not wrong, *wrong)
        write(prefs, good)
        status, said = self.install(home)
        ok("it adds to one that is", status == 0, said)
        text = read(prefs)
        ok("and keeps what stands there", text.startswith(good.encode()), text)
        with open(prefs, "a", encoding="utf-8", newline="") as file:
            file.write(bad)
        bird = Bird(home, profile, "--profile", profile)
        try:
            found, now = bird.do(NAMES), bird.tell()
        finally:
            bird.kill()
        same("Thunderbird reads the same", sorted(found),
             sorted("some.%d" % i for i in range(len(READ))))
        ok("and the accounts", len(now["accounts"]) >= 2, now["accounts"])


def run(*steps):
    if not shutil.which("thunderbird"):
        skip_all("no thunderbird")
    folder = os.path.realpath(tempfile.mkdtemp())
    os.mkdir(folder + "/home", 0o700)
    try:
        of = Steps(folder)
        for step in steps:
            getattr(of, step)()
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    done()
