"""What PyYAML reads in the file argv[1], as JSON: an array when it has several documents."""

import json
import sys

import yaml


def shown(value):
    if isinstance(value, dict):
        return {name: shown(one) for name, one in value.items()}
    if isinstance(value, list):
        return [shown(one) for one in value]
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value)


def main():
    try:
        with open(sys.argv[1], "rb") as file:
            found = [shown(one) for one in yaml.safe_load_all(file)]
    except (yaml.YAMLError, OSError) as error:
        sys.exit(str(error))
    json.dump(found[0] if len(found) == 1 else {"accounts": found}, sys.stdout)


main()
