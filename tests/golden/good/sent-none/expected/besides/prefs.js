// Mail accounts for Thunderbird: the prefs.js of a new profile.
user_pref("mail.accountmanager.accounts", "account_mgc8e440c877c90e7f3729706f7b7d9f93");
user_pref("mail.smtpservers", "smtp_mgc8e440c877c90e7f3729706f7b7d9f93");

user_pref("mail.account.account_mgc8e440c877c90e7f3729706f7b7d9f93.server", "server_mgc8e440c877c90e7f3729706f7b7d9f93");
user_pref("mail.account.account_mgc8e440c877c90e7f3729706f7b7d9f93.identities", "id_mgc8e440c877c90e7f3729706f7b7d9f93");

user_pref("mail.server.server_mgc8e440c877c90e7f3729706f7b7d9f93.type", "imap");
user_pref("mail.server.server_mgc8e440c877c90e7f3729706f7b7d9f93.name", "jean@gmail.com");
user_pref("mail.server.server_mgc8e440c877c90e7f3729706f7b7d9f93.hostname", "imap.gmail.com");
user_pref("mail.server.server_mgc8e440c877c90e7f3729706f7b7d9f93.port", 993);
user_pref("mail.server.server_mgc8e440c877c90e7f3729706f7b7d9f93.socketType", 3);
user_pref("mail.server.server_mgc8e440c877c90e7f3729706f7b7d9f93.authMethod", 3);
user_pref("mail.server.server_mgc8e440c877c90e7f3729706f7b7d9f93.userName", "jean@gmail.com");
user_pref("mail.server.server_mgc8e440c877c90e7f3729706f7b7d9f93.allow_utf8_accept", false);

user_pref("mail.identity.id_mgc8e440c877c90e7f3729706f7b7d9f93.fullName", "Jean Dupont");
user_pref("mail.identity.id_mgc8e440c877c90e7f3729706f7b7d9f93.useremail", "jean@gmail.com");
user_pref("mail.identity.id_mgc8e440c877c90e7f3729706f7b7d9f93.smtpServer", "smtp_mgc8e440c877c90e7f3729706f7b7d9f93");
user_pref("mail.identity.id_mgc8e440c877c90e7f3729706f7b7d9f93.fcc_folder", "imap://jean%40gmail.com@imap.gmail.com/Copies");
user_pref("mail.identity.id_mgc8e440c877c90e7f3729706f7b7d9f93.fcc_folder_picker_mode", "1");
user_pref("mail.identity.id_mgc8e440c877c90e7f3729706f7b7d9f93.draft_folder", "imap://jean%40gmail.com@imap.gmail.com/Drafts");
user_pref("mail.identity.id_mgc8e440c877c90e7f3729706f7b7d9f93.drafts_folder_picker_mode", "0");
user_pref("mail.identity.id_mgc8e440c877c90e7f3729706f7b7d9f93.stationery_folder", "imap://jean%40gmail.com@imap.gmail.com/Templates");

user_pref("mail.smtpserver.smtp_mgc8e440c877c90e7f3729706f7b7d9f93.type", "smtp");
user_pref("mail.smtpserver.smtp_mgc8e440c877c90e7f3729706f7b7d9f93.hostname", "smtp.gmail.com");
user_pref("mail.smtpserver.smtp_mgc8e440c877c90e7f3729706f7b7d9f93.port", 465);
user_pref("mail.smtpserver.smtp_mgc8e440c877c90e7f3729706f7b7d9f93.try_ssl", 3);
user_pref("mail.smtpserver.smtp_mgc8e440c877c90e7f3729706f7b7d9f93.authMethod", 3);
user_pref("mail.smtpserver.smtp_mgc8e440c877c90e7f3729706f7b7d9f93.username", "jean@gmail.com");
