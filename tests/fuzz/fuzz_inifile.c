/* Any bytes as an INI file of quoting styles. */
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/diag.h"
#include "base/inifile.h"
#include "base/source.h"
#include "quote/quote.h"

int LLVMFuzzerTestOneInput(const uint8_t *, size_t);

int
LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
	struct arena *a = arena_new();
	struct diags *diags = diags_new(a, NULL);
	struct ini *ini = ini_load(a, source_new(a, "fuzz",
		arena_copy(a, (const char *)bytes, len), len), diags);
	struct buf out = { 0 };

	if (ini)
		styles_add(styles_new(a, NULL), a, ini, diags);
	diags_print(diags, &out, false);
	buf_free(&out);
	arena_free(a);
	return 0;
}
