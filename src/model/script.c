/* Host names that look like others, by the scripts of their letters (UTS 39).
 * Used by rules/sanity. */
#include "model/script.h"

#include <stdbool.h>
#include <string.h>

#include "base/lang.h"
#include "base/text.h"
#include "model/idn.h"

/* The scripts whose letters are taken for each other. All others may be mixed,
 * as Japanese is with Latin. */
enum script { SCRIPT_OTHER, SCRIPT_LATIN, SCRIPT_GREEK, SCRIPT_CYRILLIC,
	SCRIPT_ARMENIAN, SCRIPT_CHEROKEE, SCRIPT_COUNT };

static const char *const names[SCRIPT_COUNT] = {
	"", "Latin", "Greek", "Cyrillic", "Armenian", "Cherokee",
};

static const struct { unsigned first, last; enum script script; } ranges[] = {
	{ 'A', 'Z', SCRIPT_LATIN }, { 'a', 'z', SCRIPT_LATIN },
	{ 0x00C0, 0x00D6, SCRIPT_LATIN }, { 0x00D8, 0x00F6, SCRIPT_LATIN },
	{ 0x00F8, 0x02AF, SCRIPT_LATIN }, { 0x0370, 0x03FF, SCRIPT_GREEK },
	{ 0x0400, 0x052F, SCRIPT_CYRILLIC }, { 0x0531, 0x0587, SCRIPT_ARMENIAN },
	{ 0x13A0, 0x13FD, SCRIPT_CHEROKEE }, { 0x1C80, 0x1C8A, SCRIPT_CYRILLIC },
	{ 0x1E00, 0x1EFF, SCRIPT_LATIN }, { 0x1F00, 0x1FFF, SCRIPT_GREEK },
	{ 0x2C60, 0x2C7F, SCRIPT_LATIN }, { 0x2DE0, 0x2DFF, SCRIPT_CYRILLIC },
	{ 0xA640, 0xA69F, SCRIPT_CYRILLIC }, { 0xA722, 0xA7FF, SCRIPT_LATIN },
	{ 0xAB70, 0xABBF, SCRIPT_CHEROKEE },
};

/* Small letters that are drawn like a Latin one. */
static const char lookalikes[] = "аеорсухѕіјһӏԁԛԝαικνορυօսհոց";

static enum script
script_of(unsigned code)
{
	size_t i;

	for (i = 0; i < countof(ranges); i++)
		if (code >= ranges[i].first && code <= ranges[i].last)
			return ranges[i].script;
	return SCRIPT_OTHER;
}

/* What the letters of one label are. */
struct letters {
	enum script first, second;      /* SCRIPT_OTHER: no such letter */
	bool all_alike;                 /* every letter looks like a Latin one */
};

static struct letters
look(const char *label, size_t len)
{
	struct letters seen = { .all_alike = true };
	enum script script;
	unsigned code;
	size_t i, n;

	for (i = 0; i < len; i += n) {
		n = utf8_decode(label + i, len - i, &code);
		if (!n)
			break;
		script = script_of(code);
		if (!seen.first)
			seen.first = script;
		else if (script && script != seen.first && !seen.second)
			seen.second = script;
		if (code > 0x7F && !memmem(lookalikes, sizeof(lookalikes) - 1, label + i, n))
			seen.all_alike = false;
	}
	return seen;
}

/* Is the last label in ASCII? Below a top level in the same script, a name in
 * that script is what everybody expects. */
static bool
top_is_latin(const char *ascii)
{
	const char *dot = strrchr(ascii, '.');

	return dot && strncmp(dot + 1, "xn--", 4);
}

const char *
script_check(struct arena *a, const char *ascii)
{
	const char *label, *name;
	struct letters seen;
	size_t len;

	if (!strstr(ascii, "xn--") || !(name = idn_to_unicode(a, ascii)))
		return NULL;
	for (label = name; *label; label += len + (label[len] == '.')) {
		len = strcspn(label, ".");
		seen = look(label, len);
		if (seen.second)
			return tr_printf(a, "%s and %s letters in '%.*s'",
				tr(names[seen.first]), tr(names[seen.second]), (int)len, label);
		if (seen.first > SCRIPT_LATIN && seen.all_alike && top_is_latin(ascii))
			return tr_printf(a, "'%.*s' is made of %s letters that look"
				" like Latin ones", (int)len, label, tr(names[seen.first]));
	}
	return NULL;
}
