#!/usr/bin/env python3
"""What a deployed system does with a patch, as the protocol wants it: a verifier that shares no code with ours.

It accepts most of what the corpus calls malformed. That is the reason for the corpus, and no fault of the restatement.

usage: target.py --trust FILE... PATCH
"""

import json
import os
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(HERE, "../../packages/testkit/oracle"))
sys.dont_write_bytecode = True

from target_upload import upload  # noqa: E402

NOT_TRUSTED = ("Signature check failed", "Patch has not been signed")


def main(arguments):
    trusted = []
    patch = None
    remaining = iter(arguments)
    for argument in remaining:
        if argument == "--trust":
            certificate = next(remaining)
            trusted.append((os.path.basename(certificate).split("-")[0], certificate))
        else:
            patch = argument
    report = upload(patch, trusted)
    if report["accepted"]:
        verdict, status = "trusted", 0
    elif report["reason"] in NOT_TRUSTED:
        verdict, status = "untrusted", 3
    else:
        verdict, status = "malformed", 2
    print(json.dumps({"verdict": verdict}))
    return status


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
