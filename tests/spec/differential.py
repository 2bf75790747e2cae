#!/usr/bin/env python3
"""Renders random templates with build/mustache and with pystache: TAP.

tests/spec/differential.py [PROGRAM [SEED]]

Names carry their kind in the first letter, wherever they stand: t text,
n number, f flag, m map, l list of maps, s list of texts and numbers, k list of
such lists. So every name means something in both programs.

pystache departs from the specification in these, which are left out:
- blanks behind a tag that is otherwise alone keep it from being alone;
- a carriage return without a line feed ends a line;
- an empty line that ends in CR LF is indented in a partial;
- the number 0 counts as false;
- {{!}} is no comment.
"""
import os
import random
import sys

sys.dont_write_bytecode = True
from run import default_program, render, tap  # noqa: E402

try:
    import pystache
except ImportError:
    SYSTEM = "/usr/bin/python3"
    if os.access(SYSTEM, os.X_OK) and "MUSTACHE_PYTHON" not in os.environ:
        os.environ["MUSTACHE_PYTHON"] = SYSTEM
        os.execv(SYSTEM, [SYSTEM] + sys.argv)
    tap.skip_all("no pystache for python3")

CASES, GROUP = 1600, 100
WORDS = ["host", "x", "é", "日本", "}", "}}", "{x", "\"", "'", "<&>", "\\",
         "|", "- ", "=", "#", "!", "^", "/", ">"]
BLANKS = ["", "", "", " ", "  ", "\t", " \t"]


class Silent(pystache.Renderer):
    """Writes null as nothing, and nothing as HTML."""

    def __init__(self, partials):
        super().__init__(partials=partials, escape=lambda text: text,
                         missing_tags="ignore")

    def str_coerce(self, val):
        return "" if val is None else str(val)


class Maker:
    """Makes one template, its partials and its data."""

    def __init__(self, rng):
        self.rng = rng
        self.line_end = rng.choice(["\n", "\n", "\r\n"])

    def name(self, kinds):
        return self.rng.choice(kinds) + self.rng.choice("012")

    def path(self, kinds):
        name = self.name(kinds)
        while self.rng.random() < 0.2:
            name = self.name("m") + "." + name
        return name

    # data

    def text(self):
        return "".join(self.rng.choice(WORDS + ["\n", "{{t0}}", " "])
                       for _ in range(self.rng.randrange(4)))

    def number(self):
        return self.rng.choice([1, 25, 993, 4294967295, -3, 0.5, 2.25])

    def scalars(self):
        return [self.rng.choice([self.text, self.number])()
                for _ in range(self.rng.randrange(4))]

    def value(self, kind, depth):
        if self.rng.random() < 0.05:
            return None
        if kind == "m":
            return self.map(depth - 1)
        if kind == "l":
            return [self.map(depth - 1)
                    for _ in range(self.rng.randrange(4))]
        return {"t": self.text, "n": self.number, "s": self.scalars,
                "f": lambda: self.rng.random() < 0.5,
                "k": lambda: [self.scalars() for _ in range(2)]}[kind]()

    def map(self, depth):
        names = [kind + digit for kind in "tnfmlsk" for digit in "012"]
        return {name: self.value(name[0], depth) for name in names
                if self.rng.random() < 0.7 and
                (depth > 0 or name[0] not in "ml")}

    # templates: `item` says whether {{.}} is a text or a number here

    def tag(self, sigil, name):
        gap = [self.rng.choice(["", "", "", " ", "\t", " \n "])
               for _ in range(3)]
        return "{{" + gap[0] + sigil + gap[1] + name + gap[2] + "}}"

    def literal(self):
        return "".join(self.rng.choice(WORDS + [" x", "\ty"])
                       for _ in range(self.rng.randrange(1, 4))).strip(" \t")

    def comment(self):
        return "{{!" + self.rng.choice([" a ", "{{b", "\n c\n", " {{#d "]) + "}}"

    def variable(self, item):
        if item and self.rng.random() < 0.4:
            return self.tag("", ".")
        return self.tag("", self.path("ttn"))

    def section(self, depth, item, parts):
        """The opening tag, what it opens, and the closing tag."""
        sigil = self.rng.choice("###^")
        name = self.path("tnfmlsk")
        kind = name.split(".")[-1][0]
        inner = item if sigil == "^" else kind in "tns"
        if kind == "k" and sigil == "#":
            body = (self.tag("#", ".") + self.tag("", ".") +
                    self.literal() + self.tag("/", "."))
        elif self.rng.random() < 0.5:
            body = self.line_end.join([""] + self.lines(depth - 1, inner, parts)
                                      + [self.rng.choice(BLANKS)])
        else:
            body = self.inline(depth - 1, inner, parts)
        return self.tag(sigil, name) + body + self.tag("/", name)

    def piece(self, depth, item, parts):
        choice = self.rng.random()
        if choice < 0.3:
            return self.literal()
        if choice < 0.6:
            return self.variable(item)
        if choice < 0.68:
            return self.comment()
        if choice < 0.76 and parts:
            return self.tag(">", self.rng.choice(parts))
        return self.section(depth, item, parts) if depth else "."

    def inline(self, depth, item, parts):
        line = ""
        for _ in range(self.rng.randrange(1, 4)):
            line += self.piece(depth, item, parts)
            line += self.rng.choice(["", "", " "])
        return line.rstrip(" \t")

    def line(self, depth, item, parts):
        """One line, or a tag alone on its line."""
        choice = self.rng.random()
        indent = self.rng.choice(BLANKS)
        if choice < 0.1 and self.line_end == "\n":
            return ""
        if choice < 0.2:
            return indent + self.comment()
        if choice < 0.35 and parts:
            return indent + self.tag(">", self.rng.choice(parts))
        if choice < 0.5 and depth:
            return indent + self.section(depth, item, parts)
        return (indent + self.inline(depth, item, parts)).rstrip(" \t")

    def lines(self, depth, item, parts):
        return [self.line(depth, item, parts)
                for _ in range(self.rng.randrange(1, 5))]

    def template(self, depth, parts):
        lines = (self.lines(depth, False, parts) +
                 self.lines(depth, False, parts))
        return (self.line_end.join(lines) +
                self.rng.choice(["", self.line_end]))

    def job(self):
        partials, parts = {}, []
        for name in ["p", "q-1", "r_2"][:self.rng.randrange(4)]:
            partials[name] = self.template(1, parts)
            parts = parts + [name]
        return {"template": self.template(2, parts), "data": self.map(2),
                "partials": partials}


def main():
    program = sys.argv[1] if len(sys.argv) > 1 else default_program()
    rng = random.Random(int(sys.argv[2]) if len(sys.argv) > 2 else 20240607)
    jobs = [Maker(rng).job() for _ in range(CASES)]
    answers = render(program, jobs)
    failed = 0
    for first in range(0, CASES, GROUP):
        wrong = []
        for job, got in list(zip(jobs, answers))[first:first + GROUP]:
            want = Silent(job["partials"]).render(job["template"], job["data"])
            if got != {"output": want}:
                wrong.append((job, want, got))
        tap.none("templates %d to %d" % (first + 1, first + GROUP), [
            "job      %r\npystache %r\nmustache %r" % each for each in wrong[:3]])
        failed += len(wrong)
    texts = sorted(len(answer.get("output", "")) for answer in answers)
    tap.note("%d differ; median output %d bytes" % (failed, texts[CASES // 2]))
    tap.done()


if __name__ == "__main__":
    main()
