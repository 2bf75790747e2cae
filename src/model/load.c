/* Reads mappings of an account file by the field table, and reports what they
 * have wrong. Used by account.c and by the types of fields in load*.c. */
#include "model/load.h"

#include <string.h>

#include "base/arena.h"
#include "base/lang.h"
#include "base/near.h"
#include "base/source.h"
#include "input/node.h"
#include "model/address.h"
#include "model/checks.h"
#include "model/doubt.h"
#include "model/fields.h"
#include "model/loader.h"
#include "model/loadtype.h"
#include "model/mend.h"
#include "model/otherkey.h"
#include "model/ports.h"
#include "model/suggest.h"

void *
load_member(const struct field *f, void *object)
{
	return (char *)object + f->offset;
}

/* What no field is made of may be a password in braces: no excerpt shows its keys.
 * The depth of a document bounds the recursion. */
static void
hide_keys(struct loader *l, const struct node *node)
{
	const struct node *e;
	size_t from, to;

	for (e = node->first; e; e = e->next) {
		if (e->key && !e->key->doubtful && source_spelling(e->key->text, &from, &to))
			source_redact((struct source *)e->key->text.pos.source, l->arena, from, to);
		hide_keys(l, e);
	}
}

/* A mapping that YAML reads as a text, as a key in it has no ': '. */
static bool
fix_colons(struct loader *l, const struct node *found)
{
	struct text key = { .s = found->text.s, .len = strcspn(found->text.s, " :=\xC2") };

	if (!found->plain || key.len == found->text.len || !suggest_known(l->words, key))
		return false;
	diag_fix(l->diags, "write '%.*s: ...', with a ':' and a blank after it", (int)key.len,
		key.s);
	return true;
}

static bool
fix_list_of_one(struct loader *l, const struct field *f, const struct node *list)
{
	const struct node *one = list->first;

	const char *address = one && one->kind == NODE_SCALAR && !one->next && !one->bad
		? address_meant(l->arena, one->text) : NULL;

	if (!address || (f->type != FIELD_ADDRESS && f->type != FIELD_OTHER_ADDRESS))
		return false;
	diag_fix(l->diags, "write '%s: %s'", f->name, address);
	return true;
}

/* A value that says what the mapping would. */
static bool
fix_type(struct loader *l, const struct field *f, const struct node *found)
{
	const char *server;

	if (found->kind == NODE_LIST && fix_list_of_one(l, f, found))
		return true;
	if (found->kind != NODE_SCALAR || load_is_null(found))
		return f->type == FIELD_PORT && found->kind == NODE_LIST
			&& ports_fix_list(l, found);
	if (f->type == FIELD_MAPPING && !strcmp(f->name, "tls"))
		return other_switch(l, found);
	server = f->type == FIELD_SERVERS ? other_server(l, found->text) : NULL;
	if (!server)
		return f->mapping && fix_colons(l, found);
	load_show(found->text);
	diag_fix(l->diags, "write '%s: %s'", f->name, server);
	mend_value(l, found->text, server);
	return true;
}

bool
load_wrong_type(struct loader *l, const struct field *f, const struct node *found)
{
	hide_keys(l, found);
	if (found->bad)
		return false;
	diag_at(l->diags, found->text.pos, DIAG_WRONG_TYPE,
		"'%s' takes %s, found %s", f->name, tr(l->types[f->type].takes),
		node_kind_name(found));
	if (l->types[f->type].lines)
		load_copy(l, f);
	else if (!fix_type(l, f, found))
		load_as_in(l, f);
	return false;
}

bool
load_scalar(struct loader *l, const struct field *f, const struct node *node, struct text *out)
{
	const struct text t = node->text;
	const char *control;

	*out = t;
	out->secret = f->secret ? SECRECY_SECRET : SECRECY_NONE;
	if (node->bad)
		return false;
	if (node->kind != NODE_SCALAR || load_is_null(node))
		return load_wrong_type(l, f, node);
	control = control_find(l->arena, t, l->types[f->type].lines);
	if (control) {
		diag_at(l->diags, t.pos, DIAG_CONTROL_CHARACTER, "'%s' contains %s",
			f->name, control);
		if ((l->types[f->type].text || f->secret)
		    && memchr(t.s, '\n', t.len) == t.s + t.len - 1)
			diag_fix(l->diags, "write the value in one line, right after '%s: '",
				f->name);
		else
			diag_fix(l->diags, "remove it: clients cut the value there, or obey"
				" what follows");
		return false;
	}
	if (!utf8_valid(t.s, t.len)) {
		diag_at(l->diags, t.pos, DIAG_ENCODING, "'%s' is not UTF-8", f->name);
		return diag_fix(l->diags, "save the file as UTF-8, or convert it with `iconv -f"
			" WINDOWS-1252 -t UTF-8`");
	}
	return doubt_scalar(l, f, node);
}

bool
load_value(struct loader *l, const struct field *f, const struct node *node, struct text *out)
{
	if (!load_scalar(l, f, node, out))
		return false;
	if (!out->len)
		load_show(*out);
	if (!out->len && !f->may_be_empty)
		return load_empty(l, f, out->pos);
	if (!out->len)
		out->s = NULL;
	return true;
}

/* Is it surely no password: as a key of this mapping, or as another name for a field? */
static bool
is_name(struct loader *l, const struct mapping *m, const struct node *key)
{
	if (m->secret)
		return !key->doubtful && suggest_field(l->arena, l->words, m, key->text);
	return !key->doubtful || suggest_known(l->words, key->text);
}

/* "{host:mail.example.com}" */
static bool
fix_blank(struct loader *l, const struct mapping *m, const struct node *key)
{
	struct text name = { .s = key->text.s, .len = strcspn(key->text.s, ":") };
	size_t from, to;

	if (name.len == key->text.len || !field_find(m, name.s, name.len))
		return false;
	diag_fix(l->diags, "write '%.*s: ...', with a ':' and a blank after it", (int)name.len,
		name.s);
	if (source_spelling(key->text, &from, &to) && from + 1 + name.len <= to)
		diag_replace(l->diags, key->text.pos.source, from + name.len + 1,
			from + name.len + 1, " ");
	return true;
}

/* What is written as a key may be a password, or a part of one: no message names it, and
 * no excerpt may show it. */
static void
report_secret_key(struct loader *l, const struct mapping *m, const struct node *key)
{
	struct pos pos = key->text.pos;

	if (pos.source && !key->doubtful)
		((struct source *)pos.source)->opaque = true;
	diag_at(l->diags, pos, DIAG_UNKNOWN_FIELD, "'%s' has no such key; it is not shown, for "
		"it may be part of a password", m->name);
	if (fix_blank(l, m, key))
		return;
	if (m->secret)
		diag_fix(l->diags, "write one of 'command', 'file', 'env', 'keyring';"
			" or, for the password itself, a text in quotes");
	else
		diag_fix(l->diags, "write 'key: value', and put a value in quotes that has "
			"a ',' or another special character in it");
}

/* Would the value do under the name that was probably meant? A slip changes
 * nothing but the name; another name may say more than it ("ssl: true"). */
static bool
value_fits(struct loader *l, const struct field *f, const struct node *node)
{
	if (near_try(&(struct near){ .key = node->key->text.s }, f->name))
		return true;
	if (f->type == FIELD_SERVERS)
		return node->kind != NODE_SCALAR;
	return !f->kind || f->type == FIELD_FOLDER || (node->kind == NODE_SCALAR
		&& load_word(l, f->kind, node->text));
}

/* Counts the map's keys, once: each may be compared with all fields. */
static void
count_keys(struct loader *l, const struct mapping *m, const struct node *map)
{
	const struct node *e;
	const struct field *f;
	const char *meant;

	if (l->counted == map)
		return;
	l->counted = map;
	l->given = arena_alloc(l->arena, m->n, sizeof(*l->given));
	l->meant = arena_alloc(l->arena, m->n, sizeof(*l->meant));
	for (e = map->first; e; e = e->next) {
		f = field_find(m, e->key->text.s, e->key->text.len);
		if (f) {
			l->given[f - m->fields]++;
			continue;
		}
		meant = suggest_field(l->arena, l->words, m, e->key->text);
		f = meant ? field_find(m, meant, strlen(meant)) : NULL;
		if (f)
			l->meant[f - m->fields]++;
	}
}

/* Has the map the field too, or another key that was probably meant for it? */
static bool
has_rival(struct loader *l, const struct mapping *m, const struct node *map,
	const struct field *f)
{
	count_keys(l, m, map);
	return l->given[f - m->fields] + l->meant[f - m->fields] > 1;
}

/* What the section's name says of it, as an entry. */
static void
add_protocol(struct loader *l, struct node *section, const char *protocol)
{
	struct node *e = arena_alloc(l->arena, 2, sizeof(*e));

	e[1].kind = e[0].kind = NODE_SCALAR;
	e[1].text = (struct text){ "protocol", strlen("protocol"), section->key->text.pos, false };
	e[0].text = (struct text){ protocol, strlen(protocol), section->key->text.pos, false };
	e[0].size = e[1].size = 1;
	e[0].key = &e[1];
	e[0].next = section->first;
	section->first = e;
}

/* Offers the name as an edit; returns whether the value is fit for it. */
static bool
offer_name(struct loader *l, const struct mapping *m, const struct node *map,
	const struct node *node, const struct field *f)
{
	const char *protocol = f->type == FIELD_SERVERS ? load_word(l, "protocol",
		node->key->text) : NULL;

	if (!value_fits(l, f, node) || has_rival(l, m, map, f))
		return false;
	if (protocol && !strcmp(protocol, "pop") && node->kind == NODE_MAP
	    && !node_find(node, "protocol")) {
		diag_fix(l->diags, "write '%s' in its place, with 'protocol: pop' in it", f->name);
		mend_section(l, node, f->name, "protocol: pop");
		add_protocol(l, (struct node *)node, protocol);
		return true;
	}
	diag_edit(l->diags, node->key->text, f->name);
	return true;
}

/* The fields of the mapping are listed once in an account. */
static void
list_fields(struct loader *l, const struct mapping *m)
{
	struct listed *listed = l->listed;

	while (listed && listed->mapping != m)
		listed = listed->next;
	if (listed) {
		diag_fix(l->diags, "leave it out, or write one of the fields of '%s' that are"
			" listed above", m->name);
		return;
	}
	listed = arena_alloc(l->arena, 1, sizeof(*listed));
	*listed = (struct listed){ m, l->listed };
	l->listed = listed;
	diag_fix(l->diags, "%s", suggest_all(l->arena, m));
}

/* Two keys for one field. */
static void
fix_rival(struct loader *l, const struct node *map, const struct node *node,
	const struct field *f)
{
	const struct node *given = node_find(map, f->name);

	if (f->type == FIELD_PORT && given && ports_fix_both(l, map, given, node))
		return;
	if (given && given->kind == NODE_MAP && node->kind == NODE_MAP)
		diag_fix(l->diags, "put what is under it under '%s'", f->name);
	else if (given)
		diag_fix(l->diags, "leave it out, as '%s' is here, too", f->name);
	else if (f->type == FIELD_SERVERS && node->kind == NODE_MAP)
		diag_fix(l->diags, "write both as a list, '%s: [{...}, {...}]'", f->name);
	else
		diag_fix(l->diags, "write one of them as '%s', and leave the others out", f->name);
}

/* Reports a key that the mapping does not have. Returns the field that it was meant for
 * when that is a mapping or a list of them, which the value is, too. */
static const struct field *
unknown_field(struct loader *l, const struct mapping *m, const struct node *map,
	const struct node *node)
{
	const struct node *key = node->key;
	const struct field *f;
	const char *name, *where;

	if (!is_name(l, m, key)) {
		hide_keys(l, node);
		report_secret_key(l, m, key);
		return NULL;
	}
	load_show(key->text);
	diag_at(l->diags, key->text.pos, DIAG_UNKNOWN_FIELD, "unknown field '%s'",
		load_shown(l, key->text));
	name = suggest_field(l->arena, l->words, m, key->text);
	f = name ? field_find(m, name, strlen(name)) : NULL;
	if (other_key(l, m, map, node)) {
		hide_keys(l, node);
		return NULL;
	}
	where = suggest_where(l->arena, l->words, m, key->text, name);
	if (f && has_rival(l, m, map, f))
		fix_rival(l, map, node, f);
	else if (where)
		diag_fix(l->diags, "%s", where);
	else
		list_fields(l, m);
	if (f && offer_name(l, m, map, node, f) && f->mapping && node->kind != NODE_SCALAR)
		return f;
	hide_keys(l, node);
	return NULL;
}

struct written *
load_written(struct loader *l, const struct field *f, const char *name, const struct node *node)
{
	struct written *w = arena_alloc(l->arena, 1, sizeof(*w));

	w->field = f;
	w->name = name;
	w->node = node;
	w->server = l->server;
	*l->written = w;
	l->written = &w->next;
	return w;
}

/* A password's parts are one value, and options are taken down one by one. */
static void
note_written(struct loader *l, const struct mapping *m, const struct field *f,
	const struct node *node)
{
	if (m->secret || f->type == FIELD_MAPPING || f->type == FIELD_SERVERS
	    || f->type == FIELD_CLIENTS
	    || (f->type == FIELD_SIGNATURE && node->kind == NODE_MAP))
		return;
	load_written(l, f, l->within ? arena_printf(l->arena, "%s.%s", l->within, f->name)
		: f->name, node);
}

/* Is the value surely no password: 'none', a mail address, the path of a file, the
 * name of a host? */
static bool
is_known_form(struct arena *a, const struct field *f, struct text t)
{
	struct text ascii, local, domain;

	if (!f->guarded)
		return true;
	if (f->type == FIELD_HOST)
		return strpbrk(t.s, ".:") || text_is_nocase(t, "localhost");
	return text_is_nocase(t, "none") || *t.s == '/' || !strncmp(t.s, "~/", 2)
		|| !address_check(a, t, &ascii, &local, &domain);
}

/* Reads the value of a field. */
static bool
load_known(struct loader *l, const struct mapping *m, const struct field *f,
	const struct node *node, void *object)
{
	struct text t;

	if (f->given_offset && f->type != FIELD_BOOL)
		*(bool *)((char *)object + f->given_offset) = true;
	if (f->pos_offset)
		*(struct pos *)((char *)object + f->pos_offset) = node->text.pos;
	if (node->bad && !f->mapping)
		return false;
	if (l->types[f->type].node && (!l->types[f->type].text || node->kind == NODE_MAP)) {
		note_written(l, m, f, node);
		return l->types[f->type].node(l, f, node, object);
	}
	if (!load_value(l, f, node, &t))
		return false;
	if (text_given(t)) {
		note_written(l, m, f, node);
		if (!l->types[f->type].text(l, f, t, object))
			return false;
	}
	if (!text_given(t) || is_known_form(l->arena, f, t))
		load_show(node->text);
	return true;
}

static bool
load_entry(struct loader *l, const struct mapping *m, const struct node *map,
	const struct node *node, void *object)
{
	const struct text key = node->key->text;
	const struct field *f = field_find(m, key.s, key.len);

	if (!f) {
		f = unknown_field(l, m, map, node);
		if (f)          /* what is in it is looked at as if it had the right name */
			load_known(l, m, f, node, object);
		return false;
	}
	load_show(key);
	if (load_is_null(node))
		return doubt_scalar(l, f, node);
	return load_known(l, m, f, node, object);
}

bool
load_misspelt(struct loader *l, const struct mapping *m, const struct node *map, const char *name)
{
	const struct field *f = field_find(m, name, strlen(name));

	count_keys(l, m, map);
	return f && l->meant[f - m->fields];
}

static bool
check_given(struct loader *l, const struct field *f, const struct mapping *m,
	const struct node *map)
{
	const struct node *node = node_find(map, f->name);

	if (f->need == NEED_NEVER || !load_is_null(node))
		return true;
	if (!node && (load_misspelt(l, m, map, f->name) || (m->apart && map->first)))
		return false;
	if (node)
		diag_at(l->diags, node->text.pos, DIAG_MISSING_FIELD,
			"'%s' of '%s' has no value", f->name, m->name);
	else
		diag_at(l->diags, map->text.pos, DIAG_MISSING_FIELD,
			"'%s' has no field '%s'", m->name, f->name);
	if (m->apart && !node)
		diag_fix(l->diags, "write '%s: {%s: %s}'", m->name, f->name, f->example);
	else
		diag_fix(l->diags, "add '%s: %s'", f->name, f->example);
	return false;
}

bool
load_fields(struct loader *l, const struct mapping *m, const struct node *map, void *object)
{
	const struct node *node, *outer = l->map, *entry = l->entry;
	const struct field *open = l->open;
	bool ok = true;
	size_t i;

	for (l->open = NULL, node = map->first; node; node = node->next) {
		l->map = map;
		l->entry = node;
		other_follow(l, m, node);
		ok = load_entry(l, m, map, node, object) && ok;
	}
	for (i = 0; i < m->n; i++)
		ok = check_given(l, &m->fields[i], m, map) && ok;
	l->map = outer;
	l->entry = entry;
	l->open = open;
	return ok;
}

bool
load_within(struct loader *l, const struct field *f, const struct node *node, void *object)
{
	const char *outer = l->within;
	bool ok;

	l->within = outer ? arena_printf(l->arena, "%s.%s", outer, f->name) : f->name;
	ok = load_fields(l, f->mapping, node, object);
	l->within = outer;
	return ok;
}

bool
type_mapping(struct loader *l, const struct field *f, const struct node *node, void *object)
{
	if (node->kind != NODE_MAP)
		return load_wrong_type(l, f, node);
	return load_within(l, f, node, load_member(f, object));
}
