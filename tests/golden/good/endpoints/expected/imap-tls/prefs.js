// Mail accounts for Thunderbird: the prefs.js of a new profile.
user_pref("mail.accountmanager.accounts", "account_mgd257096780644fe546e5bc6064f75853");
user_pref("mail.smtpservers", "smtp_mgd257096780644fe546e5bc6064f75853");

user_pref("mail.account.account_mgd257096780644fe546e5bc6064f75853.server", "server_mgd257096780644fe546e5bc6064f75853");
user_pref("mail.account.account_mgd257096780644fe546e5bc6064f75853.identities", "id_mgd257096780644fe546e5bc6064f75853");

user_pref("mail.server.server_mgd257096780644fe546e5bc6064f75853.type", "imap");
user_pref("mail.server.server_mgd257096780644fe546e5bc6064f75853.name", "imap.tls@example.com");
user_pref("mail.server.server_mgd257096780644fe546e5bc6064f75853.hostname", "mail.example.com");
user_pref("mail.server.server_mgd257096780644fe546e5bc6064f75853.port", 993);
user_pref("mail.server.server_mgd257096780644fe546e5bc6064f75853.socketType", 3);
user_pref("mail.server.server_mgd257096780644fe546e5bc6064f75853.authMethod", 3);
user_pref("mail.server.server_mgd257096780644fe546e5bc6064f75853.userName", "imap.tls@example.com");
user_pref("mail.server.server_mgd257096780644fe546e5bc6064f75853.allow_utf8_accept", false);

user_pref("mail.identity.id_mgd257096780644fe546e5bc6064f75853.fullName", "imap with tls");
user_pref("mail.identity.id_mgd257096780644fe546e5bc6064f75853.useremail", "imap.tls@example.com");
user_pref("mail.identity.id_mgd257096780644fe546e5bc6064f75853.smtpServer", "smtp_mgd257096780644fe546e5bc6064f75853");
user_pref("mail.identity.id_mgd257096780644fe546e5bc6064f75853.fcc_folder", "imap://imap.tls%40example.com@mail.example.com/Sent");
user_pref("mail.identity.id_mgd257096780644fe546e5bc6064f75853.fcc_folder_picker_mode", "0");
user_pref("mail.identity.id_mgd257096780644fe546e5bc6064f75853.draft_folder", "imap://imap.tls%40example.com@mail.example.com/Drafts");
user_pref("mail.identity.id_mgd257096780644fe546e5bc6064f75853.drafts_folder_picker_mode", "0");
user_pref("mail.identity.id_mgd257096780644fe546e5bc6064f75853.stationery_folder", "imap://imap.tls%40example.com@mail.example.com/Templates");

user_pref("mail.smtpserver.smtp_mgd257096780644fe546e5bc6064f75853.type", "smtp");
user_pref("mail.smtpserver.smtp_mgd257096780644fe546e5bc6064f75853.hostname", "mail.example.com");
user_pref("mail.smtpserver.smtp_mgd257096780644fe546e5bc6064f75853.port", 465);
user_pref("mail.smtpserver.smtp_mgd257096780644fe546e5bc6064f75853.try_ssl", 3);
user_pref("mail.smtpserver.smtp_mgd257096780644fe546e5bc6064f75853.authMethod", 3);
user_pref("mail.smtpserver.smtp_mgd257096780644fe546e5bc6064f75853.username", "imap.tls@example.com");
