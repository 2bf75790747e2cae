// Where Thunderbird finds mailgen.cfg, which sets up mail accounts for every user.
pref("general.config.filename", "mailgen.cfg");
pref("general.config.obscure_value", 0);
