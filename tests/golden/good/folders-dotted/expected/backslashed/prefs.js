// Mail accounts for Thunderbird: the prefs.js of a new profile.
user_pref("mail.accountmanager.accounts", "account_mgf8cf777f99c1a562b1e4810d942b6c2b");
user_pref("mail.smtpservers", "smtp_mgf8cf777f99c1a562b1e4810d942b6c2b");

user_pref("mail.account.account_mgf8cf777f99c1a562b1e4810d942b6c2b.server", "server_mgf8cf777f99c1a562b1e4810d942b6c2b");
user_pref("mail.account.account_mgf8cf777f99c1a562b1e4810d942b6c2b.identities", "id_mgf8cf777f99c1a562b1e4810d942b6c2b");

user_pref("mail.server.server_mgf8cf777f99c1a562b1e4810d942b6c2b.type", "imap");
user_pref("mail.server.server_mgf8cf777f99c1a562b1e4810d942b6c2b.name", "dupont@example.com");
user_pref("mail.server.server_mgf8cf777f99c1a562b1e4810d942b6c2b.hostname", "imap.example.com");
user_pref("mail.server.server_mgf8cf777f99c1a562b1e4810d942b6c2b.port", 993);
user_pref("mail.server.server_mgf8cf777f99c1a562b1e4810d942b6c2b.socketType", 3);
user_pref("mail.server.server_mgf8cf777f99c1a562b1e4810d942b6c2b.authMethod", 3);
user_pref("mail.server.server_mgf8cf777f99c1a562b1e4810d942b6c2b.userName", "dupont@example.com");
user_pref("mail.server.server_mgf8cf777f99c1a562b1e4810d942b6c2b.allow_utf8_accept", false);

user_pref("mail.identity.id_mgf8cf777f99c1a562b1e4810d942b6c2b.fullName", "Jean Dupont");
user_pref("mail.identity.id_mgf8cf777f99c1a562b1e4810d942b6c2b.useremail", "dupont@example.com");
user_pref("mail.identity.id_mgf8cf777f99c1a562b1e4810d942b6c2b.smtpServer", "smtp_mgf8cf777f99c1a562b1e4810d942b6c2b");
user_pref("mail.identity.id_mgf8cf777f99c1a562b1e4810d942b6c2b.fcc_folder", "imap://dupont%40example.com@imap.example.com/Mail/Sent");
user_pref("mail.identity.id_mgf8cf777f99c1a562b1e4810d942b6c2b.fcc_folder_picker_mode", "1");
user_pref("mail.identity.id_mgf8cf777f99c1a562b1e4810d942b6c2b.draft_folder", "imap://dupont%40example.com@imap.example.com/Drafts");
user_pref("mail.identity.id_mgf8cf777f99c1a562b1e4810d942b6c2b.drafts_folder_picker_mode", "0");
user_pref("mail.identity.id_mgf8cf777f99c1a562b1e4810d942b6c2b.stationery_folder", "imap://dupont%40example.com@imap.example.com/Templates");

user_pref("mail.smtpserver.smtp_mgf8cf777f99c1a562b1e4810d942b6c2b.type", "smtp");
user_pref("mail.smtpserver.smtp_mgf8cf777f99c1a562b1e4810d942b6c2b.hostname", "smtp.example.com");
user_pref("mail.smtpserver.smtp_mgf8cf777f99c1a562b1e4810d942b6c2b.port", 465);
user_pref("mail.smtpserver.smtp_mgf8cf777f99c1a562b1e4810d942b6c2b.try_ssl", 3);
user_pref("mail.smtpserver.smtp_mgf8cf777f99c1a562b1e4810d942b6c2b.authMethod", 3);
user_pref("mail.smtpserver.smtp_mgf8cf777f99c1a562b1e4810d942b6c2b.username", "dupont@example.com");
