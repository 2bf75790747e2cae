// Mail accounts for Thunderbird: the prefs.js of a new profile.
user_pref("mail.accountmanager.accounts", "account_mg371e0d6d1821");
user_pref("mail.smtpservers", "smtp_mg371e0d6d1821");

user_pref("mail.account.account_mg371e0d6d1821.server", "server_mg371e0d6d1821");
user_pref("mail.account.account_mg371e0d6d1821.identities", "id_mg371e0d6d1821");

user_pref("mail.server.server_mg371e0d6d1821.type", "imap");
user_pref("mail.server.server_mg371e0d6d1821.name", "password@example.com");
user_pref("mail.server.server_mg371e0d6d1821.hostname", "mail.example.com");
user_pref("mail.server.server_mg371e0d6d1821.port", 993);
user_pref("mail.server.server_mg371e0d6d1821.socketType", 3);
user_pref("mail.server.server_mg371e0d6d1821.authMethod", 3);
user_pref("mail.server.server_mg371e0d6d1821.userName", "password@example.com");
user_pref("mail.server.server_mg371e0d6d1821.allow_utf8_accept", false);

user_pref("mail.identity.id_mg371e0d6d1821.fullName", "Jean Dupont");
user_pref("mail.identity.id_mg371e0d6d1821.useremail", "password@example.com");
user_pref("mail.identity.id_mg371e0d6d1821.smtpServer", "smtp_mg371e0d6d1821");
user_pref("mail.identity.id_mg371e0d6d1821.fcc_folder", "imap://password%40example.com@mail.example.com/Sent");
user_pref("mail.identity.id_mg371e0d6d1821.fcc_folder_picker_mode", "0");
user_pref("mail.identity.id_mg371e0d6d1821.draft_folder", "imap://password%40example.com@mail.example.com/Drafts");
user_pref("mail.identity.id_mg371e0d6d1821.drafts_folder_picker_mode", "0");
user_pref("mail.identity.id_mg371e0d6d1821.stationery_folder", "imap://password%40example.com@mail.example.com/Templates");

user_pref("mail.smtpserver.smtp_mg371e0d6d1821.type", "smtp");
user_pref("mail.smtpserver.smtp_mg371e0d6d1821.hostname", "mail.example.com");
user_pref("mail.smtpserver.smtp_mg371e0d6d1821.port", 465);
user_pref("mail.smtpserver.smtp_mg371e0d6d1821.try_ssl", 3);
user_pref("mail.smtpserver.smtp_mg371e0d6d1821.authMethod", 3);
user_pref("mail.smtpserver.smtp_mg371e0d6d1821.username", "password@example.com");
