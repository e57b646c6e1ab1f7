"""Reads command lines (a JSON array each), prints what Python's getopt makes of them."""

import getopt
import json
import sys

longs = json.loads(sys.argv[1])
answers = []
for line in sys.stdin:
    try:
        options, arguments = getopt.getopt(json.loads(line), "h", longs)
        answers.append({"options": options, "arguments": arguments})
    except getopt.GetoptError as error:
        answers.append({"error": str(error)})
print(json.dumps(answers))
