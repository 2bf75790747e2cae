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

bool
hosts_called_key(const char *name, size_t len, char key[HOSTS_CALLED_MAX + 1])
{
	size_t i, n = 0;
	char c;

	for (i = 0; i < len; i++) {
		c = name[i] >= 'A' && name[i] <= 'Z' ? (char)(name[i] - 'A' + 'a') : name[i];
		if ((unsigned char)c < 0x80 && (c < 'a' || c > 'z') && (c < '0' || c > '9')
		    && c != '&')
			continue;
		if (n == HOSTS_CALLED_MAX)
			return false;
		key[n++] = c;
	}
	key[n] = '\0';
	return n;
}

size_t
domain_wild(const char *domain)
{
	return strncmp(domain, "*.", 2) ? 0 : 2;
}

static void
add_claim(struct hosts *hosts, struct claims *file, enum claim_kind kind, const char *name)
{
	struct claim *claim = arena_alloc(hosts->arena, 1, sizeof(*claim));

	*claim = (struct claim){ kind, name, file->first };
	file->first = claim;
}

static void
add_names(struct hosts *hosts, struct claims *file, enum claim_kind kind, const char *names)
{
	struct text ascii;
	const char *name, *end;

	while ((name = ini_word(hosts->arena, &names))) {
		end = name + domain_wild(name);
		if (host_check(hosts->arena, (struct text){ .s = end,
		    .len = strlen(end) }, &ascii))
			continue;
		add_claim(hosts, file, kind, end == name ? ascii.s : name);
	}
}

/* The name that a value is, or with `many` those that it lists. */
static void
add_called(struct hosts *hosts, struct claims *file, const char *value, bool many)
{
	char key[HOSTS_CALLED_MAX + 1];
	const char *name = value;

	while (!many || (name = ini_word(hosts->arena, &value))) {
		if (hosts_called_key(name, strlen(name), key))
			add_claim(hosts, file, CLAIM_CALLED,
				arena_copy(hosts->arena, key, strlen(key)));
		if (!many)
			break;
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
	else if (key == 10 && !memcmp(line, "neighbours", key))
		add_names(hosts, file, CLAIM_NEIGHBOUR, line + len + 1);
	else if (key == 5 && !memcmp(line, "hosts", key))
		add_names(hosts, file, CLAIM_BELOW, line + len + 1);
	else if (key == 4 && !memcmp(line, "host", key))
		add_names(hosts, file, CLAIM_ROW, line + len + 1);
	else if (key == 5 && (!memcmp(line, "names", key) || !memcmp(line, "title", key)))
		add_called(hosts, file, line + len + 1, line[0] == 'n');
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

/* The first shipped claim of a name, or NULL. */
static const struct shipped_claim *
shipped_find(const char *name)
{
	size_t low = 0, high = shipped_claims_count, middle;

	while (low < high) {
		middle = low + (high - low) / 2;
		if (strcmp(shipped_claims[middle].name, name) < 0)
			low = middle + 1;
		else
			high = middle;
	}
	return low < shipped_claims_count && !strcmp(shipped_claims[low].name, name)
		? &shipped_claims[low] : NULL;
}

/* The claim of the same name after this one, or NULL. */
static const struct shipped_claim *
shipped_next(const struct shipped_claim *c)
{
	return c + 1 < shipped_claims + shipped_claims_count && !strcmp(c[1].name, c->name)
		? c + 1 : NULL;
}

/* What is behind the first dot of a name, or NULL. */
static const char *
parent_of(const char *name)
{
	const char *dot = strchr(name, '.');

	return dot ? dot + 1 : NULL;
}

/* How exactly a set speaks of a host: the length of what it names, twice, as
 * a row's host has no say against an equal one with an entry in `hosts`. */
static size_t
rank(size_t row, size_t below)
{
	return (row > below ? row : below) * 256 + below;
}

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
	return rank(row, below);
}

static size_t
shipped_rank(const char *set, const char *host)
{
	const struct shipped_claim *c;
	const char *end;
	size_t row = 0, below = 0;

	for (end = host; end; end = parent_of(end))
		for (c = shipped_find(end); c; c = shipped_next(c)) {
			if (strcmp(c->set, set) != 0)
				continue;
			if (c->kind == CLAIM_ROW && end == host)
				row = strlen(host);
			else if (c->kind == CLAIM_BELOW && !below)
				below = strlen(end);
		}
	return rank(row, below);
}

void
hosts_visit(const struct hosts *hosts, const char *host,
	void (*visit)(void *context, const char *set, size_t rank), void *context)
{
	const struct claims *file;
	const struct shipped_claim *c;
	const char *end;
	size_t exact;

	for (file = hosts->files; file; file = file->next)
		if ((exact = rank_of(file, host)))
			visit(context, file->set, exact);
	for (end = host; end; end = parent_of(end))
		for (c = shipped_find(end); c; c = shipped_next(c))
			if ((exact = shipped_rank(c->set, host)))
				visit(context, c->set, exact);
}

const char *
hosts_claimant(const struct hosts *hosts, enum claim_kind kind, const char *name, size_t n)
{
	const struct shipped_claim *s;
	const struct claims *file;
	const struct claim *c;

	for (file = hosts->files; file; file = file->next) {
		for (c = file->first; c; c = c->next)
			if (c->kind == kind && !strcmp(c->name, name))
				break;
		if (c && !n--)
			return file->set;
	}
	for (s = shipped_find(name); s; s = shipped_next(s))
		if (s->kind == kind && !n--)
			return s->set;
	return NULL;
}

/* ---- slips ---- */

enum { TRIES = 50 };

/* Goes through all claims, the user's first. Start from { 0 }. */
struct each {
	const struct claims *file;
	const struct claim *claim;
	size_t shipped;
	const char *set;                /* whose the last one was */
	unsigned kind;
};

/* What the next one names, or NULL after the last. */
static const char *
next_claim(const struct hosts *hosts, struct each *e)
{
	const struct shipped_claim *s;
	const struct claim *c;

	while (!e->claim && e->shipped == 0 && (e->file = e->file ? e->file->next : hosts->files))
		e->claim = e->file->first;
	if ((c = e->claim)) {
		e->claim = c->next;
		e->kind = c->kind;
		e->set = e->file->set;
		return c->name;
	}
	if (e->shipped == shipped_claims_count)
		return NULL;
	s = &shipped_claims[e->shipped++];
	e->kind = s->kind;
	e->set = s->set;
	return s->name;
}

/* Is the label one of a name that a provider has? */
static bool
is_known_label(const struct hosts *hosts, const char *label, size_t len)
{
	struct each all = { 0 };
	const char *at;

	while ((at = next_claim(hosts, &all)))
		for (; all.kind != CLAIM_CALLED && *at; at += strcspn(at, "."), at += *at == '.')
			if (strcspn(at, ".") == len && !memcmp(at, label, len))
				return true;
	return false;
}

/* Is the label what the provider of the set is called? */
static bool
is_called(const struct hosts *hosts, const char *set, const char *label, size_t len)
{
	char key[HOSTS_CALLED_MAX + 1];
	const char *of;
	size_t n;

	if (!hosts_called_key(label, len, key))
		return false;
	for (n = 0; (of = hosts_claimant(hosts, CLAIM_CALLED, key, n)); n++)
		if (!strcmp(of, set))
			break;
	return of || !strcmp(key, set);
}

/* A name, and one that is known, apart by one letter that is missing, added or
 * another, or by two that changed places: `at` this byte, in the labels `from` that one. */
struct slip {
	const char *name, *known, *set;
	size_t at, from, given, meant;
	bool swapped;
};

static bool
one_letter_apart(struct slip *s)
{
	static const char digits[] = "0123456789";
	const char *a = s->name, *b = s->known;
	size_t la = strlen(a), lb = strlen(b), n = 0;

	if (la > lb + 1 || lb > la + 1)
		return false;
	while (a[n] && a[n] == b[n])
		n++;
	if (strspn(a + n, digits) || strspn(b + n, digits))
		return false;
	s->swapped = la == lb && a[n] && a[n] == b[n + 1] && a[n + 1] == b[n] && a[n + 1];
	for (s->from = s->at = n; s->from && a[s->from - 1] != '.'; s->from--)
		;
	s->given = strcspn(a + s->from, ".");
	s->meant = strcspn(b + s->from, ".");
	if (la != lb)
		return !strcmp(a + n + (la > lb), b + n + (lb > la));
	return a[n] && (!strcmp(a + n + 1, b + n + 1)
		|| (s->swapped && !strcmp(a + n + 2, b + n + 2)));
}

/* The label after a provider's name: one that no domain ends in, as in "gmail.con", or a
 * country's with a letter less, which is a name's own end where the name is short. */
static bool
is_end_slip(const struct hosts *hosts, const struct slip *s)
{
	const char *brand = s->known + s->from - 1;
	size_t len;

	while (brand > s->known && brand[-1] != '.')
		brand--;
	len = (size_t)(s->known + s->from - 1 - brand);
	if (s->given > 2 && s->meant > 2)
		return true;
	if (!is_called(hosts, s->set, brand, len))
		return false;
	return s->given != 2 || (s->meant == 2 ? s->swapped : len > 4);
}

/* Has the name, which is none of a provider's, a label that one has? With a letter less
 * than "com" it counts for nothing. */
static bool
is_anothers(const struct hosts *hosts, const struct slip *s)
{
	return !(s->from && s->given < s->meant && s->meant == 3)
		&& is_known_label(hosts, s->name + s->from, s->given);
}

/* A name of its own has its first letter, mostly: "hmail.com" is not Gmail's. */
static bool
is_domain_slip(const struct hosts *hosts, const struct slip *s)
{
	if (s->from)
		return is_end_slip(hosts, s);
	return s->meant > 4 && (s->at || s->swapped)
		&& is_called(hosts, s->set, s->known, s->meant);
}

/* The label is long enough to be told from others. A short one counts where the rest
 * is the provider's own domain, unless it is a usual name with one letter more. */
static bool
is_host_slip(const struct hosts *hosts, const struct slip *s)
{
	const char *dot = strchr(s->known, '.');

	if (!s->from && dot && strchr(dot + 1, '.'))
		return s->meant > 2 && strncmp(s->name, s->known, s->meant);
	if (s->from && !s->known[s->from + s->meant])
		return is_end_slip(hosts, s);
	return s->meant > 4;
}

/* Is the name probably meant to be the known one? `tries` bounds how often all names
 * are looked at. */
static bool
is_slip(const struct hosts *hosts, struct slip *s, unsigned *tries,
	bool (*judge)(const struct hosts *, const struct slip *))
{
	if (!one_letter_apart(s) || !*tries || !judge(hosts, s))
		return false;
	if (!is_anothers(hosts, s))
		return true;
	--*tries;
	return false;
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
	struct each all = { 0 };
	unsigned tries = TRIES;
	struct slip slip;
	const char *end, *name;

	while ((name = next_claim(hosts, &all))) {
		end = all.kind == CLAIM_BELOW ? end_like(host, name) : host;
		slip = (struct slip){ .name = end, .known = name, .set = all.set };
		if (all.kind >= CLAIM_DOMAIN || !is_slip(hosts, &slip, &tries, is_host_slip))
			continue;
		snprintf(near, HOST_MAX_BYTES + 1, "%.*s%s", (int)(end - host), host, name);
		return true;
	}
	return false;
}

const char *
hosts_near_domain(const struct hosts *hosts, const char *domain)
{
	struct each all = { 0 };
	unsigned tries = TRIES;
	struct slip slip;
	const char *name, *near = NULL;

	if (hosts_claimant(hosts, CLAIM_DOMAIN, domain, 0)
	    || hosts_claimant(hosts, CLAIM_NEIGHBOUR, domain, 0))
		return NULL;
	/* one of the same length is nearer: "gmx.con" is "gmx.com", and not "gmx.cn" */
	while ((!near || strlen(near) != strlen(domain)) && (name = next_claim(hosts, &all))) {
		slip = (struct slip){ .name = domain, .known = name, .set = all.set };
		if (all.kind == CLAIM_DOMAIN && (!near || strlen(name) == strlen(domain))
		    && is_slip(hosts, &slip, &tries, is_domain_slip))
			near = name;
	}
	return near;
}
