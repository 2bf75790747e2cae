#!/usr/bin/python3
"""Runs mutt_oauth2.py, as mutt or NeoMutt brings it, with the registration of the token
argv[1]; further arguments are its own."""
import ast
import gzip
import os
import shutil
import subprocess
import sys

TOKENS = {
    "fast": {
        "email": "jean@fastmail.com",
        "authorize_endpoint": "https://api.fastmail.com/oauth/authorize",
        "devicecode_endpoint": "",
        "token_endpoint": "https://api.fastmail.com/oauth/refresh",
        "redirect_uri": "http://localhost",
        "scope": "https://www.fastmail.com/dev/protocol-imap https://www.fastmail.com/dev/protocol-smtp",
        "client_id": "app",
        "client_secret": "",
        "client_secret_command": "printenv APP_SECRET",
        "recipient": "0123456789ABCDEF",
        "sasl_method": "XOAUTH2",
    },
}
PROGRAMS = [
    "/usr/share/neomutt/oauth2/mutt_oauth2.py",
    "/usr/share/doc/mutt/examples/mutt_oauth2.py",
    "/usr/share/doc/neomutt/oauth2/mutt_oauth2.py.gz",
]


def secret(token):
    if not token["client_secret_command"]:
        return token["client_secret"]
    printed = subprocess.run(["sh", "-c", token["client_secret_command"]], check=True,
                             stdout=subprocess.PIPE).stdout.decode()
    return printed.split("\n")[0]


def program():
    path = shutil.which("mutt_oauth2.py")
    path = path or next((path for path in PROGRAMS if os.path.exists(path)), None)
    if not path:
        sys.exit("mutt_oauth2.py is not installed: it comes with mutt and NeoMutt")
    with gzip.open(path) if path.endswith(".gz") else open(path, "rb") as file:
        return path, ast.parse(file.read())


def main():
    if len(sys.argv) < 2 or sys.argv[1] not in TOKENS:
        sys.exit("give a token's name: " + " ".join(TOKENS))
    name = sys.argv[1]
    token = dict(TOKENS[name], client_secret=secret(TOKENS[name]))
    to = ["--recipient", token["recipient"]] if token["recipient"] else ["--default-recipient-self"]
    constants = {"registrations": {name: token},
                 "ENCRYPTION_PIPE": ["gpg", "--batch", "--encrypt"] + to}
    answers = {"OAuth2 registration": name, "OAuth2 flow": "localhostauthcode",
               "e-mail address": token["email"], "Client ID": token["client_id"],
               "Client secret": token["client_secret"]}
    path, tree = program()
    for node in tree.body:
        if isinstance(node, ast.Assign) and isinstance(node.value, (ast.Dict, ast.List)):
            constant = constants.get(node.targets[0].id)
            if constant:
                node.value = ast.parse(repr(constant), mode="eval").body
    ast.fix_missing_locations(tree)

    def answer(prompt):
        found = [answers[word] for word in answers if word in prompt]
        return found[0] if found else input(prompt)

    folder = os.path.dirname(os.path.abspath(__file__))
    sys.argv[:2] = [path, os.path.join(folder, name.replace("/", "+") + ".token")]
    exec(compile(tree, path, "exec"), {"__name__": "__main__", "input": answer})


main()
