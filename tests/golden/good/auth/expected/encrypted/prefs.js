// Mail accounts for Thunderbird: the prefs.js of a new profile.
user_pref("mail.accountmanager.accounts", "account_mg14a146018d7e");
user_pref("mail.smtpservers", "smtp_mg14a146018d7e");

user_pref("mail.account.account_mg14a146018d7e.server", "server_mg14a146018d7e");
user_pref("mail.account.account_mg14a146018d7e.identities", "id_mg14a146018d7e");

user_pref("mail.server.server_mg14a146018d7e.type", "imap");
user_pref("mail.server.server_mg14a146018d7e.name", "encrypted@example.com");
user_pref("mail.server.server_mg14a146018d7e.hostname", "mail.example.com");
user_pref("mail.server.server_mg14a146018d7e.port", 993);
user_pref("mail.server.server_mg14a146018d7e.socketType", 3);
user_pref("mail.server.server_mg14a146018d7e.authMethod", 4);
user_pref("mail.server.server_mg14a146018d7e.userName", "encrypted@example.com");
user_pref("mail.server.server_mg14a146018d7e.allow_utf8_accept", false);

user_pref("mail.identity.id_mg14a146018d7e.fullName", "Jean Dupont");
user_pref("mail.identity.id_mg14a146018d7e.useremail", "encrypted@example.com");
user_pref("mail.identity.id_mg14a146018d7e.smtpServer", "smtp_mg14a146018d7e");
user_pref("mail.identity.id_mg14a146018d7e.fcc_folder", "imap://encrypted%40example.com@mail.example.com/Sent");
user_pref("mail.identity.id_mg14a146018d7e.fcc_folder_picker_mode", "0");
user_pref("mail.identity.id_mg14a146018d7e.draft_folder", "imap://encrypted%40example.com@mail.example.com/Drafts");
user_pref("mail.identity.id_mg14a146018d7e.drafts_folder_picker_mode", "0");
user_pref("mail.identity.id_mg14a146018d7e.stationery_folder", "imap://encrypted%40example.com@mail.example.com/Templates");

user_pref("mail.smtpserver.smtp_mg14a146018d7e.type", "smtp");
user_pref("mail.smtpserver.smtp_mg14a146018d7e.hostname", "mail.example.com");
user_pref("mail.smtpserver.smtp_mg14a146018d7e.port", 465);
user_pref("mail.smtpserver.smtp_mg14a146018d7e.try_ssl", 3);
user_pref("mail.smtpserver.smtp_mg14a146018d7e.authMethod", 4);
user_pref("mail.smtpserver.smtp_mg14a146018d7e.username", "encrypted@example.com");
