/* Hides the values of a file that is read, and more when reading breaks off.
 * Used by input.c. */
#include "input/redaction.h"

#include <stdbool.h>
#include <string.h>

#include "base/source.h"
#include "input/layout.h"

struct redaction
redaction_begin(struct arena *a, struct source *source)
{
	static const char bom[] = "\xEF\xBB\xBF";
	struct redaction v = { .arena = a, .source = source };
	size_t n = strlen(bom);

	if (source->len >= n && !memcmp(source->bytes, bom, n))
		v.skipped = n;
	v.bytes = source->bytes + v.skipped;
	v.len = v.valid = source->len - v.skipped;
	return v;
}

static bool
inside_character(const struct redaction *v)
{
	return v->offset < v->valid && (v->bytes[v->offset] & 0xC0) == 0x80;
}

size_t
redaction_offset(struct redaction *v, size_t index)
{
	while (v->index < index && v->offset < v->valid) {
		v->index++;
		do
			v->offset++;
		while (inside_character(v));
	}
	while (v->index > index) {
		v->index--;
		do
			v->offset--;
		while (inside_character(v));
	}
	return v->offset;
}

void
redaction_seen(struct redaction *v, size_t to)
{
	if (v->seen < to)
		v->seen = to;
}

void
redaction_value(struct redaction *v, size_t from, size_t to)
{
	source_redact(v->source, v->arena, v->skipped + from, v->skipped + to);
}

/* Hides a line but for its key. Returns where the next one begins. */
static size_t
hide_line(struct redaction *v, const struct known_keys *keys, size_t from)
{
	size_t to = from, line = from, shown;

	while (line && strchr(" -", v->bytes[line - 1]))
		line--;
	while (to < v->len && !strchr("\r\n", v->bytes[to]))
		to++;
	if (!line || strchr("\r\n", v->bytes[line - 1])) {
		shown = layout_key_end(v->bytes, v->len, keys, line);
		from = shown > from ? shown : from;
	}
	redaction_value(v, from, to);
	return to + (to < v->len);
}

void
redaction_rest(struct redaction *v, const struct known_keys *keys)
{
	enum { LINES = 50 };
	size_t i, at;

	while (v->seen < v->len && strchr(": \t", v->bytes[v->seen]))
		v->seen++;      /* after a key */
	at = v->seen;
	for (i = 0; keys->is && i < LINES && at < v->len; i++)
		at = hide_line(v, keys, at);
	redaction_value(v, at, v->len);
}
