"""For tests of runs that are interrupted: at any moment, and what the next one does."""
import os
import random
import subprocess
import time

from faulty import MAILGEN, broken, bytes_of, run, temporaries, to_folder


class Interrupted:
    """Two versions of accounts, written by turns into one folder."""

    def __init__(self, made, out, *options):
        self.made, self.out, self.options = made, out, options
        self.chance = random.Random(6)
        self.seconds = 0.02
        self.wrong, self.after, self.left, self.ended = [], [], [], []
        for word in ("old", "new") * 4:
            self.write(word)

    def write(self, word):
        """A run to its end; keeps account of how long one takes."""
        began = time.monotonic()
        result = run(*to_folder(self.out), stdin=self.made[word][0])
        self.seconds += (time.monotonic() - began - self.seconds) / 4
        return result

    def is_complete(self, word):
        return all(bytes_of(os.path.join(self.out, path)) == text
                   for path, text in self.made[word][1].items())

    def interrupt(self, word, number):
        """The status of a run that gets the signal after some time."""
        child = subprocess.Popen([MAILGEN, *to_folder(self.out, *self.options)],
                                 stdin=subprocess.PIPE, stdout=subprocess.DEVNULL,
                                 stderr=subprocess.DEVNULL)
        child.stdin.write(self.made[word][0].encode())
        child.stdin.close()
        time.sleep(self.chance.uniform(0, 1.1) * self.seconds)
        child.send_signal(number)
        return child.wait(timeout=60)

    def follow(self, what, word):
        """The next run: it must succeed, whatever it finds and writes."""
        result = self.write(word)
        wrong = broken(self.out, self.made) + temporaries(self.out)
        if result[0] or wrong or not self.is_complete(word):
            self.after.append((what, word, result, wrong))

    def rounds(self, number, count):
        for nth in range(count):
            self.ended.append(self.interrupt(("old", "new")[nth % 2], number))
            self.wrong += broken(self.out, self.made)
            self.left += temporaries(self.out)
            # any version may come next: the same one, or the other
            self.follow(nth, self.chance.choice(("old", "new")))
