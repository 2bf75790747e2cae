/* Each account as a line of JSON: what it became, whole.
 * Used by the render command for --jsonl. */
#include "output/outputs.h"

#include <errno.h>
#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/diag.h"
#include "base/lang.h"
#include "pipeline/report.h"
#include "pipeline/session.h"
#include "pipeline/unit.h"
#include "client/render.h"
#include "client/target.h"
#include "sys/write.h"

static void
add_file(struct parcel *p, const struct rendered *f, struct buf *out)
{
	report_member(out, "{\"target\":", f->target->name);
	report_member(out, ",\"path\":", f->path);
	buf_printf(out, ",\"mode\":\"%04o\",\"text\":", f->mode);
	if (utf8_valid(f->bytes, f->len)) {
		text_add_string(out, f->bytes, f->len);
	} else {
		diag_at(p->diags, (struct pos){ 0 }, DIAG_CLIENT_VALUE,
			"the file '%s' is no text, which JSON has to be", f->path);
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
add_line(struct parcel *p, struct buf *out)
{
	const struct rendered *f;

	report_member(out, "{\"id\":", p->unit->account.id.s);
	buf_puts(out, p->files ? ",\"ok\":true,\"files\":[" : ",\"ok\":false,\"files\":[");
	for (f = p->files; f; f = f->next) {
		buf_puts(out, f == p->files ? "" : ",");
		add_file(p, f, out);
	}
	buf_puts(out, "],\"findings\":[");
	add_findings(p->diags, out);
	buf_puts(out, "]}\n");
}

static void
pack(struct parcel *p)
{
	struct buf line = { 0 };

	add_line(p, &line);
	p->packed = arena_copy(p->arena, line.s, line.len);
	p->packed_len = line.len;
	buf_free(&line);
}

static bool
put(struct run *run, struct parcel *p)
{
	if (!p->packed)
		pack(p);
	if (write_all(1, p->packed, p->packed_len))
		return true;
	diag_at(run->session->diags, (struct pos){ 0 }, DIAG_WRITE,
		"cannot write to standard output: %s", tr(strerror(errno)));
	return false;
}

const struct delivery deliver_lines = {
	.stream = true, .refused = true, .pack = pack, .put = put,
};
