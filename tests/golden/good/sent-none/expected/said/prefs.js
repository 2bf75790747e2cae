// Mail accounts for Thunderbird: the prefs.js of a new profile.
user_pref("mail.accountmanager.accounts", "account_mgd7eaed1fb729");
user_pref("mail.smtpservers", "smtp_mgd7eaed1fb729");

user_pref("mail.account.account_mgd7eaed1fb729.server", "server_mgd7eaed1fb729");
user_pref("mail.account.account_mgd7eaed1fb729.identities", "id_mgd7eaed1fb729,id_jd_40example_2ecom_mgd7eaed1fb729");

user_pref("mail.server.server_mgd7eaed1fb729.type", "imap");
user_pref("mail.server.server_mgd7eaed1fb729.name", "jean.dupont@example.com");
user_pref("mail.server.server_mgd7eaed1fb729.hostname", "imap.example.com");
user_pref("mail.server.server_mgd7eaed1fb729.port", 993);
user_pref("mail.server.server_mgd7eaed1fb729.socketType", 3);
user_pref("mail.server.server_mgd7eaed1fb729.authMethod", 3);
user_pref("mail.server.server_mgd7eaed1fb729.userName", "jean.dupont@example.com");
user_pref("mail.server.server_mgd7eaed1fb729.allow_utf8_accept", false);

user_pref("mail.identity.id_mgd7eaed1fb729.fullName", "Jean Dupont");
user_pref("mail.identity.id_mgd7eaed1fb729.useremail", "jean.dupont@example.com");
user_pref("mail.identity.id_mgd7eaed1fb729.smtpServer", "smtp_mgd7eaed1fb729");
user_pref("mail.identity.id_mgd7eaed1fb729.fcc", false);
user_pref("mail.identity.id_mgd7eaed1fb729.fcc_folder", "imap://jean.dupont%40example.com@imap.example.com/Sent");
user_pref("mail.identity.id_mgd7eaed1fb729.fcc_folder_picker_mode", "0");
user_pref("mail.identity.id_mgd7eaed1fb729.draft_folder", "imap://jean.dupont%40example.com@imap.example.com/Drafts");
user_pref("mail.identity.id_mgd7eaed1fb729.drafts_folder_picker_mode", "0");
user_pref("mail.identity.id_mgd7eaed1fb729.stationery_folder", "imap://jean.dupont%40example.com@imap.example.com/Templates");

user_pref("mail.identity.id_jd_40example_2ecom_mgd7eaed1fb729.fullName", "Jean Dupont");
user_pref("mail.identity.id_jd_40example_2ecom_mgd7eaed1fb729.useremail", "jd@example.com");
user_pref("mail.identity.id_jd_40example_2ecom_mgd7eaed1fb729.smtpServer", "smtp_mgd7eaed1fb729");
user_pref("mail.identity.id_jd_40example_2ecom_mgd7eaed1fb729.fcc", false);
user_pref("mail.identity.id_jd_40example_2ecom_mgd7eaed1fb729.fcc_folder", "imap://jean.dupont%40example.com@imap.example.com/Sent");
user_pref("mail.identity.id_jd_40example_2ecom_mgd7eaed1fb729.draft_folder", "imap://jean.dupont%40example.com@imap.example.com/Drafts");
user_pref("mail.identity.id_jd_40example_2ecom_mgd7eaed1fb729.stationery_folder", "imap://jean.dupont%40example.com@imap.example.com/Templates");

user_pref("mail.smtpserver.smtp_mgd7eaed1fb729.type", "smtp");
user_pref("mail.smtpserver.smtp_mgd7eaed1fb729.hostname", "smtp.example.com");
user_pref("mail.smtpserver.smtp_mgd7eaed1fb729.port", 465);
user_pref("mail.smtpserver.smtp_mgd7eaed1fb729.try_ssl", 3);
user_pref("mail.smtpserver.smtp_mgd7eaed1fb729.authMethod", 3);
user_pref("mail.smtpserver.smtp_mgd7eaed1fb729.username", "jean.dupont@example.com");
