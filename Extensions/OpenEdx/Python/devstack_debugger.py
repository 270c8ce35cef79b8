"""Keeps a port for a debugger, and has debugpy answer there from the moment when somebody connects.

debugpy costs a process and a second at each start of a server that reloads at each save, and most starts see no debugger.
So the port belongs to a small process beside this one, forked before there is anything in it. When a debugger connects, it asks this
process to start debugpy on a port inside of the container, and carries the bytes. It ends with this process.
"""
import os
import selectors
import socket
import threading
import time

PATIENCE = 15  # seconds until the port of a process that has just ended is free

_open = []  # our ends: closed when this process ends, which tells the other one


def listen():
    """To be called before threads and before the platform is imported."""
    port = os.environ.get("DEVSTACK_DEBUGGER_PORT")
    if not port:
        return
    ours, doors = socket.socketpair()
    if os.fork() == 0:
        ours.close()
        try:
            _keep_door(int(port), doors)
        except OSError as error:
            print(f"No debugger can connect to port {port}: {error}", flush=True)
        finally:
            os._exit(0)
    doors.close()
    _open.append(ours)
    if os.environ.get("DEVSTACK_DEBUGGER_WAIT"):
        import debugpy

        _begin(ours)
        print(f"Waiting for a debugger on port {port} ...", flush=True)
        debugpy.wait_for_client()
    else:
        threading.Thread(target=_begin_when_asked, args=(ours,), name="devstack-debugger", daemon=True).start()


def _begin_when_asked(ours):
    if ours.recv(1):
        _begin(ours)


def _begin(ours):
    """Starts debugpy and says where."""
    import debugpy

    _, port = debugpy.listen(("127.0.0.1", 0))
    ours.sendall(f"{port}\n".encode())


def _keep_door(port, doors):
    """The small process: waits for debuggers until the other end of ``doors`` is gone."""
    with _bound(port, doors) as server, selectors.DefaultSelector() as selector:
        selector.register(server, selectors.EVENT_READ)
        selector.register(doors, selectors.EVENT_READ)
        pairs, inside = {}, None
        while True:
            for key, _ in selector.select():
                if key.fileobj is server:
                    client, _ = server.accept()
                    if inside is None:
                        inside = _ask(doors)
                    _join(selector, pairs, client, socket.create_connection(("127.0.0.1", inside)))
                elif key.fileobj is doors:
                    data = doors.recv(16)
                    if not data:
                        return
                    inside = int(data)
                elif key.fileobj in pairs:
                    _carry(selector, pairs, key.fileobj)


def _ask(doors):
    doors.sendall(b"?")
    answer = doors.recv(16)
    if not answer:
        os._exit(0)
    return int(answer)


def _join(selector, pairs, one, other):
    pairs[one], pairs[other] = other, one
    selector.register(one, selectors.EVENT_READ)
    selector.register(other, selectors.EVENT_READ)


def _carry(selector, pairs, source):
    target = pairs[source]
    try:
        data = source.recv(65536)
        if data:
            target.sendall(data)
    except OSError:
        data = b""
    if not data:
        for end in (source, target):
            selector.unregister(end)
            pairs.pop(end)
            end.close()


def _bound(port, doors):
    """A listening socket; after a reload the small process before may still have the port for a moment."""
    deadline = time.monotonic() + PATIENCE
    while True:
        server = socket.socket()
        server.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            server.bind(("0.0.0.0", port))
            server.listen()
            return server
        except OSError:
            server.close()
            if time.monotonic() > deadline:
                raise
            time.sleep(0.2)
