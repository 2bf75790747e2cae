/* Names of folders with levels, whatever parts these on the server.
 * Used by sanity.c and view.c. */
#include "model/account.h"

#include <string.h>
#include <strings.h>

#include "base/arena.h"

static const char inbox[] = "INBOX.";

char
folders_delimiter(const struct folders *f)
{
	const struct text *names[] = { &f->drafts, &f->sent, &f->trash, &f->archive, &f->junk };
	size_t i;

	if (text_given(f->delimiter))
		return *f->delimiter.s;
	for (i = 0; i < countof(names); i++)
		if (text_given(*names[i]) && !strncasecmp(names[i]->s, inbox, strlen(inbox)))
			return '.';
	return '/';
}

static struct text
replaced(struct arena *a, struct text name, char from, char to)
{
	char *path, *at;

	if (!text_given(name) || from == to)
		return name;
	path = arena_copy(a, name.s, name.len);
	for (at = path; (at = strchr(at, from)); at++)
		*at = to;
	name.s = path;
	return name;
}

struct text
folders_path(struct arena *a, const struct folders *f, struct text name)
{
	return replaced(a, name, folders_delimiter(f), '/');
}

struct text
folders_name(struct arena *a, const struct folders *f, struct text name)
{
	return replaced(a, name, '/', folders_delimiter(f));
}
