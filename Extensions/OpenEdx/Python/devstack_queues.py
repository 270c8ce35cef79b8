"""The queues of the broker for a person: how many tasks wait, which workers serve them and what those do now.

    ./manage.py lms shell -c "import devstack_queues; devstack_queues.show()"
"""
import time

# How long workers have for their answer, in seconds.
PATIENCE = 2
# How Kombu's Redis transport keeps which queue is bound to which exchange.
BINDINGS, SEPARATOR = "_kombu.binding.*", "\x06\x16"
# Queues in which workers are asked and tell, with no tasks in them.
OF_WORKERS = ("celeryev", "celery.pidbox", "reply.celery.pidbox")


def show():
    from lms.celery import APP

    inspect = APP.control.inspect(timeout=PATIENCE)
    served, active = inspect.active_queues() or {}, inspect.active() or {}
    workers = {}
    for worker, queues in served.items():
        for queue in queues:
            workers.setdefault(queue["name"], []).append(worker)
    with APP.connection_for_read() as connection:
        channel = connection.default_channel
        waiting = {name: _waiting(channel, name) for name in sorted(set(workers) | _bound(channel.client))}
    tasks = [task for running in active.values() for task in running]
    _table(
        [("QUEUE", "WAITING", "RUNNING", "WORKERS")]
        + [(name, str(count), str(sum(_queue(task) == name for task in tasks)), ", ".join(sorted(workers.get(name, []))) or "none")
           for name, count in waiting.items()])
    if tasks:
        print()
        _table(
            [("RUNNING TASK", "SINCE", "WORKER", "ID")]
            + [(task["name"], _since(task), task["hostname"], task["id"]) for task in sorted(tasks, key=lambda task: task.get("time_start") or 0)])
    for name, count in waiting.items():
        if count and name not in workers:
            print(f"\nNobody serves {name}: its worker doesn't run, or doesn't answer.")


def _bound(client):
    members = {member for key in client.scan_iter(BINDINGS) for member in client.smembers(key)}
    names = {(member.decode() if isinstance(member, bytes) else member).split(SEPARATOR)[-1] for member in members}
    return {name for name in names if not any(of_workers in name for of_workers in OF_WORKERS)}


def _waiting(channel, name):
    from kombu.exceptions import ChannelError

    try:
        return channel.queue_declare(name, passive=True).message_count
    except ChannelError:
        # Redis has no empty lists.
        return 0


def _queue(task):
    return (task.get("delivery_info") or {}).get("routing_key")


def _since(task):
    return f"{time.time() - task['time_start']:.0f} s" if task.get("time_start") else ""


def _table(rows):
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    for row in rows:
        print("  ".join(cell.ljust(width) for cell, width in zip(row, widths)).rstrip())
