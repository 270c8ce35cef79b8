"""`<customresponse>` in a problem: an answer that a Python function of the author judges, in codejail.

    <script type="loncapa/python">
    def fits(expect, answer):
        return float(answer) == float(expect)      # or {"ok": False, "msg": "<p>why</p>"}
    </script>
    <customresponse cfn="fits" expect="18"><textline/></customresponse>
"""
import html
import re
from dataclasses import dataclass
from textwrap import dedent

from xmodule.capa.safe_exec.exceptions import SafeExecException
from xmodule.capa.safe_exec.safe_exec import safe_exec

LIBRARY = "python_lib.zip"
_SCRIPT = re.compile(r"""<script\s+type=["']loncapa/python["']\s*>(.*?)</script>""", re.DOTALL)
_ELEMENT = re.compile(r"<customresponse\b([^>]*?)(?:/>|>.*?</customresponse>)", re.DOTALL)
_ATTRIBUTE = re.compile(r"""(\w+)\s*=\s*(?:"([^"]*)"|'([^']*)')""")
_CDATA = re.compile(r"^\s*<!\[CDATA\[(.*)\]\]>\s*$", re.DOTALL)


class ResponseError(Exception):
    """The author's function didn't judge; `details` is for those who can mend it."""

    def __init__(self, message, details=""):
        super().__init__(message)
        self.details = details


@dataclass(frozen=True)
class CustomResponse:
    """What a problem says of its function."""

    script: str
    function: str
    expect: str

    def check(self, answer, seed, slug, library=None):
        """Whether an answer is right, and what to tell the learner (HTML of the author)."""
        names = {"expect": self.expect, "answer": answer}
        try:
            safe_exec(
                f"{self.script}\nverdict = {self.function}(expect, answer)\n", names, random_seed=seed, slug=slug,
                python_path=[LIBRARY] if library else None, extra_files=[(LIBRARY, library)] if library else None)
        except SafeExecException as error:
            raise ResponseError(f"The problem's own Python ended with an error: {_cause(str(error))}", str(error)) from error
        verdict = names.get("verdict")
        if isinstance(verdict, dict):
            return bool(verdict.get("ok")), str(verdict.get("msg") or "")
        return bool(verdict), ""


def split(data):
    """A problem's text without its script and the element, and both as one, if there is one."""
    match = _ELEMENT.search(data)
    if match is None:
        return data, None
    attributes = {name: html.unescape(double or single) for name, double, single in _ATTRIBUTE.findall(match.group(1))}
    script = "\n".join(dedent(_text(text)).strip("\n") for text in _SCRIPT.findall(data))
    function = attributes.get("cfn", "")
    return _ELEMENT.sub("", _SCRIPT.sub("", data)), CustomResponse(
        script=script,
        # It becomes a word of a program.
        function=function if function.isidentifier() else "None",
        expect=attributes.get("expect") or attributes.get("answer", ""))


def _text(content):
    match = _CDATA.match(content)
    return match.group(1) if match else html.unescape(content)


def _cause(trace):
    """The line of a traceback that says what it was."""
    lines = [line.strip() for line in trace.splitlines() if re.match(r"\s*[A-Za-z_.]+(Error|Exception|Interrupt|Exit)\b", line)]
    return lines[-1].removesuffix(" (status code 1)") if lines else trace.splitlines()[0]
