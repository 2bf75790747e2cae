// Mail accounts for Thunderbird: the prefs.js of a new profile.
user_pref("mail.accountmanager.accounts", "account_mg209a6cc2e0c87ba39ee1bfbb9c6bd356");
user_pref("mail.smtpservers", "smtp_mg209a6cc2e0c87ba39ee1bfbb9c6bd356");

user_pref("mail.account.account_mg209a6cc2e0c87ba39ee1bfbb9c6bd356.server", "server_mg209a6cc2e0c87ba39ee1bfbb9c6bd356");
user_pref("mail.account.account_mg209a6cc2e0c87ba39ee1bfbb9c6bd356.identities", "id_mg209a6cc2e0c87ba39ee1bfbb9c6bd356,id_jean_40example_2ecom_mg209a6cc2e0c87ba39ee1bfbb9c6bd356,id_sales_40example_2ecom_mg209a6cc2e0c87ba39ee1bfbb9c6bd356,id_shop_40example_2ecom_mg209a6cc2e0c87ba39ee1bfbb9c6bd356");

user_pref("mail.server.server_mg209a6cc2e0c87ba39ee1bfbb9c6bd356.type", "imap");
user_pref("mail.server.server_mg209a6cc2e0c87ba39ee1bfbb9c6bd356.name", "jean.dupont@example.com");
user_pref("mail.server.server_mg209a6cc2e0c87ba39ee1bfbb9c6bd356.hostname", "imap.example.com");
user_pref("mail.server.server_mg209a6cc2e0c87ba39ee1bfbb9c6bd356.port", 993);
user_pref("mail.server.server_mg209a6cc2e0c87ba39ee1bfbb9c6bd356.socketType", 3);
user_pref("mail.server.server_mg209a6cc2e0c87ba39ee1bfbb9c6bd356.authMethod", 3);
user_pref("mail.server.server_mg209a6cc2e0c87ba39ee1bfbb9c6bd356.userName", "jean.dupont@example.com");
user_pref("mail.server.server_mg209a6cc2e0c87ba39ee1bfbb9c6bd356.allow_utf8_accept", false);

user_pref("mail.identity.id_mg209a6cc2e0c87ba39ee1bfbb9c6bd356.fullName", "Jean Dupont");
user_pref("mail.identity.id_mg209a6cc2e0c87ba39ee1bfbb9c6bd356.useremail", "jean.dupont@example.com");
user_pref("mail.identity.id_mg209a6cc2e0c87ba39ee1bfbb9c6bd356.reply_to", "Jean <answers@example.com>");
user_pref("mail.identity.id_mg209a6cc2e0c87ba39ee1bfbb9c6bd356.htmlSigText", "<b>Jean</b>");
user_pref("mail.identity.id_mg209a6cc2e0c87ba39ee1bfbb9c6bd356.htmlSigFormat", true);
user_pref("mail.identity.id_mg209a6cc2e0c87ba39ee1bfbb9c6bd356.smtpServer", "smtp_mg209a6cc2e0c87ba39ee1bfbb9c6bd356");
user_pref("mail.identity.id_mg209a6cc2e0c87ba39ee1bfbb9c6bd356.fcc_folder", "imap://jean.dupont%40example.com@imap.example.com/Sent");
user_pref("mail.identity.id_mg209a6cc2e0c87ba39ee1bfbb9c6bd356.fcc_folder_picker_mode", "1");
user_pref("mail.identity.id_mg209a6cc2e0c87ba39ee1bfbb9c6bd356.draft_folder", "imap://jean.dupont%40example.com@imap.example.com/Drafts");
user_pref("mail.identity.id_mg209a6cc2e0c87ba39ee1bfbb9c6bd356.drafts_folder_picker_mode", "0");
user_pref("mail.identity.id_mg209a6cc2e0c87ba39ee1bfbb9c6bd356.stationery_folder", "imap://jean.dupont%40example.com@imap.example.com/Templates");

user_pref("mail.identity.id_jean_40example_2ecom_mg209a6cc2e0c87ba39ee1bfbb9c6bd356.fullName", "Jean Dupont");
user_pref("mail.identity.id_jean_40example_2ecom_mg209a6cc2e0c87ba39ee1bfbb9c6bd356.useremail", "jean@example.com");
user_pref("mail.identity.id_jean_40example_2ecom_mg209a6cc2e0c87ba39ee1bfbb9c6bd356.reply_to", "Jean <answers@example.com>");
user_pref("mail.identity.id_jean_40example_2ecom_mg209a6cc2e0c87ba39ee1bfbb9c6bd356.htmlSigText", "<b>Jean</b>");
user_pref("mail.identity.id_jean_40example_2ecom_mg209a6cc2e0c87ba39ee1bfbb9c6bd356.htmlSigFormat", true);
user_pref("mail.identity.id_jean_40example_2ecom_mg209a6cc2e0c87ba39ee1bfbb9c6bd356.smtpServer", "smtp_mg209a6cc2e0c87ba39ee1bfbb9c6bd356");
user_pref("mail.identity.id_jean_40example_2ecom_mg209a6cc2e0c87ba39ee1bfbb9c6bd356.fcc_folder", "imap://jean.dupont%40example.com@imap.example.com/Sent");
user_pref("mail.identity.id_jean_40example_2ecom_mg209a6cc2e0c87ba39ee1bfbb9c6bd356.draft_folder", "imap://jean.dupont%40example.com@imap.example.com/Drafts");
user_pref("mail.identity.id_jean_40example_2ecom_mg209a6cc2e0c87ba39ee1bfbb9c6bd356.stationery_folder", "imap://jean.dupont%40example.com@imap.example.com/Templates");

user_pref("mail.identity.id_sales_40example_2ecom_mg209a6cc2e0c87ba39ee1bfbb9c6bd356.fullName", "Sales");
user_pref("mail.identity.id_sales_40example_2ecom_mg209a6cc2e0c87ba39ee1bfbb9c6bd356.useremail", "sales@example.com");
user_pref("mail.identity.id_sales_40example_2ecom_mg209a6cc2e0c87ba39ee1bfbb9c6bd356.reply_to", "Team <team@example.com>");
user_pref("mail.identity.id_sales_40example_2ecom_mg209a6cc2e0c87ba39ee1bfbb9c6bd356.htmlSigText", "Sales\nTel. 1");
user_pref("mail.identity.id_sales_40example_2ecom_mg209a6cc2e0c87ba39ee1bfbb9c6bd356.htmlSigFormat", false);
user_pref("mail.identity.id_sales_40example_2ecom_mg209a6cc2e0c87ba39ee1bfbb9c6bd356.smtpServer", "smtp_mg209a6cc2e0c87ba39ee1bfbb9c6bd356");
user_pref("mail.identity.id_sales_40example_2ecom_mg209a6cc2e0c87ba39ee1bfbb9c6bd356.fcc_folder", "imap://jean.dupont%40example.com@imap.example.com/Sent");
user_pref("mail.identity.id_sales_40example_2ecom_mg209a6cc2e0c87ba39ee1bfbb9c6bd356.draft_folder", "imap://jean.dupont%40example.com@imap.example.com/Drafts");
user_pref("mail.identity.id_sales_40example_2ecom_mg209a6cc2e0c87ba39ee1bfbb9c6bd356.stationery_folder", "imap://jean.dupont%40example.com@imap.example.com/Templates");

user_pref("mail.identity.id_shop_40example_2ecom_mg209a6cc2e0c87ba39ee1bfbb9c6bd356.fullName", "Shop \"Ü\"");
user_pref("mail.identity.id_shop_40example_2ecom_mg209a6cc2e0c87ba39ee1bfbb9c6bd356.useremail", "shop@example.com");
user_pref("mail.identity.id_shop_40example_2ecom_mg209a6cc2e0c87ba39ee1bfbb9c6bd356.reply_to", "Jean <answers@example.com>");
user_pref("mail.identity.id_shop_40example_2ecom_mg209a6cc2e0c87ba39ee1bfbb9c6bd356.attach_signature", true);
user_pref("mail.identity.id_shop_40example_2ecom_mg209a6cc2e0c87ba39ee1bfbb9c6bd356.sig_file", "~/.signature-shop");
user_pref("mail.identity.id_shop_40example_2ecom_mg209a6cc2e0c87ba39ee1bfbb9c6bd356.smtpServer", "smtp_mg209a6cc2e0c87ba39ee1bfbb9c6bd356");
user_pref("mail.identity.id_shop_40example_2ecom_mg209a6cc2e0c87ba39ee1bfbb9c6bd356.fcc_folder", "imap://jean.dupont%40example.com@imap.example.com/Sent");
user_pref("mail.identity.id_shop_40example_2ecom_mg209a6cc2e0c87ba39ee1bfbb9c6bd356.draft_folder", "imap://jean.dupont%40example.com@imap.example.com/Drafts");
user_pref("mail.identity.id_shop_40example_2ecom_mg209a6cc2e0c87ba39ee1bfbb9c6bd356.stationery_folder", "imap://jean.dupont%40example.com@imap.example.com/Templates");

user_pref("mail.smtpserver.smtp_mg209a6cc2e0c87ba39ee1bfbb9c6bd356.type", "smtp");
user_pref("mail.smtpserver.smtp_mg209a6cc2e0c87ba39ee1bfbb9c6bd356.hostname", "smtp.example.com");
user_pref("mail.smtpserver.smtp_mg209a6cc2e0c87ba39ee1bfbb9c6bd356.port", 465);
user_pref("mail.smtpserver.smtp_mg209a6cc2e0c87ba39ee1bfbb9c6bd356.try_ssl", 3);
user_pref("mail.smtpserver.smtp_mg209a6cc2e0c87ba39ee1bfbb9c6bd356.authMethod", 3);
user_pref("mail.smtpserver.smtp_mg209a6cc2e0c87ba39ee1bfbb9c6bd356.username", "jean.dupont@example.com");
