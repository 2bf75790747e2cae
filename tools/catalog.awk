# Makes one C file of the catalogs FOLDER/LANGUAGE.po; files of one language are
# one catalog. Strings of a catalog are strings of C as they stand. Used by the
# Makefile.
function flush() {
	if (id != "\"\"" && text != "\"\"")
		rows[language] = rows[language] "\t{ " id ", " text " },\n"
	id = text = "\"\""
}

BEGIN { id = text = "\"\"" }

FNR == 1 {
	flush()
	language = FILENAME
	sub(/.*\//, "", language)
	sub(/\.po$/, "", language)
	if (!(language in rows)) {
		names[++languages] = language
		rows[language] = ""
	}
}

/^msgid / {
	flush()
	at = "id"
	id = substr($0, 7)
}
/^msgstr / { at = "text"; text = substr($0, 8) }
/^"/ && at == "id" { id = id "\n\t\t" $0 }
/^"/ && at == "text" { text = text "\n\t\t" $0 }

END {
	flush()
	print "/* Made by tools/catalog.awk. */\n#include \"base/lang.h\""
	for (i = 1; i <= languages; i++)
		printf "\nstatic const struct translation %s[] = {\n%s};\n", names[i],
			rows[names[i]]
	print "\nconst struct catalog catalogs[] = {"
	for (i = 1; i <= languages; i++)
		printf "\t{ \"%s\", %s, sizeof(%s) / sizeof(%s[0]) },\n",
			names[i], names[i], names[i], names[i]
	printf "};\nconst size_t catalogs_count = %d;\n", languages
}
