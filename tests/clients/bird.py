"""Thunderbird without a display, told through Marionette what a user would do:
keep a password, look for mail, send some. It runs once for many accounts."""
import base64
import json
import os
import re
import subprocess

import clients
import rig
import rows
from marionette import Marionette

# So that it does nothing but what it is told. The accounts are all mailgen's.
QUIET = {
    "app.update.disabledForTesting": True,
    "datareporting.policy.dataSubmissionEnabled": False,
    "mail.biff.show_alert": False,
    "mail.provider.suppress_dialog_on_startup": True,
    "mail.rights.version": 1,
    "mail.server.default.autosync_offline_stores": False,
    "mail.server.default.check_new_mail": False,
    "mail.server.default.max_cached_connections": 1,
    "mail.server.default.use_idle": False,
    "mail.shell.checkDefaultClient": False,
    "mail.spotlight.firstRunDone": True,
    "mailnews.start_page.enabled": False,
    "marionette.port": 0,
}

SCRIPT = r"""
const [work, ...rest] = arguments;
const { MailServices } = ChromeUtils.importESModule(
  "resource:///modules/MailServices.sys.mjs");

// Whatever it asks is answered with no, and remembered.
if (!Services.prompt.asked) {
  const real = Services.prompt;
  const asked = [];
  Services.prompt = new Proxy({ asked }, {
    get(target, name) {
      if (name == "asked" || typeof real[name] != "function") {
        return name == "asked" ? asked : real[name];
      }
      return (...given) => {
        asked.push(name + ": " + given.filter(v => typeof v == "string"));
        // the second of several buttons is the one to cancel with
        const answer = name.includes("confirmEx") ? 1 : false;
        return name.startsWith("async") ? Promise.resolve(answer) : answer;
      };
    },
  });
}

function listener(resolve) {
  return {
    QueryInterface: ChromeUtils.generateQI(["nsIUrlListener"]),
    OnStartRunningUrl() {},
    OnStopRunningUrl(url, status) { resolve(status); },
  };
}

function source(folder, message) {
  const uri = folder.getUriForMsg(message);
  return new Promise((resolve, reject) => {
    let text = "";
    const input = Cc["@mozilla.org/scriptableinputstream;1"]
      .createInstance(Ci.nsIScriptableInputStream);
    MailServices.messageServiceFromURI(uri).streamMessage(uri, {
      QueryInterface: ChromeUtils.generateQI(["nsIStreamListener"]),
      onStartRequest() {},
      onDataAvailable(request, stream, offset, count) {
        input.init(stream);
        text += input.readBytes(count);
      },
      onStopRequest(request, status) {
        status ? reject(new Error("stream " + status)) : resolve(btoa(text));
      },
    }, null, null, false, "");
  });
}

function inbox(server) {
  return server.rootFolder.getFolderWithFlags(Ci.nsMsgFolderFlags.Inbox);
}

const works = {
  // what a user does once
  async trust(authority) {
    Cc["@mozilla.org/security/x509certdb;1"].getService(Ci.nsIX509CertDB)
      .addCertFromBase64(authority, "CT,C,C");
  },
  async keep(type, key, password) {
    const server = type == "smtp"
      ? MailServices.outgoingServer.getServerByKey("smtp_mg" + key)
      : MailServices.accounts.getIncomingServer("server_mg" + key);
    const host = server.hostName ?? server.serverURI.host ?? server.hostname;
    const origin = (type == "pop" ? "mailbox" : type) + "://"
      + (host.includes(":") ? "[" + host + "]" : host);
    const login = Cc["@mozilla.org/login-manager/loginInfo;1"]
      .createInstance(Ci.nsILoginInfo);
    login.init(origin, null, origin, server.username, password, "", "");
    await Services.logins.addLoginAsync(login);
    return origin + " " + server.username;
  },
  async fetch(key) {
    const server = MailServices.accounts.getIncomingServer("server_mg" + key);
    const got = [];
    let status;
    if (server.type == "imap") {
      status = await new Promise(resolve => MailServices.imap.discoverAllFolders(
        server.rootFolder, listener(resolve), null));
      // it is told of the folders a little later
      for (let i = 0; i < 100 && !inbox(server); i++) {
        await new Promise(resolve => setTimeout(resolve, 50));
      }
      inbox(server)?.QueryInterface(Ci.nsIMsgImapMailFolder);
      status ||= await new Promise(resolve => inbox(server)
        .updateFolderWithListener(null, listener(resolve)));
    } else {
      status = await new Promise(resolve => MailServices.pop3.GetNewMail(
        null, listener(resolve), inbox(server), server));
    }
    const folder = inbox(server);
    for (const message of folder ? [...folder.messages] : []) {
      got.push(await source(folder, message));
    }
    server.closeCachedConnections();
    return { status, got };
  },
  async write(key, to, subject, body, mode, fcc) {
    const identity = MailServices.accounts.getIdentity("id_mg" + key);
    const fields = Cc["@mozilla.org/messengercompose/composefields;1"]
      .createInstance(Ci.nsIMsgCompFields);
    // as the window for composing does
    fields.from = MailServices.headerParser.makeMimeAddress(
      identity.fullName, identity.email);
    fields.to = to;
    fields.subject = subject;
    fields.fcc = fields.fcc2 = fcc;
    const send = Cc["@mozilla.org/messengercompose/send;1"]
      .createInstance(Ci.nsIMsgSend);
    const status = await new Promise(resolve => {
      send.createAndSendMessage(null, identity, "account_mg" + key, fields,
        false, false, Ci.nsIMsgSend[mode], null, "text/plain", body,
        null, null, {
          QueryInterface: ChromeUtils.generateQI(
            ["nsIMsgSendListener", "nsIMsgCopyServiceListener"]),
          // a draft is only copied
          onStartCopy() {},
          onProgress() {},
          setMessageKey() {},
          getMessageId() {},
          onStopCopy(result) { resolve(result); },
          onStartSending() {},
          onSendProgress() {},
          onStatus() {},
          onGetDraftFolderURI() {},
          onSendNotPerformed() { resolve("not performed"); },
          onTransportSecurityError() {},
          onStopSending(id, result) { resolve(result); },
        }, "", null, Ci.nsIMsgCompType.New);
    });
    return { status };
  },
};
works.remove = async key => {
  const server = MailServices.accounts.getIncomingServer("server_mg" + key);
  const folder = inbox(server);
  await new Promise(resolve => folder.deleteMessages([...folder.messages], null,
    false, false, {
      QueryInterface: ChromeUtils.generateQI(["nsIMsgCopyServiceListener"]),
      onStartCopy() {}, onProgress() {}, setMessageKey() {}, getMessageId() {},
      onStopCopy: resolve,
    }, false));
  return [...server.rootFolder.descendants].map(one => one.URI);
};
const done = arguments[arguments.length - 1];
(async () => {
  const before = Services.prompt.asked.length;
  let answer = null;
  try {
    answer = await works[work](...rest.slice(0, -1));
  } catch (e) {
    answer = { failed: String(e) + " " + e.stack };
  }
  done(JSON.stringify({ answer, asked: Services.prompt.asked.slice(before) }));
})();
"""


class Program:
    def __init__(self, prefs, folder, patience):
        profile = folder + "/profile"
        os.makedirs(profile)
        with open(prefs, "rb") as file:
            rig.write(profile + "/prefs.js", file.read())
        rig.write(profile + "/user.js", "".join(
            "user_pref(%s, %s);\n" % (json.dumps(name), json.dumps(value))
            for name, value in QUIET.items()))
        rig.give_away(folder)
        self.hangs = False
        self.log = open(folder + "/log", "wb")
        self.process = subprocess.Popen(
            ["thunderbird", "--headless", "--no-remote", "--profile", profile,
             "--marionette", "--remote-allow-system-access"],
            env=dict(clients.surroundings(folder), LC_ALL="C.UTF-8",
                     XDG_RUNTIME_DIR=folder, MOZ_CRASHREPORTER_DISABLE="1",
                     DBUS_SESSION_BUS_ADDRESS="disabled:"),
            stdin=subprocess.DEVNULL, stdout=self.log, stderr=self.log,
            cwd=folder, **rig.client())
        file = profile + "/MarionetteActivePort"

        def port():
            if not os.path.exists(file):
                return None
            with open(file, encoding="ascii") as text:
                return text.read().strip()
        self.marionette = Marionette(rig.await_("Thunderbird", port), rig.WAIT * 4)
        self.marionette.call("WebDriver:SetTimeouts", script=patience * 1000)

    def do(self, *work):
        try:
            result = self.marionette.call("WebDriver:ExecuteAsyncScript", script=SCRIPT,
                                          args=list(work), sandbox="system")
        except RuntimeError as error:
            self.hangs |= "imed out" in str(error)
            return {"failed": str(error)}, []
        result = json.loads(result["value"])
        return result.get("answer"), result["asked"]

    def end(self):
        self.process.kill()
        self.process.wait()
        self.log.close()


class Thunderbird(clients.Client):
    target = "thunderbird"
    file = "prefs.js"
    asks = True
    at_once = 1
    takes_authority = False
    # the issuers of tokens that it knows are built in
    not_here = ("xoauth2",)

    def __init__(self, patience=rig.WAIT):
        # with certificates that it does not like it hangs at times
        self.patience = patience
        self.program = None
        self.started = 0

    def begin(self, accounts, authority, options=()):
        """One program for all the accounts: [text]."""
        self.folder = rig.folder("merged%d" % self.started)
        status, said = rows.mailgen(accounts, self.target, self.folder,
                                    ["--merge"] + list(options))
        if status:
            raise RuntimeError(said)
        with open(authority, encoding="ascii") as file:
            self.authority = "".join(file.read().split("-----")[2].split())
        self.start()

    def start(self):
        self.started += 1
        self.program = Program(self.folder + "/" + self.file,
                               "%s/run%d" % (self.folder, self.started), self.patience)
        self.program.do("trust", self.authority)

    def end(self):
        self.program.end()

    def ask(self, *work):
        """The answer, and what was asked. One that hung with its last server would not go
        to another one: it is started again."""
        if self.program.hangs:
            self.end()
            self.start()
        return self.program.do(*work)

    def key(self, file):
        """The account's name in the preferences, from a file with it alone."""
        with open(file, encoding="utf-8") as text:
            return re.search(r"account_mg([0-9a-f]+)", text.read()).group(1)

    def keep(self, protocol, file, password):
        said = self.ask("keep", protocol, self.key(file), password)
        return json.dumps(said)

    def fetch(self, file, folder):
        answer, asked = self.ask("fetch", self.key(file))
        got = [base64.b64decode(text) for text in answer.pop("got", ())]
        return got, json.dumps([answer, asked], indent=1)

    def send(self, file, folder, number):
        said = self.ask("write", self.key(file), rows.ADDRESS, "row %d" % number, rows.BODY,
                        "nsMsgDeliverNow", "nocopy://")
        return json.dumps(said, indent=1)

    def takes(self, protocol, user):
        # mailgen refuses other names for POP
        return protocol != "pop" or user.isascii()

    def mechanism(self, case):
        # it has one number for all plain passwords, and begins with PLAIN
        if rows.WORDS[case.word][0] == "password":
            return "PLAIN"
        return super().mechanism(case)
