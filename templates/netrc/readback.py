"""What curl finds in the netrc argv[1], as JSON: each "HOST LOGIN" with its password.

curl is asked for a page of the host through a proxy, to which it tells both.
"""

import base64
import json
import re
import socket
import subprocess
import sys
import threading
import urllib.parse

WORD = r'("(?:[^"\\]|\\.)*"|\S+)'
ENTRY = re.compile("^machine %s login %s " % (WORD, WORD), re.MULTILINE)


def listen(server, heard):
    while True:
        connection, _ = server.accept()
        text = b""
        while b"\r\n\r\n" not in text:
            text += connection.recv(65536)
        heard.append(text)
        connection.sendall(b"HTTP/1.0 200 OK\r\nContent-Length: 0\r\n\r\n")
        connection.close()


def plain(word):
    return re.sub(r"\\(.)", r"\1", word[1:-1]) if word.startswith('"') else word


def main():
    server, heard, found = socket.create_server(("127.0.0.1", 0)), [], {}
    threading.Thread(target=listen, args=(server, heard), daemon=True).start()
    with open(sys.argv[1], encoding="utf-8") as file:
        entries = [(plain(host), plain(login)) for host, login in ENTRY.findall(file.read())]
    for host, login in entries:
        place = "[%s]" % host if ":" in host else host
        subprocess.run(["curl", "-s", "--netrc-optional", "--netrc-file", sys.argv[1],
                        "--proxy", "http://127.0.0.1:%d" % server.getsockname()[1],
                        "http://%s@%s/" % (urllib.parse.quote(login, ""), place)], check=True)
        told = re.search(rb"\r\nAuthorization: Basic (\S*)", heard[-1])
        told = base64.b64decode(told.group(1)).decode() if told else ""
        if told.startswith(login + ":"):
            found["%s %s" % (host, login)] = told[len(login) + 1:]
    json.dump(found, sys.stdout)


main()
