/* Rule sets by name: where they are, `extends`, their rows in order of choice.
 * Used by defaults.c, validate.c and the commands. */
#include "rules/rules.h"

#include <string.h>

#include "base/arena.h"
#include "base/data.h"
#include "base/inifile.h"
#include "sys/hashset.h"
#include "base/source.h"
#include "model/address.h"
#include "rules/hosts.h"
#include "rules/ruleset.h"

enum { SET_MAX_BYTES = 1 << 20 };

/* A set that was read, or is being read, from one place. */
struct loaded {
	struct rule_set set;
	size_t place;
	bool hosts_checked;             /* no other set has one of its own */
	enum { STATE_READING, STATE_GOOD, STATE_BROKEN } state;
	struct loaded *next;
};

/* What was found of a host: accounts of one run are often at one server. */
struct asked {
	char host[HOST_MAX_BYTES + 1], near[HOST_MAX_BYTES + 1];
	const struct rule_set *owner;
};

struct rules {
	struct arena *arena;
	const char *const *extra;
	size_t nextra;
	const char *dir;
	struct loaded *loaded;
	struct word_list names;         /* sorted; empty until asked for */
	struct hosts *hosts;            /* what the files say of hosts and domains; the same */
	struct asked asked[64];         /* by hash; empty names: none yet */
};

static const char shipped_dir[] = "schemas/rules/";

static const char *const standings[] = {
	"recommended", "allowed", "discouraged", "forbidden",
};

const char *
standing_word(enum standing standing)
{
	return standings[standing];
}

const char *
name_form_word(enum name_form form)
{
	static const char *const words[] = { "", "address", "local_part", "dotted" };

	return words[form];
}

struct rules *
rules_new(struct arena *a, const char *const *extra, size_t nextra, const char *dir)
{
	struct rules *rules = arena_alloc(a, 1, sizeof(*rules));

	rules->arena = a;
	rules->extra = extra;
	rules->nextra = nextra;
	rules->dir = dir;
	return rules;
}

/* ---- places: the extra files, then the folder, then what is shipped ---- */

static size_t
place_shipped(const struct rules *rules)
{
	return rules->nextra + 1;
}

static bool
is_ini(const char *path)
{
	size_t len = strlen(path);

	return len > 4 && !strcmp(path + len - 4, ".ini");
}

static bool
is_shipped_set(const char *path)
{
	return !strncmp(path, shipped_dir, sizeof(shipped_dir) - 1) && is_ini(path);
}

/* The name of the set that a file holds. */
static const char *
stem(struct arena *a, const char *path)
{
	const char *base = path_name(path);

	return arena_copy(a, base, strlen(base) - 4 * is_ini(base));
}

static bool
name_valid(const char *name)
{
	return *name && !strchr("._-", *name)
		&& !name[strspn(name, "abcdefghijklmnopqrstuvwxyz0123456789._-")];
}

/* The path of the set at this place, or NULL when it has none of this name. */
static const char *
place_path(const struct rules *rules, size_t place, const char *name)
{
	struct arena *a = rules->arena;
	const char *path;

	if (place < rules->nextra) {
		path = rules->extra[place];
		return strcmp(stem(a, path), name) ? NULL : path;
	}
	if (!name_valid(name))
		return NULL;
	if (place == place_shipped(rules)) {
		path = arena_printf(a, "%s%s.ini", shipped_dir, name);
		return data_shipped(a, path) ? path : NULL;
	}
	if (!rules->dir)
		return NULL;
	path = arena_printf(a, "%s/%s.ini", rules->dir, name);
	return data_exists(path) ? path : NULL;
}

static struct source *
place_read(const struct rules *rules, size_t place, const char *path, struct diags *diags)
{
	if (place == place_shipped(rules))
		return data_shipped(rules->arena, path);
	return data_read(rules->arena, path, SET_MAX_BYTES, diags);
}

/* ---- sets ---- */

static struct loaded *find_from(struct rules *, const char *name, size_t place,
	struct pos asked, struct diags *);

/* The set that this one extends: *parent is NULL when it extends none. */
static bool
find_parent(struct rules *rules, const struct loaded *l, const struct ini *ini,
	const struct rule_set **parent, struct diags *diags)
{
	const struct ini_entry *e =
		ini_entry_find(ini_section_find(ini, "set"), "extends");
	size_t before = diags_count(diags, SEVERITY_ERROR);
	struct loaded *found;

	*parent = NULL;
	if (!e || !*e->value)
		return true;
	found = find_from(rules, e->value,
		strcmp(e->value, l->set.name) ? 0 : l->place + 1, e->pos, diags);
	*parent = found ? &found->set : NULL;
	if (!*parent && diags_count(diags, SEVERITY_ERROR) == before)
		diag_at(diags, e->pos, DIAG_RULES_BROKEN,
			"extends '%s', and there is no such rule set", e->value);
	return *parent;
}

/* The set of the rows that this one may lack. */
static bool
find_others(struct rules *rules, struct loaded *l, const struct ini *ini, struct diags *diags)
{
	const struct ini_entry *e = ini_entry_find(ini_section_find(ini, "set"), "others");
	const struct loaded *found;

	if (!e || !*e->value)
		return true;
	found = find_from(rules, e->value, 0, e->pos, diags);
	if (!found)
		diag_at(diags, e->pos, DIAG_RULES_BROKEN,
			"there is no rule set '%s' that could be used", e->value);
	l->set.others = found ? &found->set : NULL;
	return found;
}

static bool
load(struct rules *rules, struct loaded *l, const char *path, struct diags *diags)
{
	struct source *source = place_read(rules, l->place, path, diags);
	const struct ini *ini = source ? ini_load(rules->arena, source, diags) : NULL;
	const struct rule_set *parent;

	if (source)
		l->set.pos = (struct pos){ source, 1, 1 };
	return ini && find_parent(rules, l, ini, &parent, diags)
		&& find_others(rules, l, ini, diags)
		&& ruleset_read(rules->arena, ini, parent, &l->set, diags);
}

static struct loaded *
load_at(struct rules *rules, const char *name, size_t place, const char *path,
	struct diags *diags)
{
	struct loaded *l = arena_alloc(rules->arena, 1, sizeof(*l));

	l->set.name = arena_copy(rules->arena, name, strlen(name));
	l->place = place;
	l->next = rules->loaded;
	rules->loaded = l;
	l->state = STATE_READING;
	l->state = load(rules, l, path, diags) ? STATE_GOOD : STATE_BROKEN;
	return l;
}

static struct loaded *
loaded_find(struct rules *rules, const char *name, size_t place)
{
	struct loaded *l;

	for (l = rules->loaded; l; l = l->next)
		if (l->place == place && !strcmp(l->set.name, name))
			break;
	return l;
}

/* The first set of this name at the place or after it. */
static struct loaded *
find_from(struct rules *rules, const char *name, size_t place,
	struct pos asked, struct diags *diags)
{
	const char *path = NULL;
	struct loaded *l = NULL;

	for (; place <= place_shipped(rules); place++)
		if ((l = loaded_find(rules, name, place))
		    || (path = place_path(rules, place, name)))
			break;
	if (place > place_shipped(rules))
		return NULL;
	if (!l)
		l = load_at(rules, name, place, path, diags);
	else if (l->state == STATE_READING)
		diag_at(diags, asked, DIAG_RULES_BROKEN, "'%s' extends itself in a circle", name);
	else if (l->state == STATE_BROKEN)
		diag_at(diags, l->set.pos, DIAG_RULES_BROKEN,
			"rule set '%s' cannot be used, as reported before", name);
	return l->state == STATE_GOOD ? l : NULL;
}

/* ---- names ---- */

/* data_folder's visitor; other files may lie in the folder. */
static bool
add_file(void *context, const char *path)
{
	struct rules *rules = context;
	const char *name = stem(rules->arena, path);

	if (is_ini(path) && name_valid(name))
		words_insert(rules->arena, &rules->names, name);
	return true;
}

static void
list_names(struct rules *rules, struct diags *diags)
{
	const char *path;
	size_t i;

	for (i = 0; i < rules->nextra; i++)
		words_insert(rules->arena, &rules->names, stem(rules->arena, rules->extra[i]));
	if (rules->dir && data_exists(rules->dir))
		data_folder(rules->arena, rules->dir, add_file, rules, diags);
	for (i = 0; (path = data_shipped_nth(i)); i++)
		if (is_shipped_set(path))
			add_file(rules, path);
}

const char *
rules_name(struct rules *rules, size_t n, struct diags *diags)
{
	if (!rules->names.n)
		list_names(rules, diags);
	return n < rules->names.n ? rules->names.items[n] : NULL;
}

/* ---- domains ---- */

/* The user's files that a set may come from, in order of places. */
static void
list_files(struct rules *rules, struct diags *diags)
{
	const char *name, *path;
	struct source *source;
	size_t place, i;

	if (rules->hosts)
		return;
	rules->hosts = hosts_new(rules->arena);
	for (place = 0; place < place_shipped(rules); place++)
		for (i = 0; (name = rules_name(rules, i, diags)); i++) {
			path = place_path(rules, place, name);
			source = path ? place_read(rules, place, path, diags) : NULL;
			if (source)
				hosts_add(rules->hosts, name, source->bytes, source->len);
		}
}

/* The set that has just this in `domains`, or NULL. */
static const struct rule_set *
lister_of(struct rules *rules, const char *domain, struct diags *diags)
{
	const struct rule_set *set;
	const char *name;
	size_t n;

	for (n = 0; (name = hosts_claimant(rules->hosts, CLAIM_DOMAIN, domain, n)); n++) {
		set = rules_find(rules, name, diags);
		if (set && words_have(&set->domains, domain))
			return set;
	}
	return NULL;
}

const struct rule_set *
rules_of_domain(struct rules *rules, const char *domain, struct diags *diags)
{
	const struct rule_set *set;
	char below[HOST_MAX_BYTES + 3] = "*.";
	const char *above = domain;

	list_files(rules, diags);
	set = lister_of(rules, domain, diags);
	while (!set && strlen(domain) <= HOST_MAX_BYTES && (above = strchr(above, '.'))) {
		strcpy(below + 2, ++above);
		set = lister_of(rules, below, diags);
	}
	return set;
}

const struct rule_set *
rules_called(struct rules *rules, const char *name, struct diags *diags)
{
	char key[HOSTS_CALLED_MAX + 1];
	const struct rule_set *set = NULL;
	const char *of;
	size_t n;

	list_files(rules, diags);
	if (!hosts_called_key(name, strlen(name), key))
		key[0] = '\0';
	else
		for (n = 0; !set && (of = hosts_claimant(rules->hosts, CLAIM_CALLED, key, n)); n++)
			set = rules_find(rules, of, diags);
	return set || !*key ? set : rules_find(rules, key, diags);
}

/* ---- hosts ---- */

/* Another set that has this very entry in its `hosts`, or NULL. */
static const char *
rival(struct rules *rules, const struct loaded *l, const char *host, struct diags *diags)
{
	const struct loaded *other;
	const char *name;
	size_t n, i;

	for (n = 0; (name = hosts_claimant(rules->hosts, CLAIM_BELOW, host, n)); n++) {
		if (!strcmp(name, l->set.name))
			continue;
		other = find_from(rules, name, 0, (struct pos){ 0 }, diags);
		for (i = 0; other && i < other->set.nhosts; i++)
			if (!strcmp(other->set.hosts[i].name, host))
				return name;
	}
	return NULL;
}

/* A server is one provider's. The shipped sets agree on that, and a test keeps
 * them so. */
static void
check_hosts(struct rules *rules, struct loaded *l, struct diags *diags)
{
	const struct rule_host *host = l->set.hosts;
	const char *other;
	size_t i;

	list_files(rules, diags);
	for (i = 0; i < l->set.nhosts; i++, host++) {
		other = host->pos.source == l->set.pos.source
			? rival(rules, l, host->name, diags) : NULL;
		if (!other)
			continue;
		diag_at(diags, host->pos, DIAG_RULES_BROKEN,
			"the host '%s' belongs to rule set '%s' already", host->name, other);
		diag_fix(diags, "remove it here, or name the file '%s.ini' and write"
			" 'extends = %s' to put it in that set's place", other, other);
		l->state = STATE_BROKEN;
	}
	l->hosts_checked = true;
}

const struct rule_set *
rules_find(struct rules *rules, const char *name, struct diags *diags)
{
	struct loaded *l = find_from(rules, name, 0, (struct pos){ 0 }, diags);

	if (l && l->place != place_shipped(rules) && !l->hosts_checked)
		check_hosts(rules, l, diags);
	return l && l->state == STATE_GOOD ? &l->set : NULL;
}

/* The one of the sets that is most exact about a host. */
struct claiming {
	struct rules *rules;
	struct text host;
	struct diags *diags;
	const struct rule_set *owner;   /* so far, or NULL */
	size_t most;
};

/* hosts_visit's visitor. */
static void
claim(void *context, const char *name, size_t rank)
{
	struct claiming *c = context;
	const struct rule_set *set = rank > c->most
		? rules_find(c->rules, name, c->diags) : NULL;

	if (!set || !rules_knows_host(set, c->host))
		return;
	c->owner = set;
	c->most = rank;
}

static const struct rule_set *
owner_of(struct rules *rules, struct text host, struct diags *diags)
{
	struct claiming c = { .rules = rules, .host = host, .diags = diags };

	hosts_visit(rules->hosts, host.s, claim, &c);
	return c.owner;
}

const struct rule_set *
rules_of_host(struct rules *rules, struct text host, const char **near, struct diags *diags)
{
	size_t errors = diags_count(diags, SEVERITY_ERROR);
	struct asked *asked;

	*near = NULL;
	if (host_is_loopback(host) || host.len > HOST_MAX_BYTES)
		return NULL;
	list_files(rules, diags);
	asked = &rules->asked[keyed_hash(host.s, host.len).b % countof(rules->asked)];
	if (strcmp(asked->host, host.s)) {
		strcpy(asked->host, host.s);
		asked->near[0] = '\0';
		asked->owner = owner_of(rules, host, diags);
		if (!asked->owner)
			hosts_near(rules->hosts, host.s, asked->near);
		if (diags_count(diags, SEVERITY_ERROR) > errors)
			asked->host[0] = '\0';
	}
	*near = asked->near[0] ? asked->near : NULL;
	return asked->owner;
}

const char *
rules_near_domain(struct rules *rules, const char *domain, struct diags *diags)
{
	list_files(rules, diags);
	return hosts_near_domain(rules->hosts, domain);
}

/* ---- rows ---- */

bool
rule_matches(const struct rule_row *row, struct rule_query query, enum standing worst)
{
	return row->standing <= worst
		&& (!query.protocol || query.protocol == row->protocol)
		&& (!query.port || query.port == row->port)
		&& (!query.security || query.security == row->security)
		&& (!query.auth || row->auth[query.auth])
		&& (!query.host || row->host);
}

const struct rule_row *
rules_best(const struct rule_set *set, struct rule_query query, enum standing worst)
{
	size_t i;

	for (i = 0; i < set->nbest; i++)
		if (rule_matches(set->best[i], query, worst))
			return set->best[i];
	return NULL;
}

const char *
rule_host(struct arena *a, const struct rule_row *row, struct text domain)
{
	const char *hole = strstr(row->host, RULE_DOMAIN);

	return !hole || !text_given(domain) ? row->host : arena_printf(a, "%.*s%s%s",
		(int)(hole - row->host), row->host, domain.s, hole + strlen(RULE_DOMAIN));
}

enum name_form
rules_username(const struct rule_set *set, const struct rule_row *row)
{
	return row && row->username ? row->username : set->username;
}

bool
rules_knows_host(const struct rule_set *set, struct text host)
{
	const struct rule_row *row;
	size_t i;

	if (!text_given(host))
		return false;
	for (row = set->rows; row; row = row->next)
		if (row->host && text_is(host, row->host))
			return true;
	for (i = 0; i < set->nhosts; i++)
		if (host_is_below(host.s, set->hosts[i].name))
			return true;
	return false;
}

const struct rule_row *
rules_row(const struct rule_set *set, const struct server *s)
{
	struct rule_query query = { s->protocol, s->port, s->security, s->auth, false };

	if (!s->protocol || !s->port || !s->security || !s->auth)
		return NULL;
	return rules_best(set, query, STANDING_FORBIDDEN);
}
