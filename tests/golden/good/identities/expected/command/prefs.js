// Mail accounts for Thunderbird: the prefs.js of a new profile.
user_pref("mail.accountmanager.accounts", "account_mg7c870f07c01740cda4dc7495dcfa2d69");
user_pref("mail.smtpservers", "smtp_mg7c870f07c01740cda4dc7495dcfa2d69");

user_pref("mail.account.account_mg7c870f07c01740cda4dc7495dcfa2d69.server", "server_mg7c870f07c01740cda4dc7495dcfa2d69");
user_pref("mail.account.account_mg7c870f07c01740cda4dc7495dcfa2d69.identities", "id_mg7c870f07c01740cda4dc7495dcfa2d69,id_shop_40example_2eorg_mg7c870f07c01740cda4dc7495dcfa2d69");

user_pref("mail.server.server_mg7c870f07c01740cda4dc7495dcfa2d69.type", "imap");
user_pref("mail.server.server_mg7c870f07c01740cda4dc7495dcfa2d69.name", "jean@example.org");
user_pref("mail.server.server_mg7c870f07c01740cda4dc7495dcfa2d69.hostname", "imap.example.org");
user_pref("mail.server.server_mg7c870f07c01740cda4dc7495dcfa2d69.port", 993);
user_pref("mail.server.server_mg7c870f07c01740cda4dc7495dcfa2d69.socketType", 3);
user_pref("mail.server.server_mg7c870f07c01740cda4dc7495dcfa2d69.authMethod", 3);
user_pref("mail.server.server_mg7c870f07c01740cda4dc7495dcfa2d69.userName", "jean@example.org");
user_pref("mail.server.server_mg7c870f07c01740cda4dc7495dcfa2d69.allow_utf8_accept", false);

user_pref("mail.identity.id_mg7c870f07c01740cda4dc7495dcfa2d69.fullName", "Jean Dupont");
user_pref("mail.identity.id_mg7c870f07c01740cda4dc7495dcfa2d69.useremail", "jean@example.org");
user_pref("mail.identity.id_mg7c870f07c01740cda4dc7495dcfa2d69.smtpServer", "smtp_mg7c870f07c01740cda4dc7495dcfa2d69");
user_pref("mail.identity.id_mg7c870f07c01740cda4dc7495dcfa2d69.fcc_folder", "imap://jean%40example.org@imap.example.org/Sent");
user_pref("mail.identity.id_mg7c870f07c01740cda4dc7495dcfa2d69.fcc_folder_picker_mode", "1");
user_pref("mail.identity.id_mg7c870f07c01740cda4dc7495dcfa2d69.draft_folder", "imap://jean%40example.org@imap.example.org/Drafts");
user_pref("mail.identity.id_mg7c870f07c01740cda4dc7495dcfa2d69.drafts_folder_picker_mode", "0");
user_pref("mail.identity.id_mg7c870f07c01740cda4dc7495dcfa2d69.stationery_folder", "imap://jean%40example.org@imap.example.org/Templates");

user_pref("mail.identity.id_shop_40example_2eorg_mg7c870f07c01740cda4dc7495dcfa2d69.fullName", "Jean Dupont");
user_pref("mail.identity.id_shop_40example_2eorg_mg7c870f07c01740cda4dc7495dcfa2d69.useremail", "shop@example.org");
user_pref("mail.identity.id_shop_40example_2eorg_mg7c870f07c01740cda4dc7495dcfa2d69.smtpServer", "smtp_mg7c870f07c01740cda4dc7495dcfa2d69");
user_pref("mail.identity.id_shop_40example_2eorg_mg7c870f07c01740cda4dc7495dcfa2d69.fcc_folder", "imap://jean%40example.org@imap.example.org/Sent");
user_pref("mail.identity.id_shop_40example_2eorg_mg7c870f07c01740cda4dc7495dcfa2d69.draft_folder", "imap://jean%40example.org@imap.example.org/Drafts");
user_pref("mail.identity.id_shop_40example_2eorg_mg7c870f07c01740cda4dc7495dcfa2d69.stationery_folder", "imap://jean%40example.org@imap.example.org/Templates");

user_pref("mail.smtpserver.smtp_mg7c870f07c01740cda4dc7495dcfa2d69.type", "smtp");
user_pref("mail.smtpserver.smtp_mg7c870f07c01740cda4dc7495dcfa2d69.hostname", "smtp.example.org");
user_pref("mail.smtpserver.smtp_mg7c870f07c01740cda4dc7495dcfa2d69.port", 465);
user_pref("mail.smtpserver.smtp_mg7c870f07c01740cda4dc7495dcfa2d69.try_ssl", 3);
user_pref("mail.smtpserver.smtp_mg7c870f07c01740cda4dc7495dcfa2d69.authMethod", 3);
user_pref("mail.smtpserver.smtp_mg7c870f07c01740cda4dc7495dcfa2d69.username", "jean@example.org");
