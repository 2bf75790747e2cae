/* Names of folders with levels, whatever parts these on the server.
 * Used by sense.c and view.c. */
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

struct text
folders_path(struct arena *a, const struct folders *f, struct text name)
{
	char delimiter = folders_delimiter(f), *path, *at;

	/* a name with '/' in an account that gives no delimiter has it for one */
	if (!text_given(name) || delimiter == '/'
	    || (!text_given(f->delimiter) && strchr(name.s, '/')))
		return name;
	path = arena_copy(a, name.s, name.len);
	for (at = path; (at = strchr(at, delimiter)); )
		*at = '/';
	name.s = path;
	return name;
}
