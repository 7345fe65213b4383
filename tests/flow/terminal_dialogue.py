"""A person at a terminal: runs a program at a pseudo-terminal, and types when it asks.

terminal_dialogue.py PROGRAM ARGUMENT... -- WAIT TYPE [WAIT TYPE ...]: once WAIT appears after what was waited for before,
TYPE and a line end are typed. "WAIT" of the form "A|B" waits for either: at A a line end alone is typed, and it waits again.
Prints what appeared; ends as the program does, or with 99 where something did not appear within a minute.
"""
import os
import pty
import select
import sys
import time

PATIENCE = 60


class Terminal:
    """What appeared, and how far it was looked through."""

    def __init__(self, arguments):
        self.pid, self.terminal = pty.fork()
        if self.pid == 0:
            os.execv(arguments[0], arguments)
        self.seen = b""
        self.looked = 0

    def read(self, seconds):
        """False once nobody writes any more."""
        if not select.select([self.terminal], [], [], seconds)[0]:
            return True
        try:
            more = os.read(self.terminal, 65536)
        except OSError:
            return False
        sys.stdout.buffer.write(more)
        sys.stdout.buffer.flush()
        self.seen += more
        return bool(more)

    def wait_for(self, words):
        """The first of the words to appear; None where none does."""
        end = time.monotonic() + PATIENCE
        alive = True
        while time.monotonic() < end:
            found = [(self.seen.find(word, self.looked), word) for word in words]
            found = sorted(one for one in found if one[0] >= 0)
            if found:
                self.looked = found[0][0] + len(found[0][1])
                return found[0][1]
            if not alive:
                return None
            alive = self.read(0.2)
        return None

    def type(self, text):
        """Once nothing more appears: what is typed ahead of a prompt is thrown away by whoever asks for secrets."""
        while select.select([self.terminal], [], [], 0.3)[0] and self.read(0):
            pass
        os.write(self.terminal, text.encode() + b"\n")

    def end(self):
        """The program's exit code; it is killed where it does not end."""
        end = time.monotonic() + PATIENCE
        while self.read(0.2):
            if time.monotonic() > end:
                os.kill(self.pid, 9)
        return os.waitstatus_to_exitcode(os.waitpid(self.pid, 0)[1])


def main():
    """The dialogue."""
    split = sys.argv.index("--")
    steps = sys.argv[split + 1:]
    terminal = Terminal(sys.argv[1:split])
    for wait, text in zip(steps[::2], steps[1::2]):
        words = [word.encode() for word in wait.split("|")]
        while (found := terminal.wait_for(words)) is not None and found != words[-1]:
            terminal.type("")
        if found is None:
            print(f"\n{wait} did not appear")
            os.kill(terminal.pid, 9)
            return 99
        terminal.type(text)
    return terminal.end()


sys.exit(main())
