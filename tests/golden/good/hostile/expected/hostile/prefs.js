// Mail accounts for Thunderbird: the prefs.js of a new profile.
user_pref("mail.accountmanager.accounts", "account_mgfb904d9c6b0ba97ac1725f169212fcbc");
user_pref("mail.smtpservers", "smtp_mgfb904d9c6b0ba97ac1725f169212fcbc");

user_pref("mail.account.account_mgfb904d9c6b0ba97ac1725f169212fcbc.server", "server_mgfb904d9c6b0ba97ac1725f169212fcbc");
user_pref("mail.account.account_mgfb904d9c6b0ba97ac1725f169212fcbc.identities", "id_mgfb904d9c6b0ba97ac1725f169212fcbc");

user_pref("mail.server.server_mgfb904d9c6b0ba97ac1725f169212fcbc.type", "imap");
user_pref("mail.server.server_mgfb904d9c6b0ba97ac1725f169212fcbc.name", "]]> & <b> #1; \"); user_pref(\"x\", 1");
user_pref("mail.server.server_mgfb904d9c6b0ba97ac1725f169212fcbc.hostname", "imap.example.com");
user_pref("mail.server.server_mgfb904d9c6b0ba97ac1725f169212fcbc.port", 993);
user_pref("mail.server.server_mgfb904d9c6b0ba97ac1725f169212fcbc.socketType", 3);
user_pref("mail.server.server_mgfb904d9c6b0ba97ac1725f169212fcbc.authMethod", 3);
user_pref("mail.server.server_mgfb904d9c6b0ba97ac1725f169212fcbc.userName", "a:b@c/d?e#f%20 g\"h'i\\j");
user_pref("mail.server.server_mgfb904d9c6b0ba97ac1725f169212fcbc.allow_utf8_accept", false);

user_pref("mail.identity.id_mgfb904d9c6b0ba97ac1725f169212fcbc.fullName", "Jean \"the $(reboot)\" `id` \\ 'Dupont'");
user_pref("mail.identity.id_mgfb904d9c6b0ba97ac1725f169212fcbc.useremail", "jean.o'dupont+#a{b}@example.com");
user_pref("mail.identity.id_mgfb904d9c6b0ba97ac1725f169212fcbc.organization", "#1; 100% $HOME \\n {x}");
user_pref("mail.identity.id_mgfb904d9c6b0ba97ac1725f169212fcbc.htmlSigText", "-- \n\"Jean\" \\ ' $x `y`\n\n]]> <sig> & co\n");
user_pref("mail.identity.id_mgfb904d9c6b0ba97ac1725f169212fcbc.htmlSigFormat", false);
user_pref("mail.identity.id_mgfb904d9c6b0ba97ac1725f169212fcbc.smtpServer", "smtp_mgfb904d9c6b0ba97ac1725f169212fcbc");
user_pref("mail.identity.id_mgfb904d9c6b0ba97ac1725f169212fcbc.fcc_folder", "imap://a%3Ab%40c%2Fd%3Fe%23f%2520%20g%22h%27i%5Cj@imap.example.com/Sent");
user_pref("mail.identity.id_mgfb904d9c6b0ba97ac1725f169212fcbc.fcc_folder_picker_mode", "0");
user_pref("mail.identity.id_mgfb904d9c6b0ba97ac1725f169212fcbc.draft_folder", "imap://a%3Ab%40c%2Fd%3Fe%23f%2520%20g%22h%27i%5Cj@imap.example.com/Drafts");
user_pref("mail.identity.id_mgfb904d9c6b0ba97ac1725f169212fcbc.drafts_folder_picker_mode", "0");
user_pref("mail.identity.id_mgfb904d9c6b0ba97ac1725f169212fcbc.stationery_folder", "imap://a%3Ab%40c%2Fd%3Fe%23f%2520%20g%22h%27i%5Cj@imap.example.com/Templates");

user_pref("mail.smtpserver.smtp_mgfb904d9c6b0ba97ac1725f169212fcbc.type", "smtp");
user_pref("mail.smtpserver.smtp_mgfb904d9c6b0ba97ac1725f169212fcbc.hostname", "smtp.example.com");
user_pref("mail.smtpserver.smtp_mgfb904d9c6b0ba97ac1725f169212fcbc.port", 465);
user_pref("mail.smtpserver.smtp_mgfb904d9c6b0ba97ac1725f169212fcbc.try_ssl", 3);
user_pref("mail.smtpserver.smtp_mgfb904d9c6b0ba97ac1725f169212fcbc.authMethod", 3);
user_pref("mail.smtpserver.smtp_mgfb904d9c6b0ba97ac1725f169212fcbc.username", "a:b@c/d?e#f%20 g\"h'i\\j");
