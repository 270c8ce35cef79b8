"""Reading a course in OLX, the format of course exports.

The part of it that this platform knows: `course.xml`, then chapter, sequential, vertical, html, problem and XBlocks, each
in a file of its own (`<chapter url_name="x"/>` is `chapter/x.xml`) or written in place; `html` may keep its text in
`html/x.html`; `static/` holds the files.
"""
import xml.etree.ElementTree as ElementTree
from pathlib import Path

from openedx.core.lib.keys import CourseKey
from xmodule.modulestore.course import CONTAINERS, LEAVES

COURSE_FILES = {"overview": "about/overview.html", "short_description": "about/short_description.html"}


class OlxError(Exception):
    """The folder isn't a course that can be read."""


class OlxReader:
    """Reads the course in a folder into the blocks of a structure."""

    def __init__(self, folder):
        self.folder = Path(folder)
        self.blocks = []

    def read(self):
        """The key of the course, and its blocks with the course first."""
        entry = self._parse(self.folder / "course.xml")
        run = entry.get("url_name")
        if not (entry.get("org") and entry.get("course") and run):
            raise OlxError(f"{self.folder}/course.xml must name org, course and url_name.")
        key = CourseKey.from_string(f"course-v1:{entry.get('org')}+{entry.get('course')}+{run}")
        self._read_block(entry, block_id="course", file_name=run)
        self.blocks[0]["fields"].update(self._about())
        return key, self.blocks

    def static_files(self):
        """The (name, content) pairs of the course's files."""
        root = self.folder / "static"
        for path in sorted(root.rglob("*")) if root.is_dir() else []:
            if path.is_file():
                yield path.relative_to(root).as_posix(), path.read_bytes()

    def _about(self):
        fields = {}
        for field, name in COURSE_FILES.items():
            path = self.folder / name
            if path.is_file():
                fields[field] = path.read_text(encoding="utf-8").strip()
        return fields

    def _parse(self, path):
        try:
            return ElementTree.parse(path).getroot()
        except OSError as error:
            raise OlxError(f"{path} can't be read: {error.strerror}.") from error
        except ElementTree.ParseError as error:
            raise OlxError(f"{path} is not well-formed XML: {error}.") from error

    def _read_block(self, element, block_id=None, file_name=None):
        name = file_name or element.get("url_name")
        block_id = block_id or name or f"{element.tag}_{len(self.blocks)}"
        pointed_at = self.folder / element.tag / f"{name}.xml"
        if name and not len(element) and not (element.text or "").strip() and pointed_at.is_file():
            element = self._parse(pointed_at)

        fields = {key: value for key, value in element.attrib.items() if key not in ("url_name", "org", "course", "filename")}
        block = {"block_type": element.tag, "block_id": block_id, "fields": fields, "children": []}
        self.blocks.append(block)
        if element.tag in LEAVES:
            fields["data"] = self._text(element, name)
            return block_id
        for child in element:
            # In a unit anything may stand: an XBlock may be installed later.
            if child.tag in CONTAINERS or child.tag in LEAVES or element.tag == "vertical":
                block["children"].append(self._read_block(child))
        return block_id

    def _text(self, element, name):
        path = self.folder / "html" / f"{element.get('filename') or name}.html"
        if element.tag == "html" and path.is_file():
            return path.read_text(encoding="utf-8").strip()
        inner = (element.text or "") + "".join(ElementTree.tostring(child, encoding="unicode") for child in element)
        return inner.strip()
