"""Hostile values in the targets that have no test of their own here."""

from hostile import HERE, Hostile, targets
import tap

# fields that hold nearly nothing in a client
REFUSES = {
    "emacs": ("aliases.quoted",), "git-send-email": ("email.quoted",),
}
# each account is a start of the client
ONE_IN = {"emacs": 6}

# the client's own traps
EXTRA = {
    "netrc": ("macdef", "Machine", "default"),
    "dotenv": ("$(id)", "`id`", "${x}", "$$", "a #b", "a\\nb", "export x=1"),
}

# another version, which the same test is for
TOGETHER = {"mbsync15": "mbsync"}


def has_own(name):
    return (HERE / ("values-" + TOGETHER.get(name, name))).exists()


def main(part):
    """part: 0 or 1, of two."""
    left = []
    for name, target in sorted(targets().items()):
        if target["group"] == "broker":
            tap.none("%s is given its values by the test oauth2" % name, [])
        elif has_own(name):
            tap.none("%s has a test of its own" % name, [])
        else:
            left.append(name)
    for name in left[part::2]:
        trial = Hostile(name, {}, REFUSES.get(name, ()), least=0.1, batch=20, thin=3,
                        one_in=ONE_IN.get(name, 2), extra=list(EXTRA.get(name, ())))
        tap.note("target " + name)
        missing = trial.test()
        if missing:
            tap.skip(name, missing + " is not installed")
    tap.done()
