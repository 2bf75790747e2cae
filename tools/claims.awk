# Reads the shipped rule sets, schemas/rules/NAME.ini, and writes what they say of hosts and
# mail domains as a table for C, sorted by name. Used by the Makefile.
# One line says what src/rules/hosts.c takes from the lines of a user's file; a test holds
# the two to each other.

function broken(what) {
	print FILENAME ":" FNR ": " what >"/dev/stderr"
	failed = 1
	exit 1
}

# A name of the provider, made comparable as hosts_called_key() does.
function called(name) {
	gsub(/[\001-%\047-\/:-`{-\177]/, "", name)
	if (length(name) <= 55)
		write("CLAIM_CALLED", name)
}

function write(kind, name) {
	if (length(name) > 55 || length(set) > 22)
		broken("the name does not fit into struct shipped_claim")
	if (name != "")
		print "\t{ \"" name "\", \"" set "\", " kind " }," | sorted
}

# The names of a value, in lower case, as the table has them.
function claim(kind, names,    words, n, i) {
	n = split(tolower(names), words, " ")
	for (i = 1; i <= n; i++) {
		if (words[i] !~ /[^a-z0-9.*-]/)
			write(kind, words[i])
	}
}

BEGIN {
	print "/* Made by tools/claims.awk. */\n#include \"rules/hosts.h\"\n"
	print "const struct shipped_claim shipped_claims[] = {"
	fflush()
	sorted = "sort -u"
}

FNR == 1 {
	set = FILENAME
	sub(/.*\//, "", set)
	sub(/\.ini$/, "", set)
	in_domains = 0
}

/^\[/ { in_domains = /^\[domains]/; next }
/^[;#]/ { next }

match($0, /^[^=:]+[=:]/) {
	key = substr($0, 1, RLENGTH - 1)
	sub(/[ \t]+$/, "", key)
	value = substr($0, RLENGTH + 1)
	if (in_domains || key == "domains")
		claim("CLAIM_DOMAIN", value)
	else if (key == "neighbours")
		claim("CLAIM_NEIGHBOUR", value)
	else if (key == "hosts")
		claim("CLAIM_BELOW", value)
	else if (key == "host")
		claim("CLAIM_ROW", value)
	else if (key == "title")
		called(tolower(value))
	else if (key == "names")
		for (n = split(tolower(value), words, " "); n; n--)
			called(words[n])
}

END {
	if (failed)
		exit 1
	close(sorted)
	print "};\nconst size_t shipped_claims_count =" \
		" sizeof(shipped_claims) / sizeof(shipped_claims[0]);"
}
