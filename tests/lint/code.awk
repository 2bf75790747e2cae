# Prints the C of its input as FILE:LINE:CODE, without comments and without what
# stands in strings and character constants. Sourced by other lints.
FNR == 1 { comment = 0 }
{
	out = ""
	for (i = 1; i <= length($0); i++) {
		c = substr($0, i, 1)
		if (comment) {
			if (substr($0, i, 2) == "*/") { comment = 0; i++ }
		} else if (quote) {
			if (c == "\\") i++
			else if (c == quote) { quote = ""; out = out c }
		} else if (substr($0, i, 2) == "/*") { comment = 1; i++
		} else if (substr($0, i, 2) == "//") break
		else {
			if (c == "\"" || c == "'") quote = c
			out = out c
		}
	}
	quote = ""
	print FILENAME ":" FNR ":" out
}
