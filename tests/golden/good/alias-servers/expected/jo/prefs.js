// Mail accounts for Thunderbird: the prefs.js of a new profile.
user_pref("mail.accountmanager.accounts", "account_mgeaccba41dbfbe5aa9bc02028c467fb6c");
user_pref("mail.smtpservers", "smtp_mgeaccba41dbfbe5aa9bc02028c467fb6c,smtp_smtp_2eclub_2eexample_mgeaccba41dbfbe5aa9bc02028c467fb6c");

user_pref("mail.account.account_mgeaccba41dbfbe5aa9bc02028c467fb6c.server", "server_mgeaccba41dbfbe5aa9bc02028c467fb6c");
user_pref("mail.account.account_mgeaccba41dbfbe5aa9bc02028c467fb6c.identities", "id_mgeaccba41dbfbe5aa9bc02028c467fb6c,id_sales_40example_2ecom_mgeaccba41dbfbe5aa9bc02028c467fb6c,id_jo_40club_2eexample_mgeaccba41dbfbe5aa9bc02028c467fb6c,id_treasurer_2bjo_40club_2eexample_mgeaccba41dbfbe5aa9bc02028c467fb6c,id_info_40example_2ecom_mgeaccba41dbfbe5aa9bc02028c467fb6c");

user_pref("mail.server.server_mgeaccba41dbfbe5aa9bc02028c467fb6c.type", "imap");
user_pref("mail.server.server_mgeaccba41dbfbe5aa9bc02028c467fb6c.name", "jo@example.com");
user_pref("mail.server.server_mgeaccba41dbfbe5aa9bc02028c467fb6c.hostname", "imap.example.com");
user_pref("mail.server.server_mgeaccba41dbfbe5aa9bc02028c467fb6c.port", 993);
user_pref("mail.server.server_mgeaccba41dbfbe5aa9bc02028c467fb6c.socketType", 3);
user_pref("mail.server.server_mgeaccba41dbfbe5aa9bc02028c467fb6c.authMethod", 3);
user_pref("mail.server.server_mgeaccba41dbfbe5aa9bc02028c467fb6c.userName", "jo@example.com");
user_pref("mail.server.server_mgeaccba41dbfbe5aa9bc02028c467fb6c.allow_utf8_accept", false);

user_pref("mail.identity.id_mgeaccba41dbfbe5aa9bc02028c467fb6c.fullName", "Jo Example");
user_pref("mail.identity.id_mgeaccba41dbfbe5aa9bc02028c467fb6c.useremail", "jo@example.com");
user_pref("mail.identity.id_mgeaccba41dbfbe5aa9bc02028c467fb6c.smtpServer", "smtp_mgeaccba41dbfbe5aa9bc02028c467fb6c");
user_pref("mail.identity.id_mgeaccba41dbfbe5aa9bc02028c467fb6c.fcc_folder", "imap://jo%40example.com@imap.example.com/Sent");
user_pref("mail.identity.id_mgeaccba41dbfbe5aa9bc02028c467fb6c.fcc_folder_picker_mode", "0");
user_pref("mail.identity.id_mgeaccba41dbfbe5aa9bc02028c467fb6c.draft_folder", "imap://jo%40example.com@imap.example.com/Drafts");
user_pref("mail.identity.id_mgeaccba41dbfbe5aa9bc02028c467fb6c.drafts_folder_picker_mode", "0");
user_pref("mail.identity.id_mgeaccba41dbfbe5aa9bc02028c467fb6c.stationery_folder", "imap://jo%40example.com@imap.example.com/Templates");

user_pref("mail.identity.id_sales_40example_2ecom_mgeaccba41dbfbe5aa9bc02028c467fb6c.fullName", "Jo Example");
user_pref("mail.identity.id_sales_40example_2ecom_mgeaccba41dbfbe5aa9bc02028c467fb6c.useremail", "sales@example.com");
user_pref("mail.identity.id_sales_40example_2ecom_mgeaccba41dbfbe5aa9bc02028c467fb6c.smtpServer", "smtp_mgeaccba41dbfbe5aa9bc02028c467fb6c");
user_pref("mail.identity.id_sales_40example_2ecom_mgeaccba41dbfbe5aa9bc02028c467fb6c.fcc_folder", "imap://jo%40example.com@imap.example.com/Sent");
user_pref("mail.identity.id_sales_40example_2ecom_mgeaccba41dbfbe5aa9bc02028c467fb6c.draft_folder", "imap://jo%40example.com@imap.example.com/Drafts");
user_pref("mail.identity.id_sales_40example_2ecom_mgeaccba41dbfbe5aa9bc02028c467fb6c.stationery_folder", "imap://jo%40example.com@imap.example.com/Templates");

user_pref("mail.identity.id_jo_40club_2eexample_mgeaccba41dbfbe5aa9bc02028c467fb6c.fullName", "Jo Example");
user_pref("mail.identity.id_jo_40club_2eexample_mgeaccba41dbfbe5aa9bc02028c467fb6c.useremail", "jo@club.example");
user_pref("mail.identity.id_jo_40club_2eexample_mgeaccba41dbfbe5aa9bc02028c467fb6c.smtpServer", "smtp_smtp_2eclub_2eexample_mgeaccba41dbfbe5aa9bc02028c467fb6c");
user_pref("mail.identity.id_jo_40club_2eexample_mgeaccba41dbfbe5aa9bc02028c467fb6c.fcc_folder", "imap://jo%40example.com@imap.example.com/Sent");
user_pref("mail.identity.id_jo_40club_2eexample_mgeaccba41dbfbe5aa9bc02028c467fb6c.draft_folder", "imap://jo%40example.com@imap.example.com/Drafts");
user_pref("mail.identity.id_jo_40club_2eexample_mgeaccba41dbfbe5aa9bc02028c467fb6c.stationery_folder", "imap://jo%40example.com@imap.example.com/Templates");

user_pref("mail.identity.id_treasurer_2bjo_40club_2eexample_mgeaccba41dbfbe5aa9bc02028c467fb6c.fullName", "Treasurer");
user_pref("mail.identity.id_treasurer_2bjo_40club_2eexample_mgeaccba41dbfbe5aa9bc02028c467fb6c.useremail", "treasurer+jo@club.example");
user_pref("mail.identity.id_treasurer_2bjo_40club_2eexample_mgeaccba41dbfbe5aa9bc02028c467fb6c.smtpServer", "smtp_smtp_2eclub_2eexample_mgeaccba41dbfbe5aa9bc02028c467fb6c");
user_pref("mail.identity.id_treasurer_2bjo_40club_2eexample_mgeaccba41dbfbe5aa9bc02028c467fb6c.fcc_folder", "imap://jo%40example.com@imap.example.com/Sent");
user_pref("mail.identity.id_treasurer_2bjo_40club_2eexample_mgeaccba41dbfbe5aa9bc02028c467fb6c.draft_folder", "imap://jo%40example.com@imap.example.com/Drafts");
user_pref("mail.identity.id_treasurer_2bjo_40club_2eexample_mgeaccba41dbfbe5aa9bc02028c467fb6c.stationery_folder", "imap://jo%40example.com@imap.example.com/Templates");

user_pref("mail.identity.id_info_40example_2ecom_mgeaccba41dbfbe5aa9bc02028c467fb6c.fullName", "Jo Example");
user_pref("mail.identity.id_info_40example_2ecom_mgeaccba41dbfbe5aa9bc02028c467fb6c.useremail", "info@example.com");
user_pref("mail.identity.id_info_40example_2ecom_mgeaccba41dbfbe5aa9bc02028c467fb6c.smtpServer", "smtp_mgeaccba41dbfbe5aa9bc02028c467fb6c");
user_pref("mail.identity.id_info_40example_2ecom_mgeaccba41dbfbe5aa9bc02028c467fb6c.fcc_folder", "imap://jo%40example.com@imap.example.com/Sent");
user_pref("mail.identity.id_info_40example_2ecom_mgeaccba41dbfbe5aa9bc02028c467fb6c.draft_folder", "imap://jo%40example.com@imap.example.com/Drafts");
user_pref("mail.identity.id_info_40example_2ecom_mgeaccba41dbfbe5aa9bc02028c467fb6c.stationery_folder", "imap://jo%40example.com@imap.example.com/Templates");

user_pref("mail.smtpserver.smtp_mgeaccba41dbfbe5aa9bc02028c467fb6c.type", "smtp");
user_pref("mail.smtpserver.smtp_mgeaccba41dbfbe5aa9bc02028c467fb6c.hostname", "smtp.example.com");
user_pref("mail.smtpserver.smtp_mgeaccba41dbfbe5aa9bc02028c467fb6c.port", 465);
user_pref("mail.smtpserver.smtp_mgeaccba41dbfbe5aa9bc02028c467fb6c.try_ssl", 3);
user_pref("mail.smtpserver.smtp_mgeaccba41dbfbe5aa9bc02028c467fb6c.authMethod", 3);
user_pref("mail.smtpserver.smtp_mgeaccba41dbfbe5aa9bc02028c467fb6c.username", "jo@example.com");

user_pref("mail.smtpserver.smtp_smtp_2eclub_2eexample_mgeaccba41dbfbe5aa9bc02028c467fb6c.type", "smtp");
user_pref("mail.smtpserver.smtp_smtp_2eclub_2eexample_mgeaccba41dbfbe5aa9bc02028c467fb6c.hostname", "smtp.club.example");
user_pref("mail.smtpserver.smtp_smtp_2eclub_2eexample_mgeaccba41dbfbe5aa9bc02028c467fb6c.port", 587);
user_pref("mail.smtpserver.smtp_smtp_2eclub_2eexample_mgeaccba41dbfbe5aa9bc02028c467fb6c.try_ssl", 2);
user_pref("mail.smtpserver.smtp_smtp_2eclub_2eexample_mgeaccba41dbfbe5aa9bc02028c467fb6c.authMethod", 4);
user_pref("mail.smtpserver.smtp_smtp_2eclub_2eexample_mgeaccba41dbfbe5aa9bc02028c467fb6c.username", "member");
