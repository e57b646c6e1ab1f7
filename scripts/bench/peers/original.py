"""The steps of the original tools in the standard library, as a peer to measure against; signing is left out.

build OUT RPM...   copy, tar, MD5 in 8 KiB blocks, SHA-256, tar and gzip at level 9
read PATCH         extract, check the MD5s, SHA-256, unpack the RPMs
"""

import hashlib
import os
import shutil
import sys
import tarfile
import tempfile

BLOCK = 8192


def md5_of(path):
    digest = hashlib.md5()
    with open(path, "rb") as file:
        while block := file.read(BLOCK):
            digest.update(block)
    return int(digest.hexdigest(), 16)


def sha256_of(paths):
    digest = hashlib.sha256()
    for path in paths:
        with open(path, "rb") as file:
            while block := file.read(BLOCK):
                digest.update(block)
    return digest.hexdigest()


def checksum_of(paths):
    result = (1 << 128) - 1
    for path in paths:
        result ^= md5_of(path)
    return f"{result:x}"


def build(out, rpms):
    with tempfile.TemporaryDirectory() as work:
        for rpm in rpms:
            shutil.copy(rpm, work)
        os.chdir(work)
        with tarfile.open("software.tar", "w") as software:
            for rpm in rpms:
                software.add(os.path.basename(rpm))
        with open("metadata.xml", "w") as metadata:
            metadata.write("<patch/>")
        with tarfile.open("metadata.tar", "w") as tar:
            tar.add("metadata.xml")
        members = ["metadata.tar", "software.tar"]
        with open("signature", "w") as signature:
            signature.write(checksum_of(members))
        with open("signature.v2", "w") as signature:
            signature.write(sha256_of(members))
        with tarfile.open(out, "w:gz") as patch:
            for member in [*members, "signature", "signature.v2"]:
                patch.add(member)


def read(patch):
    with tempfile.TemporaryDirectory() as work:
        with tarfile.open(patch, "r:gz") as tar:
            tar.extractall(work, filter="data")
        os.chdir(work)
        members = ["metadata.tar", "software.tar"]
        with open("signature") as signature:
            if signature.read() != checksum_of(members):
                sys.exit("the checksum does not match")
        sha256_of(members)
        with tarfile.open("software.tar") as software:
            software.extractall("root", filter="data")


if __name__ == "__main__":
    if sys.argv[1] == "build":
        build(os.path.abspath(sys.argv[2]), [os.path.abspath(rpm) for rpm in sys.argv[3:]])
    else:
        read(os.path.abspath(sys.argv[2]))
