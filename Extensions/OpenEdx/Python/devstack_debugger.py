"""Opens debugpy's port in the process that runs the code, and waits for a debugger where it is asked to."""
import os
import time

PATIENCE = 15  # seconds until the port of a process that has just ended is free


def listen():
    port = os.environ.get("DEVSTACK_DEBUGGER_PORT")
    if not port:
        return
    import debugpy

    # After a reload the adapter of the process before may still hold the port.
    deadline = time.monotonic() + PATIENCE
    while True:
        try:
            debugpy.listen(("0.0.0.0", int(port)))
            break
        except (OSError, RuntimeError):
            if time.monotonic() > deadline:
                raise
            time.sleep(0.2)
    if os.environ.get("DEVSTACK_DEBUGGER_WAIT"):
        print(f"Waiting for a debugger on port {port} ...", flush=True)
        debugpy.wait_for_client()
