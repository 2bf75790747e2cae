"""The account of a file of getmail's, as JSON: nothing in it is run.

getmail gives tuples to Python's eval; here they are read as literals, and nothing else is.
"""

import ast
import os
import re
import shlex
import sys

sys.path.insert(0, sys.argv[2])
from taking import BUNDLES, start  # noqa: E402  (the folder is an argument)
from ini import Ini  # noqa: E402

MECHANISMS = ("use_cram_md5", "use_xoauth2", "use_kerberos", "use_apop")
# Words whose text is what the read-back names, and what they are without one.
PLAIN = {
    "server": "", "password": "", "certfile": "", "keyfile": "", "ssl_version": "",
    "ssl_ciphers": "", "ssl_cert_hostname": "", "move_on_delete": "", "imap_search": "",
    "imap_on_delete": "", "envelope_recipient": "",
}
OPTIONS = {"delete_after": "0", "delete_bigger_than": "0", "max_message_size": "0",
           "max_messages_per_session": "0", "max_bytes_per_session": "0"}
KNOWN = {"type", "port", "username", "password_command", "mailboxes", "ca_certs",
         "ssl_fingerprints", "use_netrc", "path", "read_all", "delete", "netrc_file",
         *MECHANISMS, *PLAIN, *OPTIONS}
UNSAID = {
    "timeout", "use_peek", "record_mailbox", "delete_dup_msgids", "configparser", "getmaildir",
    "verbose", "received", "delivered_to", "message_log", "message_log_syslog",
    "message_log_verbose", "logfile", "fingerprint", "to_oldmail_on_each_mail",
    "only_oldmail_file", "use_keyring", "skip_imap_fetch_size", "idle", "user", "filemode",
    "locktype", "arguments", "command", "allow_root_commands", "unixfrom", "ignore_stderr",
    "group", "host", "destinations", "default", "locals",
}
# The command that prints the first line of what a command prints, as mailgen writes it.
FIRST_LINE = ("sh", "-c", 'password=$(eval "$0") && printf %s "$password" | sed 1q')


def texts_of(text):
    """A tuple of strings; None for anything else."""
    try:
        found = ast.literal_eval(text) if text else ()
    except (ValueError, SyntaxError, MemoryError, RecursionError, TypeError):
        return None
    return tuple(map(str, found)) if isinstance(found, tuple) else None


def command(ini, file):
    text = ini.text("retriever", "password_command")
    words = texts_of(text)
    if words is None:
        file.wonders(ini.line("retriever", "password_command"), "password_command")
        return ""
    if words[:3] == FIRST_LINE and len(words) == 4:
        return words[3]
    return shlex.join(words)


def path(text):
    return re.sub(r"^\$(HOME|\{HOME\})(?=/|$)", "~", text)


def login(ini, kind, auth):
    """Its name: in the command LOGIN of IMAP it stands as it is written, perhaps in quotes."""
    text = ini.text("retriever", "username")
    if "IMAP" in kind and not auth and len(text) > 1 and text[0] == text[-1] == '"':
        return re.sub(r"\\(.)", r"\1", text[1:-1])
    return text


def authorities(ini, fingerprints):
    text = path(ini.text("retriever", "ca_certs"))
    return "system" if text in BUNDLES and not fingerprints else text


def fingerprints_of(ini):
    texts = texts_of(ini.text("retriever", "ssl_fingerprints")) or ()
    return ", ".join(":".join(re.findall("..", re.sub("[: ]", "", text.upper())))
                     for text in texts)


def destination(ini):
    kind = ini.text("destination", "type")
    if kind not in ("Maildir", "Mboxrd"):
        return kind, ""
    folder = path(ini.text("destination", "path"))
    return kind == "Maildir" and "maildir" or "mbox", folder.rstrip("/") or folder


def mailboxes(ini):
    text = ini.text("retriever", "mailboxes")
    texts = texts_of(text)
    return text if texts is None else ", ".join(texts) or "INBOX"


def values_of(ini, file):
    kind = ini.text("retriever", "type")
    variant = re.match("(Multidrop|BrokenUIDL|)(.*)", kind)
    kind = re.sub("^(Multidrop|BrokenUIDL)", "Simple", kind)
    auth = " ".join(one for one in MECHANISMS if ini.is_on("retriever", one))
    ports = {"SimplePOP3Retriever": "110", "SimplePOP3SSLRetriever": "995",
             "SimpleIMAPSSLRetriever": "993"}
    values = {word: ini.text("retriever", word, text) for word, text in PLAIN.items()}
    values.update({word: ini.text("options", word, text) for word, text in OPTIONS.items()})
    values.update({
        "type": kind, "variant": variant[1], "auth": auth, "username": login(ini, kind, auth),
        "port": ini.text("retriever", "port") or ports.get(kind, "143"),
        "mailboxes": mailboxes(ini),
        "use_netrc": "yes" if ini.is_on("retriever", "use_netrc") else "",
        "password_command": "" if values["password"] else command(ini, file),
        "read_all": "true" if ini.is_on("options", "read_all", True) else "false",
        "delete": "true" if ini.is_on("options", "delete") else "false",
        "filters": ", ".join(ini.text(section, "type") for section in ini.sections
                             if section.lower().startswith("filter")),
    })
    values["destination"], values["path"] = destination(ini)
    if "SSL" in kind:
        values["ssl_fingerprints"] = fingerprints_of(ini)
        values["ca_certs"] = authorities(ini, values["ssl_fingerprints"])
        if not values["ca_certs"] and not values["ssl_fingerprints"]:
            values.update({"ca_certs": "system", "unverified": "yes"})
        values["certfile"], values["keyfile"] = map(path, (values["certfile"],
                                                           values["keyfile"]))
    else:
        for word in PLAIN:
            if word.startswith(("ssl_", "certfile", "keyfile")):
                values[word] = ""
    return values


def main():
    file = start()
    ini = Ini(file)
    ini.judge({"retriever", "destination", "options"}, KNOWN, UNSAID)
    values = values_of(ini, file)
    name = os.path.basename(sys.argv[3]).removesuffix(".getmailrc")
    if re.fullmatch(r"[._]?(getmail|getmailrc|rc|config|-)", name):
        name = None
    if values["server"]:
        file.add(values, name, ini.begins["retriever"], values["password"] and
                 {"password": ini.line("retriever", "password")})
    file.print()


main()
