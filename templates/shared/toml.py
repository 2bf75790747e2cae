"""The accounts of a TOML file, each with what it is without its own words."""

import re
import tomllib

from taking import start


def text_of(value):
    """A value as the read-back has it: numbers and switches are texts."""
    if isinstance(value, dict):
        return {key: text_of(one) for key, one in value.items()}
    if isinstance(value, list):
        return [text_of(one) for one in value]
    return {True: "true", False: "false"}.get(value, value) if isinstance(value, bool) \
        else str(value)


def accounts_of(file):
    """All that is in the file, and its accounts by their names."""
    try:
        top = tomllib.loads("\n".join(file.lines) + "\n")
    except (tomllib.TOMLDecodeError, RecursionError, ValueError) as error:
        found = re.search(r"at line ([0-9]+)", str(error))
        line = min(int(found[1]) if found else 1, max(len(file.lines), 1))
        file.wonders(line, "no TOML")
        return {}, {}
    accounts = top.get("accounts")
    accounts = accounts if isinstance(accounts, dict) else {}
    for line, text in enumerate(file.lines, 1):
        if text.strip() and not text.strip().startswith("#"):
            file.knows(line)
    return text_of(top), {name: text_of(one) for name, one in accounts.items()
                          if isinstance(one, dict)}


def begins(file):
    """{name: lines} of the tables of accounts."""
    header = re.compile(r"\s*\[\s*accounts\s*\.\s*(?:\"([^\"]*)\"|'([^']*)'|([^].\s]+))")
    found, lines = {}, []
    for line, text in enumerate(file.lines, 1):
        match = header.match(text)
        if match:
            lines = found.setdefault(match[1] or match[2] or match[3], [])
        elif re.match(r"\s*\[\s*\[?[\w\"'.-]+\s*\]", text):
            lines = []
        if text.strip() and not text.lstrip().startswith("#"):
            lines.append(line)
    return found


def at(table, path, default=""):
    """What is at a path such as a.b.c."""
    for key in path.split("."):
        if not isinstance(table, dict) or key not in table:
            return default
        table = table[key]
    return table


def take(values_of):
    """Prints what values_of says of each account, and of all that is in the file."""
    file = start()
    top, accounts = accounts_of(file)
    lines = begins(file)
    for name, own in accounts.items():
        own_lines = lines.get(name, [0])
        file.add(values_of(own, top), name, own_lines[0], lines=own_lines)
    file.print()
