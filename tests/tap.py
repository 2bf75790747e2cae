"""Says TAP: a test calls ok(), none(), same() or skip() once for each thing that it
tests, and done() at its end."""
import sys
import threading
from concurrent.futures import ThreadPoolExecutor

tested = failed = 0
kept = threading.local()        # in a thread of side_by_side: what it is yet to say


def ok(name, fine, *why):
    """`why`, any values, is said when it is not fine."""
    global tested, failed
    if getattr(kept, "said", None) is not None:
        kept.said.append((ok, name, fine, *why))
        return
    tested += 1
    failed += not fine
    _line("%sok %d - %s" % ("" if fine else "not ", tested, name))
    for text in () if fine else why:
        note(str(text)[-3000:])


def none(name, wrong, *more):
    """`wrong`, a text or several, says what is wrong: there must be none. `more` is said
    when there is."""
    wrong = [wrong] if isinstance(wrong, str) and wrong else list(wrong or ())
    rest = ["and %d more" % (len(wrong) - 12)] if len(wrong) > 12 else []
    ok(name, not wrong, *wrong[:12], *rest, *more)


def same(name, found, expected):
    ok(name, found == expected, "found:", found, "expected:", expected)


def skip(name, why):
    ok("%s # SKIP %s" % (name, why), True)


def skip_all(why):
    _line("1..0 # SKIP " + why)
    sys.exit(0)


def note(text):
    if getattr(kept, "said", None) is not None:
        kept.said.append((note, text))
        return
    for line in text.splitlines():
        _line("# " + line)


def side_by_side(works, most=16):
    """Calls functions that mostly wait, so many at a time; what they say is said in their
    order."""
    def keep(work):
        kept.said = []
        try:
            work()
            return kept.said
        finally:
            kept.said = None
    with ThreadPoolExecutor(most) as pool:
        for said in pool.map(keep, list(works)):
            for say, *words in said:
                say(*words)


def done():
    _line("1..%d" % tested)
    sys.exit(failed > 0)


def _line(text):
    print(text.encode("ascii", "backslashreplace").decode(), flush=True)
