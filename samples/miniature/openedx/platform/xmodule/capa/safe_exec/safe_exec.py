"""Running what an author wrote: never here."""
from django.conf import settings
from django.utils.module_loading import import_string

from xmodule.capa.safe_exec.exceptions import CodejailServiceError
from xmodule.capa.safe_exec.remote_exec import is_codejail_rest_service_enabled

# `random` gives each learner their own numbers, and the same ones each time.
PROLOG = """\
import random as random_module
import sys
random = random_module.Random({seed!r})
random.Random = random_module.Random
random.SystemRandom = random_module.SystemRandom
sys.modules["random"] = random
"""


def safe_exec(code, globals_dict, random_seed=None, python_path=None, extra_files=None, limit_overrides_context=None, slug=None):
    """Run `code`; `globals_dict` has afterwards what it had in the end. Raises SafeExecException, or CodejailServiceError."""
    if not is_codejail_rest_service_enabled():
        raise CodejailServiceError(
            f"Python can't be run: there is no codejail service (ENABLE_CODEJAIL_REST_SERVICE), and no sandbox here ({settings.CODE_JAIL['python_bin']}).")
    _, exception = import_string(settings.CODE_JAIL_REST_SERVICE_REMOTE_EXEC)({
        "code": PROLOG.format(seed=random_seed) + code,
        "globals_dict": globals_dict,
        "python_path": python_path,
        "limit_overrides_context": limit_overrides_context,
        "slug": slug,
        "unsafely": False,
        "extra_files": extra_files,
    })
    if exception is not None:
        raise exception
