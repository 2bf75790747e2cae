// Mail accounts for Thunderbird: the prefs.js of a new profile.
user_pref("mail.accountmanager.accounts", "account_mgf79c0edc81f9");
user_pref("mail.smtpservers", "smtp_mgf79c0edc81f9");

user_pref("mail.account.account_mgf79c0edc81f9.server", "server_mgf79c0edc81f9");
user_pref("mail.account.account_mgf79c0edc81f9.identities", "id_mgf79c0edc81f9");

user_pref("mail.server.server_mgf79c0edc81f9.type", "imap");
user_pref("mail.server.server_mgf79c0edc81f9.name", "jean.dupont@gmail.com");
user_pref("mail.server.server_mgf79c0edc81f9.hostname", "imap.gmail.com");
user_pref("mail.server.server_mgf79c0edc81f9.port", 993);
user_pref("mail.server.server_mgf79c0edc81f9.socketType", 3);
user_pref("mail.server.server_mgf79c0edc81f9.authMethod", 3);
user_pref("mail.server.server_mgf79c0edc81f9.userName", "jean.dupont@gmail.com");
user_pref("mail.server.server_mgf79c0edc81f9.allow_utf8_accept", false);

user_pref("mail.identity.id_mgf79c0edc81f9.fullName", "Jean Dupont");
user_pref("mail.identity.id_mgf79c0edc81f9.useremail", "jean.dupont@gmail.com");
user_pref("mail.identity.id_mgf79c0edc81f9.smtpServer", "smtp_mgf79c0edc81f9");
user_pref("mail.identity.id_mgf79c0edc81f9.fcc", false);
user_pref("mail.identity.id_mgf79c0edc81f9.fcc_folder", "imap://jean.dupont%40gmail.com@imap.gmail.com/Sent");
user_pref("mail.identity.id_mgf79c0edc81f9.fcc_folder_picker_mode", "0");
user_pref("mail.identity.id_mgf79c0edc81f9.draft_folder", "imap://jean.dupont%40gmail.com@imap.gmail.com/Drafts");
user_pref("mail.identity.id_mgf79c0edc81f9.drafts_folder_picker_mode", "0");
user_pref("mail.identity.id_mgf79c0edc81f9.stationery_folder", "imap://jean.dupont%40gmail.com@imap.gmail.com/Templates");

user_pref("mail.smtpserver.smtp_mgf79c0edc81f9.type", "smtp");
user_pref("mail.smtpserver.smtp_mgf79c0edc81f9.hostname", "smtp.gmail.com");
user_pref("mail.smtpserver.smtp_mgf79c0edc81f9.port", 465);
user_pref("mail.smtpserver.smtp_mgf79c0edc81f9.try_ssl", 3);
user_pref("mail.smtpserver.smtp_mgf79c0edc81f9.authMethod", 3);
user_pref("mail.smtpserver.smtp_mgf79c0edc81f9.username", "jean.dupont@gmail.com");
