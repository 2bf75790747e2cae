// Mail accounts for Thunderbird: the prefs.js of a new profile.
user_pref("mail.accountmanager.accounts", "account_mgfb904d9c6b0b");
user_pref("mail.smtpservers", "smtp_mgfb904d9c6b0b");

user_pref("mail.account.account_mgfb904d9c6b0b.server", "server_mgfb904d9c6b0b");
user_pref("mail.account.account_mgfb904d9c6b0b.identities", "id_mgfb904d9c6b0b");

user_pref("mail.server.server_mgfb904d9c6b0b.type", "imap");
user_pref("mail.server.server_mgfb904d9c6b0b.name", "]]> & <b> #1; \"); user_pref(\"x\", 1");
user_pref("mail.server.server_mgfb904d9c6b0b.hostname", "imap.example.com");
user_pref("mail.server.server_mgfb904d9c6b0b.port", 993);
user_pref("mail.server.server_mgfb904d9c6b0b.socketType", 3);
user_pref("mail.server.server_mgfb904d9c6b0b.authMethod", 3);
user_pref("mail.server.server_mgfb904d9c6b0b.userName", "a:b@c/d?e#f%20 g\"h'i\\j");
user_pref("mail.server.server_mgfb904d9c6b0b.allow_utf8_accept", false);

user_pref("mail.identity.id_mgfb904d9c6b0b.fullName", "Jean \"the $(reboot)\" `id` \\ 'Dupont'");
user_pref("mail.identity.id_mgfb904d9c6b0b.useremail", "jean.o'dupont+#a{b}@example.com");
user_pref("mail.identity.id_mgfb904d9c6b0b.organization", "#1; 100% $HOME \\n {x}");
user_pref("mail.identity.id_mgfb904d9c6b0b.htmlSigText", "-- \n\"Jean\" \\ ' $x `y`\n\n]]> <sig> & co\n");
user_pref("mail.identity.id_mgfb904d9c6b0b.htmlSigFormat", false);
user_pref("mail.identity.id_mgfb904d9c6b0b.smtpServer", "smtp_mgfb904d9c6b0b");
user_pref("mail.identity.id_mgfb904d9c6b0b.fcc_folder", "imap://a%3Ab%40c%2Fd%3Fe%23f%2520%20g%22h%27i%5Cj@imap.example.com/Sent");
user_pref("mail.identity.id_mgfb904d9c6b0b.fcc_folder_picker_mode", "0");
user_pref("mail.identity.id_mgfb904d9c6b0b.draft_folder", "imap://a%3Ab%40c%2Fd%3Fe%23f%2520%20g%22h%27i%5Cj@imap.example.com/Drafts");
user_pref("mail.identity.id_mgfb904d9c6b0b.drafts_folder_picker_mode", "0");
user_pref("mail.identity.id_mgfb904d9c6b0b.stationery_folder", "imap://a%3Ab%40c%2Fd%3Fe%23f%2520%20g%22h%27i%5Cj@imap.example.com/Templates");

user_pref("mail.smtpserver.smtp_mgfb904d9c6b0b.type", "smtp");
user_pref("mail.smtpserver.smtp_mgfb904d9c6b0b.hostname", "smtp.example.com");
user_pref("mail.smtpserver.smtp_mgfb904d9c6b0b.port", 465);
user_pref("mail.smtpserver.smtp_mgfb904d9c6b0b.try_ssl", 3);
user_pref("mail.smtpserver.smtp_mgfb904d9c6b0b.authMethod", 3);
user_pref("mail.smtpserver.smtp_mgfb904d9c6b0b.username", "a:b@c/d?e#f%20 g\"h'i\\j");
