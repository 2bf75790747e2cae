// Mail accounts for Thunderbird: the prefs.js of a new profile.
user_pref("mail.accountmanager.accounts", "account_mg02ec3d8cba57bc5d6117c53dffe4c2da");
user_pref("mail.smtpservers", "smtp_mg02ec3d8cba57bc5d6117c53dffe4c2da");

user_pref("mail.account.account_mg02ec3d8cba57bc5d6117c53dffe4c2da.server", "server_mg02ec3d8cba57bc5d6117c53dffe4c2da");
user_pref("mail.account.account_mg02ec3d8cba57bc5d6117c53dffe4c2da.identities", "id_mg02ec3d8cba57bc5d6117c53dffe4c2da");

user_pref("mail.server.server_mg02ec3d8cba57bc5d6117c53dffe4c2da.type", "imap");
user_pref("mail.server.server_mg02ec3d8cba57bc5d6117c53dffe4c2da.name", "jean.dupont@example.com");
user_pref("mail.server.server_mg02ec3d8cba57bc5d6117c53dffe4c2da.hostname", "imap.example.com");
user_pref("mail.server.server_mg02ec3d8cba57bc5d6117c53dffe4c2da.port", 993);
user_pref("mail.server.server_mg02ec3d8cba57bc5d6117c53dffe4c2da.socketType", 3);
user_pref("mail.server.server_mg02ec3d8cba57bc5d6117c53dffe4c2da.authMethod", 3);
user_pref("mail.server.server_mg02ec3d8cba57bc5d6117c53dffe4c2da.userName", "jean.dupont@example.com");
user_pref("mail.server.server_mg02ec3d8cba57bc5d6117c53dffe4c2da.allow_utf8_accept", false);
user_pref("mail.server.server_mg02ec3d8cba57bc5d6117c53dffe4c2da.trash_folder_name", "INBOX/Trash");
user_pref("mail.server.server_mg02ec3d8cba57bc5d6117c53dffe4c2da.moveTargetMode", 1);
user_pref("mail.server.server_mg02ec3d8cba57bc5d6117c53dffe4c2da.spamActionTargetFolder", "imap://jean.dupont%40example.com@imap.example.com/INBOX/spam");

user_pref("mail.identity.id_mg02ec3d8cba57bc5d6117c53dffe4c2da.fullName", "Jean Dupont");
user_pref("mail.identity.id_mg02ec3d8cba57bc5d6117c53dffe4c2da.useremail", "jean.dupont@example.com");
user_pref("mail.identity.id_mg02ec3d8cba57bc5d6117c53dffe4c2da.smtpServer", "smtp_mg02ec3d8cba57bc5d6117c53dffe4c2da");
user_pref("mail.identity.id_mg02ec3d8cba57bc5d6117c53dffe4c2da.fcc_folder", "imap://jean.dupont%40example.com@imap.example.com/INBOX/Sent");
user_pref("mail.identity.id_mg02ec3d8cba57bc5d6117c53dffe4c2da.fcc_folder_picker_mode", "1");
user_pref("mail.identity.id_mg02ec3d8cba57bc5d6117c53dffe4c2da.draft_folder", "imap://jean.dupont%40example.com@imap.example.com/INBOX/Drafts");
user_pref("mail.identity.id_mg02ec3d8cba57bc5d6117c53dffe4c2da.drafts_folder_picker_mode", "1");
user_pref("mail.identity.id_mg02ec3d8cba57bc5d6117c53dffe4c2da.stationery_folder", "imap://jean.dupont%40example.com@imap.example.com/Templates");
user_pref("mail.identity.id_mg02ec3d8cba57bc5d6117c53dffe4c2da.archive_folder", "imap://jean.dupont%40example.com@imap.example.com/INBOX/Old/2024");
user_pref("mail.identity.id_mg02ec3d8cba57bc5d6117c53dffe4c2da.archives_folder_picker_mode", "1");

user_pref("mail.smtpserver.smtp_mg02ec3d8cba57bc5d6117c53dffe4c2da.type", "smtp");
user_pref("mail.smtpserver.smtp_mg02ec3d8cba57bc5d6117c53dffe4c2da.hostname", "smtp.example.com");
user_pref("mail.smtpserver.smtp_mg02ec3d8cba57bc5d6117c53dffe4c2da.port", 465);
user_pref("mail.smtpserver.smtp_mg02ec3d8cba57bc5d6117c53dffe4c2da.try_ssl", 3);
user_pref("mail.smtpserver.smtp_mg02ec3d8cba57bc5d6117c53dffe4c2da.authMethod", 3);
user_pref("mail.smtpserver.smtp_mg02ec3d8cba57bc5d6117c53dffe4c2da.username", "jean.dupont@example.com");
