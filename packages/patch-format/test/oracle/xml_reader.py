"""What Python, the language of the original tools, makes of metadata.

Reads JSON from standard input and prints JSON:
  {"write": [metadata, ...]}   -> the bytes of metadata.xml as text, written through the original's steps
  {"read": [base64, ...]}      -> what a target's reader gets out of each document, or null when it cannot
"""

import base64
import json
import sys
from xml.dom import minidom
from xml.etree import ElementTree

TEXTS = [
    "id",
    "sw_version",
    "summary",
    "description",
    "install_instructions",
    "warnings",
    "status",
    "unremovable",
    "reboot_required",
    "apply_active_release_only",
]
LISTS = {"contents": "rpm", "requires": "req_patch_id", "semantics": "action"}


def write(metadata):
    top = ElementTree.Element("patch")

    def add(parent, tag, text):
        ElementTree.SubElement(parent, tag).text = text

    for tag in TEXTS:
        add(top, tag, metadata[tag])
    for ptype in sorted(metadata["personalities"]):
        group = ElementTree.SubElement(top, "personality", attrib={"type": ptype})
        for package in sorted(metadata["personalities"][ptype]):
            add(group, "package", package)
    for tag, entry in LISTS.items():
        group = ElementTree.SubElement(top, tag)
        for text in sorted(metadata[tag]):
            add(group, entry, text)
    rough = ElementTree.tostring(top, "utf-8")
    return minidom.parseString(rough).toprettyxml(indent="  ")


def read(document):
    try:
        root = ElementTree.fromstring(document)
    except (ElementTree.ParseError, ValueError, LookupError):
        return None
    result = {tag: root.findtext(tag) or "" for tag in TEXTS}
    for tag, entry in LISTS.items():
        result[tag] = [
            item.text for group in root.findall(tag) for item in group.findall(entry) if item.text
        ]
    result["personalities"] = [
        [group.get("type", ""), [item.text for item in group.findall("package") if item.text]]
        for group in root.findall("personality")
    ]
    return result


request = json.load(sys.stdin)
if "write" in request:
    json.dump([write(metadata) for metadata in request["write"]], sys.stdout)
else:
    json.dump([read(base64.b64decode(text)) for text in request["read"]], sys.stdout)
