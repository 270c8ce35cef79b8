"""A small external grader: what course teams run beside XQueue, which calls it for each submission.

`grader_payload` of the problem is `{"value": 18}`; the answer is an expression of numbers, which is worked out and never run.
"""
import ast
import html
import json
import operator

from django.http import JsonResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

OPERATIONS = {ast.Add: operator.add, ast.Sub: operator.sub, ast.Mult: operator.mul, ast.Div: operator.truediv}
LONGEST = 200


def value_of(node):
    """The value of an expression of numbers and + - * /."""
    match node:
        case ast.Expression():
            return value_of(node.body)
        case ast.Constant(value=int() | float() as value):
            return value
        case ast.UnaryOp(op=ast.USub()):
            return -value_of(node.operand)
        case ast.BinOp() if type(node.op) in OPERATIONS:
            return OPERATIONS[type(node.op)](value_of(node.left), value_of(node.right))
    raise ValueError("only numbers and + - * / are understood")


def judge(answer, expected):
    """Whether the answer is right, and what to tell the learner."""
    try:
        value = value_of(ast.parse(answer[:LONGEST].strip(), mode="eval"))
    except (SyntaxError, ValueError, ArithmeticError) as error:
        return False, f"This can't be worked out: {error.args[0]}."
    return value == expected, f"That makes {value:g}."


@csrf_exempt
@require_POST
def grade(request):
    """`POST /grader/`: `{"xqueue_body": ..., "xqueue_files": ...}` in, `{"correct": ..., "score": ..., "msg": ...}` out."""
    body = json.loads(json.loads(request.body)["xqueue_body"])
    correct, message = judge(body["student_response"], json.loads(body["grader_payload"])["value"])
    return JsonResponse({"correct": correct, "score": int(correct), "msg": f"<p>{html.escape(message)}</p>"})
