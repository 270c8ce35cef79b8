"""Runs one program of others: reads what to run from standard input, gives up every right, runs it, writes its globals.

The rights go by seccomp: after that the kernel lets this process count and write to what is open already, and nothing else. It
opens no file, so all modules of Python that a program may want are loaded before; those of a course come in memory.
"""
import base64
import errno
import importlib.abc
import importlib.util
import io
import json
import linecache
import os
import resource
import sys
import traceback
import zipfile

import seccomp

MODULES = """
    _strptime array ast base64 bisect calendar cmath codecs collections.abc colorsys copy csv datetime decimal difflib enum fractions functools
    hashlib heapq html itertools json keyword math numbers operator pprint random re socket statistics string struct subprocess
    textwrap time types typing unicodedata urllib.parse uuid zlib encodings.ascii encodings.latin_1 encodings.idna
""".split()

# What counting, memory, time and an end need. No file, no socket, no program, no process, no signal to others.
CALLS = """
    brk clock_getres clock_gettime clock_nanosleep close exit exit_group fcntl fstat futex getpid getrandom gettid gettimeofday lseek madvise
    membarrier mmap mprotect mremap munmap nanosleep read restart_syscall rseq rt_sigaction rt_sigprocmask rt_sigreturn sched_yield
    sigaltstack time times uname write writev
""".split()

LIMITS = {"CPU": resource.RLIMIT_CPU, "VMEM": resource.RLIMIT_AS, "FSIZE": resource.RLIMIT_FSIZE, "NPROC": resource.RLIMIT_NPROC}
PROGRAM = "<jailed code>"


class CourseLibrary(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    """The modules of a zip file that is in memory."""

    def __init__(self, content):
        self._zip = zipfile.ZipFile(io.BytesIO(content))

    def find_spec(self, fullname, path=None, target=None):
        base = fullname.replace(".", "/")
        for name in (f"{base}/__init__.py", f"{base}.py"):
            if name in self._zip.namelist():
                return importlib.util.spec_from_loader(fullname, self, origin=f"python_lib.zip/{name}", is_package=name.endswith("__init__.py"))
        return None

    def exec_module(self, module):
        origin = module.__spec__.origin
        exec(compile(self._zip.read(origin.removeprefix("python_lib.zip/")), origin, "exec"), module.__dict__)


def limit(limits):
    for name, kind in LIMITS.items():
        if limits.get(name):
            resource.setrlimit(kind, (limits[name], limits[name]))


def close():
    """Leaves what `CALLS` names; the rest is answered by `Permission denied`."""
    allowed = seccomp.SyscallFilter(seccomp.ERRNO(errno.EACCES))
    allowed.set_attr(seccomp.Attr.CTL_NNP, True)
    for call in CALLS:
        try:
            allowed.add_rule(seccomp.ALLOW, call)
        except RuntimeError:
            pass  # not a call of this processor
    allowed.load()


def plain(value):
    """What JSON can say of it, and None of what it can't."""
    try:
        return json.loads(json.dumps(value))
    except (TypeError, ValueError, RecursionError):
        return None


def main():
    order = json.load(sys.stdin)
    # Globals go out by a channel that the program doesn't print into.
    answer = os.fdopen(os.dup(1), "w", encoding="utf-8")
    sys.stdout, sys.stdin = io.StringIO(), io.StringIO()
    for module in MODULES:
        importlib.import_module(module)
    sys.meta_path[:0] = [CourseLibrary(base64.b64decode(library)) for library in order["libraries"]]
    linecache.cache[PROGRAM] = (len(order["code"]), None, order["code"].splitlines(keepends=True), PROGRAM)
    limit(order["limits"])
    close()

    scope = order["globals"]
    given = {"__name__": "__main__", "__builtins__": __builtins__}
    try:
        names = {**scope, **given}
        exec(compile(order["code"], PROGRAM, "exec"), names)
        result = {name: value for name, value in names.items() if name not in given and (value is None or plain(value) is not None)}
    except BaseException as error:  # a program may raise what it likes
        # Its own lines, without those that led to it from here.
        traceback.print_exception(type(error), error, error.__traceback__ and error.__traceback__.tb_next)
        sys.stderr.flush()
        os._exit(1)
    json.dump(result, answer)
    answer.flush()
    os._exit(0)


main()
