/* Hides the values of a file that is read, and more when reading breaks off.
 * Used by input.c. */
#include "input/veil.h"

#include <stdbool.h>
#include <string.h>

#include "base/arena.h"
#include "base/source.h"

struct veil_span {
	size_t from, to;
};

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
veil_doubt(struct veil *v, size_t from, size_t to)
{
	struct veil_span *keys;

	if (v->nkey == v->capkey) {
		v->capkey = v->capkey ? 2 * v->capkey : 64;
		keys = arena_alloc(v->arena, v->capkey, sizeof(*keys));
		if (v->nkey)
			memcpy(keys, v->keys, v->nkey * sizeof(*keys));
		v->keys = keys;
	}
	v->keys[v->nkey++] = (struct veil_span){ from, to };
}

void
veil_trust(struct veil *v)
{
	v->nkey = 0;
}

void
veil_rest(struct veil *v)
{
	size_t i;

	for (i = 0; i < v->nkey; i++)
		veil_value(v, v->keys[i].from, v->keys[i].to);
	while (v->seen < v->len && strchr(": \t", v->bytes[v->seen]))
		v->seen++;      /* behind a key */
	veil_value(v, v->seen, v->len);
}
