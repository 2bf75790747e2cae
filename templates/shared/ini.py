"""A file as Python's ConfigParser reads it, with the line of each value."""

import re

LONGEST = 4096      # of a text that others are filled into


class Ini:
    """sections: {name: {word: (text, line)}}, words in lower case; begins: their lines.
    filled: other values may stand in a value, as in %(word)s."""

    def __init__(self, file, filled=False):
        self.file, self.sections, self.begins, self.filled = file, {}, {}, filled
        self.section, self.word, self.indent = None, None, 0
        self.texts = {}
        for line, text in enumerate(file.lines, 1):
            self.take(line, text)
        for (section, word), (texts, line) in self.texts.items():
            self.sections[section][word] = ("\n".join(texts).rstrip(), line)

    def take(self, line, text):
        bare = text.strip().lstrip("\ufeff")
        if not bare or bare[0] in "#;":
            if not bare and self.word:
                self.texts[self.section, self.word][0].append("")
            return
        self.file.knows(line)
        indent = len(text) - len(text.lstrip())
        if self.word and indent > self.indent:
            self.texts[self.section, self.word][0].append(bare)
            return
        self.indent, self.word = indent, None
        header = re.match(r"\[(.+)\]", bare)
        option = re.match("([^=:]*?)\\s*[=:]\\s*(.*)", bare)
        if header:
            self.section = header[1]
            self.begins.setdefault(self.section, line)
            self.sections.setdefault(self.section, {})
        elif self.section is None or not option or not option[1]:
            self.file.wonders(line, re.split("[=:\\s]", bare)[0][:32])
        else:
            self.word = option[1].lower()
            self.texts[self.section, self.word] = ([option[2].strip()], line)

    def text(self, section, word, default=""):
        """Of its own, or what all sections have."""
        text = self.raw(section, word)
        return default if text is None else self.fill(section, text) if self.filled else text

    def raw(self, section, word):
        for one in (section, "DEFAULT"):
            if word in self.sections.get(one, {}):
                return self.sections[one][word][0]
        return None

    def fill(self, section, text, depth=10):
        """With the values that it names; what cannot be filled in stays."""
        def value(found):
            if not found[1]:
                return "%"
            text = self.raw(section, found[1].lower()) if depth else None
            return found[0] if text is None else self.fill(section, text, depth - 1)[:LONGEST]
        return re.sub(r"%(?:%|\(([^)]+)\)s)", value, text[:LONGEST])

    def line(self, section, word):
        for one in (section, "DEFAULT"):
            if word in self.sections.get(one, {}):
                return self.sections[one][word][1]
        return 0

    def is_on(self, section, word, default=False):
        text = self.text(section, word)
        return text.lower() in ("1", "yes", "true", "on") if text else default

    def names(self, word):
        """Does a value have this one in it?"""
        return any("%%(%s)s" % word in line.lower() for line in self.file.lines)

    def judge(self, sections, known, unsaid):
        """Marks the lines of these sections: words that are not known, and those that say
        nothing of an account. What is in other sections says nothing."""
        for section, words in self.sections.items():
            for word, (_, line) in words.items():
                if section not in sections or word in unsaid:
                    self.file.about.discard(line)
                elif word not in known and not (self.filled and self.names(word)):
                    self.file.wonders(line, word[:32])
            if section not in sections:
                self.file.about.discard(self.begins[section])
