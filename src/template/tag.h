#ifndef TAG_H
#define TAG_H

#include <stdbool.h>
#include <stddef.h>

#include "base/text.h"
#include "quote/quote.h"

struct arena;
struct diags;
struct partials;
struct source;
struct template;

/* Bounds on what a template may hold: sections in each other in one source,
 * partials in each other, partials written into one template, and the bytes
 * of a name. Nothing that walks a template goes deeper. */
enum {
	TAG_NEST_MAX = 64, PART_DEPTH_MAX = 16, PART_USES_MAX = 1000,
	TAG_NAME_MAX = 64,
};

enum tag_kind {
	TAG_TEXT,               /* bytes of the template itself */
	TAG_LINE,               /* a line begins: the place for the indentation */
	TAG_NAME, TAG_SECTION, TAG_INVERTED, TAG_PARTIAL,
	TAG_QUOTED,             /* a section that is written as one text */
	TAG_KINDS
};

/* One piece of a template, in the order of writing. */
struct tag {
	enum tag_kind kind;
	struct pos pos;
	struct literal text;    /* TAG_TEXT: bytes; TAG_PARTIAL: its indentation */
	const char *name;
	struct chain chain;     /* TAG_NAME: its styles or the file's default; TAG_QUOTED */
	bool styled;            /* TAG_NAME: it names the styles itself */
	char before, behind;    /* TAG_NAME: the bytes next to it */
	struct pos end;         /* TAG_NAME: the place after it */
	bool alone;             /* TAG_PARTIAL: nothing else is on its line */
	struct part *part;      /* TAG_PARTIAL: what it is replaced by */
	struct tag *body;       /* of a section, also a quoted one */
	struct tag *next;
};

/* One source of a template: the file itself, or a partial. Each is read once,
 * however often it is used. */
struct part {
	const char *name;       /* NULL: the file itself */
	struct source *source;
	struct tag *tags;
	struct part *next;
};

/* All sources of one template, and what holds for each. */
struct parts {
	struct arena *arena;
	const struct styles *styles;
	const struct style *const *allowed;
	size_t nallowed;
	const struct partials *from;
	const char *language;   /* of struct names */
	bool within;            /* what is read is in a section that is quoted as a whole */
	struct part *first, *last;
};

/* Adds a source that is still to be read. */
struct part *parts_add(struct parts *, const char *name, struct source *);

/* Reads the tags of a part; the partials that it uses are added to the parts.
 * Returns false after reporting template-broken; everything else in the source
 * has been read then too, where that makes sense. */
bool tags_parse(struct parts *, struct part *, struct diags *);

/* The tags of the template's file, for match.c. */
const struct tag *template_tags(const struct template *);

#endif
