/* Which rule sets speak of a host, and which name a mistyped one was meant to be.
 * Used by rules. */
#include "rules/hosts.h"

#include <stdio.h>
#include <string.h>

#include "base/arena.h"
#include "base/inifile.h"
#include "base/text.h"
#include "model/address.h"

struct claim {
	enum claim_kind kind;
	const char *name;
	struct claim *next;
};

/* What one file says. */
struct claims {
	const char *set;
	struct claim *first;
	struct claims *next;
};

struct hosts {
	struct arena *arena;
	struct claims *files, **end;
};

struct hosts *
hosts_new(struct arena *a)
{
	struct hosts *hosts = arena_alloc(a, 1, sizeof(*hosts));

	hosts->arena = a;
	hosts->end = &hosts->files;
	return hosts;
}

/* ---- lines ---- */

static void
add_names(struct hosts *hosts, struct claims *file, enum claim_kind kind, const char *names)
{
	struct claim *claim;
	struct text ascii;
	const char *name;

	while ((name = ini_word(hosts->arena, &names))) {
		if (host_check(hosts->arena, (struct text){ .s = name,
		    .len = strlen(name) }, &ascii))
			continue;
		claim = arena_alloc(hosts->arena, 1, sizeof(*claim));
		*claim = (struct claim){ kind, ascii.s, file->first };
		file->first = claim;
	}
}

/* "key = names"; in [domains] the keys are free. */
static void
add_line(struct hosts *hosts, struct claims *file, const char *line, bool in_domains)
{
	size_t len = strcspn(line, "=:"), key = len;

	while (key && strchr(" \t", line[key - 1]))
		key--;
	if (!line[len] || strchr(";#", line[0]))
		return;
	if (in_domains || (key == 7 && !memcmp(line, "domains", key)))
		add_names(hosts, file, CLAIM_DOMAIN, line + len + 1);
	else if (key == 5 && !memcmp(line, "hosts", key))
		add_names(hosts, file, CLAIM_BELOW, line + len + 1);
	else if (key == 4 && !memcmp(line, "host", key))
		add_names(hosts, file, CLAIM_ROW, line + len + 1);
}

void
hosts_add(struct hosts *hosts, const char *set, const char *bytes, size_t len)
{
	struct claims *file = arena_alloc(hosts->arena, 1, sizeof(*file));
	const struct literal all = { bytes, len };
	struct literal one;
	const char *line;
	bool in_domains = false;
	size_t at = 0;

	file->set = set;
	*hosts->end = file;
	hosts->end = &file->next;
	while (literal_next(all, '\n', &at, &one)) {
		line = arena_copy(hosts->arena, one.s,
			one.len - (one.len && one.s[one.len - 1] == '\r'));
		if (*line == '[')
			in_domains = !strncmp(line, "[domains]", 9);
		else
			add_line(hosts, file, line, in_domains);
	}
}

/* ---- whose host ---- */

/* How exactly a file speaks of a host: the length of what it names, twice, as
 * a row's host has no say against an equal one with an entry in `hosts`. */
static size_t
rank_of(const struct claims *file, const char *host)
{
	const struct claim *c;
	size_t row = 0, below = 0;

	for (c = file->first; c; c = c->next)
		if (c->kind == CLAIM_ROW && !strcmp(c->name, host))
			row = strlen(host);
		else if (c->kind == CLAIM_BELOW && strlen(c->name) > below
		    && host_is_below(host, c->name))
			below = strlen(c->name);
	return (row > below ? row : below) * 256 + below;
}

const struct claims *
hosts_next(const struct hosts *hosts, const struct claims *after,
	const char *host, const char **set, size_t *rank)
{
	const struct claims *file = after ? after->next : hosts->files;

	for (; file; file = file->next)
		if ((*rank = rank_of(file, host))) {
			*set = file->set;
			return file;
		}
	return NULL;
}

const char *
hosts_claimant(const struct hosts *hosts, enum claim_kind kind, const char *name, size_t n)
{
	const struct claims *file;
	const struct claim *c;

	for (file = hosts->files; file; file = file->next)
		for (c = file->first; c; c = c->next)
			if (c->kind == kind && !strcmp(c->name, name) && !n--)
				return file->set;
	return NULL;
}

/* ---- slips ---- */

enum { TRIES = 50 };

/* Is the label one of a name that a provider has? */
static bool
is_known_label(const struct hosts *hosts, const char *label, size_t len)
{
	const struct claims *file;
	const struct claim *c;
	const char *at;

	for (file = hosts->files; file; file = file->next)
		for (c = file->first; c; c = c->next)
			for (at = c->name; *at; at += strcspn(at, "."), at += *at == '.')
				if (strcspn(at, ".") == len && !memcmp(at, label, len))
					return true;
	return false;
}

/* Are the two apart by one letter that is missing, added or another, or by two
 * that changed places? *at is where. */
static bool
one_letter_apart(const char *a, const char *b, size_t *at)
{
	size_t la = strlen(a), lb = strlen(b), n = 0;

	if (la > lb + 1 || lb > la + 1)
		return false;
	while (a[n] && a[n] == b[n])
		n++;
	*at = n;
	if (la != lb)
		return !strcmp(a + n + (la > lb), b + n + (lb > la));
	return a[n] && (!strcmp(a + n + 1, b + n + 1) || (a[n] == b[n + 1]
		&& a[n + 1] == b[n] && a[n + 1] && !strcmp(a + n + 2, b + n + 2)));
}

/* Is the name probably meant to be the other? `tries` bounds how often all names
 * are looked at. It is not one that exists, and
 * the label that differs is long enough to be told from others. A short one
 * counts where the rest is the provider's own domain, unless it is a usual name
 * with one letter more, and the last one unless it is a country's. */
static bool
is_slip(const struct hosts *hosts, const char *name, const char *known, unsigned *tries)
{
	static const char digits[] = "0123456789";
	size_t at, from, given, meant;
	const char *dot = strchr(known, '.');

	if (!one_letter_apart(name, known, &at) || strspn(name + at, digits)
	    || strspn(known + at, digits))
		return false;
	for (from = at; from && name[from - 1] != '.'; from--)
		;
	given = strcspn(name + from, ".");
	meant = strcspn(known + from, ".");
	if (!*tries || is_known_label(hosts, name + from, given)) {
		*tries -= *tries > 0;
		return false;
	}
	if (!from && dot && strchr(dot + 1, '.'))
		return meant > 2 && strncmp(name, known, meant);
	if (from && !known[from + meant])
		return given != 2;
	return meant > 4;
}

/* The end of a name that has as many labels as the other, or NULL. */
static const char *
end_like(const char *name, const char *other)
{
	const char *at = name + strlen(name);
	size_t dots = 0;

	for (; *other; other++)
		dots += *other == '.';
	for (; at > name; at--)
		if (at[-1] == '.' && !dots--)
			break;
	return at;
}

bool
hosts_near(const struct hosts *hosts, const char *host, char near[HOST_MAX_BYTES + 1])
{
	const struct claims *file;
	const struct claim *c;
	unsigned tries = TRIES;
	const char *end;

	for (file = hosts->files; file; file = file->next)
		for (c = file->first; c; c = c->next) {
			end = c->kind == CLAIM_BELOW ? end_like(host, c->name) : host;
			if (c->kind == CLAIM_DOMAIN || !is_slip(hosts, end, c->name, &tries))
				continue;
			snprintf(near, HOST_MAX_BYTES + 1, "%.*s%s", (int)(end - host),
				host, c->name);
			return true;
		}
	return false;
}

const char *
hosts_near_domain(const struct hosts *hosts, const char *domain)
{
	const struct claims *file;
	const struct claim *c;
	unsigned tries = TRIES;

	for (file = hosts->files; file; file = file->next)
		for (c = file->first; c; c = c->next)
			if (c->kind == CLAIM_DOMAIN && is_slip(hosts, domain, c->name, &tries))
				return c->name;
	return NULL;
}
