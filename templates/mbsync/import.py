"""The accounts of a file of mbsync's, as JSON: nothing in it is run.

It has sections, which an empty line ends: accounts, the stores that are of them, and
channels, each between two stores. What is here one account is an IMAPAccount, or an
IMAPStore that has the words of one, with the channel that has it at its far side.
"""

import re
import sys

sys.path.insert(0, sys.argv[2])
from taking import BUNDLES, start  # noqa: E402  (the folder is an argument)

LONGEST = 1021      # bytes of a line
VERSIONS = ["1.0", "1.1", "1.2", "1.3"]
# The words for the lowest version, as they are written for this version of mbsync.
LOWEST = {
    "": {low: " ".join("TLSv" + one.replace("1.0", "1") for one in VERSIONS[i:])
         for i, low in enumerate(VERSIONS)},
    "1.5": {"1.0": "+1.0 +1.1", "1.1": "+1.1", "1.2": "+1.2", "1.3": "-1.2"},
}[sys.argv[3] if len(sys.argv) > 3 else ""]
SECTIONS = {"imapaccount", "imapstore", "maildirstore", "channel", "group"}
CONNECTION = {
    "host", "port", "user", "usercmd", "pass", "passcmd", "usekeychain", "tunnel", "authmechs",
    "ssltype", "sslversions", "systemcertificates", "certificatefile", "clientcertificate",
    "clientkey", "cipherstring", "requiressl", "useimaps", "usetlsv1", "usetlsv1.1",
    "usetlsv1.2", "usetlsv1.3", "requirecram", "tlsversions",
}
STORE = {"path", "trash", "mapinbox", "flatten", "maxsize"}
CHANNEL = {"sync", "create", "remove", "expunge", "maxmessages", "expireunread", "syncstate"}
KNOWN = {
    "imapaccount": CONNECTION,
    "imapstore": CONNECTION | STORE | {"account", "usenamespace", "subscribedonly",
                                       "pathdelimiter"},
    "maildirstore": STORE | {"inbox", "altmap", "infodelimiter", "subfolders"},
    "channel": CHANNEL | {"far", "near", "patterns", "maxsize"},
    "group": set(),
    None: CHANNEL,
}
# An account does without these.
UNSAID = {"timeout", "pipelinedepth", "disableextensions", "trashnewonly", "trashremotenew",
          "copyarrivaldate", "fsync", "fielddelimiter", "bufferlimit", "channels", "usesslv2",
          "usesslv3"}
LISTS = {"authmechs", "sslversions", "tlsversions", "patterns", *CHANNEL - {"syncstate"}}
SAME = {
    "authmech": "authmechs", "pattern": "patterns", "sslversion": "sslversions",
    "tlstype": "ssltype", "tlsversion": "tlsversions", "disableextension": "disableextensions",
    "master": "far", "slave": "near", "channel": "channels",
}


class Section:
    def __init__(self, kind, name, line):
        self.kind, self.name, self.line, self.has, self.lines = kind, name, line, {}, {}
        self.all, self.members = [line], []     # its lines; a group's channels, each with its line

    def say(self, word, texts, line):
        if word in ("authmechs", "patterns"):
            texts = self.has.get(word, []) + texts
        elif word == "host":
            texts = [self.plain_host(texts[0])]
        self.has[word] = texts
        self.lines[word] = line

    def plain_host(self, text):
        """Without what it may have in front of it, as a URL has."""
        if text.startswith("imaps:"):
            self.has["ssltype"] = ["IMAPS"]
        return re.sub("^(imaps?:)?(//)?", "", text)

    def text(self, word, default=""):
        return " ".join(self.has.get(word, [default]))

    def switch(self, word, default=None):
        """None: it is not said."""
        return self.text(word).lower() in ("yes", "true", "on", "1") if word in self.has \
            else default


def words(text):
    """Those of a line, as mbsync parts them; None for one that does not end well."""
    found, word, quoted, escaped = [], None, False, False
    for c in text:
        if word is None and (c.isspace() or c == "#"):
            if c == "#":
                break
            continue
        word = word or []
        if escaped:
            word.append(c)
            escaped = False
        elif c == "\\":
            escaped = True
        elif c == '"':
            quoted = not quoted
        elif c.isspace() and not quoted:
            found.append("".join(word))
            word = None
        else:
            word.append(c)
    if word is not None:
        found.append("".join(word))
    return None if quoted or escaped else found


def take(file, section, texts, line):
    """What a line says within a section."""
    word = texts[0].lower()
    word = SAME.get(word, word)
    if word in UNSAID:
        file.about.discard(line)
        if word == "channels":
            section.members += [(name, line) for name in texts[1:]]
    elif word not in KNOWN[section.kind] or len(texts) < 2:
        file.wonders(line, texts[0][:32])
    else:
        if len(texts) > 2 and word not in LISTS:
            file.wonders(line, texts[0])
        section.say(word, texts[1:] if word in LISTS else texts[1:2], line)


def sections_of(file):
    """All sections; the first is what stands before all others."""
    found = [Section(None, "", 0)]
    current = found[0]
    for line, text in enumerate(file.lines, 1):
        if not text.strip():
            current = found[0]
            continue
        texts = words(text)
        if texts == []:
            continue
        file.knows(line)
        if texts is None or len(text.encode("utf-8", "surrogateescape")) > LONGEST:
            file.wonders(line, text.split()[0][:32])
        elif texts[0].lower() in SECTIONS and len(texts) > 1 \
                and not (current.kind == "group" and texts[0].lower() == "channel"):
            if current.kind:
                file.wonders(line)      # an empty line is wanted
            current = Section(texts[0].lower(), texts[1], line)
            found.append(current)
            if current.kind == "group":
                file.about.discard(line)
                current.members += [(name, line) for name in texts[2:]]
        else:
            current.all.append(line)
            take(file, current, texts, line)
    return found


def old_versions(section):
    """The words of version 1.1 and before; None when there are none."""
    if not any("usetlsv1" + end in section.has for end in ("", ".1", ".2", ".3")):
        return None
    return {"1." + end[-1:] if end else "1.0" for end in ("", ".1", ".2", ".3")
            if section.switch("usetlsv1" + end, not end)}


def versions(section):
    """The words for which versions of TLS may be used, as they are written."""
    text = section.text("sslversions") or section.text("tlsversions")
    found = old_versions(section)
    if "sslversions" in section.has:
        found = {{"1": "1.0"}.get(one[4:], one[4:]) for one in
                 section.has["sslversions"] if one.lower().startswith("tlsv")}
    elif "tlsversions" in section.has:
        found = {"1.2", "1.3"}
        for one in section.has["tlsversions"]:
            (found.discard if one.startswith("-") else found.add)(one[1:])
    if found is None:
        return ""
    for i, low in enumerate(VERSIONS):
        if found == set(VERSIONS[i:]):
            return LOWEST[low]
    return text or " ".join(sorted(found))


def security(section):
    old = section.switch("useimaps"), section.switch("requiressl")
    if "ssltype" in section.has:
        kinds = {"none": "None", "starttls": "STARTTLS", "imaps": "IMAPS"}
        text = section.text("ssltype")
        return kinds.get(text.lower(), text)
    if old[0]:
        return "IMAPS"
    return "None" if "tunnel" in section.has and old[1] is None else "STARTTLS"


def auth(section):
    found = {text.upper() for text in section.has.get("authmechs", ["*"])}
    if section.switch("requirecram"):
        found = {"CRAM-MD5"}
    if "*" in found or found == {"PLAIN", "LOGIN"}:
        return "PLAIN LOGIN"
    return " ".join(sorted(found))


def connection(section):
    sealed = security(section)
    values = {
        "Host": section.text("host"), "TLSType": sealed, "AuthMechs": auth(section),
        "Port": section.text("port") or ("993" if sealed == "IMAPS" else "143"),
        "User": section.text("user"), "UserCmd": section.text("usercmd"),
        "Pass": section.text("pass"), "Tunnel": section.text("tunnel"),
        # "+" says that it wants a terminal
        "PassCmd": section.text("passcmd").removeprefix("+"),
        "UseKeychain": "yes" if section.switch("usekeychain") else "no",
        "SystemCertificates": "yes",
    }
    if values["Tunnel"]:
        values["Host"] = values["Host"] or "localhost"
    if values["Pass"]:
        values["PassCmd"] = ""
    if sealed != "None":
        own = section.text("certificatefile")
        system = section.switch("systemcertificates", True)
        values.update({
            "SystemCertificates": "yes" if system else "no",
            "CertificateFile": "" if system and own in BUNDLES else own,
            "ClientCertificate": section.text("clientcertificate"),
            "ClientKey": section.text("clientkey"), "TLSVersions": versions(section),
            "CipherString": section.text("cipherstring"),
        })
    return values


def sides(section, word, everything):
    """Near, Far, both or neither: what is said of a channel, or of all of them."""
    texts = section.get(word) or everything.get(word) or ["None"]
    old = {"master": "Far", "slave": "Near", "full": "All", "noop": "None"}
    found = {old.get(text.lower(), text.capitalize()) for text in texts}
    return "Both" if found >= {"Far", "Near"} else " ".join(sorted(found))


def box(section, word):
    return section.text(word).partition(":")[2].partition(":")


def channel_values(channel, far, near, everything):
    return {
        "Patterns": channel.text("patterns"), "FarBox": box(channel, "far")[2],
        "NearBox": box(channel, "near")[2],
        "Create": sides(channel.has, "create", everything.has),
        "Remove": sides(channel.has, "remove", everything.has),
        "Expunge": sides(channel.has, "expunge", everything.has),
        "Sync": " ".join(channel.has.get("sync") or everything.has.get("sync") or ["All"]),
        "SyncState": channel.text("syncstate") or everything.text("syncstate", "~/.mbsync/"),
        "MaxMessages": channel.text("maxmessages") or everything.text("maxmessages", "0"),
        "MaxSize": channel.text("maxsize") or far.text("maxsize") or near.text("maxsize", "0"),
        "Path": near.text("path"), "Inbox": near.text("inbox", "~/Maildir"),
        "SubFolders": near.text("subfolders", "Verbatim").capitalize(),
        "Flatten": far.text("flatten") + near.text("flatten"),
        "MapInbox": far.text("mapinbox") + near.text("mapinbox"),
        "Trash": far.text("trash") + near.text("trash"),
        "FarPath": far.text("path"),
        "UseNamespace": "yes" if far.switch("usenamespace", True) else "no",
        "SubscribedOnly": "yes" if far.switch("subscribedonly") else "no", "Channel": "yes",
    }


def unused(account):
    """An account without a channel: nothing else is said."""
    path = "~/Mail/%s/" % account.name
    return {"Channel": "no", "Create": "Both", "Remove": "None", "Expunge": "Both",
            "Sync": "All", "SyncState": "*", "Patterns": "*", "MaxMessages": "0",
            "MaxSize": "0", "SubFolders": "Verbatim", "UseNamespace": "yes",
            "SubscribedOnly": "no", "Path": path, "Inbox": path + "INBOX"}


def joined(several):
    """Of several channels, what is the same; and what is not, one after another."""
    values = {}
    for key in several[0]:
        texts = [one[key] for one in several]
        values[key] = texts[0] if len(set(texts)) == 1 else ", ".join(texts)
    return values


def lines_of(account, found):
    """Those of its sections: what other accounts' channels have, too, is not its alone."""
    mine, others = {account.name}, set()
    own = [account]
    for store in found:
        if store.kind == "imapstore" and store.text("account") == account.name:
            mine.add(store.name)
            own.append(store)
    for channel in found:
        if channel.kind == "channel":
            ends = {box(channel, side)[0] for side in ("far", "near")}
            if ends & mine:
                own.append(channel)
            else:
                others |= ends
    ends = {box(channel, "near")[0] for channel in own if channel.kind == "channel"} - others
    own += [store for store in found if store.kind == "maildirstore" and store.name in ends]
    return sorted({line for section in own for line in section.all})


def name_of(account, found):
    """A store without an IMAPAccount, such as work-remote, is called as its channel is."""
    names = [one.name for one in found if one.kind == "channel" and account.kind == "imapstore"
             and account.name in (box(one, "far")[0], box(one, "near")[0])]
    return names[0] if len(names) == 1 and account.name.startswith(names[0]) else account.name


def judge_groups(file, found):
    """A group's channels have to be there."""
    channels = {one.name for one in found if one.kind == "channel"}
    for group in found:
        for name, line in group.members:
            if name.partition(":")[0] not in channels:
                file.wonders(line)


def main():
    file = start()
    found = sections_of(file)
    judge_groups(file, found)
    stores = {one.name: one for one in found if one.kind in ("imapstore", "maildirstore")}
    accounts = {one.name: one for one in found if one.kind == "imapaccount"}
    used = {}
    for store in stores.values():
        if store.kind == "imapstore" and "account" not in store.has:
            accounts.setdefault(store.name, store)
            used[store.name] = store.name
        elif store.kind == "imapstore":
            used[store.name] = store.text("account")
    channels = {}
    for channel in found:
        far, near = (box(channel, side)[0] for side in ("far", "near"))
        if far in stores and near in stores and far in used:
            channels.setdefault(used[far], []).append(
                channel_values(channel, stores[far], stores[near], found[0]))
    for account in accounts.values():
        of = channels.get(account.name)
        values = {**connection(account), **(joined(of) if of else unused(account))}
        place = {"Pass": account.lines["pass"]} if values["Pass"] else None
        if values["Host"]:
            file.add(values, name_of(account, found), account.line, place,
                     lines_of(account, found))
    file.print()


main()
