"""Why a program of an author gave nothing."""


class SafeExecException(Exception):
    """It ended with an error; the message has where."""


class CodejailServiceError(Exception):
    """It wasn't run: the service is away, or said something that it shouldn't."""
