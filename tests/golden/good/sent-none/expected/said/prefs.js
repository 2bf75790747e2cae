// Mail accounts for Thunderbird: the prefs.js of a new profile.
user_pref("mail.accountmanager.accounts", "account_mgd7eaed1fb7295dc99dc6f9e0dd5091a5");
user_pref("mail.smtpservers", "smtp_mgd7eaed1fb7295dc99dc6f9e0dd5091a5");

user_pref("mail.account.account_mgd7eaed1fb7295dc99dc6f9e0dd5091a5.server", "server_mgd7eaed1fb7295dc99dc6f9e0dd5091a5");
user_pref("mail.account.account_mgd7eaed1fb7295dc99dc6f9e0dd5091a5.identities", "id_mgd7eaed1fb7295dc99dc6f9e0dd5091a5,id_jd_40example_2ecom_mgd7eaed1fb7295dc99dc6f9e0dd5091a5");

user_pref("mail.server.server_mgd7eaed1fb7295dc99dc6f9e0dd5091a5.type", "imap");
user_pref("mail.server.server_mgd7eaed1fb7295dc99dc6f9e0dd5091a5.name", "jean.dupont@example.com");
user_pref("mail.server.server_mgd7eaed1fb7295dc99dc6f9e0dd5091a5.hostname", "imap.example.com");
user_pref("mail.server.server_mgd7eaed1fb7295dc99dc6f9e0dd5091a5.port", 993);
user_pref("mail.server.server_mgd7eaed1fb7295dc99dc6f9e0dd5091a5.socketType", 3);
user_pref("mail.server.server_mgd7eaed1fb7295dc99dc6f9e0dd5091a5.authMethod", 3);
user_pref("mail.server.server_mgd7eaed1fb7295dc99dc6f9e0dd5091a5.userName", "jean.dupont@example.com");
user_pref("mail.server.server_mgd7eaed1fb7295dc99dc6f9e0dd5091a5.allow_utf8_accept", false);

user_pref("mail.identity.id_mgd7eaed1fb7295dc99dc6f9e0dd5091a5.fullName", "Jean Dupont");
user_pref("mail.identity.id_mgd7eaed1fb7295dc99dc6f9e0dd5091a5.useremail", "jean.dupont@example.com");
user_pref("mail.identity.id_mgd7eaed1fb7295dc99dc6f9e0dd5091a5.smtpServer", "smtp_mgd7eaed1fb7295dc99dc6f9e0dd5091a5");
user_pref("mail.identity.id_mgd7eaed1fb7295dc99dc6f9e0dd5091a5.fcc", false);
user_pref("mail.identity.id_mgd7eaed1fb7295dc99dc6f9e0dd5091a5.fcc_folder", "imap://jean.dupont%40example.com@imap.example.com/Sent");
user_pref("mail.identity.id_mgd7eaed1fb7295dc99dc6f9e0dd5091a5.fcc_folder_picker_mode", "0");
user_pref("mail.identity.id_mgd7eaed1fb7295dc99dc6f9e0dd5091a5.draft_folder", "imap://jean.dupont%40example.com@imap.example.com/Drafts");
user_pref("mail.identity.id_mgd7eaed1fb7295dc99dc6f9e0dd5091a5.drafts_folder_picker_mode", "0");
user_pref("mail.identity.id_mgd7eaed1fb7295dc99dc6f9e0dd5091a5.stationery_folder", "imap://jean.dupont%40example.com@imap.example.com/Templates");

user_pref("mail.identity.id_jd_40example_2ecom_mgd7eaed1fb7295dc99dc6f9e0dd5091a5.fullName", "Jean Dupont");
user_pref("mail.identity.id_jd_40example_2ecom_mgd7eaed1fb7295dc99dc6f9e0dd5091a5.useremail", "jd@example.com");
user_pref("mail.identity.id_jd_40example_2ecom_mgd7eaed1fb7295dc99dc6f9e0dd5091a5.smtpServer", "smtp_mgd7eaed1fb7295dc99dc6f9e0dd5091a5");
user_pref("mail.identity.id_jd_40example_2ecom_mgd7eaed1fb7295dc99dc6f9e0dd5091a5.fcc", false);
user_pref("mail.identity.id_jd_40example_2ecom_mgd7eaed1fb7295dc99dc6f9e0dd5091a5.fcc_folder", "imap://jean.dupont%40example.com@imap.example.com/Sent");
user_pref("mail.identity.id_jd_40example_2ecom_mgd7eaed1fb7295dc99dc6f9e0dd5091a5.draft_folder", "imap://jean.dupont%40example.com@imap.example.com/Drafts");
user_pref("mail.identity.id_jd_40example_2ecom_mgd7eaed1fb7295dc99dc6f9e0dd5091a5.stationery_folder", "imap://jean.dupont%40example.com@imap.example.com/Templates");

user_pref("mail.smtpserver.smtp_mgd7eaed1fb7295dc99dc6f9e0dd5091a5.type", "smtp");
user_pref("mail.smtpserver.smtp_mgd7eaed1fb7295dc99dc6f9e0dd5091a5.hostname", "smtp.example.com");
user_pref("mail.smtpserver.smtp_mgd7eaed1fb7295dc99dc6f9e0dd5091a5.port", 465);
user_pref("mail.smtpserver.smtp_mgd7eaed1fb7295dc99dc6f9e0dd5091a5.try_ssl", 3);
user_pref("mail.smtpserver.smtp_mgd7eaed1fb7295dc99dc6f9e0dd5091a5.authMethod", 3);
user_pref("mail.smtpserver.smtp_mgd7eaed1fb7295dc99dc6f9e0dd5091a5.username", "jean.dupont@example.com");
