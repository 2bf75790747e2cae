// Mail accounts for Thunderbird: the prefs.js of a new profile.
user_pref("mail.accountmanager.accounts", "account_mg17767bcf282e17707ad3c04b04284f73");
user_pref("mail.smtpservers", "smtp_mg17767bcf282e17707ad3c04b04284f73");

user_pref("mail.account.account_mg17767bcf282e17707ad3c04b04284f73.server", "server_mg17767bcf282e17707ad3c04b04284f73");
user_pref("mail.account.account_mg17767bcf282e17707ad3c04b04284f73.identities", "id_mg17767bcf282e17707ad3c04b04284f73");

user_pref("mail.server.server_mg17767bcf282e17707ad3c04b04284f73.type", "pop3");
user_pref("mail.server.server_mg17767bcf282e17707ad3c04b04284f73.name", "support@example.com");
user_pref("mail.server.server_mg17767bcf282e17707ad3c04b04284f73.hostname", "mail.example.com");
user_pref("mail.server.server_mg17767bcf282e17707ad3c04b04284f73.port", 995);
user_pref("mail.server.server_mg17767bcf282e17707ad3c04b04284f73.socketType", 3);
user_pref("mail.server.server_mg17767bcf282e17707ad3c04b04284f73.authMethod", 3);
user_pref("mail.server.server_mg17767bcf282e17707ad3c04b04284f73.userName", "support");
user_pref("mail.server.server_mg17767bcf282e17707ad3c04b04284f73.leave_on_server", false);
user_pref("mail.server.server_mg17767bcf282e17707ad3c04b04284f73.download_on_biff", true);

user_pref("mail.identity.id_mg17767bcf282e17707ad3c04b04284f73.fullName", "Support");
user_pref("mail.identity.id_mg17767bcf282e17707ad3c04b04284f73.useremail", "support@example.com");
user_pref("mail.identity.id_mg17767bcf282e17707ad3c04b04284f73.organization", "Beispiel & Söhne GmbH");
user_pref("mail.identity.id_mg17767bcf282e17707ad3c04b04284f73.smtpServer", "smtp_mg17767bcf282e17707ad3c04b04284f73");
user_pref("mail.identity.id_mg17767bcf282e17707ad3c04b04284f73.fcc_folder", "mailbox://support@mail.example.com/Sent");
user_pref("mail.identity.id_mg17767bcf282e17707ad3c04b04284f73.fcc_folder_picker_mode", "0");
user_pref("mail.identity.id_mg17767bcf282e17707ad3c04b04284f73.draft_folder", "mailbox://support@mail.example.com/Drafts");
user_pref("mail.identity.id_mg17767bcf282e17707ad3c04b04284f73.drafts_folder_picker_mode", "0");
user_pref("mail.identity.id_mg17767bcf282e17707ad3c04b04284f73.stationery_folder", "mailbox://support@mail.example.com/Templates");

user_pref("mail.smtpserver.smtp_mg17767bcf282e17707ad3c04b04284f73.type", "smtp");
user_pref("mail.smtpserver.smtp_mg17767bcf282e17707ad3c04b04284f73.hostname", "mail.example.com");
user_pref("mail.smtpserver.smtp_mg17767bcf282e17707ad3c04b04284f73.port", 465);
user_pref("mail.smtpserver.smtp_mg17767bcf282e17707ad3c04b04284f73.try_ssl", 3);
user_pref("mail.smtpserver.smtp_mg17767bcf282e17707ad3c04b04284f73.authMethod", 3);
user_pref("mail.smtpserver.smtp_mg17767bcf282e17707ad3c04b04284f73.username", "support-out");
