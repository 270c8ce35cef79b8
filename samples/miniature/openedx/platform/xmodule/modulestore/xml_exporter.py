"""Writing a course in the OLX that `xml_importer` reads."""
import xml.etree.ElementTree as ElementTree
from pathlib import Path

from xmodule.modulestore.xml_importer import COURSE_FILES


def export_course(course, assets, folder):
    """Write a course and its files (pairs of name and bytes) below `folder`, which is made."""
    folder = Path(folder)
    entry = ElementTree.Element("course", org=course.key.org, course=course.key.course, url_name=course.key.run)
    _write(folder / "course.xml", entry)

    root = _container(course.root)
    for field in COURSE_FILES:
        root.attrib.pop(field, None)
    _write(folder / "course" / f"{course.key.run}.xml", root)
    for field, name in COURSE_FILES.items():
        if course.root.fields.get(field):
            _write_text(folder / name, course.root.fields[field])
    for block in list(course.root.walk())[1:]:
        _write_block(folder, block)
    for name, content in assets:
        path = folder / "static" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)


def _container(block):
    element = ElementTree.Element(block.block_type, {
        key: str(value) for key, value in block.fields.items() if key != "data"})
    for child in block.children:
        ElementTree.SubElement(element, child.block_type, url_name=child.block_id)
    return element


def _write_block(folder, block):
    element = _container(block)
    if block.block_type == "html":
        element.set("filename", block.block_id)
        _write_text(folder / "html" / f"{block.block_id}.html", block.data)
    elif block.data:
        inner = ElementTree.fromstring(f"<{block.block_type}>{block.data}</{block.block_type}>")
        element.text = inner.text
        element.extend(list(inner))
    _write(folder / block.block_type / f"{block.block_id}.xml", element)


def _write(path, element):
    ElementTree.indent(element)
    _write_text(path, ElementTree.tostring(element, encoding="unicode"))


def _write_text(path, text):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text.rstrip("\n") + "\n", encoding="utf-8")
