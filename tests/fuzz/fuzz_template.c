/* Any bytes as a template over no names: compiled, and run over nothing. */
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/diag.h"
#include "base/inifile.h"
#include "base/source.h"
#include "quote/quote.h"
#include "template/template.h"
#include "template/value.h"

int LLVMFuzzerTestOneInput(const uint8_t *, size_t);

int
LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
	static const char raw[] = "[raw]\n";
	struct arena *a = arena_new();
	struct diags *diags = diags_new(a, NULL);
	struct styles *styles = styles_new(a, NULL);
	const struct style *style;
	struct template *t;
	struct buf out = { 0 };

	styles_add(styles, a, ini_load(a, source_new(a, "raw", raw, sizeof(raw) - 1),
		diags), diags);
	style = style_find(styles, "raw");
	t = template_compile(a, source_new(a, "fuzz", arena_copy(a, (const char *)bytes,
		len), len), styles, &style, 1, NULL, NULL, diags);
	if (t)
		template_render(t, value_map(a), sink_new(a, &out, 0, "fuzz"), diags);
	diags_print(diags, &out, false);
	buf_free(&out);
	arena_free(a);
	return 0;
}
