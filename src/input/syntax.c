/* What libyaml's complaints mean, in words for somebody who wrote the file.
 * Used by input.c when the YAML is broken. */
#include "input/syntax.h"

#include <stddef.h>
#include <string.h>

#include "base/text.h"

#define QUOTE "put a value that contains special characters in quotes"

static const struct syntax rows[] = {
	/* the scanner */
	{ "mapping values are not allowed in this context",
		"a ':' where no value can begin",
		"put a value that contains ': ' in quotes; else look for a missing "
		"':' in the line above, or a wrong indentation", SYNTAX_HERE, LAYOUT_COLON },
	{ "mapping keys are not allowed in this context",
		"a '?' where no key can begin", QUOTE, SYNTAX_HERE, LAYOUT_NONE },
	{ "block sequence entries are not allowed in this context",
		"a '- ' where no list can begin",
		"begin the list in a line of its own; put a value that begins "
		"with '- ' in quotes", SYNTAX_HERE, LAYOUT_NONE },
	{ "found character that cannot start any token",
		"a value or key cannot begin with this character",
		"put a value that begins with '@', '%' or '`' in quotes; a tab "
		"cannot indent", SYNTAX_HERE, LAYOUT_OTHER },
	{ "found a tab character that violates indentation",
		"a tab where the line is indented", "indent with spaces",
		SYNTAX_HERE, LAYOUT_OTHER },
	{ "found a tab character where an indentation space is expected",
		"a tab where the line is indented", "indent with spaces",
		SYNTAX_HERE, LAYOUT_OTHER },
	{ "could not find expected ':'",
		"neither a key with its ':' nor part of a value",
		"write 'key: value', with a space after the ':'", SYNTAX_BEGIN, LAYOUT_OTHER },
	{ "found unexpected ':'",
		"a ':' inside of a plain value", QUOTE, SYNTAX_HERE, LAYOUT_NONE },
	{ "found unexpected end of stream",
		"a quote that is never closed", "close it; inside of single "
		"quotes a ' is written twice", SYNTAX_BEGIN, LAYOUT_NONE },
	{ "found unexpected document indicator",
		"a quote that is still open where the document ends",
		"close it; inside of single quotes a ' is written twice",
		SYNTAX_BEGIN, LAYOUT_NONE },
	{ "found unknown escape character",
		"a backslash in double quotes that begins no escape",
		"write two backslashes, or use single quotes", SYNTAX_HERE, LAYOUT_NONE },
	{ "did not find expected hexdecimal number",
		"an escape in double quotes without its hexadecimal digits",
		"write two backslashes, or use single quotes", SYNTAX_ESCAPE, LAYOUT_NONE },
	{ "found invalid Unicode character escape code",
		"an escape in double quotes that names no character",
		"write the character itself", SYNTAX_ESCAPE, LAYOUT_NONE },
	{ "did not find expected alphabetic or numeric character",
		"a '*' or '&' that begins no name of an anchor",
		"put a value that begins with '*' or '&' in quotes", SYNTAX_BEGIN, LAYOUT_NONE },
	{ "found an indentation indicator equal to 0",
		"a text block cannot be indented by 0", NULL, SYNTAX_HERE, LAYOUT_NONE },
	{ "did not find expected comment or line break",
		"a text block begins in the line below its '|' or '>'",
		"put a value that begins with '|' or '>' in quotes", SYNTAX_HERE, LAYOUT_NONE },

	/* tags: the scanner again */
	{ "did not find expected '!'", "a tag that is not written as one",
		"put a value that begins with '!' in quotes", SYNTAX_BEGIN, LAYOUT_NONE },
	{ "did not find the expected '>'", "a tag '!<...>' without its '>'",
		"put a value that begins with '!' in quotes", SYNTAX_BEGIN, LAYOUT_NONE },
	{ "did not find expected tag URI", "a tag that is not written as one",
		"put a value that begins with '!' in quotes", SYNTAX_BEGIN, LAYOUT_NONE },
	{ "did not find URI escaped octet",
		"a '%' in a tag without its two hexadecimal digits",
		"put a value that begins with '!' in quotes", SYNTAX_BEGIN, LAYOUT_NONE },
	{ "found an incorrect leading UTF-8 octet",
		"escapes in a tag that are not UTF-8", NULL, SYNTAX_BEGIN, LAYOUT_NONE },
	{ "found an incorrect trailing UTF-8 octet",
		"escapes in a tag that are not UTF-8", NULL, SYNTAX_BEGIN, LAYOUT_NONE },
	{ "did not find expected whitespace or line break",
		"a tag without a space after it",
		"put a value that begins with '!' in quotes", SYNTAX_BEGIN, LAYOUT_NONE },
	{ "found undefined tag handle", "a tag that no %TAG line declares",
		"put a value that begins with '!' in quotes", SYNTAX_HERE, LAYOUT_NONE },

	/* directives */
	{ "could not find expected directive name",
		"a line that begins with '%' and is no directive",
		QUOTE, SYNTAX_BEGIN, LAYOUT_NONE },
	{ "found unknown directive name", "a directive that YAML does not have",
		"a line cannot begin with '%'", SYNTAX_BEGIN, LAYOUT_NONE },
	{ "found unexpected non-alphabetical character",
		"a directive that YAML does not have",
		"a line cannot begin with '%'", SYNTAX_BEGIN, LAYOUT_NONE },
	{ "found extremely long version number",
		"a %YAML line without a version such as 1.2", NULL, SYNTAX_BEGIN, LAYOUT_NONE },
	{ "did not find expected version number",
		"a %YAML line without a version such as 1.2", NULL, SYNTAX_BEGIN, LAYOUT_NONE },
	{ "did not find expected digit or '.' character",
		"a %YAML line without a version such as 1.2", NULL, SYNTAX_BEGIN, LAYOUT_NONE },
	{ "found incompatible YAML document",
		"a YAML version other than 1.1 and 1.2", "remove the %YAML line",
		SYNTAX_HERE, LAYOUT_NONE },
	{ "did not find expected whitespace",
		"a %TAG line that is not complete", "remove it", SYNTAX_BEGIN, LAYOUT_NONE },
	{ "found duplicate %TAG directive", "a second %TAG line for one handle",
		"remove it", SYNTAX_HERE, LAYOUT_NONE },
	{ "found duplicate %YAML directive", "a second %YAML line",
		"remove it", SYNTAX_HERE, LAYOUT_NONE },

	/* the parser */
	{ "did not find expected <document start>",
		"text after the end of the document",
		"begin the next document with a line '---'; else correct the indentation, or put"
		" the value in quotes", SYNTAX_HERE, LAYOUT_END },
	{ "did not find expected node content", "no value where one is needed",
		"write \"\" for an empty value; put a value that contains special "
		"characters in quotes", SYNTAX_HERE, LAYOUT_NONE },
	{ "did not find expected key", "no key of this mapping, nor its end",
		"indent with spaces, and the entries of one mapping or list alike; "
		"nothing can follow a closing quote or bracket",
		SYNTAX_HERE, LAYOUT_KEY },
	{ "did not find expected '-' indicator", "no '- ' of this list, nor its end",
		"indent with spaces, and the entries of one mapping or list alike",
		SYNTAX_HERE, LAYOUT_ITEM },
	{ "did not find expected ',' or ']'",
		"neither a ',' nor the ']' of this list",
		"close the list with ']'; put a value that contains ',' or ']' in quotes",
		SYNTAX_BOTH, LAYOUT_NONE },
	{ "did not find expected ',' or '}'",
		"neither a ',' nor the '}' of this mapping",
		"close the mapping with '}'; put a value that contains ',' or '}' in "
		"quotes", SYNTAX_BOTH, LAYOUT_NONE },
};

const struct syntax *
syntax_find(const char *problem)
{
	size_t i;

	for (i = 0; i < countof(rows); i++)
		if (!strcmp(rows[i].problem, problem))
			return &rows[i];
	return NULL;
}
