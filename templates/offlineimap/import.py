"""The accounts of a file of OfflineIMAP's, as JSON: nothing in it is run.

Expressions of Python are parsed, and those known that print a command's output or are a
text; none is evaluated.
"""

import ast
import re
import shlex
import sys

sys.path.insert(0, sys.argv[2])
from taking import BUNDLES, start  # noqa: E402  (the folder is an argument)
from ini import LONGEST, Ini  # noqa: E402

MECHANISMS = "GSSAPI, XOAUTH2, CRAM-MD5, PLAIN, LOGIN"
# Words whose text is what the read-back names, and what they are without one.
REMOTE = {
    "remoteuser": "", "remotepass": "", "ssl_version": "", "tls_level": "", "folderfilter": "",
    "nametrans": "", "folderincludes": "", "readonly": "", "preauthtunnel": "",
    "transporttunnel": "", "reference": "", "remote_identity": "", "maxage": "",
    "subscribedonly": "", "createfolders": "",
}
EVALUATED = ("remoteusereval", "remotehosteval", "remoteporteval")
TOKENS = ("oauth2_access_token", "oauth2_refresh_token", "oauth2_refresh_token_eval",
          "oauth2_client_id", "oauth2_client_id_eval", "oauth2_client_secret",
          "oauth2_client_secret_eval", "oauth2_request_url", "oauth2_request_url_eval")
ACCOUNT = {"maxsize": "", "maxage": "", "startdate": "", "proxy": ""}
KNOWN = {
    "accounts", "localrepository", "remoterepository", "autorefresh", "type", "localfolders",
    "remotehost", "remoteport", "ssl", "starttls", "sslcacertfile", "cert_fingerprint",
    "sslclientcert", "sslclientkey", "auth_mechanisms", "remotepasseval", "remotepassfile",
    "oauth2_access_token_eval", "idlefolders", "sep", *REMOTE, *EVALUATED, *TOKENS, *ACCOUNT,
}
UNSAID = {
    "metadata", "maxsyncaccounts", "ui", "pythonfile", "socktimeout", "fsync", "ignore-readonly",
    "quick", "status_backend", "presynchook", "postsynchook", "presynchooktimeout",
    "postsynchooktimeout", "singlethreadperfolder", "synclabels", "ignorelabels",
    "labelsheader", "filterheaders", "maxconnections", "keepalive", "holdconnectionopen",
    "expunge", "restoreatime", "startdate_utc", "usecompression", "foldersort", "sync_deletes",
    "filename_use_mail_timestamp", "utime_from_header", "forcedates", "use_imap_gmail_labels",
    "gmailtrashfolder", "gmailspamfolder", "trashfolder", "spamfolder", "ipv6", "utf8foldernames",
    "authproxy", "singlethreadperaccount", "dnsmaxtry", "timeout", "retrycount", "decodefoldernames",
    "force_dates", "customflag_a", "newmail_hook", "copy_ignore_eval", "name", "singlethread",
}


def called(node):
    """The last name of the function that is called, or None."""
    if not isinstance(node, ast.Call):
        return None
    return getattr(node.func, "attr", None) or getattr(node.func, "id", None)


def inner(node):
    """What text or command a chain such as X.decode().split("\\n")[0] is about."""
    while True:
        if isinstance(node, ast.Subscript) and isinstance(node.value, ast.Call):
            node = node.value
        elif called(node) in ("decode", "strip", "rstrip", "split", "splitlines", "read",
                              "readline") and isinstance(node.func, ast.Attribute):
            node = node.func.value
        else:
            return node


def literal(node):
    try:
        return ast.literal_eval(node)
    except (ValueError, TypeError, SyntaxError, MemoryError, RecursionError):
        return None


def meant_by(expression):
    """A pair: the text, and the command whose output it is; one of them is "". None: who
    knows."""
    try:
        node = inner(ast.parse(expression[:LONGEST].strip(), mode="eval").body)
    except (ValueError, SyntaxError, MemoryError, RecursionError):
        return None
    text = literal(node)
    if isinstance(text, bytes):
        text = text.decode(errors="replace")
    if isinstance(text, str):
        return text, ""
    if called(node) not in ("check_output", "getoutput", "popen") or not node.args:
        return None
    words = literal(node.args[0])
    if isinstance(words, str):
        return "", words
    if not isinstance(words, (list, tuple)) or not all(isinstance(one, str) for one in words):
        return None
    return "", words[2] if list(words[:2]) == ["sh", "-c"] and len(words) == 3 \
        else shlex.join(words)


def path(text):
    return re.sub(r"^\$(HOME|\{HOME\})(?=/|$)", "~", text)


def first_line(text):
    """The command for a file with a password."""
    text = path(text)
    return "sed 1q " + ("~/" + shlex.quote(text[2:]) if text.startswith("~/")
                        else shlex.quote(text))


def password(ini, section, mechanism):
    """Of the account: its text, the command that prints it, and what else there is."""
    if mechanism == "XOAUTH2" and ini.text(section, "oauth2_access_token_eval"):
        found = meant_by(ini.text(section, "oauth2_access_token_eval"))
    elif ini.text(section, "remotepasseval"):
        found = meant_by(ini.text(section, "remotepasseval"))
    elif ini.text(section, "remotepass"):
        return ini.text(section, "remotepass"), "", ""
    elif ini.text(section, "remotepassfile"):
        return "", first_line(ini.text(section, "remotepassfile")), ""
    else:
        return "", "", ""
    return (*found, "") if found else ("", "", "an expression")


def mechanisms(ini, section):
    found = [one for one in re.split(r",\s*", ini.text(section, "auth_mechanisms", MECHANISMS))
             if one]
    if set(found) == {"PLAIN", "LOGIN"} or len(found) == 5:
        return "PLAIN, LOGIN"
    return ", ".join(found)


def sealed(ini, section, gmail):
    """What is said of TLS, where there is any."""
    authority = ini.text(section, "sslcacertfile", "OS-DEFAULT" if gmail else "")
    pins = ", ".join(":".join(re.findall("..", pin.replace(":", "").strip().upper()))
                     for pin in ini.text(section, "cert_fingerprint").split(",") if pin)
    values = {
        "sslcacertfile": "OS-DEFAULT" if authority in BUNDLES and not pins else path(authority),
        "cert_fingerprint": pins, "sslclientcert": path(ini.text(section, "sslclientcert")),
        "sslclientkey": path(ini.text(section, "sslclientkey")), "starttls": "no",
    }
    if not authority and not pins:
        values.update({"sslcacertfile": "OS-DEFAULT", "unverified": "yes"})
    return values


def remote(ini, section):
    gmail = ini.text(section, "type") == "Gmail"
    ssl = ini.is_on(section, "ssl", True)
    values = {word: ini.text(section, word, text) for word, text in REMOTE.items()}
    for word in ("readonly", "subscribedonly"):
        values[word] = "yes" if ini.is_on(section, word) else ""
    values["createfolders"] = "" if ini.is_on(section, "createfolders", True) else "no"
    host = "imap.gmail.com" if gmail else ""
    values.update({
        "type": "IMAP" if gmail else ini.text(section, "type"),
        "remotehost": ini.text(section, "remotehost", host), "ssl": "yes" if ssl else "no",
        "remoteport": ini.text(section, "remoteport") or ("993" if ssl else "143"),
        "starttls": "yes" if ini.is_on(section, "starttls", True) else "no",
        "auth_mechanisms": mechanisms(ini, section),
        "idlefolders": ", ".join(literal_list(ini.text(section, "idlefolders"))),
        "evaluated": ", ".join(word for word in EVALUATED if ini.text(section, word)),
        "tokens": ", ".join(word for word in TOKENS if ini.text(section, word)),
    })
    values["remotepass"], values["command"], values["remotepasseval"] = password(
        ini, section, values["auth_mechanisms"])
    if ssl:
        values.update(sealed(ini, section, gmail))
    return values


def literal_list(text):
    try:
        found = literal(ast.parse(text[:LONGEST].strip() or "[]", mode="eval").body)
    except (ValueError, SyntaxError, MemoryError, RecursionError):
        found = None
    return list(map(str, found)) if isinstance(found, (list, tuple)) else ["an expression"]


def local(ini, section):
    kind = ini.text(section, "type")
    folder = path(ini.text(section, "localfolders"))
    return {"localtype": "Maildir" if kind == "GmailMaildir" else kind,
            "localfolders": folder.rstrip("/") or folder, "sep": ini.text(section, "sep", "."),
            "localnametrans": ini.text(section, "nametrans")}


def main():
    file = start()
    ini = Ini(file, filled=True)
    ini.judge({section for section in ini.sections
               if re.match("general$|Account |Repository |DEFAULT$", section)}, KNOWN, UNSAID)
    names = [name for name in re.split(r"\s*,\s*", ini.text("general", "accounts")) if name]
    for name in names or [one[8:] for one in ini.sections if one.startswith("Account ")]:
        section = "Account " + name
        server = "Repository " + ini.text(section, "remoterepository")
        if section not in ini.sections or server not in ini.sections:
            file.wonders(ini.line("general", "accounts") or ini.begins[section], name[:32])
            continue
        values = {**remote(ini, server),
                  **local(ini, "Repository " + ini.text(section, "localrepository")),
                  **{word: ini.text(section, word, text) or ini.text(server, word)
                     for word, text in ACCOUNT.items()},
                  "autorefresh": ini.text(section, "autorefresh")}
        if re.fullmatch(r"[0-9]+\.0*", values["autorefresh"]):
            values["autorefresh"] = values["autorefresh"].split(".")[0]
        if values["autorefresh"] == "0":
            values["autorefresh"] = ""
        word = "remotepass" if ini.text(server, "remotepass") else "remotepasseval"
        if values["remotehost"] or values["evaluated"]:
            file.add(values, name, ini.begins[section], values["remotepass"] and
                     {"remotepass": ini.line(server, word)})
    file.print()


main()
