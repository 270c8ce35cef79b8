"""What the service itself can't do: it is asked, and asks nobody."""
import errno

import seccomp


def close():
    """From here on this process and its children connect to nothing. The socket that it listens on is open already."""
    denied = seccomp.SyscallFilter(seccomp.ALLOW)
    denied.set_attr(seccomp.Attr.CTL_NNP, True)
    for call in ("socket", "connect"):
        denied.add_rule(seccomp.ERRNO(errno.EACCES), call)
    denied.load()
