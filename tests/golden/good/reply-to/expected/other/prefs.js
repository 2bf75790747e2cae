// Mail accounts for Thunderbird: the prefs.js of a new profile.
user_pref("mail.accountmanager.accounts", "account_mgb815f30f43940ef81a3d00f7e7161e04");
user_pref("mail.smtpservers", "smtp_mgb815f30f43940ef81a3d00f7e7161e04");

user_pref("mail.account.account_mgb815f30f43940ef81a3d00f7e7161e04.server", "server_mgb815f30f43940ef81a3d00f7e7161e04");
user_pref("mail.account.account_mgb815f30f43940ef81a3d00f7e7161e04.identities", "id_mgb815f30f43940ef81a3d00f7e7161e04");

user_pref("mail.server.server_mgb815f30f43940ef81a3d00f7e7161e04.type", "pop3");
user_pref("mail.server.server_mgb815f30f43940ef81a3d00f7e7161e04.name", "jo@example.net");
user_pref("mail.server.server_mgb815f30f43940ef81a3d00f7e7161e04.hostname", "pop.example.net");
user_pref("mail.server.server_mgb815f30f43940ef81a3d00f7e7161e04.port", 995);
user_pref("mail.server.server_mgb815f30f43940ef81a3d00f7e7161e04.socketType", 3);
user_pref("mail.server.server_mgb815f30f43940ef81a3d00f7e7161e04.authMethod", 3);
user_pref("mail.server.server_mgb815f30f43940ef81a3d00f7e7161e04.userName", "jo@example.net");
user_pref("mail.server.server_mgb815f30f43940ef81a3d00f7e7161e04.leave_on_server", true);
user_pref("mail.server.server_mgb815f30f43940ef81a3d00f7e7161e04.download_on_biff", true);

user_pref("mail.identity.id_mgb815f30f43940ef81a3d00f7e7161e04.fullName", "Jo Other");
user_pref("mail.identity.id_mgb815f30f43940ef81a3d00f7e7161e04.useremail", "jo@example.net");
user_pref("mail.identity.id_mgb815f30f43940ef81a3d00f7e7161e04.reply_to", "\"Team Inc.\" <team@example.net>, b@example.net");
user_pref("mail.identity.id_mgb815f30f43940ef81a3d00f7e7161e04.attach_signature", true);
user_pref("mail.identity.id_mgb815f30f43940ef81a3d00f7e7161e04.sig_file", "/nowhere/signature");
user_pref("mail.identity.id_mgb815f30f43940ef81a3d00f7e7161e04.smtpServer", "smtp_mgb815f30f43940ef81a3d00f7e7161e04");
user_pref("mail.identity.id_mgb815f30f43940ef81a3d00f7e7161e04.fcc_folder", "mailbox://jo%40example.net@pop.example.net/Sent");
user_pref("mail.identity.id_mgb815f30f43940ef81a3d00f7e7161e04.fcc_folder_picker_mode", "0");
user_pref("mail.identity.id_mgb815f30f43940ef81a3d00f7e7161e04.draft_folder", "mailbox://jo%40example.net@pop.example.net/Drafts");
user_pref("mail.identity.id_mgb815f30f43940ef81a3d00f7e7161e04.drafts_folder_picker_mode", "0");
user_pref("mail.identity.id_mgb815f30f43940ef81a3d00f7e7161e04.stationery_folder", "mailbox://jo%40example.net@pop.example.net/Templates");

user_pref("mail.smtpserver.smtp_mgb815f30f43940ef81a3d00f7e7161e04.type", "smtp");
user_pref("mail.smtpserver.smtp_mgb815f30f43940ef81a3d00f7e7161e04.hostname", "smtp.example.net");
user_pref("mail.smtpserver.smtp_mgb815f30f43940ef81a3d00f7e7161e04.port", 465);
user_pref("mail.smtpserver.smtp_mgb815f30f43940ef81a3d00f7e7161e04.try_ssl", 3);
user_pref("mail.smtpserver.smtp_mgb815f30f43940ef81a3d00f7e7161e04.authMethod", 3);
user_pref("mail.smtpserver.smtp_mgb815f30f43940ef81a3d00f7e7161e04.username", "jo@example.net");
