"""Every row of two rule sets with every authentication, for a client.

For each the account is written, mailgen renders it, the client runs, and the
server says who logged in how. What the rule set forbids or the client cannot
do must be refused by mailgen.
"""
import collections
import configparser
import email
import email.policy
import json
import os
import re
import string
import subprocess

import rig
import servers
import tap

TOP = os.path.realpath(os.path.dirname(os.path.abspath(__file__)) + "/../..")
MAILGEN = os.environ.get("MAILGEN", TOP + "/build/mailgen")

# the other sets hold rows of the same kinds, with providers' conditions
SETS = ("safebrands", "standard")

# words of an account: auth, mechanism
WORDS = {
    "password": ("password", None),
    "plain": ("password", "plain"),
    "login": ("password", "login"),
    "cram-md5": ("encrypted", None),
    "scram-sha-1": ("encrypted", "scram-sha-1"),
    "scram-sha-256": ("encrypted", "scram-sha-256"),
    "digest-md5": ("encrypted", "digest-md5"),
    "apop": ("encrypted", "apop"),
    "xoauth2": ("oauth2", "xoauth2"),
    "oauthbearer": ("oauth2", "oauthbearer"),
    "gssapi": ("gssapi", None),
    "ntlm": ("ntlm", None),
    "external": ("external", None),
    "none": ("none", None),
}
# these want what the rig has not: tickets, a domain, clients' certificates
NOT_HERE = ("gssapi", "ntlm", "external")

PEOPLE = (
    "jean.dupont+%d@example.test",
    "DOM\\o'neil \"%d\"",
    "100%% #user;%d",
    "zoë%d@example.test",
)
PASSWORDS = (
    "p@ss \"w'o\\rd$`x` #é",
    "#{a}:b;c,d%41&e=<f>|*?[g]!~^",
    " lead and trail ",
    string.punctuation + "09AZaz",
)
NAME = 'Jean "Zoë" O\'Neil, Dr. #1'
ADDRESS = "jean@example.test"
BODY = """\
Première ligne, "quoted" 'text' `here` $HOME %40 \\n

.
.. dots
From the start of a line
--
  blanks at the front, and a long line:
""" + "long " * 60 + """.
the end
"""

Row = collections.namedtuple("Row", "set protocol port security auths stands")
Case = collections.namedtuple("Case", "number row word user password fits")


def rows():
    """Of both sets; auths is None for any."""
    found = []
    for name in SETS:
        rules = configparser.ConfigParser(
            delimiters="=", comment_prefixes=";", interpolation=None)
        with open("%s/schemas/rules/%s.ini" % (TOP, name),
                  encoding="utf-8") as file:
            rules.read_file(file)
        for section in rules.sections():
            words = section.split()
            if words[0] not in ("imap", "pop", "smtp"):
                continue
            auths = words[3:] or rules[section].get("auth", "any").split()
            found.append(Row(name, words[0], int(words[1]), words[2],
                             None if auths == ["any"] else auths,
                             rules[section]["stands"]))
    return found


def allowed(row, auth, every):
    """Whether the row's set lets its port be used with that auth."""
    places = [r for r in every if r[:4] == row[:4]
              and (r.auths is None or auth in r.auths)]
    return bool(places) and all(r.stands != "forbidden" for r in places)


def abilities(target):
    done = subprocess.run([MAILGEN, "targets", target, "--json"], check=True,
                          stdout=subprocess.PIPE)
    return json.loads(done.stdout)


def cases(client):
    """What there is to try with a client: [Case]. `fits` is what mailgen has
    to say about it."""
    every = rows()
    can = abilities(client.target)["protocols"]
    found, seen = [], set()
    for row in every:
        if row.protocol not in can:
            continue
        for word, (auth, _) in WORDS.items():
            if row[:4] + (word,) in seen:
                continue
            seen.add(row[:4] + (word,))
            fits = (allowed(row, auth, every)
                    and row.security in can[row.protocol]["security"]
                    and word in can[row.protocol]["auth"]
                    and (row.protocol, row.security, word) not in client.cannot)
            number = len(found)
            user = PEOPLE[number % len(PEOPLE)] % number
            # RFC 1939 section 7 has a blank after the name
            if word == "apop" or not client.takes(row.protocol, user):
                user = PEOPLE[0] % number
            password = PASSWORDS[number // len(PEOPLE) % len(PASSWORDS)]
            if word == "digest-md5":
                # libraries disagree about how RFC 2831 section 2.1.2.1 has
                # letters outside ASCII
                password = PASSWORDS[1]
            found.append(Case(number, row, word, user, password, fits))
    return found


def server(case, host=None):
    """The part of the account file that the case is about."""
    row, (auth, mechanism) = case.row, WORDS[case.word]
    # a login is wanted everywhere but there
    name = "open" if case.word == "none" else row.protocol
    part = {"host": host or name + ".example.test", "port": row.port,
            "security": row.security, "auth": auth, "username": case.user}
    if row.protocol != "smtp":
        part["protocol"] = row.protocol
    if mechanism:
        part["mechanism"] = mechanism
    return part


def other(direction, number):
    """The server that the case is not about. A name of its own, as no mailbox
    may stand in two accounts of one file."""
    part = {"host": "smtp.example.test", "port": 465, "security": "tls",
            "auth": "password", "username": "nobody-%d" % number}
    if direction == "incoming":
        part.update(protocol="imap", host="imap.example.test", port=993)
    return part


def password_of(case, client, secret, folder):
    """As the account gives it: a command where the client runs one, else, and
    in every third case, something that mailgen has to write into the file."""
    file = rig.write("%s/password-%d" % (folder, case.number), secret)
    if client.commands and (case.number % 3 or WORDS[case.word][0] == "oauth2"):
        if case.number % 3 == 1:
            return {"command": ["cat", file]}, []
        return {"command": "cat '%s'" % file}, []
    return ({"file": file} if case.number % 2 else secret), ["--embed-passwords"]


def account(case, client, secret, folder, authority=None, host=None):
    """The account as it stands in its file, and options it needs."""
    direction = "outgoing" if case.row.protocol == "smtp" else "incoming"
    part = server(case, host)
    options = []
    if case.word != "none" and not client.asks:
        part["password"], options = password_of(case, client, secret, folder)
    text = {"name": NAME, "email": ADDRESS, "id": "row%d" % case.number,
            "provider": case.row.set}
    for each in ("incoming", "outgoing"):
        text[each] = part if each == direction else other(each, case.number)
    if authority and client.takes_authority:
        text["tls"] = {"ca_file": authority}
    return text, options


def title(case):
    row = case.row
    return "%s %s %d %s %s" % (row.set, row.protocol, row.port, row.security,
                               case.word)


def message(number):
    return ("From: %s\nTo: %s\nSubject: row %d\n"
            "Message-ID: <%d.row@example.test>\n"
            "Date: Thu, 01 Jan 2026 00:00:00 +0000\n"
            "MIME-Version: 1.0\nContent-Type: text/plain; charset=utf-8\n"
            "Content-Transfer-Encoding: 8bit\n\n%s"
            % (ADDRESS, ADDRESS, number, number, BODY)).encode()


def changed(got, number):
    """What is wrong with a message that went through unopened: lines may have
    been put before it and nothing else done."""
    text = got.replace(b"\r\n", b"\n")
    return [] if text.endswith(message(number)) else ["changed: %r" % text]


def differs(got, number):
    """What is wrong with a message that the client has composed."""
    mail = email.message_from_bytes(got, policy=email.policy.default)
    wrong = []
    for name, value in (("Subject", "row %d" % number), ("To", ADDRESS)):
        if mail[name] != value:
            wrong.append("%s is %r" % (name, mail[name]))
    sender = mail["From"].addresses if mail["From"] else ()
    if [(one.addr_spec, one.display_name) for one in sender] != [(ADDRESS, NAME)]:
        wrong.append("From is %r" % mail["From"])
    text = mail.get_content()
    if text.replace("\r\n", "\n").rstrip("\n") != BODY.rstrip("\n"):
        wrong.append("the text is %r" % text)
    return wrong


def mailgen(accounts, target, folder, options=()):
    """Renders accounts, a list, into the folder: exit status and messages."""
    files = []
    for text in accounts:
        # every JSON text is YAML
        files.append(rig.write("%s/%s.yaml" % (folder, text["id"]),
                               json.dumps(text, ensure_ascii=False), 0o600))
    done = subprocess.run(
        [MAILGEN] + files + ["-t", target, "-O", folder] + list(options),
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False)
    rig.give_away(folder)
    return done.returncode, done.stdout.decode("utf-8", "replace")


def judge(case, client, logins, sent):
    """What the server has to say against the case."""
    row, wrong = case.row, []
    tls = row.security != "none"
    # RFC 3848 and, from Postfix 3.10 on, RFC 6531; behind it S for TLS, A for a login
    ways = re.findall(r"^\s+by \S+ \(port (\d+)\) with (?:E|UTF8)SMTP(\w*)",
                      sent.decode("utf-8", "replace"), re.MULTILINE)
    if case.word == "none":
        if logins:
            wrong.append("somebody logged in: %s" % (logins,))
        if ways[:1] != [(str(row.port), "S" if tls else "")]:
            wrong.append("the mail came by %s" % ways)
        return wrong
    if len(logins) != 1:
        return ["%d logins instead of one: %s" % (len(logins), logins)]
    login = logins[0]
    if login.tls is None:
        login = login._replace(tls="S" in ways[0][1] if ways else None)
    want = servers.Login(case.user, client.mechanism(case), tls, row.port, True)
    return [] if login == want else ["%s" % (login,), "instead of %s" % (want,)]


def secret_of(case):
    if WORDS[case.word][0] == "oauth2":
        return rig.token(case.user, servers.KEY)
    return case.password


def run(client):
    """All rows for one client, one at a time: the test."""
    every = cases(client)
    machine = servers.Servers([(case.user, case.password) for case in every])
    ready = []
    for case in every:
        folder = rig.folder("case%d" % case.number)
        own = not machine.trusted or case.number % 2
        text, options = account(case, client, secret_of(case), folder,
                                machine.authority.file if own else None)
        status, said = mailgen([text], client.target, folder, options)
        if not case.fits:
            tap.none(title(case) + ": refused",
                     [] if status == 1 else ["exit status %d" % status], said)
        elif case.word not in NOT_HERE + client.not_here:
            ready.append((case, folder, text, status, said))
    client.begin([text for _, _, text, status, _ in ready if not status],
                 machine.authority.file)
    for case, folder, _, status, said in ready:
        if status:
            tap.none(title(case), ["mailgen ended with %d" % status], said)
        elif case.word in client.doubtful and faulty(case, client, folder):
            tap.none(title(case) + ": fails, as verify says",
                     *fails(case, client, machine, folder))
        else:
            tap.none(title(case), *prove(case, client, machine, folder))
    client.end()
    tap.done()


def faulty(case, client, folder):
    """Does `verify` say that this version of the client has a fault there?"""
    done = subprocess.run(
        [MAILGEN, "verify", "%s/row%d.yaml" % (folder, case.number), "-t",
         client.target, "--json"], stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL, check=False)
    return done.returncode == 5 and [row["read"] for row in json.loads(
        done.stdout)[0]["values"] if not row["same"]] == ["broken in this version"]


def fails(case, client, machine, folder):
    """The client must have said so, and nothing else may have come of it."""
    said = client.send("%s/row%d/%s" % (folder, case.number, client.file),
                       folder, case.number)
    wrong = ["it works"] if "exit status 0" in said else []
    wrong += [str(login) for login in machine.logins()]
    return wrong if machine.empty() else wrong + ["mail came"], said


def prove(case, client, machine, folder):
    """Runs the client on what was rendered: what is wrong, what was said."""
    wrong, sent, kept = [], b"", ""
    file = "%s/row%d/%s" % (folder, case.number, client.file)
    if not machine.empty():
        wrong.append("mail came for the second time")
    if client.asks and case.word != "none":
        kept = client.keep(case.row.protocol, file, case.password)
    if case.row.protocol == "smtp":
        said = client.send(file, folder, case.number)
        try:
            sent = machine.received()
            wrong += (differs if client.composes else changed)(sent, case.number)
        except TimeoutError:
            wrong.append("no mail came")
    else:
        machine.give(case.user, message(case.number))
        got, said = client.fetch(file, folder)
        if len(got) != 1:
            wrong.append("%d messages fetched" % len(got))
        else:
            wrong += changed(got[0], case.number)
    wrong += judge(case, client, machine.logins(), sent)
    return wrong, said + kept
