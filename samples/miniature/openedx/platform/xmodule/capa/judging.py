"""What a learner is told by the function of an author."""
import html

from xmodule.capa.custom_response import LIBRARY, ResponseError
from xmodule.capa.safe_exec.exceptions import CodejailServiceError
from xmodule.modulestore.django import contentstore


def judge(course, block, answer, seed):
    """The state of somebody who gave this answer."""
    library = contentstore().find(course.key.asset(LIBRARY))
    try:
        correct, message = block.custom_response.check(answer, seed, block.key, library and library.read())
    except ResponseError as error:
        return {"answer": answer, "msg": html.escape(str(error)), "details": error.details}
    except CodejailServiceError as error:
        return {"answer": answer, "msg": html.escape(str(error))}
    return {"answer": answer, "correct": correct, "score": int(correct), "msg": message, "done": correct}
