"""A stand-in for mongod: the wire protocol and as much of the commands as a platform's use of them needs."""

VERSION = "7.0.0"
"""The server version whose behaviour is imitated; drivers choose what they send by it."""

MAX_WIRE_VERSION = 21
"""The wire version of MongoDB 7.0."""
