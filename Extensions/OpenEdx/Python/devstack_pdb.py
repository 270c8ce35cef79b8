"""breakpoint() and pdb in a service that has no terminal: the session waits on a socket until somebody attaches.

    PYTHONBREAKPOINT=devstack_pdb.set_trace      in the service
    python -m devstack_pdb                       in the same container, from ./devstack attach

The service sends text; a zero byte says that it wants a line. Whoever goes away lets the program go on.
"""
import codecs
import os
import pdb
import socket
import sys
import time

FOLDER = os.environ.get("DEVSTACK_PDB_FOLDER", "/tmp/devstack-pdb")
WANTS_A_LINE = b"\0"
LOOK = 0.2  # seconds between two looks for a breakpoint that has been reached


class _Lines:
    """What pdb reads from and writes to."""

    encoding = "utf-8"

    def __init__(self, connection):
        self._connection = connection
        self._file = connection.makefile("r", encoding="utf-8")

    def readline(self):
        try:
            self._connection.sendall(WANTS_A_LINE)
            return self._file.readline()
        except OSError:
            return ""

    def write(self, text):
        try:
            self._connection.sendall(text.encode("utf-8", "replace"))
        except OSError:
            pass  # nobody listens any more: the next readline says so

    def flush(self):
        pass

    def close(self):
        self._file.close()
        self._connection.close()


class Session(pdb.Pdb):
    """One debugging session over one connection, until the program goes on without breakpoints."""

    def __init__(self, connection):
        self._lines = _Lines(connection)
        super().__init__(stdin=self._lines, stdout=self._lines, nosigint=True)
        self.use_rawinput = False

    def set_continue(self):
        super().set_continue()
        if not self.breaks:
            self._lines.close()

    def set_quit(self):
        super().set_quit()
        self._lines.close()

    def do_EOF(self, argument):
        self.clear_all_breaks()
        return self.do_continue(argument)


def _accept(place):
    os.makedirs(FOLDER, mode=0o700, exist_ok=True)
    path = os.path.join(FOLDER, f"{os.getpid()}-{time.monotonic_ns()}")
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as listener:
        listener.bind(path)
        try:
            listener.listen(1)
            service = os.environ.get("DEVSTACK_SERVICE") or os.environ.get("SERVICE_VARIANT", "SERVICE")
            print(f"A breakpoint waits at {place}. Talk to it: ./devstack attach {service}", file=sys.stderr, flush=True)
            return listener.accept()[0]
        finally:
            os.unlink(path)


def set_trace(*, header=None, **_):
    """Stops the caller; where a person sits at a terminal, there, else where somebody attaches."""
    frame = sys._getframe(1)
    if sys.stdin is not None and not sys.stdin.closed and sys.stdin.isatty():
        session = pdb.Pdb()
    else:
        session = Session(_accept(f"{frame.f_code.co_filename}:{frame.f_lineno}"))
    if header is not None:
        session.message(header)
    session.set_trace(frame)


def install():
    """Makes ``import pdb; pdb.set_trace()`` do the same as ``breakpoint()``."""
    pdb.set_trace = set_trace


def _connect():
    """A connection to the oldest breakpoint that waits; ``None`` when none does. What a killed process left is removed."""
    try:
        names = sorted(os.listdir(FOLDER), key=lambda name: int(name.rpartition("-")[2]))
    except FileNotFoundError:
        return None
    for name in names:
        path = os.path.join(FOLDER, name)
        connection = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        try:
            connection.connect(path)
            return connection
        except ConnectionRefusedError:
            os.unlink(path)
        except FileNotFoundError:
            pass
        connection.close()
    return None


def _wait():
    told = False
    while True:
        connection = _connect()
        if connection is not None:
            return connection
        if not told:
            print("No breakpoint waits yet. Waiting for one; Ctrl+C ends it.", file=sys.stderr, flush=True)
            told = True
        time.sleep(LOOK)


def _talk(connection):
    """Passes text and lines on until the session ends; False when there is nothing more to say."""
    decoder = codecs.getincrementaldecoder("utf-8")("replace")
    while True:
        data = connection.recv(65536)
        if not data:
            return True
        text, wanted, _ = data.partition(WANTS_A_LINE)
        sys.stdout.write(decoder.decode(text))
        sys.stdout.flush()
        if wanted:
            try:
                line = input()
            except EOFError:
                return False
            try:
                connection.sendall(line.encode() + b"\n")
            except OSError:
                return True


def attach():
    """Talks to one breakpoint after the other; without a terminal to one."""
    at_terminal = sys.stdin.isatty()
    if at_terminal:
        import readline  # noqa: F401  history and editing for input()
    while True:
        with _wait() as connection:
            if not _talk(connection) or not at_terminal:
                return


if __name__ == "__main__":
    try:
        attach()
    except KeyboardInterrupt:
        sys.exit(130)
