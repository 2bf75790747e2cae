"""The accounts of Claws Mail's accountrc, or of Sylpheed's if argv[4] says so, with what the
folderlist.xml beside it says of their folders, as JSON: nothing in them is run.

As src/prefs.c and src/prefs_account.c read them: a name and its value on each line of a
section for each account; of a name twice the last one counts.
"""

import os
import re
import shlex
import sys
import xml.etree.ElementTree as ElementTree

sys.path.insert(0, sys.argv[2])
from taking import File, start  # noqa: E402  (the folder is an argument)

SYLPHEED = len(sys.argv) > 4
IMAP, PASSWORD, SMTP_PASSWORD = ("3", "1", "8") if SYLPHEED else ("1", "64", "16")
TUNNEL = "1"
PORTS = {"imap": ("143", "993"), "pop": ("110", "995"), "smtp": ("25", "465")}
FOLDERS = {"outbox": "sent", "draft": "drafts", "trash": "trash"}
SWITCHES = {
    "is_default", "set_autoreplyto", "set_popport", "set_imapport", "set_smtpport",
    "use_pop_auth", "use_apop_auth", "use_smtp_auth", "remove_mail", "autochk_use_custom",
    "default_sign", "default_encrypt", "set_sent_folder", "set_draft_folder",
    "set_trash_folder",
}
NUMBERS = {
    "protocol", "ssl_pop", "ssl_imap", "ssl_smtp", "pop_port", "imap_port", "smtp_port",
    "imap_auth_method", "pop_auth_method", "smtp_auth_method", "message_leave_time",
    "signature_type", "autochk_interval", "sign_key",
}
TEXTS = {
    "account_name", "name", "address", "organization", "auto_replyto", "receive_server",
    "smtp_server", "user_id", "password", "smtp_user_id", "smtp_password", "signature_path",
    "signature_text", "sign_key_id", "sent_folder", "draft_folder", "trash_folder",
}
PLACES = {"password", "smtp_password"}


def number(text):
    """As C's atoi()."""
    found = re.match(r"\s*([+-]?[0-9]{1,9})", text)
    return str(int(found.group(1))) if found else "0"


def sections(file):
    """[(number, line, values, places)] of the accounts."""
    found, values = [], None
    for at, line in enumerate(file.lines, 1):
        line = line.split("\0")[0]
        if line.startswith(("[Account: ", "[account: ")):
            values = {}
            found.append((line[len("[Account: "):].rstrip("] "), at, values, {}))
            file.knows(at)
        elif line.startswith("["):
            values = None
        elif values is not None and "=" in line:
            take(file, at, line, values, found[-1][3])
    return found


def take(file, at, line, values, places):
    name, _, text = line.partition("=")
    if name in SWITCHES:
        text = "0" if text[:1] in ("", "0") else "1"
    elif name in NUMBERS:
        text = number(text)
    elif name not in TEXTS:
        return
    file.knows(at)
    values[name] = text
    if name in PLACES:
        places[name] = at


def port(own, name, side, ssl):
    if own.get("set_%sport" % name) == "1":
        return own.get("%s_port" % name, PORTS[side][0])
    return PORTS[side][ssl == TUNNEL]


def readable(password):
    """A password that is not encrypted."""
    return None if password[:1] == "!" or (password[:1] == "{" and not SYLPHEED) else password


def incoming(own, side):
    ssl = own.get("ssl_" + side, "0")
    auth = own.get("imap_auth_method", "0")
    if side == "imap":
        auth = PASSWORD if auth == "0" else auth
    elif SYLPHEED:
        auth = own.get("use_apop_auth", "0")
    else:
        auth = own.get("pop_auth_method", "0") if own.get("use_pop_auth") == "1" else "0"
    values = {
        "protocol": own.get("protocol", "0"), "receive_server": own.get("receive_server"),
        "user_id": own.get("user_id"), "password": readable(own.get("password", "")),
        "ssl": ssl, "port": port(own, side, side, ssl), "auth": auth,
    }
    if side == "pop":
        values["remove_mail"] = own.get("remove_mail", "1")
        values["message_leave_time"] = own.get("message_leave_time", "7") if values[
            "remove_mail"] == "1" else "0"
    return values


def outgoing(own):
    ssl = own.get("ssl_smtp", "0")
    values = {
        "smtp_server": own.get("smtp_server"), "ssl_smtp": ssl,
        "smtp_port": port(own, "smtp", "smtp", ssl),
        "use_smtp_auth": own.get("use_smtp_auth", "0"), "smtp_auth_method": "0",
    }
    if values["use_smtp_auth"] == "1":
        method = own.get("smtp_auth_method", "0")
        user = own.get("smtp_user_id")
        password = own.get("smtp_password") if user else own.get("password")
        values["smtp_auth_method"] = SMTP_PASSWORD if method == "0" else method
        values["smtp_user_id"] = user or own.get("user_id")
        values["smtp_password"] = readable(password or "")
    return values


def signature(own):
    kind, path = own.get("signature_type", "0"), own.get("signature_path", "")
    if kind == "2":
        return {"signature": own.get("signature_text", "").replace("\\n", "\n")}
    if kind == "1" and path:
        return {"signature_command": path if path.startswith("sh -c ")
                else "sh -c " + shlex.quote(path)}
    return {"signature_file": path}


def values_of(own):
    side = "imap" if own.get("protocol") == IMAP else "pop"
    values = {"account_name": own.get("account_name"), "name": own.get("name"),
              "address": own.get("address"), "organization": own.get("organization"),
              **signature(own), **incoming(own, side), **outgoing(own)}
    if own.get("set_autoreplyto") == "1":
        values["auto_replyto"] = own.get("auto_replyto")
    if own.get("autochk_use_custom") == "1":
        values["autochk_interval"] = own.get("autochk_interval", "600")
    if SYLPHEED:
        values["default_sign"] = own.get("default_sign", "0")
        values["default_encrypt"] = own.get("default_encrypt", "0")
        values["sign_key"] = own.get("sign_key", "0")
        values["sign_key_id"] = own.get("sign_key_id") if values["sign_key"] == "2" else None
    return values


def folder_lists(first):
    """What the other files say: for each account's number its folders."""
    found = {}
    folder = sys.argv[3]
    for name in sorted(os.listdir(folder)):
        path = os.path.join(folder, name)
        if os.path.samefile(path, first):
            continue
        text = "\n".join(File(path).lines)
        # what it reads has no definitions
        if "<folderlist" not in text or "<!" in re.sub("<!--.*?-->", "", text, flags=re.DOTALL):
            continue
        try:
            top = ElementTree.fromstring(text.encode("utf-8", "replace"))
        except (ElementTree.ParseError, ValueError, LookupError):
            continue
        for one in top:
            if one.get("type") == "imap":
                found[one.get("account_id")] = {
                    FOLDERS[item.get("type")]: item.get("path")
                    for item in one.iter("folderitem") if item.get("type") in FOLDERS}
    return found


def chosen_folders(own):
    """Those that the account itself names, as #imap/NAME/PATH."""
    names = {"sent": "sent", "draft": "drafts", "trash": "trash"}
    return {to: own.get(name + "_folder", "").split("/", 2)[2] for name, to in names.items()
            if own.get("set_%s_folder" % name) == "1" and own.get(
                name + "_folder", "").startswith("#imap/") and own.get(
                    name + "_folder", "").count("/") > 1}


def main():
    file = start()
    lists, emails = folder_lists(sys.argv[1]), set()
    for key, line, own, places in sections(file):
        if own.get("protocol", "0") not in ("0", IMAP) or not own.get("receive_server"):
            continue
        values = values_of(own)
        if values["protocol"] == IMAP:
            values.update(lists.get(key, {}))
            values.update(chosen_folders(own))
        email = values["address"]
        # which is what names an account, as long as no other one has it
        file.add(values, "account%d" % (len(file.accounts) + 1) if email in emails else None,
                 line, places)
        emails.add(email)
    file.print()


main()
