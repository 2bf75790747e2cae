/* Commands of the user's own that go against mailgen's block among them: which, is
 * data of the target. Used by merge_block.c. */
#include "install/merging.h"

#include <string.h>
#include <sys/stat.h>

#include "base/arena.h"
#include "base/data.h"
#include "base/diag.h"
#include "base/source.h"
#include "install/install.h"
#include "client/resolve.h"
#include "client/target.h"
#include "install/own_commands.h"

enum { SAID_MAX = 20, INCLUDED_BYTES_MAX = 1 << 20 };

/* What a check of them works on. */
struct judging {
	struct merging *c;
	enum own_part part;
	struct { const char *path; unsigned line; } said[SAID_MAX];
	size_t nsaid;
};

/* Is it about one of the accounts? */
static bool
concerns(const struct judging *j, const struct own_command *own)
{
	const struct client_accounts *p = j->c->accounts;
	size_t i;

	for (i = 0; i < p->n; i++)
		if (notice_applies(&own->notice, p->views[i]))
			return true;
	return false;
}

/* Is the word one of the names, or such a name with a prefix or a value? */
static bool
has_name(const struct judging *j, const struct word_list *names, const char *word)
{
	const struct word_list *prefixes = &j->c->file->prefix;
	const char *name = arena_copy(j->c->in->arena, word, strcspn(word, "=:+-"));
	size_t i, len;

	if (words_match(names, word) || words_match(names, name))
		return true;
	for (i = 0; i < prefixes->n; i++) {
		len = strlen(prefixes->items[i]);
		if (!strncmp(name, prefixes->items[i], len) && words_match(names, name + len))
			return true;
	}
	return false;
}

static bool
is_against(const struct judging *j, const struct own_command *own, const struct command *k)
{
	size_t i;

	if ((own->where != OWN_ANYWHERE && own->where != j->part)
	    || (own->in.n && !words_match(&own->in, k->in))
	    || !words_match(&own->command, k->words[0]))
		return false;
	for (i = 1; i < k->n && own->name.n && !has_name(j, &own->name, k->words[i]); i++)
		;
	return (!own->name.n || i < k->n) && concerns(j, own);
}

/* A file may be read by several commands: one finding a line is enough. */
static bool
is_said(struct judging *j, const struct command *k)
{
	size_t i;

	for (i = 0; i < j->nsaid; i++)
		if (j->said[i].line == k->line && !strcmp(j->said[i].path, k->path))
			return true;
	if (j->nsaid == SAID_MAX)
		return true;
	j->said[j->nsaid].path = k->path;
	j->said[j->nsaid++].line = k->line;
	return false;
}

/* The first of the manifest's that a command goes against is what is said of it. */
static void
judge(void *context, const struct command *k)
{
	struct judging *j = context;
	struct merging *c = j->c;
	const struct own_command *own = c->target->own;

	while (own && !is_against(j, own, k))
		own = own->next;
	if (!own || is_said(j, k))
		return;
	diag_graded(c->diags, k->path == c->shown ? merge_own_place(c, k->line)
		: merge_place(c, k->path, k->line), DIAG_OWN_COMMAND, own->notice.severity,
		"%s", own->notice.text);
	if (own->notice.fix)
		diag_fix(c->diags, "%s", own->notice.fix);
}

/* The path of an included file: below the home folder, or of one beside it. */
static const char *
included_path(struct merging *c, const char *path, const char *from)
{
	static const char *const homes[] = { "~/", "$HOME/", "${HOME}/" };
	const char *slash = strrchr(from, '/');
	struct place place;
	size_t i;

	for (i = 0; i < countof(homes); i++)
		if (!strncmp(path, homes[i], strlen(homes[i])))
			return arena_printf(c->in->arena, "%s/%s", c->in->home.dir,
				path + strlen(homes[i]));
	if (*path == '$' && place_expand(c->in->arena, &c->in->home, path, &place))
		return arena_printf(c->in->arena, "%s/%s", place.root, place.path);
	if (*path == '/' || !slash)
		return path;
	return arena_printf(c->in->arena, "%.*s/%s", (int)(slash - from), from, path);
}

static bool
open_included(void *context, const char *path, const char *from, struct literal *text,
	const char **shown)
{
	struct merging *c = ((struct judging *)context)->c;
	struct stat st;
	struct source *source;

	*shown = included_path(c, path, from);
	/* the client complains itself of what it cannot read */
	if (stat(*shown, &st) || !S_ISREG(st.st_mode))
		return false;
	source = data_read(c->in->arena, *shown, INCLUDED_BYTES_MAX,
		diags_new(c->in->arena, NULL));
	if (source)
		*text = (struct literal){ source->bytes, source->len };
	return source != NULL;
}

void
merge_commands(struct merging *c)
{
	struct judging j = { .c = c, .part = OWN_BEFORE };
	struct commands how = { c->in->arena, c->file->nest, c->file->include, &j, judge,
		open_included };

	if (!c->target->own)
		return;
	commands_each(&how, c->block.before, c->shown, 1);
	j.part = OWN_AFTER;
	if (c->block.found)
		commands_each(&how, c->block.after, c->shown, c->block.lines + 1);
}
