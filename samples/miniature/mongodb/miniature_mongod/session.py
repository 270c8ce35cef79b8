"""What commands work with: the server's state, and that of one connection."""

import threading
import time
from dataclasses import dataclass, field

from .cursors import Cursors
from .engine.catalog import Catalog
from .scram import Conversation
from .storage import Storage
from .users import Identity, Users


class ServerState:
    """Everything that connections share; ``lock`` is held while a command runs."""

    def __init__(self, storage: Storage, requires_login: bool) -> None:
        self.lock = threading.Lock()
        self.storage = storage
        self.catalog: Catalog = storage.load()
        self.users = Users(self.catalog)
        self.cursors = Cursors()
        self.requires_login = requires_login
        self.started = time.monotonic()
        self.connections = 0
        self.commands = 0


@dataclass
class Connection:
    """One client's connection."""

    number: int
    peer: str
    identities: list[Identity] = field(default_factory=list)
    conversation: Conversation | None = None
