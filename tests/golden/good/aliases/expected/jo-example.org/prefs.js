// Mail accounts for Thunderbird: the prefs.js of a new profile.
user_pref("mail.accountmanager.accounts", "account_mge29141ee4d016b6d528e0312eddf7457");
user_pref("mail.smtpservers", "smtp_mge29141ee4d016b6d528e0312eddf7457");

user_pref("mail.account.account_mge29141ee4d016b6d528e0312eddf7457.server", "server_mge29141ee4d016b6d528e0312eddf7457");
user_pref("mail.account.account_mge29141ee4d016b6d528e0312eddf7457.identities", "id_mge29141ee4d016b6d528e0312eddf7457");

user_pref("mail.server.server_mge29141ee4d016b6d528e0312eddf7457.type", "imap");
user_pref("mail.server.server_mge29141ee4d016b6d528e0312eddf7457.name", "jo@example.org");
user_pref("mail.server.server_mge29141ee4d016b6d528e0312eddf7457.hostname", "imap.example.org");
user_pref("mail.server.server_mge29141ee4d016b6d528e0312eddf7457.port", 993);
user_pref("mail.server.server_mge29141ee4d016b6d528e0312eddf7457.socketType", 3);
user_pref("mail.server.server_mge29141ee4d016b6d528e0312eddf7457.authMethod", 3);
user_pref("mail.server.server_mge29141ee4d016b6d528e0312eddf7457.userName", "jo@example.org");
user_pref("mail.server.server_mge29141ee4d016b6d528e0312eddf7457.allow_utf8_accept", false);

user_pref("mail.identity.id_mge29141ee4d016b6d528e0312eddf7457.fullName", "Jo Example");
user_pref("mail.identity.id_mge29141ee4d016b6d528e0312eddf7457.useremail", "jo@example.org");
user_pref("mail.identity.id_mge29141ee4d016b6d528e0312eddf7457.smtpServer", "smtp_mge29141ee4d016b6d528e0312eddf7457");
user_pref("mail.identity.id_mge29141ee4d016b6d528e0312eddf7457.fcc_folder", "imap://jo%40example.org@imap.example.org/Sent");
user_pref("mail.identity.id_mge29141ee4d016b6d528e0312eddf7457.fcc_folder_picker_mode", "0");
user_pref("mail.identity.id_mge29141ee4d016b6d528e0312eddf7457.draft_folder", "imap://jo%40example.org@imap.example.org/Drafts");
user_pref("mail.identity.id_mge29141ee4d016b6d528e0312eddf7457.drafts_folder_picker_mode", "0");
user_pref("mail.identity.id_mge29141ee4d016b6d528e0312eddf7457.stationery_folder", "imap://jo%40example.org@imap.example.org/Templates");

user_pref("mail.smtpserver.smtp_mge29141ee4d016b6d528e0312eddf7457.type", "smtp");
user_pref("mail.smtpserver.smtp_mge29141ee4d016b6d528e0312eddf7457.hostname", "smtp.example.org");
user_pref("mail.smtpserver.smtp_mge29141ee4d016b6d528e0312eddf7457.port", 465);
user_pref("mail.smtpserver.smtp_mge29141ee4d016b6d528e0312eddf7457.try_ssl", 3);
user_pref("mail.smtpserver.smtp_mge29141ee4d016b6d528e0312eddf7457.authMethod", 3);
user_pref("mail.smtpserver.smtp_mge29141ee4d016b6d528e0312eddf7457.username", "jo@example.org");
