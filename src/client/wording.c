/* What a client that failed said, without passwords.
 * Used by asking.c. */
#include "client/wording.h"

#include <stdbool.h>
#include <string.h>

#include "base/arena.h"
#include "base/text.h"
#include "template/value.h"

/* So many bytes of a secret, or all of a shorter one, are a part of it. */
enum { PART_BYTES = 3, LINES = 3, LINE_BYTES = 300 };

void
wording_secrets(struct arena *a, const struct value *view, struct word_list *secrets)
{
	static const char *const names[] = {
		"incoming.password.hidden", "outgoing.password.hidden",
	};
	const struct value *secret;
	size_t i;

	for (i = 0; i < countof(names); i++) {
		secret = value_named(view, names[i]);
		if (secret && text_given(secret->text))
			words_add(a, secrets, secret->text.s);
	}
}

static bool
has_part(const char *line, size_t len, const char *secret)
{
	size_t n = strlen(secret), part = n < PART_BYTES ? n : PART_BYTES, i;

	for (i = 0; n && i + part <= n; i++)
		if (memmem(line, len, secret + i, part))
			return true;
	return false;
}

static const char *
shown(struct arena *a, const char *line, size_t len, const struct word_list *secrets)
{
	size_t i;

	for (i = 0; i < secrets->n; i++)
		if (has_part(line, len, secrets->items[i]))
			return "***";
	return text_has_password(line, len) ? "***"
		: text_escaped(a, line, len < LINE_BYTES ? len : LINE_BYTES);
}

const char *
wording_first(struct arena *a, const char *text, const struct word_list *secrets)
{
	return shown(a, text, strcspn(text, "\n"), secrets);
}

const char *
wording_last(struct arena *a, const char *text, const struct word_list *secrets)
{
	const char *end = text + strlen(text), *line, *said = "";
	size_t n = 0;

	for (; n < LINES && end > text; end = line - (line > text)) {
		for (line = end; line > text && line[-1] != '\n'; line--)
			;
		if (line == end)
			continue;
		said = arena_printf(a, "%s%s%s", shown(a, line, (size_t)(end - line), secrets),
			n++ ? " | " : "", said);
	}
	return said;
}
