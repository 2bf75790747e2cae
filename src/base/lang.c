/* The language of messages. The environment alone decides, at each look.
 * Used wherever a text for the user is made. */
#include "base/lang.h"

#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/text.h"

/* Is it the language of a locale's name: "fr" of "fr_CA.UTF-8@euro"? */
static bool
is_language(const char *locale, const char *name)
{
	size_t len = strcspn(locale, "_.@:");

	return strlen(name) == len && !memcmp(locale, name, len);
}

static const char *
locale(const char *category)
{
	const char *const names[] = { "LC_ALL", category, "LANG" };
	const char *value;
	size_t i;

	for (i = 0; i < countof(names); i++) {
		value = getenv(names[i]);
		if (value && *value)
			return value;
	}
	return "C";
}

static const struct catalog *
find(const char *locale)
{
	size_t i;

	for (i = 0; i < catalogs_count; i++)
		if (is_language(locale, catalogs[i].language))
			return &catalogs[i];
	return NULL;
}

static const struct catalog *
chosen(void)
{
	const char *name = locale("LC_MESSAGES"), *list;
	const struct catalog *catalog;

	if (is_language(name, "C") || is_language(name, "POSIX"))
		return NULL;
	for (list = getenv("LANGUAGE"); list && *list; list += *list == ':') {
		if (is_language(list, "en"))
			return NULL;
		catalog = find(list);
		if (catalog)
			return catalog;
		list += strcspn(list, ":");
	}
	return find(name);
}

const char *
lang_name(void)
{
	const struct catalog *catalog = chosen();

	return catalog ? catalog->language : NULL;
}

bool
lang_utf8(void)
{
	const char *charset = strchr(locale("LC_CTYPE"), '.');

	return charset && (!strncasecmp(charset, ".UTF-8", 6) || !strncasecmp(charset, ".utf8", 5));
}

void
lang_english(void)
{
	setenv("LC_ALL", lang_utf8() ? "C.UTF-8" : "C", 1);
}

static int
compare(const void *english, const void *row)
{
	return strcmp(english, ((const struct translation *)row)->english);
}

const char *
tr(const char *english)
{
	const struct catalog *catalog = chosen();
	const struct translation *row = catalog ? bsearch(english, catalog->rows,
		catalog->n, sizeof(*row), compare) : NULL;

	return row ? row->text : english;
}

char *
tr_printf(struct arena *a, const char *fmt, ...)
{
	va_list args;
	char *text;

	va_start(args, fmt);
	text = arena_vprintf(a, tr(fmt), args);
	va_end(args);
	return text;
}
