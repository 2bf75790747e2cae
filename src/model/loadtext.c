/* The types of fields that are one text.
 * Used through the table in loadtype.c. */
#include "model/loadtype.h"

#include <ctype.h>
#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/diag.h"
#include "base/source.h"
#include "input/node.h"
#include "model/account.h"
#include "model/address.h"
#include "model/doubt.h"
#include "model/checks.h"
#include "model/fields.h"
#include "model/load.h"
#include "model/loader.h"
#include "model/mailbox.h"
#include "model/mend.h"
#include "model/words.h"

/* Is there no address beside the name? Clients add it. */
static bool
named_alone(struct loader *l, const struct field *f, struct text t)
{
	const char *open = memchr(t.s, '<', t.len);
	struct text name = { .s = t.s, .len = open ? (size_t)(open - t.s) : 0 };

	if (!open || t.s[t.len - 1] != '>' || !memchr(open, '@', (size_t)(t.s + t.len - open)))
		return true;
	name = text_trimmed(l->arena, name);
	load_near_value(l, DIAG_BAD_VALUE, f, t, "a name and an address");
	if (!name.len)
		return load_as_in(l, f);
	diag_fix(l->diags, "write '%s: %s', for the address has a field of its own", f->name,
		doubt_quoted(l->arena, l->words, name));
	mend_value(l, t, doubt_quoted(l->arena, l->words, name));
	return false;
}

bool
type_text(struct loader *l, const struct field *f, struct text t, void *object)
{
	if (!strcmp(f->name, "name") && !named_alone(l, f, t))
		return false;
	*(struct text *)load_member(f, object) = t;
	return true;
}

bool
type_id(struct loader *l, const struct field *f, struct text t, void *object)
{
	const char *problem = id_check(l->arena, t), *clean;
	struct text ascii, local, domain;

	if (!problem)
		return type_text(l, f, t, object);
	clean = id_clean(l->arena, t);
	if (clean && id_is_words(t)) {
		load_near_value(l, DIAG_BAD_VALUE, f, t, problem);
		return load_mended(l, f, t, clean);
	}
	if (!clean || address_check(l->arena, t, &ascii, &local, &domain)) {
		load_bad_value(l, DIAG_BAD_VALUE, f, t, problem);
		return diag_fix(l->diags, "write a short name as in 'id: %s', or leave 'id' out",
			f->example);
	}
	load_near_value(l, DIAG_BAD_VALUE, f, t, problem);
	return load_mended(l, f, t, clean);
}

/* The path without what other programs put before it, when that leaves a good one.
 * Another text may be the password itself, and is not shown. */
static const char *
path_meant(struct loader *l, struct text t)
{
	static const struct { const char *before, *becomes; } forms[] = {
		{ "file://", "" }, { "file:", "" }, { "$HOME/", "~/" }, { "${HOME}/", "~/" },
		{ "./", "~/" }, { "~", "/home/" },
	};
	size_t i, n;

	while (t.len && t.s[t.len - 1] == '/')
		t.len--;
	if (t.len == 1 && strchr("-~.", *t.s))
		return NULL;
	for (i = 0; i < countof(forms); i++) {
		n = strlen(forms[i].before);
		if (t.len > n && !strncmp(t.s, forms[i].before, n))
			break;
	}
	return i < countof(forms) ? arena_printf(l->arena, "%s%.*s", forms[i].becomes,
		(int)(t.len - n), t.s + n) : NULL;
}

bool
type_path(struct loader *l, const struct field *f, struct text t, void *object)
{
	const char *problem = path_check(t), *meant;

	if (!problem)
		return type_text(l, f, t, object);
	load_bad_value(l, DIAG_BAD_VALUE, f, t, problem);
	meant = path_meant(l, t);
	if (meant && !path_check((struct text){ meant, strlen(meant), t.pos, false }))
		return load_mended(l, f, t, meant);
	return diag_fix(l->diags, "write the whole path, as in '%s: %s'", f->name, f->example);
}

bool
type_folder_path(struct loader *l, const struct field *f, struct text t, void *object)
{
	while (t.len > 1 && t.s[t.len - 1] == '/')
		t.len--;
	t.s = arena_copy(l->arena, t.s, t.len);
	if (!text_is(t, "~") && !text_is(t, "/"))
		return type_path(l, f, t, object);
	load_near_value(l, DIAG_BAD_VALUE, f, t, "not a folder of its own");
	return load_as_in(l, f);
}

bool
type_variable(struct loader *l, const struct field *f, struct text t, void *object)
{
	struct text name = t;

	if (variable_check(t))
		return type_text(l, f, t, object);
	/* what was written instead may be the password: it is not shown */
	diag_at(l->diags, t.pos, DIAG_BAD_VALUE, "'%s' takes the name of a variable:"
		" letters, digits and '_' alone", f->name);
	if (name.len && *name.s == '$')
		name.s++, name.len--;
	if (name.len > 2 && *name.s == '{' && name.s[name.len - 1] == '}')
		name.s++, name.len -= 2;
	name.s = arena_copy(l->arena, name.s, name.len);
	if (*t.s == '$' && variable_check(name)
	    && !name.s[strspn(name.s, "ABCDEFGHIJKLMNOPQRSTUVWXYZ_0123456789")])
		return load_mended(l, f, t, name.s);
	return diag_fix(l->diags, "write the name alone, as in '%s: %s'", f->name, f->example);
}

/* "a@x, b@x" for several addresses in one text, or NULL. */
static const char *
addresses_meant(struct loader *l, struct text t)
{
	const char *s = t.s, *one = "", *all;
	struct buf list = { 0 };
	size_t n;

	for (; *s && one; s += n + strspn(s + n, ",; ")) {
		n = strcspn(s, ",; ");
		one = address_meant(l->arena, (struct text){ arena_copy(l->arena, s, n), n,
			t.pos, false });
		if (one)
			buf_printf(&list, "%s%s", list.len ? ", " : "", one);
	}
	all = literal_take(l->arena, &list).s;
	return one && *all ? all : NULL;
}

/* What to write in the place of something that is not an address at all. */
static bool
another_address(struct loader *l, const struct field *f, struct text t)
{
	if (f->type == FIELD_ALIASES && (!strncmp(t.s, "*@", 2) || *t.s == '@'))
		diag_fix(l->diags, "leave it out; 'catch_all: true' is for all addresses of the"
			" account's domain");
	else if (memchr(t.s, '*', t.len) && memchr(t.s, '@', t.len))
		diag_fix(l->diags, "name each address; one that has a '*' in its name is written"
			" with double quotes, as '\"*\"@example.com'");
	else
		load_as_in(l, f);
	return false;
}

/* The name before an address in angle brackets, or after it in round ones; NULL: there is
 * none that could be written without an escape. */
static const char *
name_beside(struct loader *l, struct text t)
{
	const char *open = memchr(t.s, '<', t.len), *round = memchr(t.s, '(', t.len);
	struct text name = { .s = t.s, .len = open ? (size_t)(open - t.s) : 0 };

	if (!open && round && t.s[t.len - 1] == ')' && !strstr(round, "(at)")
	    && !strstr(round, "(dot)"))
		name = (struct text){ .s = round + 1,
			.len = (size_t)(t.s + t.len - 2 - round) };
	name = text_trimmed(l->arena, name);
	if (name.len > 1 && strchr("\"'", *name.s) && name.s[name.len - 1] == *name.s)
		name = (struct text){ .s = arena_copy(l->arena, name.s + 1, name.len - 2),
			.len = name.len - 2 };
	return name.len && !strpbrk(name.s, "\"\\<>@")
		? doubt_quoted(l->arena, l->words, name) : NULL;
}

static bool
mended_address(struct loader *l, const struct field *f, struct text t, const char *meant)
{
	const char *name = name_beside(l, t);
	struct word_list more = { NULL, 0 };

	if (name && f->type == FIELD_ALIASES) {
		meant = arena_printf(l->arena, "{email: %s, name: %s}", meant, name);
		diag_fix(l->diags, "write '%s'", meant);
		mend_value(l, t, meant);
	} else if (name && f->type == FIELD_MAILBOXES) {
		meant = arena_printf(l->arena, "%s <%s>", name, meant);
		diag_fix(l->diags, "write '%s: %s'", f->name, meant);
		if (*name != '"')
			mend_value(l, t, meant);
	} else if (name && f->type == FIELD_ADDRESS && l->map && !node_find(l->map, "name")) {
		words_add(l->arena, &more, arena_printf(l->arena, "name: %s", name));
		diag_fix(l->diags, "write '%s: %s' and 'name: %s'", f->name, meant, name);
		mend_value_more(l, t, meant, more);
	} else {
		load_mended(l, f, t, meant);
	}
	return false;
}

/* In a list of a line each. */
static void
mend_items(struct loader *l, struct text t, const char *list)
{
	struct buf items = { 0 };
	size_t n;

	if (!source_begins_line(t.pos) || t.pos.column < 3)
		return;
	for (; *list; list += n + strspn(list + n, ", ")) {
		n = strcspn(list, ",");
		if (items.len)
			buf_printf(&items, "\n%*s- ", (int)t.pos.column - 3, "");
		buf_add(&items, list, n);
	}
	mend_value(l, t, literal_take(l->arena, &items).s);
}

/* Several addresses in one text. */
static void
mended_list(struct loader *l, const struct field *f, struct text t, const char *list)
{
	if (f->type == FIELD_MAILBOXES) {
		diag_fix(l->diags, "write '%s: %s'", f->name, list);
		if (l->entry && !l->entry->in_flow)
			mend_value(l, t, list);
	} else if (f->type != FIELD_ALIASES) {
		diag_fix(l->diags, "write one address, '%s: %.*s'", f->name,
			(int)strcspn(list, ","), list);
	} else {
		diag_fix(l->diags, "write a list, '%s: [%s]'", f->name, list);
		if (l->entry && l->entry->kind == NODE_SCALAR)
			mend_value(l, t, arena_printf(l->arena, "[%s]", list));
		else if (l->entry && l->entry->first && l->entry->first->in_flow)
			mend_value(l, t, list);
		else
			mend_items(l, t, list);
	}
}

static bool
bad_address(struct loader *l, const struct field *f, struct text t, const char *problem)
{
	struct text bare = t;
	const char *named, *meant, *list;

	doubt_trim(&bare);
	named = f->type == FIELD_MAILBOXES ? mailbox_meant(l->arena, bare) : NULL;
	meant = address_meant(l->arena, bare);
	list = meant ? NULL : addresses_meant(l, t);
	(meant || list ? load_near_value : load_bad_value)(l, DIAG_BAD_ADDRESS, f, t, problem);
	if (meant && !named)
		return mended_address(l, f, t, meant);
	if (list && !named && strchr(list, ',')) {
		mended_list(l, f, t, list);
		return false;
	}
	if (named)
		diag_fix(l->diags, "put the name between double quotes, and all of it between "
			"single ones: %s: '%s'", f->name, named);
	else
		another_address(l, f, t);
	return false;
}

/* An address in A-labels, and its halves. A local part outside ASCII could contain what
 * is not seen. */
static bool
read_address(struct loader *l, const struct field *f, struct text t, struct text *ascii,
	struct text *local, struct text *domain)
{
	struct text seen = t;
	const char *problem = doubt_trim(&seen);

	if (!problem)
		problem = address_check(l->arena, t, ascii, local, domain);
	if (problem)
		return bad_address(l, f, t, problem);
	ascii->pos = local->pos = domain->pos = t.pos;
	return true;
}

bool
type_address(struct loader *l, const struct field *f, struct text t, void *object)
{
	struct account *account = object;
	struct text ascii, local, domain;

	if (!read_address(l, f, t, &ascii, &local, &domain))
		return false;
	account->email = ascii;
	account->email_given = t;
	account->local_part = local;
	account->domain = domain;
	return true;
}

bool
type_other_address(struct loader *l, const struct field *f, struct text t, void *object)
{
	struct text local, domain;

	return read_address(l, f, t, load_member(f, object), &local, &domain);
}

bool
check_mailboxes(struct loader *l, const struct field *f, struct text t, struct mailbox_list *list)
{
	struct text seen = t;
	const char *problem = doubt_trim(&seen);
	size_t at = 0, before = list->n;

	while (!problem && (!at || at < t.len))
		problem = mailbox_next(l->arena, t, &at, &list->items[list->n++]);
	if (!problem && t.s[t.len - 1] == ',')
		problem = "nothing after the last comma";
	if (!problem)
		return true;
	list->n = before;
	return bad_address(l, f, t, problem);
}

bool
type_folder(struct loader *l, const struct field *f, struct text t, void *object)
{
	struct account *account = object;

	if (!load_word(l, "no-copy", t))
		return type_text(l, f, t, object);
	if (f->kind) {
		account->folders.no_copy = true;
		account->folders.sent.pos = t.pos;
		return true;
	}
	load_near_value(l, DIAG_BAD_VALUE, f, t, "only 'sent' can be without a folder");
	return diag_fix(l->diags, "leave '%s' out, and the client chooses the folder", f->name);
}

bool
type_delimiter(struct loader *l, const struct field *f, struct text t, void *object)
{
	if (t.len == 1 && ispunct((unsigned char)*t.s))
		return type_text(l, f, t, object);
	load_bad_value(l, DIAG_BAD_VALUE, f, t,
		"it takes the one character that is between the levels of a folder's name");
	return load_as_in(l, f);
}

/* Reports what is wrong with a value that has one form, unless that is nothing. */
static bool
in_form(struct loader *l, const struct field *f, struct text t, const char *problem)
{
	if (!problem)
		return true;
	load_bad_value(l, DIAG_BAD_VALUE, f, t, problem);
	return load_as_in(l, f);
}

bool
type_fingerprint(struct loader *l, const struct field *f, struct text t, void *object)
{
	struct tls *tls = load_member(f, object);

	return in_form(l, f, t, fingerprint_check(l->arena, t, &tls->fingerprint,
		&tls->fingerprint_kind));
}

bool
type_duration(struct loader *l, const struct field *f, struct text t, void *object)
{
	const char *problem = duration_check(t, load_member(f, object)), *unit;
	size_t n = strspn(t.s, "0123456789");
	struct text with_unit = t;
	unsigned seconds;

	if (!problem)
		return true;
	load_near_value(l, DIAG_BAD_VALUE, f, t, problem);
	if (n && n == t.len && n < 5)
		return diag_fix(l->diags, "write '%s: %sm' for minutes, or '%s: %ss' for seconds",
			f->name, t.s, f->name, t.s);
	unit = n && n < 5 ? load_word(l, "time-unit", (struct text){ .s = t.s + n,
		.len = t.len - n }) : NULL;
	with_unit.s = unit ? arena_printf(l->arena, "%.*s%s", (int)n, t.s, unit) : "";
	with_unit.len = strlen(with_unit.s);
	return unit && !duration_check(with_unit, &seconds)
		? load_mended(l, f, t, with_unit.s) : load_as_in(l, f);
}

bool
type_key(struct loader *l, const struct field *f, struct text t, void *object)
{
	return in_form(l, f, t, key_check(l->arena, t, load_member(f, object)));
}
