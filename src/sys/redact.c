/* Finds what may be a secret in a text that some client reads.
 * Used by diff.c. */
#include "sys/redact.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/expression.h"

/* Words for secrets, which clients, servers and users make names of. */
static const char *const words[] = {
	"pass", "pwd", "secret", "token", "bearer", "oauth", "authorization", "auth=", "auth:",
	"auth_", "auth-", "credential", "cookie", "kennwort", "apikey", "api_key",
	"api-key", "key=", "key:", "pin:", "ssw0rd", "contrase",
	"wachtwoord", "mdp", "geheim", "zugangsdaten", "senha", "parola", "has\xC5\x82o", "heslo",
	"salasana", "jelsz", "senord", "lozink", "\xD0\xBF\xD0\xB0\xD1\x80\xD0\xBE\xD0\xBB",
	"\xE5\xAF\x86\xE7\xA0\x81", "\xE5\xAF\x86\xE7\xA2\xBC", "\xC5\x9Fifre",
	"\xE3\x83\x91\xE3\x82\xB9\xE3\x83\xAF",
};

/* One that stands in other words, too, and counts at the beginning or the end of one. */
static const char short_word[] = "pw";

/* What may end a word for a secret, and is none itself. */
static const char *const endings[] = { "word", "phrase", "wd", "eval" };

/* A text on its way through here. */
struct redacting {
	struct arena *arena;
	struct literal text;
	char *hidden;
	char *letters;          /* what may begin a name at each place */
	bool markup;            /* all values stand between tags */
	size_t line, end;       /* a place in the line looked at last, and its end */
};

static void
hide(struct redacting *r, size_t from, size_t to)
{
	for (; from < to; from++)
		r->hidden[from] = r->text.s[from] != '\n';
}

static char
at(const struct redacting *r, size_t i)
{
	return i < r->text.len ? r->text.s[i] : '\n';
}

static bool
is_one_of(char c, const char *set)
{
	return c && strchr(set, c);
}

static bool
is_letter(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static bool
is_name_char(char c)
{
	return is_letter(c) || (c >= '0' && c <= '9') || c == '_';
}

static char
lower(char c)
{
	return c >= 'A' && c <= 'Z' ? (char)(c + 32) : c;
}

/* Does the line break at i end no line, as a backslash stands before it? */
static bool
is_continued(const struct redacting *r, size_t i)
{
	if (i && r->text.s[i - 1] == '\r')
		i--;
	return i && r->text.s[i - 1] == '\\';
}

/* Where the line ends that i is in: at its line break, or at the end of all. */
static size_t
line_end(struct redacting *r, size_t i)
{
	if (r->line <= i && i <= r->end)
		return r->end;
	r->line = i;
	while (i < r->text.len && (r->text.s[i] != '\n' || is_continued(r, i)))
		i++;
	return r->end = i;
}

static size_t
line_start(const struct redacting *r, size_t i)
{
	while (i && (r->text.s[i - 1] != '\n' || is_continued(r, i - 1)))
		i--;
	return i;
}

/* The character that begins at i, in lower case, and its length: clients write them
 * as \141, \x61, \u0061, &#97; and &#x61;, too. */
static char
letter(const struct redacting *r, size_t i, size_t *len)
{
	char digits[8] = "", *end;
	size_t skip = 1, n, most = 3;
	int base = 8;
	long code;

	*len = 1;
	if (at(r, i) != '\\' && !(at(r, i) == '&' && at(r, i + 1) == '#'))
		return lower(at(r, i));
	if (at(r, i) == '&')
		skip = 2, base = 10, most = 5;
	if (is_one_of(lower(at(r, i + skip)), "xu")) {
		most = at(r, i) == '&' ? 5 : lower(at(r, i + skip)) == 'x' ? 2 : 4;
		skip++;
		base = 16;
	}
	for (n = 0; n < most; n++)
		digits[n] = at(r, i + skip + n);
	code = strtol(digits, &end, base);
	if (end == digits || is_one_of(*digits, " \t+-") || code > 'z' || code < '0')
		return at(r, i);
	*len = skip + (size_t)(end - digits) + (at(r, i) == '&');
	return lower((char)code);
}

/* Where the word ends that begins at i, or 0. Clients put a name together from
 * pieces: quotes and backslashes in it do not count. */
static size_t
behind_word(const struct redacting *r, size_t i, const char *word)
{
	const char *w;
	size_t len;

	for (w = word; *w; w++, i += len) {
		while (letter(r, i, &len) != lower(*w) && w > word
		    && (is_one_of(at(r, i), "\\\"'")
		    || (i < r->text.len && at(r, i) == '\n' && is_continued(r, i))))
			i++;
		if (i >= r->text.len || letter(r, i, &len) != lower(*w))
			return 0;
	}
	return i;
}

/* Ends the name of a tag at i, or what stands between two of them? */
static bool
is_in_tags(const struct redacting *r, size_t i)
{
	size_t name = i;

	while (name && (is_name_char(at(r, name - 1)) || is_one_of(at(r, name - 1), ":-.")))
		name--;
	if (at(r, i) == '>')
		return name && at(r, name - 1) == '<';
	while (i < r->text.len && is_one_of(at(r, i), " \t\r\n"))
		i++;
	return at(r, i) == '<' && at(r, i + 1) == '/';
}

/* The first byte of a value between i and end; end: there is none. */
static size_t
value_start(const struct redacting *r, size_t i, size_t end, bool tags)
{
	enum { TAG_MOST = 1000 };
	const char *tag;

	for (; i < end; i++) {
		tag = tags && at(r, i) == '<' && at(r, i + 1) != '!'
			? memchr(r->text.s + i, '>', end - i < TAG_MOST ? end - i : TAG_MOST)
			: NULL;
		if (tag)
			i = (size_t)(tag - r->text.s);
		else if (at(r, i) == '#')
			return end;
		else if (!is_one_of(at(r, i), " \t\r\n=:+,;()[]{}\"'\\") && !(tags && at(r, i) == '>'))
			break;
	}
	return i;
}

/* Where the quoted value ends that begins at i, when that is in a later line. */
static size_t
quoted_end(struct redacting *r, size_t i, size_t end)
{
	char quote = i ? r->text.s[i - 1] : '\0';
	size_t close;

	if (!is_one_of(quote, "\"'"))
		return end;
	for (close = i; close < r->text.len && at(r, close) != quote; close++)
		close += at(r, close) == '\\';
	return close > end && close < r->text.len ? line_end(r, close) : end;
}

/* Is there nothing but blanks between a tag behind i and the value? */
static bool
is_behind_tag(const struct redacting *r, size_t i, size_t value)
{
	while (value > i && is_one_of(at(r, value - 1), " \t\r\n"))
		value--;
	return value > i && at(r, value - 1) == '>';
}

/* Where the comment or the CDATA section ends that begins at i. */
static size_t
section_end(const struct redacting *r, size_t i)
{
	const char *sign = at(r, i + 2) == '-' ? "-->" : at(r, i + 2) == '[' ? "]]>" : ">";
	const char *end = memmem(r->text.s + i, r->text.len - i, sign, strlen(sign));

	return end ? (size_t)(end - r->text.s) + strlen(sign) : r->text.len;
}

static size_t
closing_tag(const struct redacting *r, size_t i)
{
	while (i < r->text.len && !(at(r, i) == '<' && at(r, i + 1) == '/'))
		i = at(r, i) == '<' && at(r, i + 1) == '!' ? section_end(r, i) : i + 1;
	return i;
}

/* Hides the value of an element, and all from i on where other things are than tags.
 * Returns where its closing tag ends. */
static size_t
hide_element(struct redacting *r, size_t i, size_t value)
{
	size_t end = closing_tag(r, value);

	hide(r, r->markup ? value : i, end);
	while (end < r->text.len && at(r, end) != '>' && at(r, end) != '\n')
		end++;
	return end;
}

/* Hides what stands behind a word: the rest of its line; the next one that has a
 * value, when this has none. Returns where that ends. */
static size_t
hide_behind(struct redacting *r, size_t i)
{
	bool tags = r->markup || is_in_tags(r, i);
	size_t from = i, end = line_end(r, i), value = value_start(r, i, end, tags);

	while (value == end && end < r->text.len) {
		value = end + 1;
		end = line_end(r, value);
		value = value_start(r, value, end, tags);
	}
	if (tags && value < end && is_behind_tag(r, i, value))
		return hide_element(r, i, value);
	while (is_one_of(at(r, from), " \t=:+") && from < value)
		from++;
	end = quoted_end(r, value, end);
	hide(r, from, end);
	return end;
}

/* The same between tags, where a comment that is longer than most is none. */
static size_t
markup_comment(const struct redacting *r, size_t i)
{
	enum { FAR = 2000 };
	size_t k;

	for (k = i; k >= 4 && k + FAR > i && at(r, k - 1) != '>'; k--)
		if (!memcmp(r->text.s + k - 4, "<!--", 4))
			return k;
	return i;
}

/* Where the comment's text begins that i is in, or i. */
static size_t
comment_start(const struct redacting *r, size_t i)
{
	size_t start, k;

	if (r->markup)
		return markup_comment(r, i);
	start = k = line_start(r, i);
	while (k < i && is_one_of(at(r, k), " \t"))
		k++;
	if (!is_one_of(at(r, k), "#;") && !(at(r, k) == '/' && at(r, k + 1) == '/'))
		while (k < i && !(at(r, k) == '#' && k > start
		    && is_one_of(at(r, k - 1), " \t")))
			k++;
	while (k < i && is_one_of(at(r, k), "#;/* \t"))
		k++;
	return k;
}

/* The same, with what may end the word. */
static size_t
behind_name(const struct redacting *r, size_t i, const char *word)
{
	size_t end = behind_word(r, i, word), more = 0, k;

	for (k = 0; end && k < countof(endings); k++)
		if ((more = behind_word(r, end, endings[k])))
			end = more;
	return end;
}

/* Hides what goes with the word wherever it stands; a name that begins with the word
 * is seen when it ends in a '_'. */
static void
hide_word(struct redacting *r, const char *word)
{
	bool open = word[strlen(word) - 1] == '_';
	size_t i, end, comment;

	for (i = 0; i < r->text.len; i++) {
		end = r->letters[i] == lower(*word) ? behind_name(r, i, word) : 0;
		if (!end)
			continue;
		if (word == short_word && is_letter(at(r, end))
		    && (lower(at(r, end)) == 'd' || (i && is_letter(at(r, i - 1)))))
			continue;
		comment = comment_start(r, i);
		if (comment < i || r->hidden[i])
			hide(r, comment, line_end(r, i));
		while (open && is_name_char(at(r, end)))
			end++;
		i = hide_behind(r, end);
	}
}

/* Passwords in URLs (RFC 3986, 3.2.1), slashes and blanks in them, too. */
static void
hide_in_urls(struct redacting *r)
{
	size_t i, k, from, to, end = 0;
	bool word, slash;

	for (i = 0; i + 3 < r->text.len; i++) {
		if (memcmp(r->text.s + i, "://", 3))
			continue;
		if (i >= end)
			end = line_end(r, i);
		for (k = i + 3; k < end && !is_one_of(at(r, k), ":/ \t"); k++)
			;
		if (at(r, k) != ':')
			continue;
		word = slash = true;
		to = from = k + 1;
		for (; k < end && (word || slash); k++) {
			slash &= at(r, k) != '/';
			word &= !is_one_of(at(r, k), " \t\"'`");
			if (at(r, k) == '@')
				to = k;
		}
		hide(r, from, to);
		i = k - 1;      /* there is no '@' before k any more */
	}
}

/* Does a word begin at i that is an option of a command? */
static bool
is_option(const struct redacting *r, size_t i)
{
	return at(r, i) == '-' && i && is_one_of(at(r, i - 1), " \t\"'(")
		&& (is_letter(at(r, i + 1)) || (at(r, i + 1) == '-' && is_letter(at(r, i + 2))));
}

/* Where the password begins that may be in an option of a command: in NAME:PASSWORD in
 * it or behind it, or behind a short one that often stands before one; or 0. */
static size_t
in_option(const struct redacting *r, size_t i)
{
	enum { FAR = 300 };
	size_t k, words = 0;

	for (k = i + 1; words < 2 && k < i + FAR && at(r, k) != '\n'; k++) {
		words += is_one_of(at(r, k), " \t") && !is_one_of(at(r, k + 1), " \t");
		if (at(r, k) == ':' && !is_one_of(at(r, k + 1), "/ \t\r\n"))
			return k + 1;
	}
	return is_one_of(at(r, i + 1), "pwk") ? i + 2 : 0;
}

static void
hide_in_options(struct redacting *r)
{
	size_t i, from;

	for (i = 0; i + 2 < r->text.len; i++) {
		from = is_option(r, i) ? in_option(r, i) : 0;
		if (from) {
			i = line_end(r, from);
			hide(r, from, i);
		}
	}
}

/* Hides the password in NAME:PASSWORD@HOST. */
static void
hide_in_pairs(struct redacting *r)
{
	size_t i, k, to;

	for (i = 1; i < r->text.len; i++) {
		if (at(r, i) != ':' || at(r, i + 1) == '/' || !is_name_char(at(r, i - 1)))
			continue;
		for (k = to = i + 1; k < r->text.len && !is_one_of(at(r, k), " \t\r\n\"'<>"); k++)
			if (at(r, k) == '@')
				to = k;
		hide(r, i + 1, to);
		i = k - 1;
	}
}

static size_t
name_end(const struct redacting *r, size_t i)
{
	while (is_name_char(at(r, i)))
		i++;
	return i;
}

static int
compare_names(const void *left, const void *right)
{
	const struct literal *a = left, *b = right;

	if (a->len != b->len)
		return a->len < b->len ? -1 : 1;
	return memcmp(a->s, b->s, a->len);
}

/* The variables that are used where something is hidden, in order. */
static struct literal *
used_variables(const struct redacting *r, size_t *n)
{
	struct literal *names;
	size_t i, from, most = 1;

	for (i = 0; i < r->text.len; i++)
		most += r->hidden[i] && at(r, i) == '$';
	names = arena_alloc(r->arena, most, sizeof(*names));
	for (i = *n = 0; i < r->text.len; i++) {
		if (!r->hidden[i] || at(r, i) != '$')
			continue;
		from = i + 1 + (at(r, i + 1) == '{');
		names[(*n)++] = (struct literal){ r->text.s + from, name_end(r, from) - from };
	}
	if (*n)
		qsort(names, *n, sizeof(*names), compare_names);
	return names;
}

/* Hides what such a variable gets, wherever it gets something. */
static void
hide_variables(struct redacting *r)
{
	size_t i, end, sign, n;
	const struct literal *names = used_variables(r, &n);
	struct literal name;

	for (i = 0; n && i < r->text.len; i = end + (end == i)) {
		end = sign = name_end(r, i);
		name = (struct literal){ r->text.s + i, end - i };
		if (!name.len || !bsearch(&name, names, n, sizeof(name), compare_names))
			continue;
		while (is_one_of(at(r, sign), " \t+\"'"))
			sign++;
		if (at(r, sign) == '=')
			hide_behind(r, end);
	}
}

/* How many secrets more, or fewer, go over a byte than over the one before. */
static bool
count_secret(void *context, const struct match *m)
{
	int *changes = context;

	changes[m->group_to]++;
	changes[m->to]--;
	return true;
}

/* Hides what follows the first group of the expression, wherever it matches. */
static void
hide_matches(struct redacting *r, const char *expression)
{
	int *changes = arena_alloc(r->arena, r->text.len + 1, sizeof(*changes)), over = 0;
	const struct expression *e;
	const char *why;
	size_t i;

	e = expression_new(r->arena, expression, &why);
	if (!e)
		return;
	expression_find(r->arena, e, r->text, count_secret, changes);
	for (i = 0; i < r->text.len; i++) {
		over += changes[i];
		if (over)
			hide(r, i, i + 1);
	}
}

static void
hide_own(struct redacting *r, const char *own)
{
	size_t len;

	if (strchr(own, '('))
		hide_matches(r, own);
	else
		for (; *own; own += len + strspn(own + len, " ")) {
			len = strcspn(own, " ");
			hide_word(r, arena_copy(r->arena, own, len));
		}
}

void
redact(struct arena *a, struct literal text, const char *own, char *hidden)
{
	struct redacting r = { .arena = a, .text = text, .hidden = hidden,
		.markup = text.len && text.s[strspn(text.s, " \t\r\n")] == '<', .line = 1 };
	size_t i, len;

	r.letters = arena_alloc(a, text.len + 1, 1);
	for (i = 0; i < text.len; i++)
		r.letters[i] = letter(&r, i, &len);
	for (i = 0; i < countof(words); i++)
		hide_word(&r, words[i]);
	hide_word(&r, short_word);
	if (own)
		hide_own(&r, own);
	hide_in_urls(&r);
	hide_in_options(&r);
	hide_in_pairs(&r);
	hide_variables(&r);
}
