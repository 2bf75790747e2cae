#!/usr/bin/python3
"""Has mailgen write one user's files: see DOCUMENTATION."""
import json
import os
import pwd
import subprocess

from ansible.module_utils.basic import AnsibleModule

DOCUMENTATION = r"""
module: mailgen_install
short_description: Writes the configuration of mail clients with mailgen
description:
  - Runs mailgen on the host and says what it changed. Check mode and diff mode
    are mailgen's own C(--dry-run) and C(--diff), where passwords are masked.
options:
  accounts:
    description: YAML documents, as in an account file. mailgen gets them on its
      standard input. A text, not a list, for then nothing else is masked.
    type: str
    required: true
  targets:
    description: Clients to write for.
    type: list
    elements: str
    required: true
  owner:
    description: Whose files they are; needs root when it is somebody else.
    type: str
    required: true
  home:
    description: The home folder, when it is not the owner's own.
    type: str
    default: ''
  output_dir:
    description: Write below this folder, as whom the task runs, and not to the
      places where the clients look.
    type: str
    default: ''
  options:
    description: More options of mailgen.
    type: list
    elements: str
    default: []
  prune:
    description: Remove what accounts that are gone have left.
    type: bool
    default: true
  program:
    description: mailgen on the host.
    type: str
    default: mailgen
"""

RETURN = r"""
files:
  description: What became of each file.
  returned: always
  type: list
said:
  description: Findings, as mailgen says them.
  returned: always
  type: list
"""

# prune wants to know who stays: here nobody, and this is nobody's account
NOBODY = """\
--- {"name": "nobody", "email": "nobody@localhost.invalid", "id": "nobody-stays",
"outgoing": {"host": "localhost"}}
"""

ARGUMENTS = {
    "accounts": {"type": "str", "required": True, "no_log": True},
    "targets": {"type": "list", "elements": "str", "required": True},
    "owner": {"type": "str", "required": True},
    "home": {"type": "str", "default": ""},
    "output_dir": {"type": "str", "default": ""},
    "options": {"type": "list", "elements": "str", "default": []},
    "prune": {"type": "bool", "default": True},
    "program": {"type": "str", "default": "mailgen"},
}


def myself():
    try:
        return pwd.getpwuid(os.geteuid()).pw_name
    except KeyError:
        return ""


def places(module):
    """The options that say where the files go."""
    given = module.params
    if given["output_dir"]:
        return ["-O", given["output_dir"]]
    words = ["--install"]
    if given["home"]:
        words += ["--home", given["home"]]
    if os.geteuid() == 0:
        words += ["--owner", given["owner"]]
    elif given["owner"] != myself():
        module.fail_json(msg="only root can write files of %s: use 'become'"
                         % given["owner"])
    return words


class Run:
    """Runs of mailgen, and what they did or would do."""

    def __init__(self, module):
        self.module = module
        self.program = module.params["program"]
        self.accounts = module.params["accounts"] + "\n"
        self.where = places(module)
        self.files, self.said, self.diff = [], [], ""

    def mailgen(self, command, *more):
        """Its status and what it printed; what it said is kept."""
        words = [self.program] + command + ["-"] + self.where
        words += self.module.params["options"] + list(more)
        try:
            # not run_command: that fails when mailgen ends before it has read all
            done = subprocess.run(
                words, input=self.accounts.encode(), check=False,
                stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                env=dict(os.environ, LC_ALL="C.UTF-8"))
        except OSError as error:
            self.module.fail_json(msg="cannot run '%s': %s" % (
                self.program, error.strerror))
        out, err = (text.decode("utf-8", "replace")
                    for text in (done.stdout, done.stderr))
        self.said += [line for line in err.splitlines() if line not in self.said]
        return done.returncode, out, err

    def fail(self, words, status):
        self.module.fail_json(
            msg="\n".join(errors(words)) or "mailgen ended with status %d" % status,
            rc=status, **self.result())

    def changed(self):
        return any(file["outcome"] != "unchanged" for file in self.files)

    def result(self):
        result = {"changed": self.changed(), "files": self.files,
                  "said": self.said}
        if self.diff:
            result["diff"] = {"prepared": self.diff}
        return result

    def show(self, command, *more):
        """What would change, in diff mode: 5 is that something would."""
        status, out, err = self.mailgen(command, "--diff", *more)
        self.diff += out
        if status not in (0, 5):
            self.fail(err, status)

    def do(self, command, *more):
        if self.module._diff:
            self.show(command, *more)
        if self.module.check_mode:
            more += ("--dry-run",)
        status, out, err = self.mailgen(command, "--report", "json", *more)
        try:
            for account in json.loads(out)["accounts"] if out else ():
                self.files += account["files"]
        except (ValueError, KeyError):
            self.fail(err, status or 4)
        if status:
            self.fail(err, status)

    def prune(self):
        folder = self.module.params["output_dir"]
        if folder and not os.path.isdir(folder):
            return
        if not self.accounts.startswith("---"):
            self.accounts = NOBODY
        self.do(["prune"])

    def install(self):
        command = ["-t", ",".join(self.module.params["targets"])]
        more = ["--all-or-nothing"]
        # in check mode accounts that are gone are still in the files: this alone
        # must not count, and nothing is written
        if self.module.check_mode and self.changed():
            status, _, err = self.mailgen(command, "--dry-run", *more)
            if status == 1 and all("[account-left]" in line or " fix: " in line
                                   for line in errors(err)):
                more.append("--force")
        self.do(command, *more)


def errors(text):
    """The lines that say why mailgen failed."""
    lines = text.splitlines()
    return [line for line in lines if " error: " in line
            or " fix: " in line] or lines


def main():
    module = AnsibleModule(argument_spec=ARGUMENTS, supports_check_mode=True)
    program = module.params["program"]
    if module.check_mode and "/" in program and not os.path.exists(program):
        module.exit_json(changed=True, files=[], said=[],
                         msg="mailgen is not there yet")
    run = Run(module)
    any_account = run.accounts.startswith("---")
    if module.params["prune"]:
        run.prune()
    if any_account:
        run.install()
    module.exit_json(**run.result())


if __name__ == "__main__":
    main()
