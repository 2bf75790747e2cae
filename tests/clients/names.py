"""A name server of the test's own, with the keys of a root zone of its own, and web servers
with certificates of its own authority. All names below `good.` are signed, none below
`plain.` is; below `bogus.` the signatures are wrong, and the server fails for `lame.`.

Addresses are public ones: they are this machine's in the rig's network alone."""
import http.server
import os
import socket
import ssl
import subprocess
import threading

import rig

KEYS = "/usr/share/dns/root.key"
WEB = "11.0.0.1"
NSD = """
server:
  ip-address: 127.0.0.1
  username: ""
  zonesdir: "{top}"
  database: ""
  pidfile: "{top}/nsd.pid"
  xfrdir: "{top}"
  xfrdfile: "{top}/xfrd"
  zonelistfile: "{top}/list"
  logfile: "{top}/log"
  server-count: 1
remote-control:
  control-enable: no
"""
ZONE = """$ORIGIN {origin}
$TTL 60
@ IN SOA ns.good. root.good. 1 3600 600 86400 60
@ IN NS ns.good.
"""


class Zones:
    """Records by zone: add() some, then serve()."""

    def __init__(self):
        self.top = rig.folder("zones")
        self.records = {".": ["ns.good. A 127.0.0.1"], "plain.": [], "bogus.": []}

    def add(self, zone, *records):
        self.records[zone] += records

    def key(self, zone):
        name = subprocess.run(["ldns-keygen", "-a", "ECDSAP256SHA256", "-k", zone],
                              cwd=self.top, check=True, stdout=subprocess.PIPE, text=True)
        return name.stdout.strip()

    def write(self, zone, name):
        text = ZONE.format(origin=zone) + "\n".join(self.records[zone]) + "\n"
        return rig.write("%s/%s" % (self.top, name), text)

    def sign(self, file, key):
        subprocess.run(["ldns-signzone", "-o", "." if file.endswith("/root") else "bogus.",
                        file, key], cwd=self.top, check=True)
        return file + ".signed"

    def serve(self):
        root_key, other = self.key("."), self.key("bogus.")
        bogus = self.sign(self.write("bogus.", "bogus"), other)
        self.add(".", "plain. NS ns.good.", "bogus. NS ns.good.", "lame. NS ns.good.",
                 open("%s/%s.ds" % (self.top, other), encoding="ascii").read())
        root = self.sign(self.write(".", "root"), root_key)
        # a record that was changed after it was signed
        text = open(bogus, encoding="ascii").read().replace("11.0.0.2", "11.0.0.3")
        rig.write(bogus, text.replace("imap.good.", "imap.evil."))
        self.files = {".": root, "plain.": self.write("plain.", "plain"), "bogus.": bogus,
                      "lame.": self.top + "/nothing"}
        rig.mount("--bind", "%s/%s.key" % (self.top, root_key), KEYS)
        self.start()

    def start(self):
        config = NSD.format(top=self.top)
        for each in self.files.items():
            config += 'zone:\n  name: "%s"\n  zonefile: "%s"\n' % each
        rig.write(self.top + "/nsd.conf", config)
        self.process = subprocess.Popen(["nsd", "-d", "-c", self.top + "/nsd.conf"])
        rig.await_("name server", self.answers)

    def strip(self):
        """From now on there are no signatures, as behind resolvers that drop them."""
        self.process.terminate()
        self.process.wait()
        self.files["."] = self.top + "/root"
        self.start()

    def answers(self):
        query = b"\0\1\1\0\0\1\0\0\0\0\0\0\0\0\6\0\1"
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as sock:
            sock.settimeout(0.2)
            try:
                sock.sendto(query, ("127.0.0.1", 53))
                return sock.recv(4096)[3] & 15 == 0
            except OSError:
                return False


class Handler(http.server.BaseHTTPRequestHandler):
    timeout = 20
    protocol_version = "HTTP/1.0"

    def do_GET(self):
        host = self.headers["Host"].lower()
        self.server.asked.append((host, self.path))
        answer = self.server.pages.get((host, self.path), (404, {}, b"nothing"))
        if callable(answer):
            answer(self)
            return
        status, headers, body = answer
        body = body.encode() if isinstance(body, str) else body
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_):
        pass


class Quiet(http.server.ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, *_):
        pass

    def get_request(self):
        raw, address = self.socket.accept()
        raw.settimeout(30)
        return self.context.wrap_socket(raw, server_side=True,
                                        do_handshake_on_connect=False), address


class Web(Quiet):
    """A web server: pages by (host, path), and what it was asked."""

    def __init__(self, certificate, address=WEB, port=443):
        super().__init__((address, port), Handler)
        self.pages, self.asked = {}, []
        self.context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        self.context.load_cert_chain(certificate)
        threading.Thread(target=self.serve_forever, daemon=True).start()


def network():
    """Makes 11/8 this machine's."""
    subprocess.run(["ip", "address", "add", "11.0.0.1/8", "dev", "lo"], check=True)


def missing():
    """What is not here, or nothing."""
    return "" if os.path.exists(KEYS) else KEYS
