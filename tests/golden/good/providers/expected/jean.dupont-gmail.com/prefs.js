// Mail accounts for Thunderbird: the prefs.js of a new profile.
user_pref("mail.accountmanager.accounts", "account_mgb2aa836cb396470dac7671d893d73394");
user_pref("mail.smtpservers", "smtp_mgb2aa836cb396470dac7671d893d73394");

user_pref("mail.account.account_mgb2aa836cb396470dac7671d893d73394.server", "server_mgb2aa836cb396470dac7671d893d73394");
user_pref("mail.account.account_mgb2aa836cb396470dac7671d893d73394.identities", "id_mgb2aa836cb396470dac7671d893d73394");

user_pref("mail.server.server_mgb2aa836cb396470dac7671d893d73394.type", "imap");
user_pref("mail.server.server_mgb2aa836cb396470dac7671d893d73394.name", "jean.dupont@gmail.com");
user_pref("mail.server.server_mgb2aa836cb396470dac7671d893d73394.hostname", "imap.gmail.com");
user_pref("mail.server.server_mgb2aa836cb396470dac7671d893d73394.port", 993);
user_pref("mail.server.server_mgb2aa836cb396470dac7671d893d73394.socketType", 3);
user_pref("mail.server.server_mgb2aa836cb396470dac7671d893d73394.authMethod", 3);
user_pref("mail.server.server_mgb2aa836cb396470dac7671d893d73394.userName", "jean.dupont@gmail.com");
user_pref("mail.server.server_mgb2aa836cb396470dac7671d893d73394.allow_utf8_accept", false);

user_pref("mail.identity.id_mgb2aa836cb396470dac7671d893d73394.fullName", "Jean Dupont");
user_pref("mail.identity.id_mgb2aa836cb396470dac7671d893d73394.useremail", "jean.dupont@gmail.com");
user_pref("mail.identity.id_mgb2aa836cb396470dac7671d893d73394.smtpServer", "smtp_mgb2aa836cb396470dac7671d893d73394");
user_pref("mail.identity.id_mgb2aa836cb396470dac7671d893d73394.fcc", false);
user_pref("mail.identity.id_mgb2aa836cb396470dac7671d893d73394.fcc_folder", "imap://jean.dupont%40gmail.com@imap.gmail.com/Sent");
user_pref("mail.identity.id_mgb2aa836cb396470dac7671d893d73394.fcc_folder_picker_mode", "0");
user_pref("mail.identity.id_mgb2aa836cb396470dac7671d893d73394.draft_folder", "imap://jean.dupont%40gmail.com@imap.gmail.com/Drafts");
user_pref("mail.identity.id_mgb2aa836cb396470dac7671d893d73394.drafts_folder_picker_mode", "0");
user_pref("mail.identity.id_mgb2aa836cb396470dac7671d893d73394.stationery_folder", "imap://jean.dupont%40gmail.com@imap.gmail.com/Templates");

user_pref("mail.smtpserver.smtp_mgb2aa836cb396470dac7671d893d73394.type", "smtp");
user_pref("mail.smtpserver.smtp_mgb2aa836cb396470dac7671d893d73394.hostname", "smtp.gmail.com");
user_pref("mail.smtpserver.smtp_mgb2aa836cb396470dac7671d893d73394.port", 465);
user_pref("mail.smtpserver.smtp_mgb2aa836cb396470dac7671d893d73394.try_ssl", 3);
user_pref("mail.smtpserver.smtp_mgb2aa836cb396470dac7671d893d73394.authMethod", 3);
user_pref("mail.smtpserver.smtp_mgb2aa836cb396470dac7671d893d73394.username", "jean.dupont@gmail.com");
