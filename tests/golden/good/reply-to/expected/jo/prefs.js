// Mail accounts for Thunderbird: the prefs.js of a new profile.
user_pref("mail.accountmanager.accounts", "account_mg8d5bd61cc510af12b1fb71bb519b395f");
user_pref("mail.smtpservers", "smtp_mg8d5bd61cc510af12b1fb71bb519b395f");

user_pref("mail.account.account_mg8d5bd61cc510af12b1fb71bb519b395f.server", "server_mg8d5bd61cc510af12b1fb71bb519b395f");
user_pref("mail.account.account_mg8d5bd61cc510af12b1fb71bb519b395f.identities", "id_mg8d5bd61cc510af12b1fb71bb519b395f,id_sales_40example_2eorg_mg8d5bd61cc510af12b1fb71bb519b395f");

user_pref("mail.server.server_mg8d5bd61cc510af12b1fb71bb519b395f.type", "imap");
user_pref("mail.server.server_mg8d5bd61cc510af12b1fb71bb519b395f.name", "jo@exämple.com");
user_pref("mail.server.server_mg8d5bd61cc510af12b1fb71bb519b395f.hostname", "imap.example.com");
user_pref("mail.server.server_mg8d5bd61cc510af12b1fb71bb519b395f.port", 993);
user_pref("mail.server.server_mg8d5bd61cc510af12b1fb71bb519b395f.socketType", 3);
user_pref("mail.server.server_mg8d5bd61cc510af12b1fb71bb519b395f.authMethod", 3);
user_pref("mail.server.server_mg8d5bd61cc510af12b1fb71bb519b395f.userName", "jo@xn--exmple-cua.com");
user_pref("mail.server.server_mg8d5bd61cc510af12b1fb71bb519b395f.allow_utf8_accept", false);

user_pref("mail.identity.id_mg8d5bd61cc510af12b1fb71bb519b395f.fullName", "Jo Example");
user_pref("mail.identity.id_mg8d5bd61cc510af12b1fb71bb519b395f.useremail", "jo@xn--exmple-cua.com");
user_pref("mail.identity.id_mg8d5bd61cc510af12b1fb71bb519b395f.reply_to", "Équipe Ventes <team@xn--exmple-cua.com>, \"Doe, \\\"Jo\\\" $x `y` \\\\ #1; %s\" <jo+x@example.org>, z@example.com");
user_pref("mail.identity.id_mg8d5bd61cc510af12b1fb71bb519b395f.attach_signature", true);
user_pref("mail.identity.id_mg8d5bd61cc510af12b1fb71bb519b395f.sig_file", "~/.signature d'été");
user_pref("mail.identity.id_mg8d5bd61cc510af12b1fb71bb519b395f.catchAll", true);
user_pref("mail.identity.id_mg8d5bd61cc510af12b1fb71bb519b395f.catchAllHint", "*@xn--exmple-cua.com");
user_pref("mail.identity.id_mg8d5bd61cc510af12b1fb71bb519b395f.smtpServer", "smtp_mg8d5bd61cc510af12b1fb71bb519b395f");
user_pref("mail.identity.id_mg8d5bd61cc510af12b1fb71bb519b395f.fcc_folder", "imap://jo%40xn--exmple-cua.com@imap.example.com/Sent");
user_pref("mail.identity.id_mg8d5bd61cc510af12b1fb71bb519b395f.fcc_folder_picker_mode", "1");
user_pref("mail.identity.id_mg8d5bd61cc510af12b1fb71bb519b395f.draft_folder", "imap://jo%40xn--exmple-cua.com@imap.example.com/Drafts");
user_pref("mail.identity.id_mg8d5bd61cc510af12b1fb71bb519b395f.drafts_folder_picker_mode", "0");
user_pref("mail.identity.id_mg8d5bd61cc510af12b1fb71bb519b395f.stationery_folder", "imap://jo%40xn--exmple-cua.com@imap.example.com/Templates");

user_pref("mail.identity.id_sales_40example_2eorg_mg8d5bd61cc510af12b1fb71bb519b395f.fullName", "Jo Example");
user_pref("mail.identity.id_sales_40example_2eorg_mg8d5bd61cc510af12b1fb71bb519b395f.useremail", "sales@example.org");
user_pref("mail.identity.id_sales_40example_2eorg_mg8d5bd61cc510af12b1fb71bb519b395f.reply_to", "Équipe Ventes <team@xn--exmple-cua.com>, \"Doe, \\\"Jo\\\" $x `y` \\\\ #1; %s\" <jo+x@example.org>, z@example.com");
user_pref("mail.identity.id_sales_40example_2eorg_mg8d5bd61cc510af12b1fb71bb519b395f.attach_signature", true);
user_pref("mail.identity.id_sales_40example_2eorg_mg8d5bd61cc510af12b1fb71bb519b395f.sig_file", "~/.signature d'été");
user_pref("mail.identity.id_sales_40example_2eorg_mg8d5bd61cc510af12b1fb71bb519b395f.smtpServer", "smtp_mg8d5bd61cc510af12b1fb71bb519b395f");
user_pref("mail.identity.id_sales_40example_2eorg_mg8d5bd61cc510af12b1fb71bb519b395f.fcc_folder", "imap://jo%40xn--exmple-cua.com@imap.example.com/Sent");
user_pref("mail.identity.id_sales_40example_2eorg_mg8d5bd61cc510af12b1fb71bb519b395f.draft_folder", "imap://jo%40xn--exmple-cua.com@imap.example.com/Drafts");
user_pref("mail.identity.id_sales_40example_2eorg_mg8d5bd61cc510af12b1fb71bb519b395f.stationery_folder", "imap://jo%40xn--exmple-cua.com@imap.example.com/Templates");

user_pref("mail.smtpserver.smtp_mg8d5bd61cc510af12b1fb71bb519b395f.type", "smtp");
user_pref("mail.smtpserver.smtp_mg8d5bd61cc510af12b1fb71bb519b395f.hostname", "smtp.example.com");
user_pref("mail.smtpserver.smtp_mg8d5bd61cc510af12b1fb71bb519b395f.port", 465);
user_pref("mail.smtpserver.smtp_mg8d5bd61cc510af12b1fb71bb519b395f.try_ssl", 3);
user_pref("mail.smtpserver.smtp_mg8d5bd61cc510af12b1fb71bb519b395f.authMethod", 3);
user_pref("mail.smtpserver.smtp_mg8d5bd61cc510af12b1fb71bb519b395f.username", "jo@xn--exmple-cua.com");
