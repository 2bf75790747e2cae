"""For tests of programs that ask a person: answers typed at a pseudo-terminal."""
import os
import pty
import select
import signal
import termios
import time

INTERRUPT, END, QUIT = b"\x03", b"\x04", b"\x1c"


def answer(argv, env, answers=(), last=END, silent=False, folder=None):
    """Runs a program and types an answer, text or bytes, at each prompt that ends in ": ", then
    `last`; one that is silent has no prompt, but hides what is typed. Its exit status (negative: the signal
    that ended it), the screen, how many prompts there were, and whether it left the terminal's
    settings alone."""
    child, fd = pty.fork()
    if not child:
        os.chdir(folder or ".")
        os.execve(argv[0], argv, env)
    left, screen, mark, asked = list(answers), b"", 0, 0
    before = after = termios.tcgetattr(fd)
    end = time.monotonic() + 60
    while time.monotonic() < end:
        if select.select([fd], [], [], 0.02)[0]:
            try:
                got = os.read(fd, 65536)
            except OSError:
                break
            if not got:
                break
            screen += got
        elif screen[mark:].endswith(b": ") if not silent else (
                not asked and not termios.tcgetattr(fd)[3] & termios.ECHO):
            after, mark, asked = termios.tcgetattr(fd), len(screen), asked + 1
            one = left.pop(0) if left else None
            os.write(fd, last if one is None else
                     (one if isinstance(one, bytes) else one.encode()) + b"\n")
    else:
        os.kill(child, signal.SIGKILL)
    status = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    os.close(fd)
    return status, screen.decode("utf-8", "replace").replace("\r\n", "\n"), asked, before == after
