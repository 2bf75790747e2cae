/* The first line of the bytes as a value, the rest as styles: what a style
 * writes, it reads back. */
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/data.h"
#include "base/diag.h"
#include "base/inifile.h"
#include "quote/quote.h"

int LLVMFuzzerTestOneInput(const uint8_t *, size_t);

int
LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
	static const char *const names[] = { "sh", "path", "xml" };
	struct arena *a = arena_new();
	struct diags *diags = diags_new(a, NULL);
	struct styles *styles = styles_new(a, NULL);
	struct text value = { arena_copy(a, (const char *)bytes, len), len, { 0 }, false };
	struct buf out = { 0 }, back = { 0 };
	const struct style *style = NULL;

	styles_add(styles, a, ini_load(a, data_shipped(a, "templates/quoting.ini"), diags),
		diags);
	if (len)
		style = style_find(styles, names[bytes[0] % countof(names)]);
	if (style && !quote_text(a, value, (struct chain){ &style, 1 }, &out)
	    && (!quote_undo(style, out.s, out.len, &back) || back.len != len
	    || memcmp(back.s, value.s, len)))
		abort();
	buf_free(&out);
	buf_free(&back);
	arena_free(a);
	return 0;
}
