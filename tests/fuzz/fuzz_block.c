/* Any bytes as a file of the user's: a block goes in, is found, changes and goes out
 * again, and what stands around it is as it was. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "install/block.h"

int LLVMFuzzerTestOneInput(const uint8_t *, size_t);

/* The file with another body, which is then found in it; the end of the run if not. */
static struct literal
change(struct arena *a, struct literal file, struct literal body)
{
	struct block before, after;
	struct buf out = { 0 };
	const char *why;
	unsigned line;

	if (!block_find(a, file, "#", &before, &line, &why))
		abort();
	block_put(a, &before, "#", body, &out);
	file = (struct literal){ arena_copy(a, out.s ? out.s : "", out.len), out.len };
	buf_free(&out);
	if (!block_find(a, file, "#", &after, &line, &why) || after.found != (body.len > 0)
	    || after.edited)
		abort();
	return file;
}

int
LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
	struct arena *a = arena_new();
	struct literal file = { arena_copy(a, (const char *)bytes, len), len }, with, without;
	struct block b;
	const char *why;
	unsigned line;

	if (block_find(a, file, "#", &b, &line, &why)) {
		block_own_line(a, &b, "^a.*b$|(c|d)+", OWN_ANYWHERE);
		without = change(a, file, LITERAL(""));
		with = change(a, without, LITERAL("x\n"));
		with = change(a, change(a, with, LITERAL("y")), LITERAL("x\n"));
		with = change(a, with, LITERAL(""));
		if (with.len != without.len || memcmp(with.s, without.s, with.len)
		    || (!b.found && with.len != len))
			abort();
	}
	arena_free(a);
	return 0;
}
