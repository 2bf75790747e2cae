"""Dovecot and Postfix in the rig's namespaces, and what they say of a login.

Only root can start Postfix: without, Dovecot takes the mail too, and hands it
on to a sink in this process. There is no TLS that a client must use and no
port without STARTTLS: what it uses is what it was told to.
"""
import base64
import collections
import glob
import json
import os
import pwd
import re
import socket
import subprocess
import time

import fake
import rig
from rig import write

# user name, mechanism, TLS, port, whether it succeeded; as the server says
Login = collections.namedtuple("Login", "user mechanism tls port ok")

KEY = b"a key for the tokens of these tests"

MECHANISMS = "plain login cram-md5 digest-md5 scram-sha-1 scram-sha-256 apop"

DOVECOT = """
base_dir = {top}/run
state_dir = {top}/run
log_path = {top}/log/dovecot.log
protocols = imap pop3{submission}
listen = 127.0.0.1
first_valid_uid = 1
ssl = yes
auth_mechanisms = {mechanisms} xoauth2 oauthbearer
auth_username_chars =
auth_failure_delay = 0
auth_verbose = yes
namespace inbox {{
  inbox = yes
}}
service anvil {{
  unix_listener anvil-auth-penalty {{
    mode = 0
  }}
}}
service imap-login {{
  {endless}
}}
service pop3-login {{
  {endless}
}}
metric auth_done {{
  exporter = log
  filter = event=auth_request_finished
}}
"""

# Dovecot's language until 2.3, and the one from 2.4 on
ENDLESS = {False: "service_count = 0", True: "restart_request_count = unlimited"}
OLD = """
mail_location = maildir:~/Maildir
ssl_cert = <{certificate}
ssl_key = <{certificate}
disable_plaintext_auth = no
auth_username_format = %u
passdb {{
  driver = oauth2
  mechanisms = xoauth2 oauthbearer
  args = {top}/dovecot/oauth2
}}
passdb {{
  driver = passwd-file
  mechanisms = {mechanisms}
  args = username_format=%u {top}/dovecot/users
}}
userdb {{
  driver = passwd-file
  args = username_format=%u {top}/dovecot/users
}}
event_exporter log {{
  format = json
  format_args = time-rfc3339
  transport = log
}}
"""
NEW = """
mail_driver = maildir
mail_path = ~/Maildir
ssl_server_cert_file = {certificate}
ssl_server_key_file = {certificate}
auth_allow_cleartext = yes
auth_username_format = %{{user}}
oauth2 {{
  introspection_mode = local
  username_attribute = email
  oauth2_local_validation {{
    dict fs {{
      fs posix {{
        prefix = {top}/dovecot/keys/
      }}
    }}
  }}
}}
passdb oauth2 {{
  mechanisms_filter = xoauth2 oauthbearer
}}
passdb passwd-file {{
  mechanisms_filter = {mechanisms}
  passwd_file_path = {top}/dovecot/users
}}
userdb passwd-file {{
  passwd_file_path = {top}/dovecot/users
}}
event_exporter log {{
  driver = log
  format = json
  time_format = rfc3339
}}
"""
# must stand first
VERSIONS = """
dovecot_config_version = 2.4.0
dovecot_storage_version = 2.4.0
"""

# the mail system's own user asks who may send
WITH_POSTFIX = """
service auth {{
  unix_listener auth-smtp {{
    mode = 0600
    user = postfix
  }}
}}
"""

# nobody to change to, and so no chroot
WITHOUT_ROOT = """
default_login_user = {user}
default_internal_user = {user}
default_internal_group = {group}
service anvil {{
  chroot =
}}
service stats {{
  chroot =
}}
service imap-login {{
  chroot =
}}
service pop3-login {{
  chroot =
}}
service submission-login {{
  chroot =
  {endless}
  inet_listener submission {{
    port = 587
  }}
  inet_listener relay {{
    port = 25
  }}
  inet_listener spare {{
    port = 8025
  }}
  inet_listener submissions {{
    port = 465
    ssl = yes
  }}
}}
submission_relay_host = 127.0.0.2
submission_relay_port = 25
hostname = smtp.example.test
"""

MAIN = """
compatibility_level = 3.6
queue_directory = {top}/spool
data_directory = {top}/data
maillog_file = {top}/log/postfix.log
maillog_file_prefixes = {top}
mail_owner = postfix
setgid_group = postdrop
alias_maps =
alias_database =
myhostname = smtp.example.test
mydestination =
mynetworks = 192.0.2.255/32
default_transport = error:5.4.4 nowhere else
inet_protocols = ipv4
disable_dns_lookups = yes
smtpd_peername_lookup = no
virtual_mailbox_domains = example.test
virtual_mailbox_base = {top}/mail
virtual_mailbox_maps = static:inbox/Maildir/
virtual_uid_maps = static:{uid}
virtual_gid_maps = static:{uid}
virtual_minimum_uid = 1
smtpd_relay_restrictions = permit_sasl_authenticated, reject_unauth_destination
smtpd_tls_chain_files = {certificate}
smtpd_tls_loglevel = 1
smtpd_sasl_auth_enable = yes
smtpd_sasl_type = dovecot
smtpd_sasl_path = {top}/run/auth-smtp
smtpd_tls_auth_only = no
smtpd_error_sleep_time = 0
in_flow_delay = 0
"""

MASTER = """
postlog unix-dgram n - n - 1 postlogd
cleanup unix n - n - 0 cleanup
qmgr unix n - n 300 1 qmgr
rewrite unix - - n - - trivial-rewrite
bounce unix - - n - 0 bounce
defer unix - - n - 0 bounce
error unix - - n - - error
virtual unix - n n - - virtual
anvil unix - - n - 1 anvil
proxymap unix - - n - - proxymap
tlsmgr unix - - n 1000? 1 tlsmgr
"""

LISTENER = """{port} inet n - n - - smtpd
  -o syslog_name=postfix/{port}
  -o smtpd_sasl_service=smtp:{port}
  -o {{mail_name=port {port}}}
  -o smtpd_tls_security_level=may
  -o smtpd_tls_wrappermode={implicit}
"""


class Servers:
    """Started with all the users they will ever see: [(name, password)]; fields are
    settings of Dovecot's for some of them."""

    def __init__(self, users, fields=()):
        self.fields = dict(fields)
        self.top = os.environ[rig.INSIDE]
        self.marks = 0
        self.read = 0
        self.uid = rig.MAIL_USER if rig.root() else os.getuid()
        for folder in ("run", "log", "dovecot/keys/default/HS256", "mail"):
            os.makedirs(self.top + "/" + folder)
        self.authority = rig.Authority(self.top + "/ca")
        self.trusted = self.authority.system()
        self.certificate = self.authority.issue(
            *(name + ".example.test" for name in ("smtp", "imap", "pop", "open")))
        self.homes = {}
        self.inbox = self.mailbox("inbox")
        self.write_users(users)
        try:
            self.start()
        except TimeoutError:
            self.explain()
            raise

    def start(self):
        self.start_dovecot()
        self.sink = None
        if rig.root():
            self.start_postfix()
        else:
            self.sink = fake.sink(self.certificate, self.deliver)

    def explain(self):
        """The logs, as comments of the test's."""
        for path in sorted(glob.glob(self.top + "/log/*")):
            with open(path, encoding="utf-8", errors="replace") as log:
                for line in log:
                    print("# " + line, end="")

    def mailbox(self, name):
        home = "%s/mail/%s" % (self.top, name)
        for folder in ("cur", "new", "tmp"):
            os.makedirs("%s/Maildir/%s" % (home, folder))
        self.own(home)
        return home

    def own(self, top):
        if rig.root():
            subprocess.run(["chown", "-R", "%d:%d" % (self.uid, self.uid), top],
                           check=True)

    def write_users(self, users):
        lines = []
        for number, (name, password) in enumerate(users):
            home = self.homes[name] = "%s/mail/%d" % (self.top, number)
            lines.append("%s:{PLAIN.B64}%s:%d:%d::%s::%s\n" % (
                re.sub(r"([\\'\"])", r"\\\1", name),
                base64.b64encode(password.encode()).decode(),
                self.uid, self.uid, home, self.fields.get(name, "")))
        write(self.top + "/dovecot/users", "".join(lines))
        write(self.top + "/dovecot/keys/default/HS256/default",
              base64.b64encode(KEY))
        write(self.top + "/dovecot/oauth2",
              "introspection_mode = local\n"
              "local_validation_key_dict = fs:posix:prefix=%s/dovecot/keys/\n"
              "username_attribute = email\n" % self.top)

    def start_dovecot(self):
        new = rig.dovecot_version() >= (2, 4)
        text = (VERSIONS * new + DOVECOT + (NEW if new else OLD)
                + (WITH_POSTFIX if rig.root() else WITHOUT_ROOT))
        group = subprocess.run(["id", "-gn"], stdout=subprocess.PIPE, text=True,
                               check=True).stdout.strip()
        config = write(self.top + "/dovecot/config", text.format(
            top=self.top, certificate=self.certificate, mechanisms=MECHANISMS,
            submission="" if rig.root() else " submission",
            endless=ENDLESS[new],
            user=pwd.getpwuid(os.getuid()).pw_name, group=group))
        self.dovecot = subprocess.Popen(["dovecot", "-F", "-c", config])
        rig.await_("Dovecot", lambda: answers(143))

    def start_postfix(self):
        daemons = subprocess.run(["postconf", "-dh", "daemon_directory"],
                                 stdout=subprocess.PIPE, check=True,
                                 text=True).stdout.strip()
        config = self.top + "/postfix"
        os.makedirs(config)
        main = write(config + "/main.cf", MAIN.format(
            top=self.top, uid=self.uid, certificate=self.certificate))
        os.utime(main, (0, 0))  # a new one could be unfinished: it would wait
        write(config + "/master.cf", MASTER + "".join(
            LISTENER.format(port=port, implicit="yes" if port == 465 else "no")
            for port in (25, 465, 587, 8025)))
        owner = pwd.getpwnam("postfix").pw_uid
        for folder in ("active", "bounce", "corrupt", "defer", "deferred",
                       "flush", "hold", "incoming", "private", "public",
                       "saved", "trace", "maildrop"):
            os.makedirs("%s/spool/%s" % (self.top, folder), 0o700)
            os.chown("%s/spool/%s" % (self.top, folder), owner, -1)
        os.chmod(self.top + "/spool/public", 0o755)
        os.makedirs(self.top + "/spool/pid")
        os.mkdir(self.top + "/data")
        os.chown(self.top + "/data", owner, -1)
        self.postfix = subprocess.Popen([daemons + "/master", "-c", config, "-d"])
        rig.await_("Postfix", lambda: answers(587))

    def deliver(self, message, home=None):
        """Puts a message into a user's mailbox."""
        self.marks += 1
        folder = (home or self.inbox) + "/Maildir/"
        name = "%d.%d.rig" % (time.time(), self.marks)
        write(folder + "tmp/" + name, message)
        if rig.root():
            os.chown(folder + "tmp/" + name, self.uid, self.uid)
        os.rename(folder + "tmp/" + name, folder + "new/" + name)

    def give(self, user, message):
        """A mailbox for the user, with this message in it."""
        home = self.mailbox(os.path.basename(self.homes[user]))
        self.deliver(message, home)

    def received(self):
        """The one message sent since the last time: waits for it."""
        def found():
            files = os.listdir(self.inbox + "/Maildir/new")
            return files[0] if files else None
        path = "%s/Maildir/new/%s" % (self.inbox, rig.await_("mail", found))
        with open(path, "rb") as file:
            text = file.read()
        os.unlink(path)
        return text

    def empty(self):
        return not os.listdir(self.inbox + "/Maildir/new")

    def logins(self):
        """All attempts to log in since the last call, in order.

        One process answers for all and writes them down in order, so when an
        attempt of our own stands in the log everything before it does."""
        self.marks += 1
        mark = "mark-%d" % self.marks
        with socket.create_connection(("127.0.0.1", 143), rig.WAIT) as server:
            with server.makefile("rwb") as file:
                file.readline()
                file.write(b"a login %s x\r\n" % mark.encode())
                file.flush()
                return self.until(mark)

    def until(self, mark):
        events = []

        def seen():
            with open(self.top + "/log/dovecot.log", "rb") as log:
                log.seek(self.read)
                for line in log:
                    if not line.endswith(b"\n"):
                        break
                    self.read += len(line)
                    if b'{"event":"auth_request_finished"' in line:
                        event = login(line)
                        if event.user == mark:
                            return True
                        events.append(event)
            return False
        rig.await_("the log", seen)
        return events


def login(line):
    fields = json.loads(line[line.index(b"{"):])["fields"]
    # the second name is Dovecot 2.4's
    asker = fields.get("service") or fields["protocol"]
    service, _, port = asker.partition(":")
    tls = fields.get("transport") == "TLS"
    return Login(fields.get("user"), fields["mechanism"],
                 None if service == "smtp" else tls,
                 int(port or fields["local_port"]), fields.get("success") == "yes")


def answers(port):
    try:
        with socket.create_connection(("127.0.0.1", port), 1) as server:
            return server.recv(10)
    except OSError:
        return False
