// Mail accounts for Thunderbird: the prefs.js of a new profile.
user_pref("mail.accountmanager.accounts", "account_mg72bb3b506fda919d3567c913462093f3");
user_pref("mail.smtpservers", "smtp_mg72bb3b506fda919d3567c913462093f3");

user_pref("mail.account.account_mg72bb3b506fda919d3567c913462093f3.server", "server_mg72bb3b506fda919d3567c913462093f3");
user_pref("mail.account.account_mg72bb3b506fda919d3567c913462093f3.identities", "id_mg72bb3b506fda919d3567c913462093f3,id_a_40example_2ecom_mg72bb3b506fda919d3567c913462093f3");

user_pref("mail.server.server_mg72bb3b506fda919d3567c913462093f3.type", "imap");
user_pref("mail.server.server_mg72bb3b506fda919d3567c913462093f3.name", "jo@example.com");
user_pref("mail.server.server_mg72bb3b506fda919d3567c913462093f3.hostname", "imap.example.com");
user_pref("mail.server.server_mg72bb3b506fda919d3567c913462093f3.port", 993);
user_pref("mail.server.server_mg72bb3b506fda919d3567c913462093f3.socketType", 3);
user_pref("mail.server.server_mg72bb3b506fda919d3567c913462093f3.authMethod", 3);
user_pref("mail.server.server_mg72bb3b506fda919d3567c913462093f3.userName", "jo@example.com");
user_pref("mail.server.server_mg72bb3b506fda919d3567c913462093f3.allow_utf8_accept", false);

user_pref("mail.identity.id_mg72bb3b506fda919d3567c913462093f3.fullName", "Jo Example");
user_pref("mail.identity.id_mg72bb3b506fda919d3567c913462093f3.useremail", "jo@example.com");
user_pref("mail.identity.id_mg72bb3b506fda919d3567c913462093f3.smtpServer", "smtp_mg72bb3b506fda919d3567c913462093f3");
user_pref("mail.identity.id_mg72bb3b506fda919d3567c913462093f3.fcc_folder", "imap://jo%40example.com@imap.example.com/Sent");
user_pref("mail.identity.id_mg72bb3b506fda919d3567c913462093f3.fcc_folder_picker_mode", "0");
user_pref("mail.identity.id_mg72bb3b506fda919d3567c913462093f3.draft_folder", "imap://jo%40example.com@imap.example.com/Drafts");
user_pref("mail.identity.id_mg72bb3b506fda919d3567c913462093f3.drafts_folder_picker_mode", "0");
user_pref("mail.identity.id_mg72bb3b506fda919d3567c913462093f3.stationery_folder", "imap://jo%40example.com@imap.example.com/Templates");

user_pref("mail.identity.id_a_40example_2ecom_mg72bb3b506fda919d3567c913462093f3.fullName", "Jo Example");
user_pref("mail.identity.id_a_40example_2ecom_mg72bb3b506fda919d3567c913462093f3.useremail", "a@example.com");
user_pref("mail.identity.id_a_40example_2ecom_mg72bb3b506fda919d3567c913462093f3.smtpServer", "smtp_mg72bb3b506fda919d3567c913462093f3");
user_pref("mail.identity.id_a_40example_2ecom_mg72bb3b506fda919d3567c913462093f3.fcc_folder", "imap://jo%40example.com@imap.example.com/Sent");
user_pref("mail.identity.id_a_40example_2ecom_mg72bb3b506fda919d3567c913462093f3.draft_folder", "imap://jo%40example.com@imap.example.com/Drafts");
user_pref("mail.identity.id_a_40example_2ecom_mg72bb3b506fda919d3567c913462093f3.stationery_folder", "imap://jo%40example.com@imap.example.com/Templates");

user_pref("mail.smtpserver.smtp_mg72bb3b506fda919d3567c913462093f3.type", "smtp");
user_pref("mail.smtpserver.smtp_mg72bb3b506fda919d3567c913462093f3.hostname", "smtp.example.com");
user_pref("mail.smtpserver.smtp_mg72bb3b506fda919d3567c913462093f3.port", 465);
user_pref("mail.smtpserver.smtp_mg72bb3b506fda919d3567c913462093f3.try_ssl", 3);
user_pref("mail.smtpserver.smtp_mg72bb3b506fda919d3567c913462093f3.authMethod", 3);
user_pref("mail.smtpserver.smtp_mg72bb3b506fda919d3567c913462093f3.username", "jo@example.com");
