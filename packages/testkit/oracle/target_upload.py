#!/usr/bin/env python3
"""What a deployed StarlingX system does with an uploaded RPM patch, up to reading its metadata.

Written for the tests from the order of steps and messages in the format description, not taken from
StarlingX. It is deliberately as trusting as the real reader: members are found by name and the last one of
a name wins, nothing looks at what else the archive holds. Extraction goes to memory, never to disk.

usage: target_upload.py [--release=20.06] [--no-semantics] PATCH... [ROLE=CERTIFICATE.pem ...]

--release: the release that is installed, default: whichever the patch is for. --no-semantics: a reader from before
3.0.0, to which semantics.tar is any other member.

Prints one JSON object a patch and line: {"accepted": bool, "reason": text or null, ...what was read...}. The
exit code is 0 whenever the patches were judged, accepted or not.
"""

import hashlib
import io
import json
import os
import posixpath
import re
import subprocess
import sys
import tarfile
import tempfile
import xml.etree.ElementTree as ElementTree
from concurrent.futures import ThreadPoolExecutor
from functools import lru_cache

RPM_NAME = re.compile(r"^(?:(.):)?(.+)-([^-]+)-([^-]+)\.([^.]+)\.rpm$")
ALL_ONES = (1 << 128) - 1
TEXT_FIELDS = (
    "summary",
    "description",
    "install_instructions",
    "warnings",
    "status",
    "unremovable",
    "apply_active_release_only",
)


class Refused(Exception):
    """The target's answer to a patch it does not take."""


def read_members(path, with_semantics):
    """Step 1: members by name; tarfile hands out the last one of a name."""
    try:
        with tarfile.open(path, "r:gz") as outer:
            names = outer.getnames()
            wanted = ["metadata.tar", "software.tar"]
            if with_semantics and "semantics.tar" in names:
                wanted.append("semantics.tar")
            members = {name: read_member(outer, name) for name in wanted + ["signature"]}
            signature = read_member(outer, "signature.v2") if "signature.v2" in names else None
            return names, wanted, members, signature
    except (tarfile.TarError, OSError, EOFError, KeyError, ValueError, OverflowError) as problem:
        raise Refused("Failed during patch extraction: %s" % problem)


def read_member(archive, name):
    stream = archive.extractfile(archive.getmember(name))
    if stream is None:
        raise KeyError("%s is not a file" % name)
    return stream.read()


def check_checksum(signed, members):
    """Step 2: XOR of the MD5 digests against the hex number in `signature`."""
    checksum = ALL_ONES
    for name in signed:
        checksum ^= int(hashlib.md5(members[name]).hexdigest(), 16)
    try:
        expected = int(members["signature"].decode("ascii"), 16)
    except ValueError:
        raise Refused("Patch failed verification")
    if expected != checksum:
        raise Refused("Patch failed verification")
    return "%x" % checksum


def check_signature(signed, members, signature, certificates):
    """Step 3: RSASSA-PSS with a salt of 32 bytes, or PKCS#1 v1.5, against each trusted certificate."""
    if signature is None:
        raise Refused("Patch has not been signed")
    message = b"".join(members[name] for name in signed)
    for role, certificate in certificates:
        for scheme, options in (
            ("rsassa-pss", ["-sigopt", "rsa_padding_mode:pss", "-sigopt", "rsa_pss_saltlen:32"]),
            ("rsassa-pkcs1-v1_5", []),
        ):
            if openssl_verifies(message, signature, certificate, options):
                return role, scheme
    raise Refused("Signature check failed")


@lru_cache(maxsize=None)
def public_key_of(certificate):
    """PEM of a certificate's key, and the length of its signatures in bytes."""
    stated = subprocess.run(
        ["openssl", "x509", "-in", certificate, "-noout", "-pubkey", "-modulus"],
        check=True,
        stdout=subprocess.PIPE,
    ).stdout.decode("ascii")
    pem, modulus = stated.split("Modulus=")
    return pem.encode("ascii"), (len(modulus.strip()) + 1) // 2


def openssl_verifies(message, signature, certificate, options):
    public_key, size_bytes = public_key_of(certificate)
    # The command reads as many bytes as the key's signatures have and ignores what follows.
    if len(signature) != size_bytes:
        return False
    with tempfile.TemporaryDirectory() as folder:
        key_file = os.path.join(folder, "key.pem")
        signature_file = os.path.join(folder, "signature")
        with open(key_file, "wb") as out:
            out.write(public_key)
        with open(signature_file, "wb") as out:
            out.write(signature)
        verdict = subprocess.run(
            ["openssl", "dgst", "-sha256", "-verify", key_file, "-signature", signature_file] + options,
            input=message,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        return verdict.returncode == 0


def read_inner(name, content):
    """Files of an inner tar by the path they are extracted to, again with the last one winning."""
    try:
        with tarfile.open(fileobj=io.BytesIO(content)) as inner:
            return {
                posixpath.normpath(member.name): inner.extractfile(member).read()
                for member in inner.getmembers()
                # A type that nobody knows is extracted as a plain file.
                if member.isfile() or member.type not in tarfile.SUPPORTED_TYPES
            }
    except (tarfile.TarError, OSError, EOFError, ValueError, OverflowError) as problem:
        raise Refused("Failed during patch extraction: %s: %s" % (name, problem))


def read_metadata(files):
    """Step 4: metadata.xml; unknown elements are ignored, missing ones have the documented meaning."""
    try:
        root = ElementTree.fromstring(files["metadata.xml"])
    except (KeyError, ElementTree.ParseError) as problem:
        raise Refused("Failed to parse metadata: %s" % problem)

    def text(tag):
        element = root.find(tag)
        return "" if element is None or element.text is None else element.text

    if text("id") == "":
        raise Refused("Patch metadata contains no id tag")
    metadata = {field: text(field) for field in TEXT_FIELDS}
    metadata["id"] = text("id")
    metadata["sw_version"] = text("sw_version") or "unknown"
    metadata["reboot_required"] = "N" if text("reboot_required") == "N" else "Y"
    if any("type" not in group.attrib for group in root.findall("personality")):
        raise Refused("Failed to parse metadata: a personality without type")
    metadata["personalities"] = {
        group.get("type"): [package.text for package in group.findall("package")]
        for group in root.findall("personality")
    }
    metadata["requires"] = [e.text for e in root.findall("requires/req_patch_id")]
    metadata["semantics"] = [e.text for e in root.findall("semantics/action")]
    metadata["contents"] = [e.text for e in root.findall("contents/rpm")]
    return metadata


def read_packages(contents):
    """The target learns names and versions from the file names in `contents`."""
    packages = []
    for file_name in contents:
        match = RPM_NAME.match(file_name or "")
        if match is None:
            raise Refused("Failed to parse metadata: invalid rpm name %s" % file_name)
        epoch, name, version, release, arch = match.groups()
        packages.append(
            {"epoch": epoch, "name": name, "version": version, "release": release, "arch": arch}
        )
    return packages


def check_release(metadata, installed):
    """Step 5: the release has to be there."""
    if installed is not None and metadata["sw_version"] != installed:
        raise Refused(
            "Patch %s software release (%s) is not installed" % (metadata["id"], metadata["sw_version"])
        )


def check_storing(path, contents, software):
    """Step 6: what is listed is moved to the store."""
    for file_name in contents:
        if posixpath.normpath(file_name) not in software:
            patch_id = os.path.splitext(os.path.basename(path))[0]
            raise Refused("Failed to import patch %s" % patch_id)


def upload(path, certificates, installed=None, with_semantics=True):
    report = {"accepted": False, "reason": None}
    try:
        if not path.endswith(".patch"):
            raise Refused("File must end in .patch extension: %s" % os.path.basename(path))
        report["members"], signed, members, signature = read_members(path, with_semantics)
        report["checksum"] = check_checksum(signed, members)
        report["role"], report["scheme"] = check_signature(signed, members, signature, certificates)
        report["metadata"] = read_metadata(read_inner("metadata.tar", members["metadata.tar"]))
        software = read_inner("software.tar", members["software.tar"])
        report["software"] = {name: hashlib.sha256(body).hexdigest() for name, body in software.items()}
        scripts = read_inner("semantics.tar", members["semantics.tar"]) if "semantics.tar" in signed else {}
        report["scripts"] = {name: hashlib.sha256(body).hexdigest() for name, body in scripts.items()}
        report["packages"] = read_packages(report["metadata"]["contents"])
        check_release(report["metadata"], installed)
        check_storing(path, report["metadata"]["contents"], software)
        report["accepted"] = True
    except Refused as refusal:
        report["reason"] = str(refusal)
    return report


def main(arguments):
    options = [item for item in arguments if item.startswith("--")]
    plain = [item for item in arguments if not item.startswith("--")]
    certificates = [tuple(item.split("=", 1)) for item in plain if "=" in item]
    patches = [item for item in plain if "=" not in item]
    installed = next((item.split("=", 1)[1] for item in options if item.startswith("--release=")), None)
    with ThreadPoolExecutor(2) as pool:
        reports = pool.map(
            lambda patch: upload(patch, certificates, installed, "--no-semantics" not in options), patches
        )
        for report in reports:
            json.dump(report, sys.stdout, sort_keys=True)
            sys.stdout.write("\n")


if __name__ == "__main__":
    main(sys.argv[1:])
