/* The types of fields that are one text.
 * Used by load.c through the table there. */
#include "model/loadtype.h"

#include <ctype.h>
#include <string.h>

#include "base/arena.h"
#include "base/diag.h"
#include "model/account.h"
#include "model/address.h"
#include "model/checks.h"
#include "model/fields.h"
#include "model/load.h"
#include "model/words.h"

bool
type_text(struct loader *l, const struct field *f, struct text t, void *object)
{
	(void)l;
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
	if (!clean || address_check(l->arena, t, &ascii, &local, &domain)) {
		load_bad_value(l, DIAG_BAD_VALUE, f, t, problem);
		diag_fix(l->diags, "write a short name as in 'id: %s', or leave 'id' out",
			f->example);
		return false;
	}
	load_near_value(l, DIAG_BAD_VALUE, f, t, problem);
	return load_mended(l, f, t, clean);
}

static bool
bad_address(struct loader *l, const struct field *f, struct text t,
	const char *problem)
{
	const char *meant = address_meant(l->arena, t);

	if (!meant)
		return load_bad_value(l, DIAG_BAD_ADDRESS, f, t, problem);
	load_near_value(l, DIAG_BAD_ADDRESS, f, t, problem);
	return load_mended(l, f, t, meant);
}

bool
type_address(struct loader *l, const struct field *f, struct text t,
	void *object)
{
	struct account *account = object;
	struct text ascii = { 0 }, local = { 0 }, domain = { 0 };
	const char *problem = address_check(l->arena, t, &ascii, &local, &domain);

	if (problem)
		return bad_address(l, f, t, problem);
	ascii.pos = local.pos = domain.pos = t.pos;
	account->email = ascii;
	account->email_given = t;
	account->local_part = local;
	account->domain = domain;
	return true;
}

bool
check_address(struct loader *l, const struct field *f, struct text t,
	struct text *out)
{
	struct text local, domain;
	const char *problem = address_check(l->arena, t, out, &local, &domain);

	if (problem)
		return bad_address(l, f, t, problem);
	out->pos = t.pos;
	return true;
}

bool
type_other_address(struct loader *l, const struct field *f, struct text t,
	void *object)
{
	return check_address(l, f, t, load_member(f, object));
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
	diag_fix(l->diags, "leave '%s' out, and the client chooses the folder", f->name);
	return false;
}

bool
type_delimiter(struct loader *l, const struct field *f, struct text t, void *object)
{
	if (t.len == 1 && ispunct((unsigned char)*t.s))
		return type_text(l, f, t, object);
	return load_bad_value(l, DIAG_BAD_VALUE, f, t,
		"no single character that stands between the levels of a name");
}

bool
type_host(struct loader *l, const struct field *f, struct text t, void *object)
{
	struct server *server = object;
	const char *problem = host_check(l->arena, t, &server->host), *meant;

	if (problem) {
		meant = host_meant(l->arena, t);
		if (!meant && !host_is_seen(l->arena, t))
			return load_bad_value(l, DIAG_BAD_HOST, f, t, problem);
		load_near_value(l, DIAG_BAD_HOST, f, t, problem);
		return meant ? load_mended(l, f, t, meant) : false;
	}
	server->host.pos = t.pos;
	server->host_given = t;
	return true;
}

bool
type_port(struct loader *l, const struct field *f, struct text t, void *object)
{
	enum { PORT_MAX_DIGITS = 5 };
	const char *problem = port_check(t, load_member(f, object));
	struct text bare = t;
	unsigned port;

	if (!problem)
		return true;
	if (t.len > PORT_MAX_DIGITS || strspn(t.s, "0123456789") < t.len)
		return load_bad_value(l, DIAG_BAD_PORT, f, t, problem);
	load_near_value(l, DIAG_BAD_PORT, f, t, problem);
	while (bare.len > 1 && *bare.s == '0')
		bare.s++, bare.len--;
	return bare.len < t.len && !port_check(bare, &port)
		? load_mended(l, f, t, bare.s) : false;
}

bool
type_protocol(struct loader *l, const struct field *f, struct text t,
	void *object)
{
	enum protocol *at = load_member(f, object);

	*at = protocol_find(load_word(l, f->kind, t));
	return *at ? true : load_unknown_word(l, f, t);
}

bool
type_security(struct loader *l, const struct field *f, struct text t,
	void *object)
{
	enum security *at = load_member(f, object);

	*at = security_find(load_word(l, f->kind, t));
	return *at ? true : load_unknown_word(l, f, t);
}

enum auth
auth_of_mechanism(struct loader *l, const char *mechanism)
{
	return auth_find(mechanism
		? words_alias(l->words, "auth-of-mechanism", mechanism, 0) : NULL);
}

bool
type_auth(struct loader *l, const struct field *f, struct text t, void *object)
{
	enum auth *at = load_member(f, object);

	*at = auth_find(load_word(l, f->kind, t));
	if (!*at)
		*at = auth_of_mechanism(l, load_word(l, "mechanism", t));
	return *at ? true : load_unknown_word(l, f, t);
}

/* For mechanisms and versions: the text is the word as we spell it. */
bool
type_word(struct loader *l, const struct field *f, struct text t, void *object)
{
	const char *word = load_word(l, f->kind, t);

	if (!word)
		return load_unknown_word(l, f, t);
	t.s = word;
	t.len = strlen(word);
	return type_text(l, f, t, object);
}

bool
type_fingerprint(struct loader *l, const struct field *f, struct text t,
	void *object)
{
	struct tls *tls = load_member(f, object);
	const char *problem = fingerprint_check(l->arena, t, &tls->fingerprint,
		&tls->fingerprint_kind);

	return problem ? load_bad_value(l, DIAG_BAD_VALUE, f, t, problem) : true;
}

