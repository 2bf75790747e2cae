// Mail accounts for Thunderbird: the prefs.js of a new profile.
user_pref("mail.accountmanager.accounts", "account_mgd25709678064");
user_pref("mail.smtpservers", "smtp_mgd25709678064");

user_pref("mail.account.account_mgd25709678064.server", "server_mgd25709678064");
user_pref("mail.account.account_mgd25709678064.identities", "id_mgd25709678064");

user_pref("mail.server.server_mgd25709678064.type", "imap");
user_pref("mail.server.server_mgd25709678064.name", "imap.tls@example.com");
user_pref("mail.server.server_mgd25709678064.hostname", "mail.example.com");
user_pref("mail.server.server_mgd25709678064.port", 993);
user_pref("mail.server.server_mgd25709678064.socketType", 3);
user_pref("mail.server.server_mgd25709678064.authMethod", 3);
user_pref("mail.server.server_mgd25709678064.userName", "imap.tls@example.com");
user_pref("mail.server.server_mgd25709678064.allow_utf8_accept", false);

user_pref("mail.identity.id_mgd25709678064.fullName", "imap with tls");
user_pref("mail.identity.id_mgd25709678064.useremail", "imap.tls@example.com");
user_pref("mail.identity.id_mgd25709678064.smtpServer", "smtp_mgd25709678064");
user_pref("mail.identity.id_mgd25709678064.fcc_folder", "imap://imap.tls%40example.com@mail.example.com/Sent");
user_pref("mail.identity.id_mgd25709678064.fcc_folder_picker_mode", "0");
user_pref("mail.identity.id_mgd25709678064.draft_folder", "imap://imap.tls%40example.com@mail.example.com/Drafts");
user_pref("mail.identity.id_mgd25709678064.drafts_folder_picker_mode", "0");
user_pref("mail.identity.id_mgd25709678064.stationery_folder", "imap://imap.tls%40example.com@mail.example.com/Templates");

user_pref("mail.smtpserver.smtp_mgd25709678064.type", "smtp");
user_pref("mail.smtpserver.smtp_mgd25709678064.hostname", "mail.example.com");
user_pref("mail.smtpserver.smtp_mgd25709678064.port", 465);
user_pref("mail.smtpserver.smtp_mgd25709678064.try_ssl", 3);
user_pref("mail.smtpserver.smtp_mgd25709678064.authMethod", 3);
user_pref("mail.smtpserver.smtp_mgd25709678064.username", "imap.tls@example.com");
