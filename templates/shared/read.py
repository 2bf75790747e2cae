"""What a library reads in the file argv[2], of the format argv[1], as JSON.

Objects of texts: a manifest names them by paths. What has no name in the format
is as mailgen-target(5) says, "Reading back".
"""

import configparser
import ctypes
import json
import plistlib
import sys
import tomllib
import xml.etree.ElementTree as ElementTree


class Once(dict):
    def __setitem__(self, key, value):
        if key in self:
            sys.exit("key %r appears twice" % key)
        super().__setitem__(key, value)


def ini(path):
    """What comes before the first section is a member of the whole."""
    parser = configparser.RawConfigParser(default_section="\0")
    parser.optionxform = str
    with open(path, encoding="utf-8") as file:
        parser.read_string("[\1]\n" + file.read())
    return {**dict(parser["\1"]),
            **{name: dict(parser[name]) for name in parser.sections() if name != "\1"}}


def keyfile(path):
    glib = ctypes.CDLL("libglib-2.0.so.0")
    texts = ctypes.POINTER(ctypes.c_char_p)
    failed = ctypes.c_void_p()

    def ask(name, result, *arguments):
        function = getattr(glib, "g_key_file_" + name)
        function.restype = result
        found = function(*arguments)
        if failed:
            # a GError: quark, code, message
            sys.exit(ctypes.cast(ctypes.c_void_p(failed.value + 8), texts)[0].decode())
        return found

    def names(ask_for, *arguments):
        found = ask(ask_for, texts, *arguments)
        i = 0
        while found[i]:
            yield found[i]
            i += 1

    file = ctypes.c_void_p(ask("new", ctypes.c_void_p))
    error = ctypes.byref(failed)
    ask("load_from_file", ctypes.c_int, file, path.encode(), 0, error)
    return {group.decode(): {
        key.decode(): ask("get_string", ctypes.c_char_p, file, group, key, error).decode()
        for key in names("get_keys", file, group, None, error)}
        for group in names("get_groups", file, None)}


def toml(path):
    with open(path, "rb") as file:
        return tomllib.load(file)


def element(node):
    """Attributes are members @NAME, children members; several of one name an array."""
    values = {"@" + local(name): value for name, value in node.attrib.items()}
    for child in node:
        values.setdefault(local(child.tag), []).append(element(child))
    values = {name: value[0] if isinstance(value, list) and len(value) == 1 else value
              for name, value in values.items()}
    text = node.text or ""
    if not values:
        return text
    if not len(node):
        values["#text"] = text
    return values


def local(name):
    return name.rpartition("}")[2]


def xml(path):
    top = ElementTree.parse(path).getroot()
    if top.tag != "plist":
        return {local(top.tag): element(top)}
    with open(path, "rb") as file:
        return plistlib.load(file, fmt=plistlib.FMT_XML, dict_type=Once)


def shown(value):
    if isinstance(value, dict):
        return {name: shown(one) for name, one in value.items()}
    if isinstance(value, list):
        return [shown(one) for one in value]
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value)


def main():
    kind, path = sys.argv[1:]
    read = {"ini": ini, "keyfile": keyfile, "toml": toml, "xml": xml}[kind]
    try:
        found = read(path)
    except (ValueError, configparser.Error, ElementTree.ParseError, OSError) as error:
        sys.exit(str(error))
    json.dump(shown(found), sys.stdout)


main()
