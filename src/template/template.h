#ifndef TEMPLATE_H
#define TEMPLATE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/text.h"

struct arena;
struct diags;
struct sink;
struct source;
struct style;
struct styles;
struct value;

/* A compiled Mustache template (mustache(5): comments, variables, sections,
 * inverted sections, partials, implicit iterator, dotted names, standalone
 * lines), with one addition: {{name:style:style}} names the quoting styles.
 * There is no way to write a text without a style: {{{name}}}, {{&name}},
 * delimiter changes and lambdas are errors. */
struct template;

/* Where partials come from: the source of that name or NULL. */
struct partials {
	struct source *(*load)(void *context, struct arena *, const char *name);
	void *context;
};

/* A full name that a template asks for. */
struct name_use {
	const char *path;
	struct name_use *next;
};

/* The names that a template may ask for. kind is asked for each dotted name as
 * seen from the innermost section; it answers what the name is. */
enum name_kind {
	NAME_UNKNOWN,
	NAME_TEXT,              /* user text: needs a style */
	NAME_PLAIN,             /* literal or number: needs none and may have none */
	NAME_FLAG,              /* only for sections */
	NAME_MAP,               /* a section that opens a context, or a dotted prefix */
	NAME_LIST_OF_TEXT,      /* a section whose {{.}} is user text */
	NAME_LIST_OF_MAPS,
};
struct name_info {
	enum name_kind kind;
	bool optional;          /* may be absent: usable only inside its own section */
	const struct name_use *made_of;         /* of a derived one: other names */
	size_t root;            /* bytes of the path before those names */
};
struct names {
	/* path is the full name from the root of the view, list steps left out */
	struct name_info (*find)(void *context, const char *path);
	void *context;
	const char *inner;      /* a group of names that all stand in, or NULL */
	const char *language;   /* "text.KEY" is short for "text.LANGUAGE.KEY", and a word has that
				 * of the language; NULL: nothing is, and none has */
	/* The name of today of one that an earlier version had, or NULL; may be NULL. */
	const char *(*renamed)(const char *path);
	/* For what no client reads: what may be absent is empty where it is, and a quote mark
	 * may be next to a text. */
	bool relaxed;
};

/* Compiles; every tag is parsed and every style looked up in `styles`. `allowed`
 * are the styles the file's manifest entry lists, its first the default; each
 * chain must end in one of them. Partials are compiled in, at most 16 deep.
 * names NULL skips the check of names (used for data that has no fixed shape);
 * a partial may then use itself, and rendering reports one that goes too deep.
 * Errors are template-broken at template line and column; NULL after any. */
struct template *template_compile(struct arena *, struct source *,
	const struct styles *, const struct style *const *allowed, size_t nallowed,
	const struct partials *, const struct names *, struct diags *);

/* Writes the template over the view into the sink. False when a text could not
 * be written (reported); goes on after it, so all such texts are reported. */
bool template_render(const struct template *, const struct value *view,
	struct sink *, struct diags *);

/* Does the template ask for this name, or for anything below it, in a tag or
 * for a section? The name is the full one as struct names saw it (in a file of
 * many accounts it begins with "accounts."); without names, as written. */
bool template_uses(const struct template *, const char *path);

/* The names that the template asks for; NULL: none. */
const struct name_use *template_names(const struct template *);

/* Does the template write a text of the user's? */
bool template_writes_text(const struct template *);

/* Works out a value that is derived: once, where it cannot change. False after reporting
 * (diags NULL: not reporting) a text that could not be written, every time that it is asked
 * for. */
bool template_fill(struct value *, struct diags *);

/* The text of a template and its partials, without names and comments; NULL has none. */
struct literal template_words(struct arena *, const struct template *);

#endif
