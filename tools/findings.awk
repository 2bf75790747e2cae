# Reads the findings, schemas/findings/ID.txt: a head of lines `key: value`, an empty
# line, the explanation. A head that cannot be read is an error. Used by the Makefile,
# with -v want=
#   rows      for C, the rows of base/diag_ids.h, in the order that the heads say
#   catalog   of the titles that are in FOLDER/LANGUAGE/ID.txt, as a .po file
#   page      the manual page that comes after the findings, with their list

function broken(what) {
	print FILENAME ":" FNR ": " what >"/dev/stderr"
	failed = 1
	exit 1
}

function start() {
	in_head = 1
	id = FILENAME
	sub(/.*\//, "", id)
	sub(/\.txt$/, "", id)
	translated = FILENAME ~ /findings\/[a-z]+\/[^\/]*$/
	if (id !~ /^[a-z]+(-[a-z]+)*$/)
		broken("an id is words in lower case with hyphens between them")
	if (!translated)
		ids[++n] = id
	else if (!(("title", id) in head))
		broken("there is no finding '" id "'")
}

# At the end of a file.
function finish() {
	if (in_head)
		broken("no empty line ends the head")
	if (in_example)
		add(".Ed")
	in_example = gap = 0
}

function head_line(    colon, name) {
	colon = index($0, ": ")
	name = substr($0, 1, colon - 1)
	if (!(name in pattern) || translated && name != "title")
		broken("the head has no line '" $0 "': its lines begin with" \
			(translated ? " 'title: '" : names))
	if (substr($0, colon + 2) !~ pattern[name])
		broken("'" name ": ' takes " means[name])
	head[translated ? "other" : name, id] = substr($0, colon + 2)
}

function end_head(    i) {
	in_head = 0
	gap = 1
	for (i = 1; i <= (translated ? 1 : keys); i++)
		if (!((translated ? "other" : key[i], id) in head))
			broken("the head lacks '" key[i] ": '")
}

function quoted(s) {
	gsub(/\\/, "\\\\", s)
	gsub(/"/, "\\\"", s)
	return "\"" s "\""
}

# Smallest first: findings that are equal stay in the order of their ids.
function sort(    i, k, other) {
	for (i = 2; i <= n; i++)
		for (k = i; k > 1 && head["order", ids[k]] + 0 < head["order", ids[k - 1]] + 0; k--) {
			other = ids[k]
			ids[k] = ids[k - 1]
			ids[k - 1] = other
		}
}

function print_rows(    i, name) {
	print "/* Made by tools/findings.awk from schemas/findings: DIAG(NAME, \"id\","
	print " * SEVERITY, STATUS, title). No include guard: included once per use with"
	print " * another DIAG. */"
	for (i = 1; i <= n; i++) {
		name = toupper(ids[i])
		gsub(/-/, "_", name)
		print "DIAG(" name ", " quoted(ids[i]) ", " toupper(head["severity", ids[i]]) ", " \
			toupper(head["status", ids[i]]) ", " quoted(head["title", ids[i]]) ")"
	}
}

function print_catalog(    i) {
	for (i = 1; i <= n; i++)
		if (("other", ids[i]) in head)
			print "msgid " quoted(head["title", ids[i]]) "\nmsgstr " \
				quoted(head["other", ids[i]]) "\n"
}

# ---- the manual page

# Macros begin with a dot, sentences on lines of their own.
function mdoc(s, literal,    out, at) {
	gsub(/\\/, "\\e", s)
	out = s ~ /^[.']/ ? "\\&" : ""
	while (!literal && (at = match(s, /[.?!] [A-Z]/))) {
		out = out substr(s, 1, at) "\n"
		s = substr(s, at + 2)
	}
	return out s
}

# A line of an explanation: paragraphs, and examples that are indented by four.
function put(s, literal) {
	literal = s ~ /^    /
	if (s == "") {
		gap++
		return
	}
	if (literal != in_example) {
		add(literal ? ".Bd -literal -offset indent" : ".Ed")
		gap = literal ? 0 : gap
	}
	in_example = literal
	for (; literal && gap; gap--)
		add("")
	if (gap)
		add(".Pp")
	gap = 0
	add(mdoc(literal ? substr(s, 5) : s, literal))
}

function add(s) {
	text[id] = text[id] s "\n"
}

function print_list(    i) {
	print ".Bl -tag -width Ds"
	for (i = 1; i <= n; i++)
		printf ".It Cm %s Pq %s , exit status %s\n%s.\n%s", ids[i],
			head["severity", ids[i]], exits[head["status", ids[i]]],
			head["title", ids[i]], text[ids[i]]
	print ".El"
}

BEGIN {
	exits["refused"] = "1"
	exits["excusable"] = "1 , can be changed"
	exits["usage"] = "2"
	exits["broken"] = "3"
	exits["system"] = "4"
	keys = split("title severity status order", key)
	pattern["title"] = "^[^ ].*[^ .]$"
	means["title"] = "words without a full stop"
	pattern["severity"] = "^(error|warning|note)$"
	means["severity"] = "error, warning or note"
	pattern["status"] = "^(refused|excusable|usage|broken|system)$"
	means["status"] = "refused, excusable (refused, which `allow:` and -W may change)," \
		" usage, broken or system"
	pattern["order"] = "^[1-9][0-9]*$"
	means["order"] = "a number: findings are listed with the smallest first"
	for (i = 1; i <= keys; i++)
		names = names (i > 1 ? ", " : " ") "'" key[i] ": '"
}

FNR == 1 {
	finish()
	is_page = FILENAME ~ /\.7$/
	if (is_page)
		sort()
	else
		start()
}
is_page && /^\.\\" tools\/findings/ { print_list(); next }
is_page { print; next }
in_head && $0 == "" { end_head(); next }
in_head { head_line(); next }
!translated { put($0) }
END {
	if (failed)
		exit 1
	finish()
	sort()
	if (want == "rows")
		print_rows()
	else if (want == "catalog")
		print_catalog()
}
