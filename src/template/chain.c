/* Reads what is in a tag: a name, and the quoting styles after it.
 * Used by tag.c. */
#include "template/chain.h"

#include <string.h>

#include "base/arena.h"
#include "base/diag.h"
#include "base/near.h"
#include "template/tag.h"

static bool
is_word(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z')
		|| is_digit(c) || c == '_' || c == '-';
}

static bool
is_name(const char *name)
{
	bool word = false;

	if (!strcmp(name, "."))
		return true;
	for (; *name; name++) {
		if (!is_word(*name) && !(*name == '.' && word))
			return false;
		word = is_word(*name);
	}
	return word;
}

bool
name_check(struct arena *a, const char *name, struct pos pos, struct diags *diags)
{
	const char *shown = text_escaped(a, name, strlen(name));

	if (!*name) {
		diag_at(diags, pos, DIAG_TEMPLATE_BROKEN, "a tag without a name");
		return diag_fix(diags, "write a name between the braces");
	}
	if (strlen(name) > TAG_NAME_MAX) {
		diag_at(diags, pos, DIAG_TEMPLATE_BROKEN,
			"name '%s' is longer than %d bytes", shown,
			TAG_NAME_MAX);
		return diag_fix(diags, "close the tag after the name");
	}
	if (!is_name(name)) {
		diag_at(diags, pos, DIAG_TEMPLATE_BROKEN, "'%s' is not a name", shown);
		return diag_fix(diags, "names are words of letters, digits, '_' "
			"and '-', joined by dots");
	}
	return true;
}

/* The styles a chain may end in, for a fix. */
static const char *
allowed_names(const struct parts *parts)
{
	const char *list = "";
	size_t i;

	for (i = 0; i < parts->nallowed; i++)
		list = text_listed(parts->arena, list, style_name(parts->allowed[i]));
	return list;
}

static bool
check_end(const struct parts *parts, const struct tag *tag, struct diags *diags)
{
	const struct style *end = tag->chain.styles[tag->chain.n - 1];
	size_t i;

	for (i = 0; i < parts->nallowed; i++)
		if (parts->allowed[i] == end)
			return true;
	if (parts->within)
		return true;
	diag_at(diags, tag->pos, DIAG_TEMPLATE_BROKEN,
		"'%s' ends in style '%s', which is not made for this file",
		tag->name, style_name(end));
	if (parts->nallowed)
		diag_fix(diags, "end in %s", allowed_names(parts));
	else
		diag_fix(diags, "list '%s' as the file's quoting", style_name(end));
	return false;
}

static bool
unknown_style(const struct parts *parts, const struct tag *tag,
	const char *word, struct diags *diags)
{
	struct near near = { .key = word };
	size_t i;

	for (i = 0; i < parts->nallowed; i++)
		near_try(&near, style_name(parts->allowed[i]));
	diag_at(diags, tag->pos, DIAG_TEMPLATE_BROKEN, "unknown style '%s'",
		text_escaped(parts->arena, word, strlen(word)));
	if (near.word)
		diag_fix(diags, "did you mean '%s'?", near.word);
	else if (parts->nallowed)
		diag_fix(diags, "use %s", allowed_names(parts));
	return false;
}

bool
chain_parse(const struct parts *parts, struct tag *tag, char *words, struct diags *diags)
{
	size_t n = 1, i;
	const struct style **styles;
	const char *c;

	for (c = words; *c; c++)
		n += *c == ':';
	styles = arena_alloc(parts->arena, n, sizeof(*styles));
	for (i = 0; i < n; i++) {
		char *end = words + strcspn(words, ":");

		*end = '\0';
		styles[i] = style_find(parts->styles, words);
		if (!styles[i])
			return unknown_style(parts, tag, words, diags);
		words = end + 1;
	}
	tag->styled = true;
	tag->chain = (struct chain){ styles, n };
	return check_end(parts, tag, diags);
}
