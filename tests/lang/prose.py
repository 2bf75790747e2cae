"""The texts of src/ that are said to the user: every string literal with a
blank between words in it, every one-word literal given to tr(), and the help
of findings; and the entries of a catalog. Used by tests/lang/complete."""
import re

# A literal as gcc sees it: adjacent ones are one. PRI macros do not occur.
TOKEN = re.compile(r'''/\*.*?\*/|//[^\n]*|'(?:\\.|[^'\\])*'|"(?:\\.|[^"\\\n])*"'''
                   r'''|[A-Za-z_]\w*|\s+|.''', re.S)
ESCAPE = re.compile(r'\\(x[0-9A-Fa-f]+|[0-7]{1,3}|.)')
NAMED = {"n": "\n", "t": "\t", "r": "\r", "a": "\a", "b": "\b", "f": "\f", "v": "\v"}
CONVERSION = re.compile(r"%(?:%|[-+ #0]*[0-9*]*(?:\.[0-9*]+)?(?:hh|h|ll|l|z|j|t)?[a-zA-Z])")
PACKED = re.compile(r"[\[{]+[][{}siobOnI?*+:, ]*[\]}]+$")
BLANK = re.compile(r"[A-Za-z',.:;)] +['(%A-Za-z]|^[a-z]+ | [a-z]+$")


def is_prose(text):
    """Words with a blank between them; a format alone, or one of Jansson's, is
    none."""
    return bool(BLANK.search(text) and not PACKED.match(text)
                and re.search(r"[A-Za-z]{2}", CONVERSION.sub("%", text)))


def unescape(text):
    def one(match):
        word = match[1]
        if word[0] == "x":
            return chr(int(word[1:], 16))
        return chr(int(word, 8)) if word[0].isdigit() else NAMED.get(word, word)
    return ESCAPE.sub(one, text)


def macros(text):
    """Object-like macros that stand for a string."""
    return dict(re.findall(r'^#define ([A-Z_]+) +((?:"(?:\\.|[^"\\])*"\s*)+)$',
                           text, re.M))


def literals(text):
    """(literal, the identifiers before it) for each one, joined."""
    known = macros(text)
    text = re.sub(r'^#(define [A-Z_]+ +"|include).*$', "", text, flags=re.M)
    parts, before, found = [], [], []
    for token in TOKEN.findall(text):
        if token.isspace() or token.startswith(("/*", "//")):
            continue
        if token in known:
            parts += re.findall(r'"((?:\\.|[^"\\])*)"', known[token])
        elif token[0] == '"':
            parts.append(token[1:-1])
        else:
            if parts:
                found.append((unescape("".join(parts)), before[-2:]))
            parts = []
            before.append(token)
    return found


def entries(path):
    """(comment, msgid, msgstr) of each entry of a catalog but its header."""
    with open(path, encoding="utf-8") as file:
        blocks = re.split(r"\n\s*\n", file.read())
    found = []
    for block in blocks:
        texts = {"msgid": "", "msgstr": ""}
        at, comment = None, ""
        for line in block.splitlines():
            if line.startswith("#"):
                comment += line + "\n"
                continue
            match = re.match(r'(?:(msgid|msgstr)\s+)?"((?:\\.|[^"\\])*)"\s*$', line)
            if not match or not (match[1] or at):
                raise ValueError("%s: not an entry: %s" % (path, line))
            at = match[1] or at
            texts[at] += unescape(match[2]) if "\\" in match[2] else match[2]
        if texts["msgid"]:
            found.append((comment, texts["msgid"], texts["msgstr"]))
    return found
