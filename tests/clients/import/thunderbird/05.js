# by hand
/* the account
   of the choir */
user_pref( "mail.accountmanager.accounts" , 'chor' ) ; user_pref("mail.account.chor.server","chor-server");
user_pref("mail.account.chor.identities", "chor-id"); // only one
pref("mail.server.chor-server.type", "imap");
user_pref("mail.server.chor-server.hostname", "old.example.org");
user_pref("mail.server.chor-server.hostname", 'mail.chor.example');
user_pref("mail.server.chor-server.port", "993");  // a text is no number
user_pref("mail.server.chor-server.port", 0x3e1);
user_pref("mail.server.chor-server.isSecure", true);
user_pref("mail.server.chor-server.userName", 'J\u00f6rg "Bass"');
user_pref("mail.server.chor-server.authMethod", +004);
user_pref("mail.server.chor-server.name", "Chor \uD83C\uDFB5 \xc3\xbc \\ 'neu'");
user_pref("mail.identity.chor-id.fullName",
          "J\x6frg
Bass");
user_pref("mail.identity.chor-id.useremail", "joerg@chor.example");
user_pref("mail.identity.chor-id.organization", "\tno such escape");
user_pref("mail.identity.chor-id.catchAll", true);
user_pref("mail.identity.chor-id.catchAllHint", "*@chor.example");
user_pref("mail.smtpservers", "s,,t");
user_pref("mail.smtpserver.s.hostname", "mail.chor.example");
user_pref("mail.smtpserver.s.try_ssl", 2)
user_pref("mail.smtpserver.s.username", "lost with the one before");
user_pref("mail.smtpserver.s.try_ssl", 3);
user_pref("mail.smtpserver.s.username", "J\u00f6rg \"Bass\"");
user_pref("mail.smtpserver.s.authMethod", 4);
user_pref("security.tls.version.min", 4);
user_pref("mail.identity.chor-id.fullName", "never closed);
user_pref("mail.server.chor-server.hostname", "lost.example.org");
