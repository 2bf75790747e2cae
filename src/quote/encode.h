#ifndef ENCODE_H
#define ENCODE_H

#include <stdbool.h>
#include <stddef.h>

struct buf;

/* A built-in transformation that a quoting style may ask for by name. */
struct encoder {
	const char *name;
	/* Appends the encoded form of valid UTF-8. */
	void (*encode)(const char *s, size_t len, struct buf *out);
	/* The inverse; false when the bytes are no encoded form. */
	bool (*decode)(const char *s, size_t len, struct buf *out);
};

/* The encoder of this name, or NULL. */
const struct encoder *encoder_find(const char *name);

#endif
