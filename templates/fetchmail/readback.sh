#!/bin/sh
# What fetchmail understood of file $1, as JSON: an object for each account.
# -V prints most options as they are, others not at all or bent: these it is
# asked for again, each as the value of an option that is printed.
set -u
umask 077
LC_ALL=C
export LC_ALL
rc=$1 copy=$TMPDIR/asked words=$TMPDIR/said

ask() {
	echo "asked for: $1"
	# it says as root that it does not like that
	fetchmail -f "$2" -V </dev/null 2>"$words" || { cat "$words" >&2; exit 1; }
}

{
	ask all "$rc"
	for option in password sslcert sslkey; do
		sed "s/ sslproto .*//; s/^    $option /    sslproto /" "$rc" >"$copy"
		ask $option "$copy"
	done
	echo "accounts: $(grep -c '^poll ' "$rc")"
} | awk '
	function quoted(text) {
		gsub(/[\\"]/, "\\\\&", text)
		return "\"" text "\""
	}
	function rest(start) { return substr($0, length(start) + 1) }
	function is(start) { return index($0, start) == 1 }
	function set(key, text) {
		if ((n, key) in value) text = value[n, key] " and " text
		value[n, key] = text
	}
	function tls_protocol() { return substr($0, 17, length($0) - 17) }
	function flag(key, yes) { set(key, yes ? key : "no " key) }

	is("asked for: ") { option = rest("asked for: "); n = 0; next }
	is("Options for retrieving from ") {
		n++
		at = length($0)
		while (at && substr($0, at, 1) != "@") at--
		if (option != "all") next
		name[n] = substr($0, at + 1, length($0) - at - 1)
		user = substr($0, 1, at - 1)
		set("user", substr(user, length("Options for retrieving from ") + 1))
		auth[n] = "external"    # the only one without a line
		ssl[n] = "no ssl"
		accounts = n
	}
	is("accounts: ") { written = rest("accounts: "); next }
	!n { next }
	option != "all" {
		if (is("  SSL protocol: ")) set(option, tls_protocol())
		next
	}
	is("  Mail will be retrieved via ") { set("via", rest("  Mail will be retrieved via ")) }
	/^  Protocol is [A-Z0-9]+ \(using service [0-9]+\)\.$/ {
		proto[n] = tolower($3)
		set("port", substr($6, 1, length($6) - 2))
	}
	/ authentication will be forced\.$/ { auth[n] = tolower($1) }
	is("  All available authentication methods") { auth[n] = "any" }
	is("  SSL encrypted sessions enabled.") { ssl[n] = "ssl" }
	is("  SSL protocol: ") { set("sslproto", tls_protocol()) }
	is("  SSL server certificate checking ") { flag("sslcertck", $5 == "enabled.") }
	is("  SSL trusted certificate file: ") { set("sslcertfile", rest("  SSL trusted certificate file: ")) }
	is("  SSL key fingerprint (checked against the server key): ") { set("sslfingerprint", $NF) }
	/ \(--keep (on|off)\)\.$/ { flag("keep", $NF == "on).") }

	END {
		if (accounts != written) {
			print "fetchmail read " accounts + 0 " of " written + 0 " accounts" >"/dev/stderr"
			exit 1
		}
		printf "{"
		for (n = 1; n <= accounts; n++) {
			set("proto", proto[n] " auth " auth[n])
			set("ssl", ssl[n])
			printf "%s%s: {", (n > 1 ? ",\n" : ""), quoted(name[n])
			some = ""
			for (pair in value) {
				split(pair, part, SUBSEP)
				if (part[1] != n) continue
				printf "%s%s: %s", some, quoted(part[2]), quoted(value[pair])
				some = ", "
			}
			printf "}"
		}
		print "}"
	}'
