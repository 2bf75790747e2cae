// Mail accounts for Thunderbird: the prefs.js of a new profile.
user_pref("mail.accountmanager.accounts", "account_mgb2aa836cb396");
user_pref("mail.smtpservers", "smtp_mgb2aa836cb396");

user_pref("mail.account.account_mgb2aa836cb396.server", "server_mgb2aa836cb396");
user_pref("mail.account.account_mgb2aa836cb396.identities", "id_mgb2aa836cb396");

user_pref("mail.server.server_mgb2aa836cb396.type", "imap");
user_pref("mail.server.server_mgb2aa836cb396.name", "jean.dupont@gmail.com");
user_pref("mail.server.server_mgb2aa836cb396.hostname", "imap.gmail.com");
user_pref("mail.server.server_mgb2aa836cb396.port", 993);
user_pref("mail.server.server_mgb2aa836cb396.socketType", 3);
user_pref("mail.server.server_mgb2aa836cb396.authMethod", 3);
user_pref("mail.server.server_mgb2aa836cb396.userName", "jean.dupont@gmail.com");
user_pref("mail.server.server_mgb2aa836cb396.allow_utf8_accept", false);

user_pref("mail.identity.id_mgb2aa836cb396.fullName", "Jean Dupont");
user_pref("mail.identity.id_mgb2aa836cb396.useremail", "jean.dupont@gmail.com");
user_pref("mail.identity.id_mgb2aa836cb396.smtpServer", "smtp_mgb2aa836cb396");
user_pref("mail.identity.id_mgb2aa836cb396.fcc", false);
user_pref("mail.identity.id_mgb2aa836cb396.fcc_folder", "imap://jean.dupont%40gmail.com@imap.gmail.com/Sent");
user_pref("mail.identity.id_mgb2aa836cb396.fcc_folder_picker_mode", "0");
user_pref("mail.identity.id_mgb2aa836cb396.draft_folder", "imap://jean.dupont%40gmail.com@imap.gmail.com/Drafts");
user_pref("mail.identity.id_mgb2aa836cb396.drafts_folder_picker_mode", "0");
user_pref("mail.identity.id_mgb2aa836cb396.stationery_folder", "imap://jean.dupont%40gmail.com@imap.gmail.com/Templates");

user_pref("mail.smtpserver.smtp_mgb2aa836cb396.type", "smtp");
user_pref("mail.smtpserver.smtp_mgb2aa836cb396.hostname", "smtp.gmail.com");
user_pref("mail.smtpserver.smtp_mgb2aa836cb396.port", 465);
user_pref("mail.smtpserver.smtp_mgb2aa836cb396.try_ssl", 3);
user_pref("mail.smtpserver.smtp_mgb2aa836cb396.authMethod", 3);
user_pref("mail.smtpserver.smtp_mgb2aa836cb396.username", "jean.dupont@gmail.com");
