"""The accounts of meli's config.toml, as JSON: nothing in it is run."""

import sys

sys.path.insert(0, sys.argv[2])
from toml import at, take  # noqa: E402  (the folder is an argument)

DEFAULTS = {"root_mailbox": "INBOX", "format": "imap", "server_port": "143", "use_tls": "true",
            "use_oauth2": "false", "danger_accept_invalid_certs": "false"}
SECURITY = {"tls": "TLS", "starttls": "StartTLS", "none": "none"}
PASSWORDS = {"command_evaluation": "command_eval"}


def sending(own, top):
    """What sends: a table, or a command."""
    found = at(own, "send_mail") or at(own, "composing.send_mail") or at(top, "composing.send_mail")
    if not isinstance(found, dict):
        return {"send_mail_command": found}
    port = at(found, "port", "587")
    security = at(found, "security.type", "auto").lower()
    if security == "auto":
        security = "tls" if port == "465" else "starttls"
    login = at(found, "auth.type", "auto")
    has = login != "none"
    password = at(found, "auth.password.type")
    return {"send_mail": {
        "hostname": at(found, "hostname"), "port": port,
        "security": {"type": SECURITY.get(security, security),
                     "danger_accept_invalid_certs":
                     at(found, "security.danger_accept_invalid_certs", "false")},
        "auth": {"type": login, "username": at(found, "auth.username") if has else "",
                 "password": {"type": PASSWORDS.get(password, password),
                              "value": at(found, "auth.password.value")} if has else {}},
    }}


def values_of(own, top):
    values = {**DEFAULTS, **own, **sending(own, top)}
    if values["use_tls"] == "false":
        values["use_starttls"] = "false"
    elif "use_starttls" not in own:
        values["use_starttls"] = "false" if values["server_port"] == "993" else "true"
    if values.get("server_password"):
        values["server_password_command"] = ""
    if values["root_mailbox"] == "":
        values["root_mailbox"] = "INBOX"
    values["composing"] = {"store_sent_mail": {"true": ""}.get(
        at(own, "composing.store_sent_mail"), at(own, "composing.store_sent_mail"))}
    return values


take(values_of)
