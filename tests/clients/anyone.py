"""Accounts with whatever fields together, from a random number generator."""

ALLOWED = ["port-unknown", "security-none", "password-cleartext", "auth-discouraged",
           "inline-password"]
NAMES = ["Jo", "Zoë Müller", "O'Neil, Dr.", "Jo \"Q\" Public", "A & B <C>", "日本 太郎", "x`id`",
         "$HOME", "a\\b", "50% off", "#1", "-n", "Jo;rm", "{a}", "= x", "[x]", "a:b", "!bang"]
HOSTS = ["imap.example.com", "münchen.example", "x-1.example.net", "192.0.2.7", "2001:db8::7"]
USERS = ["jo", "jo@example.com", "ex\\jo", "jo+tag", "jo%x", "a b", "jo/x", "jo:x", "müller",
         "jo'x", "jo\"x", "jo#x", "jo$x", "JO@EXAMPLE.COM", "jo*"]
PASSWORDS = [{"command": ["pass", "show", "mail/jo"]}, {"command": "printf %s 'a b'"},
             {"file": "~/.pw"}, {"file": "/etc/mail pw"}, {"env": "MAILPW"},
             {"keyring": {"service": "x y", "user": "jo"}}, "Geheim 1", "p\"w'\\x", "pässwörd",
             " lead", "tail ", "a#b;c", "{x}", "%s", "$(id)"]
FOLDERS = ["Sent", "INBOX.Sent", "Mail/Sent", "Gesendet ü", "a b", "x.y", "日本"]
PORTS = {"imap": {"tls": 993, "starttls": 143, "none": 143},
         "pop": {"tls": 995, "starttls": 110, "none": 110},
         "smtp": {"tls": 465, "starttls": 587, "none": 25}}
ODD = {"imap": 1143, "pop": 1110, "smtp": 2525}
# a field: how often it is there, and what it may be
REST = {
    "description": (0.2, NAMES), "organization": (0.3, NAMES),
    "reply_to": (0.3, ["r@example.com", "\"X, Y\" <r@example.com>",
                       ["r@example.com", "Z <z@example.com>"]]),
    "aliases": (0.3, [["al@example.com"], [{"email": "b@example.com", "name": "C, \"D\""}],
                      [{"email": "c@example.com", "reply_to": "r@example.com",
                        "signature": "C sig"}, "d@example.com"]]),
    "signature": (0.3, ["-- x", "two\nlines\n", {"file": "~/.sig"}, {"command": "fortune -s"},
                        {"text": "<b>x</b>", "format": "html"}]),
    "tls": (0.2, [{"minimum": "1.2"}, {"minimum": "1.3"}, {"fingerprint": "AA:" * 31 + "AA"},
                  {"ca_file": "/etc/ssl/certs/ca-certificates.crt"},
                  {"cert_file": "~/c.pem", "key_file": "~/k.pem"}]),
    "pgp": (0.15, [{"key": "0123456789ABCDEF", "sign": True},
                   {"key": "0123 4567 89AB CDEF 0123 4567 89AB CDEF 0123 4567", "encrypt": True}]),
    "check_interval": (0.1, ["5m", "90s", "1h"]), "watch": (0.1, [True, False]),
    "store": (0.1, [{"path": "~/Mail/a b", "format": "maildir"}, {"path": "/var/mail/x"}]),
    "proxy": (0.05, [{"host": "localhost", "port": 9050}]),
    "sendmail": (0.05, ["/usr/sbin/sendmail -oi -t"]), "pop": (0.1, [{"keep": False}]),
    "primary": (0.1, [True]), "provider": (0.1, ["none"]),
}


def server(rng, protocols, hosts):
    protocol = rng.choice(protocols)
    security = rng.choice(["tls", "tls", "starttls", "none"])
    made = {"host": rng.choice(hosts), "security": security,
            "port": rng.choice([PORTS[protocol][security]] * 9 + [ODD[protocol]]),
            "auth": rng.choice(["password"] * 6 + ["encrypted", "oauth2", "external"])}
    if protocol != "smtp":
        made["protocol"] = protocol
    if rng.random() < 0.5:
        made["username"] = rng.choice(USERS)
    if rng.random() < 0.8:
        made["password"] = rng.choice(PASSWORDS)
    if rng.random() < 0.1:
        made["mechanism"] = rng.choice(["plain", "cram-md5", "scram-sha-256", "xoauth2"])
        del made["auth"]
    if rng.random() < 0.1:
        made["description"] = rng.choice(NAMES)
    return made


def account(rng, protocols, name, hosts):
    made = {"id": name, "name": rng.choice(NAMES), "allow": ALLOWED,
            "email": rng.choice(["jo@example.com", "jo.x@münchen.example",
                                 "\"a b\"@example.com", "jo+x@example.org"])}
    for part, spoken in (("incoming", [p for p in protocols if p != "smtp"]),
                         ("outgoing", [p for p in protocols if p == "smtp"])):
        if spoken and rng.random() < 0.9:
            several = [server(rng, spoken, hosts) for _ in range(rng.choice((1, 1, 1, 2)))]
            made[part] = several if len(several) > 1 else several[0]
    for field, (share, values) in REST.items():
        if rng.random() < share:
            made[field] = rng.choice(values)
    if rng.random() < 0.5:
        made["folders"] = dict(zip(rng.sample(["sent", "drafts", "trash", "archive", "junk"],
                                              rng.randint(1, 5)), rng.sample(FOLDERS, 5)))
    return made
