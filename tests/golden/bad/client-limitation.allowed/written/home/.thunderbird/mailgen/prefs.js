// Mail accounts for Thunderbird: the prefs.js of a new profile.
user_pref("mail.accountmanager.accounts", "account_mgeaccba41dbfbe5aa9bc02028c467fb6c");
user_pref("mail.smtpservers", "smtp_mgeaccba41dbfbe5aa9bc02028c467fb6c");

user_pref("mail.account.account_mgeaccba41dbfbe5aa9bc02028c467fb6c.server", "server_mgeaccba41dbfbe5aa9bc02028c467fb6c");
user_pref("mail.account.account_mgeaccba41dbfbe5aa9bc02028c467fb6c.identities", "id_mgeaccba41dbfbe5aa9bc02028c467fb6c");

user_pref("mail.server.server_mgeaccba41dbfbe5aa9bc02028c467fb6c.type", "imap");
user_pref("mail.server.server_mgeaccba41dbfbe5aa9bc02028c467fb6c.name", "jo@example.com");
user_pref("mail.server.server_mgeaccba41dbfbe5aa9bc02028c467fb6c.hostname", "imap.example.com");
user_pref("mail.server.server_mgeaccba41dbfbe5aa9bc02028c467fb6c.port", 993);
user_pref("mail.server.server_mgeaccba41dbfbe5aa9bc02028c467fb6c.socketType", 3);
user_pref("mail.server.server_mgeaccba41dbfbe5aa9bc02028c467fb6c.authMethod", 3);
user_pref("mail.server.server_mgeaccba41dbfbe5aa9bc02028c467fb6c.userName", "jo@example.com");
user_pref("mail.server.server_mgeaccba41dbfbe5aa9bc02028c467fb6c.allow_utf8_accept", false);

user_pref("mail.identity.id_mgeaccba41dbfbe5aa9bc02028c467fb6c.fullName", "Jo Example");
user_pref("mail.identity.id_mgeaccba41dbfbe5aa9bc02028c467fb6c.useremail", "jo@example.com");
user_pref("mail.identity.id_mgeaccba41dbfbe5aa9bc02028c467fb6c.smtpServer", "smtp_mgeaccba41dbfbe5aa9bc02028c467fb6c");
user_pref("mail.identity.id_mgeaccba41dbfbe5aa9bc02028c467fb6c.fcc_folder", "imap://jo%40example.com@imap.example.com/Sent");
user_pref("mail.identity.id_mgeaccba41dbfbe5aa9bc02028c467fb6c.fcc_folder_picker_mode", "0");
user_pref("mail.identity.id_mgeaccba41dbfbe5aa9bc02028c467fb6c.draft_folder", "imap://jo%40example.com@imap.example.com/Drafts");
user_pref("mail.identity.id_mgeaccba41dbfbe5aa9bc02028c467fb6c.drafts_folder_picker_mode", "0");
user_pref("mail.identity.id_mgeaccba41dbfbe5aa9bc02028c467fb6c.stationery_folder", "imap://jo%40example.com@imap.example.com/Templates");

user_pref("mail.smtpserver.smtp_mgeaccba41dbfbe5aa9bc02028c467fb6c.type", "smtp");
user_pref("mail.smtpserver.smtp_mgeaccba41dbfbe5aa9bc02028c467fb6c.hostname", "smtp.example.com");
user_pref("mail.smtpserver.smtp_mgeaccba41dbfbe5aa9bc02028c467fb6c.port", 465);
user_pref("mail.smtpserver.smtp_mgeaccba41dbfbe5aa9bc02028c467fb6c.try_ssl", 3);
user_pref("mail.smtpserver.smtp_mgeaccba41dbfbe5aa9bc02028c467fb6c.authMethod", 3);
user_pref("mail.smtpserver.smtp_mgeaccba41dbfbe5aa9bc02028c467fb6c.username", "jo@example.com");
