// Mail accounts for Thunderbird: the prefs.js of a new profile.
user_pref("mail.accountmanager.accounts", "account_mgf8cf777f99c1");
user_pref("mail.smtpservers", "smtp_mgf8cf777f99c1");

user_pref("mail.account.account_mgf8cf777f99c1.server", "server_mgf8cf777f99c1");
user_pref("mail.account.account_mgf8cf777f99c1.identities", "id_mgf8cf777f99c1");

user_pref("mail.server.server_mgf8cf777f99c1.type", "imap");
user_pref("mail.server.server_mgf8cf777f99c1.name", "dupont@example.com");
user_pref("mail.server.server_mgf8cf777f99c1.hostname", "imap.example.com");
user_pref("mail.server.server_mgf8cf777f99c1.port", 993);
user_pref("mail.server.server_mgf8cf777f99c1.socketType", 3);
user_pref("mail.server.server_mgf8cf777f99c1.authMethod", 3);
user_pref("mail.server.server_mgf8cf777f99c1.userName", "dupont@example.com");
user_pref("mail.server.server_mgf8cf777f99c1.allow_utf8_accept", false);

user_pref("mail.identity.id_mgf8cf777f99c1.fullName", "Jean Dupont");
user_pref("mail.identity.id_mgf8cf777f99c1.useremail", "dupont@example.com");
user_pref("mail.identity.id_mgf8cf777f99c1.smtpServer", "smtp_mgf8cf777f99c1");
user_pref("mail.identity.id_mgf8cf777f99c1.fcc_folder", "imap://dupont%40example.com@imap.example.com/Mail/Sent");
user_pref("mail.identity.id_mgf8cf777f99c1.fcc_folder_picker_mode", "1");
user_pref("mail.identity.id_mgf8cf777f99c1.draft_folder", "imap://dupont%40example.com@imap.example.com/Drafts");
user_pref("mail.identity.id_mgf8cf777f99c1.drafts_folder_picker_mode", "0");
user_pref("mail.identity.id_mgf8cf777f99c1.stationery_folder", "imap://dupont%40example.com@imap.example.com/Templates");

user_pref("mail.smtpserver.smtp_mgf8cf777f99c1.type", "smtp");
user_pref("mail.smtpserver.smtp_mgf8cf777f99c1.hostname", "smtp.example.com");
user_pref("mail.smtpserver.smtp_mgf8cf777f99c1.port", 465);
user_pref("mail.smtpserver.smtp_mgf8cf777f99c1.try_ssl", 3);
user_pref("mail.smtpserver.smtp_mgf8cf777f99c1.authMethod", 3);
user_pref("mail.smtpserver.smtp_mgf8cf777f99c1.username", "dupont@example.com");
