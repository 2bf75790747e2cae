// Mail accounts for Thunderbird: the prefs.js of a new profile.
user_pref("mail.accountmanager.accounts", "account_mg85d5ceebc170fb2912426868b4b4f11b");
user_pref("mail.smtpservers", "smtp_mg85d5ceebc170fb2912426868b4b4f11b");

user_pref("mail.account.account_mg85d5ceebc170fb2912426868b4b4f11b.server", "server_mg85d5ceebc170fb2912426868b4b4f11b");
user_pref("mail.account.account_mg85d5ceebc170fb2912426868b4b4f11b.identities", "id_mg85d5ceebc170fb2912426868b4b4f11b");

user_pref("mail.server.server_mg85d5ceebc170fb2912426868b4b4f11b.type", "imap");
user_pref("mail.server.server_mg85d5ceebc170fb2912426868b4b4f11b.name", "jean@hotmail.com");
user_pref("mail.server.server_mg85d5ceebc170fb2912426868b4b4f11b.hostname", "outlook.office365.com");
user_pref("mail.server.server_mg85d5ceebc170fb2912426868b4b4f11b.port", 993);
user_pref("mail.server.server_mg85d5ceebc170fb2912426868b4b4f11b.socketType", 3);
user_pref("mail.server.server_mg85d5ceebc170fb2912426868b4b4f11b.authMethod", 10);
user_pref("mail.server.server_mg85d5ceebc170fb2912426868b4b4f11b.userName", "jean@hotmail.com");
user_pref("mail.server.server_mg85d5ceebc170fb2912426868b4b4f11b.allow_utf8_accept", false);

user_pref("mail.identity.id_mg85d5ceebc170fb2912426868b4b4f11b.fullName", "Jean Dupont");
user_pref("mail.identity.id_mg85d5ceebc170fb2912426868b4b4f11b.useremail", "jean@hotmail.com");
user_pref("mail.identity.id_mg85d5ceebc170fb2912426868b4b4f11b.smtpServer", "smtp_mg85d5ceebc170fb2912426868b4b4f11b");
user_pref("mail.identity.id_mg85d5ceebc170fb2912426868b4b4f11b.fcc", false);
user_pref("mail.identity.id_mg85d5ceebc170fb2912426868b4b4f11b.fcc_folder", "imap://jean%40hotmail.com@outlook.office365.com/Sent");
user_pref("mail.identity.id_mg85d5ceebc170fb2912426868b4b4f11b.fcc_folder_picker_mode", "0");
user_pref("mail.identity.id_mg85d5ceebc170fb2912426868b4b4f11b.draft_folder", "imap://jean%40hotmail.com@outlook.office365.com/Drafts");
user_pref("mail.identity.id_mg85d5ceebc170fb2912426868b4b4f11b.drafts_folder_picker_mode", "0");
user_pref("mail.identity.id_mg85d5ceebc170fb2912426868b4b4f11b.stationery_folder", "imap://jean%40hotmail.com@outlook.office365.com/Templates");

user_pref("mail.smtpserver.smtp_mg85d5ceebc170fb2912426868b4b4f11b.type", "smtp");
user_pref("mail.smtpserver.smtp_mg85d5ceebc170fb2912426868b4b4f11b.hostname", "smtp-mail.outlook.com");
user_pref("mail.smtpserver.smtp_mg85d5ceebc170fb2912426868b4b4f11b.port", 587);
user_pref("mail.smtpserver.smtp_mg85d5ceebc170fb2912426868b4b4f11b.try_ssl", 2);
user_pref("mail.smtpserver.smtp_mg85d5ceebc170fb2912426868b4b4f11b.authMethod", 10);
user_pref("mail.smtpserver.smtp_mg85d5ceebc170fb2912426868b4b4f11b.username", "jean@hotmail.com");
