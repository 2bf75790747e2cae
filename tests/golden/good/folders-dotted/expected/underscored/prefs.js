// Mail accounts for Thunderbird: the prefs.js of a new profile.
user_pref("mail.accountmanager.accounts", "account_mg6da2f7cfd9879aba839dcfb57f4b9ea8");
user_pref("mail.smtpservers", "smtp_mg6da2f7cfd9879aba839dcfb57f4b9ea8");

user_pref("mail.account.account_mg6da2f7cfd9879aba839dcfb57f4b9ea8.server", "server_mg6da2f7cfd9879aba839dcfb57f4b9ea8");
user_pref("mail.account.account_mg6da2f7cfd9879aba839dcfb57f4b9ea8.identities", "id_mg6da2f7cfd9879aba839dcfb57f4b9ea8");

user_pref("mail.server.server_mg6da2f7cfd9879aba839dcfb57f4b9ea8.type", "imap");
user_pref("mail.server.server_mg6da2f7cfd9879aba839dcfb57f4b9ea8.name", "dupont@example.com");
user_pref("mail.server.server_mg6da2f7cfd9879aba839dcfb57f4b9ea8.hostname", "imap.example.com");
user_pref("mail.server.server_mg6da2f7cfd9879aba839dcfb57f4b9ea8.port", 993);
user_pref("mail.server.server_mg6da2f7cfd9879aba839dcfb57f4b9ea8.socketType", 3);
user_pref("mail.server.server_mg6da2f7cfd9879aba839dcfb57f4b9ea8.authMethod", 3);
user_pref("mail.server.server_mg6da2f7cfd9879aba839dcfb57f4b9ea8.userName", "dupont@example.com");
user_pref("mail.server.server_mg6da2f7cfd9879aba839dcfb57f4b9ea8.allow_utf8_accept", false);

user_pref("mail.identity.id_mg6da2f7cfd9879aba839dcfb57f4b9ea8.fullName", "Jean Dupont");
user_pref("mail.identity.id_mg6da2f7cfd9879aba839dcfb57f4b9ea8.useremail", "dupont@example.com");
user_pref("mail.identity.id_mg6da2f7cfd9879aba839dcfb57f4b9ea8.smtpServer", "smtp_mg6da2f7cfd9879aba839dcfb57f4b9ea8");
user_pref("mail.identity.id_mg6da2f7cfd9879aba839dcfb57f4b9ea8.fcc_folder", "imap://dupont%40example.com@imap.example.com/Mail/Sent");
user_pref("mail.identity.id_mg6da2f7cfd9879aba839dcfb57f4b9ea8.fcc_folder_picker_mode", "1");
user_pref("mail.identity.id_mg6da2f7cfd9879aba839dcfb57f4b9ea8.draft_folder", "imap://dupont%40example.com@imap.example.com/Drafts");
user_pref("mail.identity.id_mg6da2f7cfd9879aba839dcfb57f4b9ea8.drafts_folder_picker_mode", "0");
user_pref("mail.identity.id_mg6da2f7cfd9879aba839dcfb57f4b9ea8.stationery_folder", "imap://dupont%40example.com@imap.example.com/Templates");

user_pref("mail.smtpserver.smtp_mg6da2f7cfd9879aba839dcfb57f4b9ea8.type", "smtp");
user_pref("mail.smtpserver.smtp_mg6da2f7cfd9879aba839dcfb57f4b9ea8.hostname", "smtp.example.com");
user_pref("mail.smtpserver.smtp_mg6da2f7cfd9879aba839dcfb57f4b9ea8.port", 465);
user_pref("mail.smtpserver.smtp_mg6da2f7cfd9879aba839dcfb57f4b9ea8.try_ssl", 3);
user_pref("mail.smtpserver.smtp_mg6da2f7cfd9879aba839dcfb57f4b9ea8.authMethod", 3);
user_pref("mail.smtpserver.smtp_mg6da2f7cfd9879aba839dcfb57f4b9ea8.username", "dupont@example.com");
