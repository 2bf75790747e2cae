"""What a file of a broker holds, as JSON: for each account a list of its tokens.

The format argv[1] of the file argv[2]: that of pizauth, or toml, yaml, python. A token's
name is the account's id, or that, a '/' and a protocol.
"""

import ast
import json
import re
import sys
import tomllib

WORDS = re.compile(r'\s+|//[^\n]*|"((?:\\[\\"]|[^"\\])*)"|([a-z_]+|[=,{}\[\];:])')


def words(text):
    """Texts as ('text', it), others as they are."""
    at = 0
    while at < len(text):
        found = WORDS.match(text, at)
        if not found:
            sys.exit("unexpected: %r" % text[at:at + 20])
        at = found.end()
        if found[1] is not None:
            yield "text", re.sub(r'\\(.)', r'\1', found[1])
        elif found[2]:
            yield found[2]


class Pizauth:
    """pizauth.conf(5)."""

    def __init__(self, text):
        self.words = list(words(text))

    def take(self, word):
        if self.words.pop(0) != word:
            sys.exit("%s is missing" % word)

    def text(self):
        kind, text = self.words.pop(0)
        if kind != "text":
            sys.exit("a text is missing")
        return text

    def several(self, end, one):
        found = []
        while self.words[0] != end:
            if found:
                self.take(",")
            found.append(one())
        self.take(end)
        return found

    def field(self):
        key = self.text()
        self.take(":")
        return "%s=%s" % (key, self.text())

    def value(self):
        if self.words[0] == "[":
            self.take("[")
            return self.several("]", self.text)
        if self.words[0] == "{":
            self.take("{")
            return self.several("}", self.field)
        return self.text()

    def accounts(self):
        found = []
        while self.words:
            self.take("account")
            one = {"name": self.text()}
            self.take("{")
            while self.words[0] != "}":
                key = self.words.pop(0)
                self.take("=")
                if key in one:
                    sys.exit("%s appears twice" % key)
                one[key] = self.value()
                self.take(";")
            self.take("}")
            found.append(one)
        return found


def named(tables):
    return [{"name": name, **table} for name, table in tables.items()]


def toml(text):
    return named(tomllib.loads(text)["accounts"])


def yaml(text):
    from yaml import safe_load
    whole = safe_load(text)
    return [{**one, "encryption": whole["encryption"]} for one in named(whole["services"])]


def python(text):
    for node in ast.parse(text).body:
        if isinstance(node, ast.Assign) and node.targets[0].id == "TOKENS":
            return named(ast.literal_eval(node.value))
    sys.exit("there are no TOKENS")


def shown(value):
    if isinstance(value, dict):
        return {name: shown(one) for name, one in value.items()}
    if isinstance(value, list):
        return [shown(one) for one in value]
    return str(value).lower() if isinstance(value, bool) else str(value)


def main():
    readers = {"pizauth": lambda text: Pizauth(text).accounts(), "toml": toml, "yaml": yaml,
               "python": python}
    with open(sys.argv[2], encoding="utf-8") as file:
        found = readers[sys.argv[1]](file.read())
    accounts = {}
    for one in found:
        accounts.setdefault(one["name"].split("/")[0], []).append(shown(one))
    json.dump({"accounts": {name: {"tokens": tokens} for name, tokens in accounts.items()}},
              sys.stdout)


main()
