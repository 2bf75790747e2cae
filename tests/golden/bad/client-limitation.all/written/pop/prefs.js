// Mail accounts for Thunderbird: the prefs.js of a new profile.
user_pref("mail.accountmanager.accounts", "account_mgca20d5c7a83a563eb1bdb0e79e0d2b96");
user_pref("mail.smtpservers", "smtp_mgca20d5c7a83a563eb1bdb0e79e0d2b96");

user_pref("mail.account.account_mgca20d5c7a83a563eb1bdb0e79e0d2b96.server", "server_mgca20d5c7a83a563eb1bdb0e79e0d2b96");
user_pref("mail.account.account_mgca20d5c7a83a563eb1bdb0e79e0d2b96.identities", "id_mgca20d5c7a83a563eb1bdb0e79e0d2b96");

user_pref("mail.server.server_mgca20d5c7a83a563eb1bdb0e79e0d2b96.type", "pop3");
user_pref("mail.server.server_mgca20d5c7a83a563eb1bdb0e79e0d2b96.name", "Lecture");
user_pref("mail.server.server_mgca20d5c7a83a563eb1bdb0e79e0d2b96.hostname", "pop.example.org");
user_pref("mail.server.server_mgca20d5c7a83a563eb1bdb0e79e0d2b96.port", 995);
user_pref("mail.server.server_mgca20d5c7a83a563eb1bdb0e79e0d2b96.socketType", 3);
user_pref("mail.server.server_mgca20d5c7a83a563eb1bdb0e79e0d2b96.authMethod", 3);
user_pref("mail.server.server_mgca20d5c7a83a563eb1bdb0e79e0d2b96.userName", "jean.dupont@example.org");
user_pref("mail.server.server_mgca20d5c7a83a563eb1bdb0e79e0d2b96.leave_on_server", false);
user_pref("mail.server.server_mgca20d5c7a83a563eb1bdb0e79e0d2b96.download_on_biff", true);

user_pref("mail.identity.id_mgca20d5c7a83a563eb1bdb0e79e0d2b96.fullName", "Jean Dupont");
user_pref("mail.identity.id_mgca20d5c7a83a563eb1bdb0e79e0d2b96.useremail", "jean.dupont@example.org");
user_pref("mail.identity.id_mgca20d5c7a83a563eb1bdb0e79e0d2b96.smtpServer", "smtp_mgca20d5c7a83a563eb1bdb0e79e0d2b96");
user_pref("mail.identity.id_mgca20d5c7a83a563eb1bdb0e79e0d2b96.fcc_folder", "mailbox://jean.dupont%40example.org@pop.example.org/Sent");
user_pref("mail.identity.id_mgca20d5c7a83a563eb1bdb0e79e0d2b96.fcc_folder_picker_mode", "1");
user_pref("mail.identity.id_mgca20d5c7a83a563eb1bdb0e79e0d2b96.draft_folder", "mailbox://jean.dupont%40example.org@pop.example.org/Drafts");
user_pref("mail.identity.id_mgca20d5c7a83a563eb1bdb0e79e0d2b96.drafts_folder_picker_mode", "0");
user_pref("mail.identity.id_mgca20d5c7a83a563eb1bdb0e79e0d2b96.stationery_folder", "mailbox://jean.dupont%40example.org@pop.example.org/Templates");

user_pref("mail.smtpserver.smtp_mgca20d5c7a83a563eb1bdb0e79e0d2b96.type", "smtp");
user_pref("mail.smtpserver.smtp_mgca20d5c7a83a563eb1bdb0e79e0d2b96.hostname", "smtp.example.org");
user_pref("mail.smtpserver.smtp_mgca20d5c7a83a563eb1bdb0e79e0d2b96.port", 465);
user_pref("mail.smtpserver.smtp_mgca20d5c7a83a563eb1bdb0e79e0d2b96.try_ssl", 3);
user_pref("mail.smtpserver.smtp_mgca20d5c7a83a563eb1bdb0e79e0d2b96.authMethod", 3);
user_pref("mail.smtpserver.smtp_mgca20d5c7a83a563eb1bdb0e79e0d2b96.username", "jean.dupont@example.org");
