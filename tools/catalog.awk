# Makes one C file of the catalogs FOLDER/LANGUAGE.po; files of one language are
# one catalog, in the order of its English texts. Strings of a catalog are strings
# of C as they stand. Used by the Makefile.

# The bytes that a string of C means, for their order.
function bytes(string) {
	string = substr(string, 2, length(string) - 2)
	gsub(/"\n\t\t"/, "", string)
	gsub(/\\\\/, "\001", string)
	gsub(/\\n/, "\n", string)
	gsub(/\\t/, "\t", string)
	gsub(/\\"/, "\"", string)
	gsub(/\001/, "\\", string)
	return string
}

# In French no line breaks before these signs, nor behind the mark that begins a quotation;
# in the file of translations these are blanks as any other.
function unbroken(text) {
	while (match(text, / (;|:|\?|!|»)([ ).,"\\]|$)/))
		text = substr(text, 1, RSTART - 1) "\302\240" substr(text, RSTART + 1)
	gsub(/« /, "«\302\240", text)
	return text
}

function flush() {
	if (id != "\"\"" && text != "\"\"") {
		text = language == "fr" ? unbroken(text) : text
		n = ++count[language]
		row[language, n] = "\t{ " id ", " text " },\n"
		for (key = bytes(id); n > 1 && key < keys[language, n - 1]; n--) {
			keys[language, n] = keys[language, n - 1]
			order[language, n] = order[language, n - 1]
		}
		keys[language, n] = key
		order[language, n] = count[language]
	}
	id = text = "\"\""
}

BEGIN { id = text = "\"\"" }

FNR == 1 {
	flush()
	language = FILENAME
	sub(/.*\//, "", language)
	sub(/\.po$/, "", language)
	if (!(language in count)) {
		names[++languages] = language
		count[language] = 0
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
	for (i = 1; i <= languages; i++) {
		printf "\nstatic const struct translation %s[] = {\n", names[i]
		for (n = 1; n <= count[names[i]]; n++)
			printf "%s", row[names[i], order[names[i], n]]
		print "};"
	}
	print "\nconst struct catalog catalogs[] = {"
	for (i = 1; i <= languages; i++)
		printf "\t{ \"%s\", %s, sizeof(%s) / sizeof(%s[0]) },\n",
			names[i], names[i], names[i], names[i]
	printf "};\nconst size_t catalogs_count = %d;\n", languages
}
