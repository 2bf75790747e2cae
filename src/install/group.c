/* Groups that a client's files are shared with.
 * Used by merging.c. */
#include "install/group.h"

#include <grp.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/diag.h"
#include "client/place.h"
#include "sys/transaction.h"

/* The number in a line "NAME:PASSWORD:NUMBER:MEMBERS"; false: it is another group's. */
static bool
number_in(struct literal line, const char *name, gid_t *group)
{
	struct literal field;
	size_t at = 0, n;
	char digits[12];

	for (n = 0; n < 3; n++)
		if (!literal_next(line, ':', &at, &field)
		    || (!n && !literal_same(field, (struct literal){ name, strlen(name) })))
			return false;
	if (!field.len || field.len >= sizeof(digits))
		return false;
	memcpy(digits, field.s, field.len);
	digits[field.len] = '\0';
	*group = (gid_t)strtoul(digits, NULL, 10);
	return strspn(digits, "0123456789") == field.len && *group != (gid_t)-1;
}

bool
group_find(struct arena *a, const struct home *home, const char *name, gid_t *group)
{
	const struct group *known;
	struct literal file, line;
	size_t at = 0;

	if (!home->system || !strcmp(home->dir, "/")) {
		known = getgrnam(name);
		*group = known ? known->gr_gid : 0;
		return known;
	}
	if (!change_read(a, home->dir, "etc/group", &file, diags_new(a, NULL)) || !file.s)
		return false;
	while (literal_next(file, '\n', &at, &line))
		if (number_in(line, name, group))
			return true;
	return false;
}

bool
group_is_ours(struct arena *a, gid_t group)
{
	int n = getgroups(0, NULL), i;
	gid_t *groups = arena_alloc(a, n > 0 ? (size_t)n : 1, sizeof(*groups));
	bool ours = !geteuid() || group == getegid();

	n = n > 0 ? getgroups(n, groups) : 0;
	for (i = 0; i < n; i++)
		ours |= groups[i] == group;
	return ours;
}
