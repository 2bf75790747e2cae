"""Servers that are after the password, and the proof that each test of them
can fail: with the protecting lines changed in the template, they get it."""
import collections
import concurrent.futures
import itertools
import os
import shutil

import fake
import rig
import rows
import tap

PASSWORD = "Geheim-4711 #é"
PORTS = {("imap", "tls"): 993, ("imap", "starttls"): 143, ("imap", "none"): 143,
         ("pop", "tls"): 995, ("pop", "starttls"): 110, ("pop", "none"): 110,
         ("smtp", "tls"): 465, ("smtp", "starttls"): 587, ("smtp", "none"): 587}
OFFERED = ("PLAIN", "LOGIN", "CRAM-MD5")

# certificate: of whom; may: what of the password the server may learn
Attack = collections.namedtuple(
    "Attack", "name securities words certificate starttls offered refused may")

ATTACKS = (
    Attack("strips STARTTLS", ("starttls",), ("password", "cram-md5"),
           "right", False, OFFERED, (), ()),
    Attack("has another name", ("tls", "starttls"), ("password",),
           "name", True, OFFERED, (), ()),
    Attack("has an unknown authority", ("tls", "starttls"), ("password",),
           "authority", True, OFFERED, (), ()),
    Attack("offers no CRAM-MD5", ("tls", "none"), ("cram-md5",),
           "right", True, ("PLAIN", "LOGIN"), (), ()),
    Attack("lets CRAM-MD5 fail", ("tls",), ("cram-md5",),
           "right", True, OFFERED, ("CRAM-MD5",), ("CRAM-MD5 response over TLS",)),
)
# it hangs up at the login, and so it sees what a client tries then
HONEST = Attack("hangs up", ("tls", "starttls", "none"), ("password", "cram-md5"),
                "right", True, OFFERED, (), None)

# number: of the machine that is the server; changes: of the template, or None
Try = collections.namedtuple(
    "Try", "number attack protocol security word changes")


class Certificates:
    """Of the right server, of another, and of nobody one should trust."""

    def __init__(self):
        top = os.environ[rig.INSIDE]
        self.authority = rig.Authority(top + "/ca")
        self.authority.system()
        self.files = {
            "right": self.authority.issue("*.example.test"),
            "name": self.authority.issue("*.example.org"),
            "authority": rig.Authority(top + "/nobody", "nobody").issue(
                "*.example.test"),
        }


def tries(client, weaknesses):
    """Every attack in every way that the client can be led into, and again
    with a weaker template; then an honest server."""
    can = rows.abilities(client.target)["protocols"]
    found = []
    for attack in ATTACKS + (HONEST,):
        for protocol, security, word in itertools.product(
                can, attack.securities, attack.words):
            if (word not in can[protocol]["auth"]
                    or security not in can[protocol]["security"]):
                continue
            for changes in {None: 0, weaknesses.get(attack.name): 0}:
                found.append(Try(len(found) + 1, attack, protocol, security,
                                 word, changes))
    return found


def title(attempt):
    end = "learns nothing"
    if attempt.attack is HONEST:
        end = "learns what the account says"
    elif attempt.changes:
        end = "gets it through a weaker template"
    return "server %s: %s %s %s: %s" % (
        attempt.attack.name, attempt.protocol, attempt.security, attempt.word,
        end)


def listen(attempt, certificates):
    attack = attempt.attack
    return fake.Server(
        attempt.protocol, PORTS[attempt.protocol, attempt.security],
        certificates.files[attack.certificate],
        implicit=attempt.security == "tls", starttls=attack.starttls,
        mechanisms=attack.offered, refused=attack.refused,
        address=rig.machine(attempt.number)[0])


def case(attempt):
    row = rows.Row("standard", attempt.protocol,
                   PORTS[attempt.protocol, attempt.security], attempt.security,
                   None, "allowed")
    return rows.Case(attempt.number, row, attempt.word,
                     "jean+%d@example.test" % attempt.number, PASSWORD, True)


def prepare(attempt, client, certificates, options):
    """Has the attempt's account rendered: its file; or what mailgen said."""
    folder = rig.folder("try%d" % attempt.number)
    text, more = rows.account(case(attempt), client, PASSWORD, folder,
                              certificates.authority.file,
                              rig.machine(attempt.number)[1])
    status, said = rows.mailgen([text], client.target, folder, options + more)
    file = "%s/%s/%s" % (folder, text["id"], client.file)
    return text, folder, None if status else file, said


def meet(attempt, ready, client, certificates):
    """Lets the client go to its server: the server, None when mailgen has
    written nothing, and all that was said."""
    _, folder, file, said = ready
    if not file:
        return None, said
    with open(file, encoding="utf-8") as config:
        config = config.read()
    server = listen(attempt, certificates)
    if client.asks:
        client.keep(attempt.protocol, file, PASSWORD)
    if attempt.protocol == "smtp":
        said = client.send(file, folder, attempt.number)
    else:
        said = client.fetch(file, folder)[1]
    return server, said + "\n" + config


def weaken(client, changes):
    """A folder of templates with the client's lines changed. A line that is
    not there ends the test: it has moved."""
    top = rig.folder("templates-%d" % abs(hash(changes)))
    target = "%s/%s" % (top, client.target)
    shutil.copytree(rows.TOP + "/templates/" + client.target, target)
    for file, what, instead in changes:
        path = "%s/%s" % (target, file)
        if not os.path.exists(path):
            # a shared part: the target's own folder comes first
            shutil.copy(rows.TOP + "/templates/partials/" + file, path)
        with open(path, encoding="utf-8") as old:
            text = old.read()
        if what not in text:
            raise LookupError("%s has no %r" % (file, what))
        rig.write(path, text.replace(what, instead))
    return top


def wanted(attempt):
    """What shows that an attack has worked, or that an honest server was told."""
    where = " in the clear"
    if attempt.security != "none" and attempt.attack.starttls:
        where = " over TLS"
    if attempt.word == "cram-md5" and attempt.attack.offered == OFFERED \
            and not attempt.attack.refused:
        return "CRAM-MD5 response" + where
    return "password" + where


def judge(attempt, got):
    """What is wrong with what the server has learnt."""
    if got is None:
        return ["the client never came"]
    if attempt.attack is HONEST:
        return [] if got == {wanted(attempt)} else ["it learnt %s" % sorted(got)]
    if attempt.changes:
        return [] if wanted(attempt) in got else ["it learnt %s" % sorted(got)]
    return sorted(got - set(attempt.attack.may))


def run(client, weaknesses):
    """All attacks on one client, each with its counter-proof: weaknesses are
    {attack's name: changes of templates that let it work}, a change is (file,
    what, instead). An attack is not there when the client is safe by itself,
    without a line that one could take out.

    Clients rest for seconds after an error: so several run side by side."""
    certificates = Certificates()
    every = tries(client, weaknesses)
    groups = {}
    for attempt in every:
        # one that asks is started once for each set of templates
        groups.setdefault(client.asks and attempt.changes, []).append(attempt)
    for group in groups.values():
        results = together(group, client, certificates)
        for attempt, (got, said) in zip(group, results):
            tap.none(title(attempt), judge(attempt, got), said)
    tap.done()


def together(group, client, certificates):
    """What the server learns in each of some attempts, a set of words or None
    when the client never came, and all that was said."""
    options = {changes: ["--template-dir", weaken(client, changes)]
               for changes in {attempt.changes for attempt in group} - {None}}
    options[None] = []
    ready = [prepare(attempt, client, certificates, options[attempt.changes])
             for attempt in group]
    client.begin([text for text, _, file, _ in ready if file],
                 certificates.authority.file, options[group[0].changes])
    with concurrent.futures.ThreadPoolExecutor(client.at_once) as pool:
        met = list(pool.map(
            lambda attempt, made: meet(attempt, made, client, certificates),
            group, ready))
    for attempt, (server, _) in zip(group, met):
        if server and (attempt.changes or attempt.attack is HONEST):
            server.wait(rig.WAIT)
    # a client that hangs has had its time: what it says until now counts
    client.end()
    for server, said in met:
        got = None
        if server:
            server.wait(rig.WAIT)
            got = server.leaked(PASSWORD) if server.sessions else None
            said = "\n".join([said] + server.errors)
            server.close()
        yield got, said
