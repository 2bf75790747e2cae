// Mail accounts for Thunderbird: the prefs.js of a new profile.
user_pref("mail.accountmanager.accounts", "account_mg17767bcf282e");
user_pref("mail.smtpservers", "smtp_mg17767bcf282e");

user_pref("mail.account.account_mg17767bcf282e.server", "server_mg17767bcf282e");
user_pref("mail.account.account_mg17767bcf282e.identities", "id_mg17767bcf282e");

user_pref("mail.server.server_mg17767bcf282e.type", "pop3");
user_pref("mail.server.server_mg17767bcf282e.name", "support@example.com");
user_pref("mail.server.server_mg17767bcf282e.hostname", "mail.example.com");
user_pref("mail.server.server_mg17767bcf282e.port", 995);
user_pref("mail.server.server_mg17767bcf282e.socketType", 3);
user_pref("mail.server.server_mg17767bcf282e.authMethod", 3);
user_pref("mail.server.server_mg17767bcf282e.userName", "support");
user_pref("mail.server.server_mg17767bcf282e.leave_on_server", false);
user_pref("mail.server.server_mg17767bcf282e.download_on_biff", true);

user_pref("mail.identity.id_mg17767bcf282e.fullName", "Support");
user_pref("mail.identity.id_mg17767bcf282e.useremail", "support@example.com");
user_pref("mail.identity.id_mg17767bcf282e.organization", "Beispiel & Söhne GmbH");
user_pref("mail.identity.id_mg17767bcf282e.smtpServer", "smtp_mg17767bcf282e");
user_pref("mail.identity.id_mg17767bcf282e.fcc_folder", "mailbox://support@mail.example.com/Sent");
user_pref("mail.identity.id_mg17767bcf282e.fcc_folder_picker_mode", "0");
user_pref("mail.identity.id_mg17767bcf282e.draft_folder", "mailbox://support@mail.example.com/Drafts");
user_pref("mail.identity.id_mg17767bcf282e.drafts_folder_picker_mode", "0");
user_pref("mail.identity.id_mg17767bcf282e.stationery_folder", "mailbox://support@mail.example.com/Templates");

user_pref("mail.smtpserver.smtp_mg17767bcf282e.type", "smtp");
user_pref("mail.smtpserver.smtp_mg17767bcf282e.hostname", "mail.example.com");
user_pref("mail.smtpserver.smtp_mg17767bcf282e.port", 465);
user_pref("mail.smtpserver.smtp_mg17767bcf282e.try_ssl", 3);
user_pref("mail.smtpserver.smtp_mg17767bcf282e.authMethod", 3);
user_pref("mail.smtpserver.smtp_mg17767bcf282e.username", "support-out");
