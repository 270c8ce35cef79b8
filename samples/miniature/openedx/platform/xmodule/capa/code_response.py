"""`<coderesponse>` in a problem: an answer that an external grader judges.

    <coderesponse queuename="openedx"><textbox/><codeparam>
      <initial_display>what stands there</initial_display><grader_payload>for the grader</grader_payload>
    </codeparam></coderesponse>
"""
import re
import xml.etree.ElementTree as ElementTree
from dataclasses import dataclass

_ELEMENT = re.compile(r"<coderesponse\b.*?</coderesponse>", re.DOTALL)


@dataclass(frozen=True)
class CodeResponse:
    """What a problem says of its grader."""

    queue_name: str
    initial_display: str
    grader_payload: str


def split(data, default_queue):
    """A problem's text without the element, and the element, if there is one."""
    match = _ELEMENT.search(data)
    if match is None:
        return data, None
    element = ElementTree.fromstring(match.group())
    return _ELEMENT.sub("", data), CodeResponse(
        queue_name=element.get("queuename") or default_queue,
        initial_display=element.findtext("codeparam/initial_display", ""),
        grader_payload=element.findtext("codeparam/grader_payload", "").strip())
