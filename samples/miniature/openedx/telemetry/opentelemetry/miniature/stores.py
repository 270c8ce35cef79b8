"""A span for each question to a database or to Redis, inside the request or task that asks it."""
import functools

from . import export, spans


def instrument():
    from django.db.backends.signals import connection_created
    from redis.client import Redis

    connection_created.connect(_watch, weak=False)
    ask = Redis.execute_command

    @functools.wraps(ask)
    def execute_command(self, *arguments, **options):
        # A worker asks for tasks all the time: only what a request or a task asks is of interest.
        if spans.current() is None or export.is_own_thread():
            return ask(self, *arguments, **options)
        with spans.span(str(arguments[0]), spans.CLIENT) as span:
            span.set(db__system="redis", db__operation__name=str(arguments[0]))
            return ask(self, *arguments, **options)

    Redis.execute_command = execute_command


def _watch(connection, **_):
    if _query not in connection.execute_wrappers:
        connection.execute_wrappers.append(_query)


def _query(execute, sql, params, many, context):
    if spans.current() is None:
        return execute(sql, params, many, context)
    with spans.span(str(sql).split(None, 1)[0].upper(), spans.CLIENT) as span:
        # The statement without its parameters: those are people's data.
        span.set(db__system=context["connection"].vendor, db__query__text=str(sql)[:2000])
        return execute(sql, params, many, context)
