/* Addresses with display names, as in the Reply-To field of a message.
 * Used by load.c for the fields that take them. */
#include "model/mailbox.h"

#include <stdbool.h>
#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "model/address.h"
#include "model/doubt.h"

/* What a name may have only between quotes, but the dot, which is read in all of them
 * (RFC 5322 section 4.1, obs-phrase). */
static const char specials[] = "()<>[]:;@\\,\"";

/* The first of these characters that no quotes are around; else the end. */
static size_t
find_bare(const char *s, const char *wanted)
{
	bool quoted = false;
	size_t i;

	for (i = 0; s[i] && (quoted || !strchr(wanted, s[i])); i++) {
		if (quoted && s[i] == '\\' && s[i + 1])
			i++;
		else if (s[i] == '"')
			quoted = !quoted;
	}
	return i;
}

static struct text
trimmed(struct arena *a, const char *s, size_t len, struct pos pos)
{
	return text_trimmed(a, (struct text){ s, len, pos, false });
}

/* Takes the quotes off the name, and what they escape. */
static const char *
read_name(struct arena *a, struct text *name)
{
	char *out = arena_alloc(a, name->len + 1, 1);
	size_t i, n = 0;

	if (*name->s != '"')
		return strpbrk(name->s, specials)
			? "a name with a special character and without double quotes" : NULL;
	for (i = 1; name->s[i] && name->s[i] != '"'; i++) {
		i += name->s[i] == '\\' && name->s[i + 1];
		out[n++] = name->s[i];
	}
	if (!name->s[i] || name->s[i + 1])
		return "a name of which only a part is between double quotes";
	*name = trimmed(a, out, n, name->pos);
	return NULL;
}

/* The name as a header field has it: spaces in a row are one (RFC 5322 section 3.2.2). */
static const char *
tidy_name(struct arena *a, struct text *name)
{
	char *out = arena_alloc(a, name->len + 1, 1);
	const char *wrong = read_name(a, name);
	size_t i, n = 0;

	for (i = 0; !wrong && i < name->len; i++)
		if (name->s[i] != ' ' || name->s[i + 1] != ' ')
			out[n++] = name->s[i];
	*name = (struct text){ out, n, name->pos, false };
	return wrong ? wrong : doubt_trim(name);
}

static const char *
read_one(struct arena *a, struct text t, struct mailbox *out)
{
	size_t open = find_bare(t.s, "<");
	struct text name = trimmed(a, t.s, open, t.pos), local, domain;
	const char *wrong = NULL;

	*out = (struct mailbox){ .name = { .pos = t.pos } };
	if (open == t.len || !name.len)
		return address_check(a, t, &out->address, &local, &domain);
	if (t.s[t.len - 1] != '>')
		return "no '>' at its end";
	wrong = tidy_name(a, &name);
	t = trimmed(a, t.s + open + 1, t.len - open - 2, t.pos);
	if (!wrong)
		wrong = address_check(a, t, &out->address, &local, &domain);
	out->address.pos = t.pos;
	if (name.len)
		out->name = name;
	return wrong;
}

const char *
mailbox_next(struct arena *a, struct text t, size_t *at, struct mailbox *out)
{
	size_t len = find_bare(t.s + *at, ",");
	struct text one = trimmed(a, t.s + *at, len, t.pos);

	*at += len + (*at + len < t.len);
	if (!one.len)
		return "nothing between two commas";
	return read_one(a, one, out);
}

void
mailbox_add(struct buf *out, const struct mailbox *m)
{
	const char *s = m->name.s, *quote;

	if (s) {
		quote = strpbrk(s, specials) || strchr(s, '.') ? "\"" : "";
		buf_puts(out, quote);
		for (; *s; s++) {
			if (strchr("\"\\", *s))
				buf_putc(out, '\\');
			buf_putc(out, *s);
		}
		buf_printf(out, "%s <", quote);
	}
	buf_puts(out, m->address.s);
	if (m->name.s)
		buf_putc(out, '>');
}

const char *
mailbox_meant(struct arena *a, struct text t)
{
	const char *open = memchr(t.s, '<', t.len), *address = address_meant(a, t);
	struct text name = trimmed(a, t.s, open ? (size_t)(open - t.s) : 0, t.pos);

	return address && name.len && !strpbrk(name.s, "'\"\\")
		? arena_printf(a, "\"%s\" <%s>", name.s, address) : NULL;
}
