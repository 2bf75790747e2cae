/* The types of fields that are a word, and what is meant by other ones.
 * Used through the table in loadtype.c. */
#include "model/loadtype.h"

#include <string.h>
#include <strings.h>

#include "base/arena.h"
#include "base/diag.h"
#include "input/node.h"
#include "model/account.h"
#include "model/fields.h"
#include "model/load.h"
#include "model/loader.h"
#include "model/mend.h"
#include "model/otherkey.h"
#include "model/words.h"

static bool
mended_word(struct loader *l, const struct field *f, struct text t, const char *word)
{
	load_near_value(l, DIAG_UNKNOWN_WORD, f, t, "not one of the words for it");
	diag_fix(l->diags, "write '%s: %s'", f->name, word);
	diag_edit(l->diags, t, word);
	return false;
}

/* The word of the kind that the text has beside a number or something in brackets, as
 * "TLS (993)" has; or NULL. */
static const char *
word_within(struct loader *l, const char *kind, struct text t)
{
	enum { MOST = 64 };
	char kept[MOST + 1];
	size_t i, n = 0, depth = 0;

	if (t.len > MOST)
		return NULL;
	for (i = 0; i < t.len; i++) {
		depth += strchr("([", t.s[i]) != NULL;
		if (!depth && !is_digit(t.s[i]))
			kept[n++] = t.s[i];
		depth -= depth && strchr(")]", t.s[i]);
	}
	for (i = n; i >= 4 && !strncasecmp(kept + i - 4, "port", 4); i = n)
		n -= 4;
	kept[n] = '\0';
	return load_word(l, kind, (struct text){ .s = kept, .len = n });
}

static bool
another_protocol(struct loader *l, const struct field *f, struct text t)
{
	const char *foreign = load_word(l, "foreign-protocol", t);
	const char *word = word_within(l, f->kind, t);

	if (word)
		return mended_word(l, f, t, word);
	if (!foreign)
		return load_unknown_word(l, f, t);
	load_near_value(l, DIAG_UNKNOWN_WORD, f, t, strcmp(foreign, "smtp")
		? "not a protocol that mail clients share" : "mail is sent with it, not read");
	if (!strcmp(foreign, "smtp"))
		return diag_fix(l->diags, "write 'protocol: imap' here, and put the server for"
			" sending under 'outgoing'");
	diag_fix(l->diags, strcmp(foreign, "exchange") ? "write 'protocol: imap'" : "write"
		" 'protocol: imap', which servers of Exchange speak, too; for Microsoft's own,"
		" 'provider: office365' knows them");
	diag_edit(l->diags, t, "imap");
	return false;
}

/* Words that leave it to the client, or say it in another way. */
static bool
another_security(struct loader *l, const struct field *f, struct text t)
{
	const char *word = word_within(l, f->kind, t);
	struct text port = { .s = NULL };
	const char *by_port = other_security(l, &port);

	if (word)
		return mended_word(l, f, t, word);
	if (!load_word(l, "security-choice", t)
	    && (word = load_word(l, "security-port", t)))
		return mended_word(l, f, t, word);
	if (!load_word(l, "security-choice", t))
		return load_unknown_word(l, f, t);
	load_near_value(l, DIAG_UNKNOWN_WORD, f, t, "that does not say how it is encrypted");
	if (!by_port)
		return diag_fix(l->diags, "write 'security: tls' for TLS from the first byte (ports"
			" 993, 995, 465), or 'security: starttls' (ports 143, 110, 587)");
	diag_fix(l->diags, "write 'security: %s', which port %s is for", by_port, port.s);
	diag_edit(l->diags, t, by_port);
	return false;
}

static bool
another_auth(struct loader *l, const struct field *f, struct text t)
{
	if (!load_word(l, "security-choice", t) || !l->map || !l->entry)
		return load_unknown_word(l, f, t);
	load_near_value(l, DIAG_UNKNOWN_WORD, f, t, "that does not say which");
	diag_fix(l->diags, "leave 'auth' out, and the rule set says it");
	mend_remove(l, l->map, l->entry);
	return false;
}

bool
type_protocol(struct loader *l, const struct field *f, struct text t, void *object)
{
	enum protocol *at = load_member(f, object);

	*at = protocol_find(load_word(l, f->kind, t));
	return *at ? true : another_protocol(l, f, t);
}

bool
type_security(struct loader *l, const struct field *f, struct text t, void *object)
{
	enum security *at = load_member(f, object);

	*at = security_find(load_word(l, f->kind, t));
	return *at ? true : another_security(l, f, t);
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
	return *at ? true : another_auth(l, f, t);
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
