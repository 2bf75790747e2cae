// Mail accounts for Thunderbird: the prefs.js of a new profile.
user_pref("mail.accountmanager.accounts", "account_mge0c73988924373e1729d038aa61e1903");
user_pref("mail.smtpservers", "smtp_mge0c73988924373e1729d038aa61e1903");

user_pref("mail.account.account_mge0c73988924373e1729d038aa61e1903.server", "server_mge0c73988924373e1729d038aa61e1903");
user_pref("mail.account.account_mge0c73988924373e1729d038aa61e1903.identities", "id_mge0c73988924373e1729d038aa61e1903");

user_pref("mail.server.server_mge0c73988924373e1729d038aa61e1903.type", "imap");
user_pref("mail.server.server_mge0c73988924373e1729d038aa61e1903.name", "jo@example.com");
user_pref("mail.server.server_mge0c73988924373e1729d038aa61e1903.hostname", "imap.example.com");
user_pref("mail.server.server_mge0c73988924373e1729d038aa61e1903.port", 993);
user_pref("mail.server.server_mge0c73988924373e1729d038aa61e1903.socketType", 3);
user_pref("mail.server.server_mge0c73988924373e1729d038aa61e1903.authMethod", 3);
user_pref("mail.server.server_mge0c73988924373e1729d038aa61e1903.userName", "jo@example.com");
user_pref("mail.server.server_mge0c73988924373e1729d038aa61e1903.allow_utf8_accept", false);

user_pref("mail.identity.id_mge0c73988924373e1729d038aa61e1903.fullName", "Jo Example");
user_pref("mail.identity.id_mge0c73988924373e1729d038aa61e1903.useremail", "jo@example.com");
user_pref("mail.identity.id_mge0c73988924373e1729d038aa61e1903.smtpServer", "smtp_mge0c73988924373e1729d038aa61e1903");
user_pref("mail.identity.id_mge0c73988924373e1729d038aa61e1903.fcc_folder", "imap://jo%40example.com@imap.example.com/Sent");
user_pref("mail.identity.id_mge0c73988924373e1729d038aa61e1903.fcc_folder_picker_mode", "0");
user_pref("mail.identity.id_mge0c73988924373e1729d038aa61e1903.draft_folder", "imap://jo%40example.com@imap.example.com/Drafts");
user_pref("mail.identity.id_mge0c73988924373e1729d038aa61e1903.drafts_folder_picker_mode", "0");
user_pref("mail.identity.id_mge0c73988924373e1729d038aa61e1903.stationery_folder", "imap://jo%40example.com@imap.example.com/Templates");

user_pref("mail.smtpserver.smtp_mge0c73988924373e1729d038aa61e1903.type", "smtp");
user_pref("mail.smtpserver.smtp_mge0c73988924373e1729d038aa61e1903.hostname", "smtp.example.com");
user_pref("mail.smtpserver.smtp_mge0c73988924373e1729d038aa61e1903.port", 587);
user_pref("mail.smtpserver.smtp_mge0c73988924373e1729d038aa61e1903.try_ssl", 2);
user_pref("mail.smtpserver.smtp_mge0c73988924373e1729d038aa61e1903.authMethod", 3);
user_pref("mail.smtpserver.smtp_mge0c73988924373e1729d038aa61e1903.username", "jo@example.com");

user_pref("security.tls.version.min", 3);
