#!/usr/bin/env python3
"""Runs the cases in this folder's *.json through build/mustache: TAP.

tests/spec/run.py [PROGRAM]
"""
import glob
import json
import os
import subprocess
import sys

sys.path.insert(0, os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
import tap  # noqa: E402

HERE = os.path.dirname(os.path.abspath(__file__))


def default_program():
    mailgen = os.environ.get("MAILGEN", HERE + "/../../build/mailgen")
    return os.path.join(os.path.dirname(mailgen), "mustache")


def render(program, jobs):
    """One answer for each job; ends the test when the program fails."""
    lines = "".join(json.dumps(job) + "\n" for job in jobs)
    done = subprocess.run([program], input=lines.encode(),
                          stdout=subprocess.PIPE, check=False)
    answers = done.stdout.decode().split("\n")[:-1]
    if done.returncode or len(answers) != len(jobs):
        print("Bail out! %s ended with %d after %d of %d jobs" % (
            program, done.returncode, len(answers), len(jobs)))
        sys.exit(1)
    return [json.loads(answer) for answer in answers]


def main():
    program = sys.argv[1] if len(sys.argv) > 1 else default_program()
    cases = []
    for path in sorted(glob.glob(HERE + "/*.json")):
        with open(path, encoding="utf-8") as file:
            for case in json.load(file):
                group = os.path.basename(path)[:-len(".json")]
                cases.append((group + ": " + case["name"], case))
    answers = render(program, [case for _, case in cases])
    for (name, case), got in zip(cases, answers):
        want = ({"error": case["error"]} if "error" in case
                else {"output": case["expect"]})
        tap.ok(name, got == want, "template " + json.dumps(case["template"]),
               "expected " + json.dumps(want), "got      " + json.dumps(got))
    tap.done()


if __name__ == "__main__":
    main()
