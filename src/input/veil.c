/* Hides the values of a file that is read, and more when reading breaks off.
 * Used by input.c. */
#include "input/veil.h"

#include <stdbool.h>
#include <string.h>

#include "base/arena.h"
#include "base/source.h"

struct veil
veil_begin(struct arena *a, struct source *source)
{
	static const char bom[] = "\xEF\xBB\xBF";
	struct veil v = { .arena = a, .source = source };
	size_t n = strlen(bom);

	if (source->len >= n && !memcmp(source->bytes, bom, n))
		v.skipped = n;
	v.bytes = source->bytes + v.skipped;
	v.len = v.valid = source->len - v.skipped;
	return v;
}

static bool
inside_character(const struct veil *v)
{
	return v->offset < v->valid && (v->bytes[v->offset] & 0xC0) == 0x80;
}

size_t
veil_offset(struct veil *v, size_t index)
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
veil_seen(struct veil *v, size_t to)
{
	if (v->seen < to)
		v->seen = to;
}

void
veil_value(struct veil *v, size_t from, size_t to)
{
	source_hide(v->source, v->arena, v->skipped + from, v->skipped + to);
}

void
veil_rest(struct veil *v)
{
	while (v->seen < v->len && strchr(": \t", v->bytes[v->seen]))
		v->seen++;      /* behind a key */
	veil_value(v, v->seen, v->len);
}
