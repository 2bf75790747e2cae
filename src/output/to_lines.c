/* Each account as a line of JSON: what it became, whole.
 * Used by the render command for --jsonl. */
#include "output/outputs.h"

#include "base/arena.h"
#include "base/buf.h"
#include "base/diag.h"
#include "pipeline/console.h"
#include "pipeline/report.h"
#include "pipeline/run.h"
#include "pipeline/unit.h"
#include "client/render.h"
#include "client/target.h"

static void
add_file(struct fileset *set, const struct rendered *f, struct buf *out)
{
	report_member(out, "{\"target\":", f->target->name);
	report_member(out, ",\"path\":", f->path);
	buf_printf(out, ",\"mode\":\"%04o\",\"text\":", f->mode);
	if (utf8_valid(f->bytes, f->len)) {
		text_add_string(out, f->bytes, f->len);
	} else {
		diag_general(set->diags, DIAG_CLIENT_VALUE,
			"the file '%s' is binary and cannot be put into JSON", f->path);
		buf_puts(out, "null");
	}
	buf_putc(out, '}');
}

static void
add_findings(struct diags *diags, struct buf *out)
{
	const struct diag *const *sorted;
	size_t i, n;

	sorted = diags_sorted(diags, &n);
	for (i = 0; i < n; i++) {
		buf_puts(out, i ? "," : "");
		report_finding(sorted[i], out);
	}
}

static void
add_line(struct fileset *set, struct buf *out)
{
	const struct rendered *f;

	report_member(out, "{\"id\":", set->unit->account.id.s);
	buf_puts(out, set->files ? ",\"ok\":true,\"files\":[" : ",\"ok\":false,\"files\":[");
	for (f = set->files; f; f = f->next) {
		buf_puts(out, f == set->files ? "" : ",");
		add_file(set, f, out);
	}
	buf_puts(out, "],\"findings\":[");
	add_findings(set->diags, out);
	buf_puts(out, "]}\n");
}

static void
pack(struct fileset *set)
{
	struct buf line = { 0 };

	add_line(set, &line);
	set->packed = arena_copy(set->arena, line.s, line.len);
	set->packed_len = line.len;
	buf_free(&line);
}

static bool
put(struct rendering *r, struct fileset *set)
{
	if (!set->packed)
		pack(set);
	return console_append(r->run->console, set->packed, set->packed_len);
}

const struct output output_lines = {
	.stream = true, .refused = true, .pack = pack, .put = put,
};
