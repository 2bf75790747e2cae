/* Reads YAML through libyaml's events into trees with positions.
 * Used by the loading of accounts. */
#include "input/input.h"

#include <string.h>
#include <yaml.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/diag.h"
#include "base/lang.h"
#include "base/source.h"
#include "input/bad_byte.h"
#include "input/node.h"
#include "input/redaction.h"
#include "input/surrogates.h"
#include "input/syntax.h"
#include "input/tree.h"

/* Skipping a document that is nested this deep would take libyaml a time that
 * grows with the square of its length. */
enum { DEPTH_GIVE_UP = 4 * INPUT_MAX_DEPTH };

struct input {
	struct source *source;
	yaml_parser_t parser;
	const char *bytes;      /* of the source, after its byte order mark */
	size_t len;             /* how many the parser gets: up to the bad byte */
	struct bad_byte bad_byte;
	struct surrogates surrogates;
	struct redaction redaction;
	size_t flow;            /* depth of the outermost open '{' or '[', or 0 */
	size_t begin;           /* where the document begins */
	bool ended;
	struct known_keys keys; /* which words may be shown as keys */
	size_t last;            /* where the last key or value begins */
	bool stray;             /* a key was refused for what is before it */
	struct tree tree;       /* of the document being read */
	struct arena *document; /* where it lives */
	struct diags *diags;
};

struct input *
input_open(struct arena *a, struct source *source)
{
	struct input *in = arena_alloc(a, 1, sizeof(*in));
	const char *parsed;

	in->source = source;
	source->redacts_comments = true;
	in->redaction = redaction_begin(a, source);
	in->bytes = in->redaction.bytes;
	in->bad_byte = bad_byte_find(a, in->bytes, in->redaction.len);
	in->len = in->redaction.valid = in->bad_byte.at;
	parsed = surrogates_replace(&in->surrogates, a, in->bytes, in->len);
	if (!yaml_parser_initialize(&in->parser))
		out_of_memory();
	yaml_parser_set_encoding(&in->parser, YAML_UTF8_ENCODING);
	yaml_parser_set_input_string(&in->parser, (const unsigned char *)parsed, in->len);
	return in;
}

void
input_knows(struct input *in, struct known_keys keys)
{
	in->keys = keys;
}

void
input_close(struct input *in)
{
	yaml_parser_delete(&in->parser);
}

static size_t
offset_of(struct input *in, yaml_mark_t mark)
{
	return redaction_offset(&in->redaction, mark.index);
}

/* The place of an offset, counted after the byte order mark. */
static struct pos
pos_at(const struct input *in, size_t offset)
{
	return source_pos(in->source, in->redaction.skipped + offset);
}

static struct pos
pos_of(struct input *in, yaml_mark_t mark)
{
	size_t at = offset_of(in, mark);

	if (at < in->len)
		return (struct pos){ in->source,
			(unsigned)(in->source->lines_before + mark.line) + 1,
			(unsigned)mark.column + 1 };
	/* libyaml counts a line more at the end; nobody looks below the last */
	while (at && strchr(" \t\r\n", in->bytes[at - 1]))
		at--;
	return pos_at(in, at);
}

static bool
give_up(struct input *in)
{
	in->ended = true;
	redaction_rest(&in->redaction, &in->keys);
	return false;
}

static bool
report_bad_byte(struct input *in)
{
	diag_at(in->diags, pos_at(in, in->bad_byte.at), DIAG_SYNTAX, "%s", in->bad_byte.text);
	diag_fix(in->diags, "%s", in->bad_byte.fix);
	return give_up(in);
}

/* Is the mark where the parser's bytes end, cut off before a bad byte? */
static bool
at_bad_byte(struct input *in, yaml_mark_t mark)
{
	return in->bad_byte.text && offset_of(in, mark) == in->len;
}

/* Half of a pair: the mark is after the "\u" that spells it. */
static bool
lone_surrogate(struct input *in, yaml_mark_t mark)
{
	size_t at = offset_of(in, mark);

	return at >= 2 && at + 2 <= in->len && in->bytes[at - 1] == 'u'
		&& strchr("dD", in->bytes[at])
		&& strchr("89abcdefABCDEF", in->bytes[at + 1]);
}

static struct pos
pos_of_error(struct input *in, const struct syntax *row)
{
	yaml_mark_t mark = in->parser.problem_mark;

	if (row->place == SYNTAX_BEGIN && in->parser.context)
		mark = in->parser.context_mark;
	else if (row->place == SYNTAX_ESCAPE)
		mark.index -= 2, mark.column -= 2;
	return pos_of(in, mark);
}

/* Shows the key of a line, though the parser has taken it for a part of a value. */
static void
show_key(struct input *in, size_t at)
{
	size_t line = at;

	while (line && !strchr("\r\n", in->bytes[line - 1]))
		line--;
	source_expose(in->source, in->redaction.arena, in->redaction.skipped + line,
		in->redaction.skipped + layout_key_end(in->bytes, in->len, &in->keys, line));
}

static void
say_layout(struct input *in, const struct layout *found)
{
	show_key(in, found->at);
	show_key(in, found->note ? found->note_at : found->at);
	diag_at(in->diags, pos_at(in, found->at), DIAG_SYNTAX, "%s", found->text);
	if (found->note)
		diag_note_at(in->diags, pos_at(in, found->note_at), "%s", found->note);
	diag_fix(in->diags, "%s", found->fix);
	if (found->edit)
		diag_replace(in->diags, in->source, in->redaction.skipped + found->from,
			in->redaction.skipped + found->to, found->edit);
}

/* Says what the lines around the place tell, where that is more than the parser does. */
static bool
report_layout(struct input *in, const struct syntax *row)
{
	bool begin = row->place == SYNTAX_BEGIN && in->parser.context;
	yaml_mark_t mark = begin ? in->parser.context_mark : in->parser.problem_mark;
	struct layout found;

	if (row->layout == LAYOUT_NONE || !layout_find(in->redaction.arena, in->bytes, in->len,
	    &in->keys, row->layout, offset_of(in, mark), in->last, &found))
		return false;
	say_layout(in, &found);
	return true;
}

static bool
report_syntax(struct input *in)
{
	static const struct syntax surrogate = {
		.text = "an escape that is one half of a character",
		.fix = "write both halves, as in \"\\ud83d\\ude00\", or the "
			"character itself",
		.place = SYNTAX_ESCAPE, .layout = LAYOUT_NONE,
	};
	const char *problem = in->parser.problem;
	struct syntax unknown = { .text = problem ? problem : "not YAML" };
	const struct syntax *row = syntax_find(unknown.text);

	if (at_bad_byte(in, in->parser.problem_mark))
		return report_bad_byte(in);
	if (!row)
		row = &unknown;
	else if (row->place == SYNTAX_ESCAPE && lone_surrogate(in, in->parser.problem_mark))
		row = &surrogate;
	if (report_layout(in, row))
		return give_up(in);
	diag_at(in->diags, pos_of_error(in, row), DIAG_SYNTAX, "%s", row->text);
	if (row->place == SYNTAX_BOTH)
		diag_note_at(in->diags, pos_of(in, in->parser.context_mark), "it begins here");
	if (row->fix)
		diag_fix(in->diags, "%s", row->fix);
	return give_up(in);
}

/* A tag that changes nothing: what the node is anyway, or the string that all
 * scalars are here. Any other asks for a reading that is not done. */
static bool
known_tag(const char *tag, enum node_kind kind)
{
	static const struct { const char *tag; enum node_kind kind; } known[] = {
		{ YAML_STR_TAG, NODE_SCALAR }, { YAML_INT_TAG, NODE_SCALAR },
		{ YAML_FLOAT_TAG, NODE_SCALAR }, { YAML_BOOL_TAG, NODE_SCALAR },
		{ YAML_NULL_TAG, NODE_SCALAR }, { YAML_MAP_TAG, NODE_MAP },
		{ YAML_SEQ_TAG, NODE_LIST },
	};
	size_t i;

	if (!tag || !strcmp(tag, "!"))
		return true;
	for (i = 0; i < countof(known); i++)
		if (kind == known[i].kind && !strcmp(tag, known[i].tag))
			return true;
	return false;
}

static void
refuse(struct input *in, struct node *node, enum diag_id id, const char *text, const char *fix)
{
	if (!node)
		return;
	tree_refuse(&in->tree, node);
	diag_at(in->diags, node->text.pos, id, "%s", text);
	diag_fix(in->diags, "%s", fix);
}

static void
check_tag(struct input *in, struct node *node, const yaml_char_t *tag)
{
	if (node && !known_tag((const char *)tag, node->kind))
		refuse(in, node, DIAG_BAD_VALUE, "a tag that means nothing here",
			"remove the tag; put a value that begins with '!' in quotes");
}

static struct text
scalar_text(struct input *in, const yaml_event_t *event)
{
	static const enum surrogates_style styles[] = {
		[YAML_PLAIN_SCALAR_STYLE] = SURROGATES_VERBATIM,
		[YAML_SINGLE_QUOTED_SCALAR_STYLE] = SURROGATES_VERBATIM,
		[YAML_DOUBLE_QUOTED_SCALAR_STYLE] = SURROGATES_ESCAPED,
		[YAML_LITERAL_SCALAR_STYLE] = SURROGATES_BLOCK,
		[YAML_FOLDED_SCALAR_STYLE] = SURROGATES_BLOCK,
	};
	size_t len = event->data.scalar.length;
	struct text text = { .len = len, .pos = pos_of(in, event->start_mark) };

	text.s = arena_copy(in->document, (const char *)event->data.scalar.value, len);
	return surrogates_restore(&in->surrogates, in->document,
		offset_of(in, event->start_mark), offset_of(in, event->end_mark),
		styles[event->data.scalar.style], text);
}

/* The length of a letter that is not of ASCII; 0: here is none. Blocks of punctuation,
 * among them the wide ':' that keys of other languages are ended with, have none. */
static size_t
letter_len(const char *s, size_t len)
{
	unsigned code;
	size_t n = (unsigned char)*s < 0x80 ? 0 : utf8_decode(s, len, &code);

	return n && code >= 0xC0 && (code < 0x2000 || code > 0x2BFF)
		&& (code < 0x3000 || code > 0x3004) && (code < 0xFE10 || code > 0xFE6F)
		&& (code < 0xFF00 || code > 0xFF20) ? n : 0;
}

/* Is it surely a key: a name with its ':'? What is written where a key is expected may be
 * the end of a password that has a ',' in it, or follow a word whose ':' is missing. */
static bool
is_key(const struct input *in, size_t from, size_t to)
{
	static const char in_names[] = "abcdefghijklmnopqrstuvwxyz"
		"ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-.";
	bool quoted = from < to && strchr("\"'", in->bytes[from]);
	size_t at = to, n;

	while (at < in->len && strchr(" \t", in->bytes[at]))
		at++;
	if (at == in->len || in->bytes[at++] != ':')
		return false;
	if (!quoted && at < in->len && !strchr(" \t\r\n", in->bytes[at]))
		return false;
	for (at = from + quoted; at + quoted < to; at += n)
		if (!(n = letter_len(in->bytes + at, to - at))
		    && !(n = strchr(in_names, in->bytes[at]) ? 1 : 0))
			break;
	return at + quoted == to || (to - from == 2 && !memcmp(in->bytes + from, "<<", 2));
}

/* Takes down what YAML read as something else than the value's text. A comment that
 * is meant as one has a space after its '#' or several before it. */
static void
note_form(struct input *in, struct node *node, const yaml_event_t *event, size_t to)
{
	const char *anchor = (const char *)event->data.scalar.anchor;
	const char *tag = (const char *)event->data.scalar.tag;
	const char *rest = in->bytes + to, *end = in->bytes + in->len;
	size_t blanks = 0;

	if (!node || event->data.scalar.style != YAML_PLAIN_SCALAR_STYLE)
		return;
	if (anchor)
		node->anchor = arena_copy(in->document, anchor, strlen(anchor));
	node->tagged = tag && !strcmp(tag, "!");
	while (rest + blanks < end && strchr(" \t", rest[blanks]))
		blanks++;
	node->remark = blanks && rest + blanks < end && rest[blanks] == '#';
	node->glued = node->remark && blanks == 1 && rest + 2 < end
		&& !strchr(" \t\r\n#!", rest[2]);
}

/* A key does not begin or end with a space that is none to YAML. */
static bool
is_stray(struct input *in, size_t from, size_t to)
{
	struct layout found;

	if (!layout_stray(in->redaction.arena, in->bytes, from, to, &in->keys, &found))
		return false;
	say_layout(in, &found);
	return in->stray = true;
}

static void
on_scalar(struct input *in, const yaml_event_t *event)
{
	struct text text = { .s = "", .pos = pos_of(in, event->start_mark) };
	bool at_key = tree_at_key(&in->tree), doubtful;
	bool large = event->data.scalar.length > INPUT_MAX_SCALAR;
	const char *tag = (const char *)event->data.scalar.tag;
	struct node *node;
	size_t from, to;

	from = offset_of(in, event->start_mark);
	to = offset_of(in, event->end_mark);
	in->last = from;
	if (at_key && is_stray(in, from, to))
		return;
	doubtful = at_key && !is_key(in, from, to);
	if (!at_key || doubtful || in->flow)
		redaction_value(&in->redaction, from, to);
	if (!large && !in->tree.failed)
		text = scalar_text(in, event);
	node = tree_scalar(&in->tree, text, !large
		&& event->data.scalar.style == YAML_PLAIN_SCALAR_STYLE
		&& (!tag || (strcmp(tag, "!") && strcmp(tag, YAML_STR_TAG))),
		(const char *)event->data.scalar.anchor);
	if (node) {
		node->doubtful = doubtful;
		node->in_flow = in->flow;
	}
	note_form(in, node, event, to);
	if (large)
		refuse(in, node, DIAG_LIMIT, tr_printf(in->document,
			"a value of %zu bytes, more than %d",
			event->data.scalar.length, INPUT_MAX_SCALAR),
			"shorten it");
	else
		check_tag(in, node, event->data.scalar.tag);
}

/* A tag and an anchor before a mapping or a list may be a password without quotes. */
static void
hide_properties(struct input *in, const yaml_event_t *event)
{
	size_t from = offset_of(in, event->start_mark), at = from, to;
	size_t end = offset_of(in, event->end_mark);

	for (to = at; at < end && strchr("&!", in->bytes[at]); at++) {
		while (at < end && !strchr(" \t\r\n", in->bytes[at]))
			at++;
		for (to = at; at + 1 < end && strchr(" \t\r\n", in->bytes[at + 1]); )
			at++;
	}
	redaction_value(&in->redaction, from, to);
}

static void
open_node(struct input *in, const yaml_event_t *event, enum node_kind kind,
	const yaml_char_t *anchor, const yaml_char_t *tag)
{
	if (anchor || tag)
		hide_properties(in, event);
	check_tag(in, tree_open(&in->tree, kind, pos_of(in, event->start_mark),
		(const char *)anchor), tag);
}

static void
enter_flow(struct input *in)
{
	if (!in->flow)
		in->flow = in->tree.depth;
}

static void
on_map(struct input *in, const yaml_event_t *event)
{
	open_node(in, event, NODE_MAP, event->data.mapping_start.anchor,
		event->data.mapping_start.tag);
	if (event->data.mapping_start.style == YAML_FLOW_MAPPING_STYLE)
		enter_flow(in);
}

static void
on_list(struct input *in, const yaml_event_t *event)
{
	open_node(in, event, NODE_LIST, event->data.sequence_start.anchor,
		event->data.sequence_start.tag);
	if (event->data.sequence_start.style == YAML_FLOW_SEQUENCE_STYLE)
		enter_flow(in);
}

static void
on_close(struct input *in, const yaml_event_t *event)
{
	(void)event;
	tree_close(&in->tree);
	if (in->tree.depth < in->flow)
		in->flow = 0;
}

static void
on_alias(struct input *in, const yaml_event_t *event)
{
	tree_alias(&in->tree, pos_of(in, event->start_mark),
		(const char *)event->data.alias.anchor);
	redaction_value(&in->redaction, offset_of(in, event->start_mark),
		offset_of(in, event->end_mark));
}

static void
check_bytes(struct input *in, const yaml_event_t *event)
{
	size_t end = offset_of(in, event->end_mark);

	redaction_seen(&in->redaction, end);
	if (end - in->begin > INPUT_MAX_BYTES)
		tree_limit(&in->tree, pos_of(in, event->start_mark),
			"give each account a document of its own",
			"the document is larger than %d bytes here",
			INPUT_MAX_BYTES);
}

enum step { STEP_MORE, STEP_DOCUMENT, STEP_END, STEP_BROKEN };

/* Can a document end here without "..."? What else follows is a syntax error
 * that the next event brings, and no document was complete. */
static bool
well_ended(struct input *in, yaml_mark_t mark)
{
	size_t at = offset_of(in, mark);

	return at == in->len || in->bytes[at] == '%'
		|| (in->len - at >= 3 && !memcmp(in->bytes + at, "---", 3));
}

static enum step
end_document(struct input *in, const yaml_event_t *event)
{
	if (event->data.document_end.implicit) {
		if (at_bad_byte(in, event->start_mark)) {
			report_bad_byte(in);
			return STEP_BROKEN;
		}
		if (!well_ended(in, event->start_mark))
			return STEP_MORE;
	}
	in->begin = offset_of(in, event->end_mark);
	return STEP_DOCUMENT;
}

static enum step
end_stream(struct input *in)
{
	if (in->bad_byte.text) {
		report_bad_byte(in);
		return STEP_BROKEN;
	}
	in->ended = true;
	return STEP_END;
}

static enum step
handle(struct input *in, const yaml_event_t *event)
{
	static void (*const on[])(struct input *, const yaml_event_t *) = {
		[YAML_ALIAS_EVENT] = on_alias,
		[YAML_SCALAR_EVENT] = on_scalar,
		[YAML_SEQUENCE_START_EVENT] = on_list,
		[YAML_SEQUENCE_END_EVENT] = on_close,
		[YAML_MAPPING_START_EVENT] = on_map,
		[YAML_MAPPING_END_EVENT] = on_close,
	};

	if (event->type == YAML_STREAM_END_EVENT)
		return end_stream(in);
	if (event->type == YAML_DOCUMENT_END_EVENT)
		return end_document(in, event);
	if (!on[event->type])
		return STEP_MORE;
	on[event->type](in, event);
	if (!in->stray)
		check_bytes(in, event);
	if (in->tree.depth <= DEPTH_GIVE_UP && !in->stray)
		return STEP_MORE;
	give_up(in);
	return STEP_BROKEN;
}

static enum step
next_step(struct input *in)
{
	yaml_event_t event;
	enum step step;

	if (!yaml_parser_parse(&in->parser, &event)) {
		if (in->parser.error == YAML_MEMORY_ERROR)
			out_of_memory();
		report_syntax(in);
		return STEP_BROKEN;
	}
	step = handle(in, &event);
	yaml_event_delete(&event);
	return step;
}

static enum step
next_document(struct input *in)
{
	enum step step;

	in->tree = (struct tree){ .arena = in->document, .diags = in->diags };
	do
		step = next_step(in);
	while (step == STEP_MORE);
	return step;
}

/* Is there nothing in the document, as between two lines '---'? */
static bool
is_empty(const struct tree *t)
{
	const struct node *root = t->root;

	return !t->bad && root && root->plain && !root->text.len;
}

/* Is the whole document one text, which begins with a key that has no ': ' after it? */
static bool
is_without_colons(struct input *in, const struct node *root)
{
	struct layout found;

	if (root->kind != NODE_SCALAR || !root->plain || root->bad || !layout_find(
	    in->redaction.arena, in->bytes, in->len, &in->keys, LAYOUT_OTHER, in->last,
	    in->last, &found))
		return false;
	say_layout(in, &found);
	return in->tree.bad = true;
}

static bool
refuse_wide(struct input *in)
{
	diag_at(in->diags, (struct pos){ in->source, 1, 1 }, DIAG_ENCODING,
		"the file is UTF-16 or UTF-32");
	diag_fix(in->diags, "save it as UTF-8, or convert it with `iconv -f UTF-16 -t UTF-8`");
	in->source->opaque = true;
	return give_up(in);
}

bool
input_next(struct input *in, struct arena *a, struct node **root, struct diags *diags)
{
	enum step step;

	*root = NULL;
	if (in->ended)
		return true;
	in->document = a;
	in->diags = diags;
	if (bad_byte_is_wide(in->source->bytes, in->source->len))
		return refuse_wide(in);
	do
		step = next_document(in);
	while (step == STEP_DOCUMENT && is_empty(&in->tree));
	if (step != STEP_DOCUMENT)
		return step == STEP_END;
	*root = in->tree.root;
	if (*root && is_without_colons(in, *root))
		*root = NULL;
	return !in->tree.bad;
}
