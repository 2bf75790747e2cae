/* Each account as a line of JSON: what it became, whole.
 * Used by the render command for --jsonl. */
#include "output/outputs.h"

#include <errno.h>
#include <jansson.h>
#include <string.h>

#include "base/arena.h"
#include "base/diag.h"
#include "base/lang.h"
#include "pipeline/report.h"
#include "pipeline/session.h"
#include "client/render.h"
#include "client/target.h"
#include "sys/write.h"

static json_t *
file_json(struct parcel *p, const struct rendered *f)
{
	json_t *text = json_stringn(f->bytes, f->len);

	if (!text)
		diag_at(p->diags, (struct pos){ 0 }, DIAG_CLIENT_VALUE,
			"the file '%s' is no text, which JSON has to be", f->path);
	return json_pack("{ss so ss so}", "target", f->target->name,
		"path", report_string(f->path),
		"mode", arena_printf(p->arena, "%04o", f->mode),
		"text", text ? text : json_null());
}

static json_t *
findings_json(struct diags *diags)
{
	json_t *list = json_array();
	const struct diag *const *sorted;
	size_t i, n;

	sorted = diags_sorted(diags, &n);
	for (i = 0; i < n; i++)
		json_array_append_new(list, report_finding(sorted[i]));
	return list;
}

/* The line; what is said of a refused account may still change until its turn. */
static void
pack(struct parcel *p)
{
	const struct subject *u = p->subject;
	json_t *files = json_array(), *object = json_object();
	const struct rendered *f;
	struct buf line = { 0 };

	for (f = p->files; f; f = f->next)
		json_array_append_new(files, file_json(p, f));
	json_object_set_new(object, "id", text_given(u->account.id)
		? report_string(u->account.id.s) : json_null());
	json_object_set_new(object, "ok", json_boolean(p->files != NULL));
	json_object_set_new(object, "files", files);
	json_object_set_new(object, "findings", findings_json(p->diags));
	report_dump(object, JSON_COMPACT, &line);
	buf_putc(&line, '\n');
	p->packed = arena_copy(p->arena, line.s, line.len);
	p->packed_len = line.len;
	buf_free(&line);
}

static bool
put(struct run *run, struct parcel *p)
{
	if (!p->packed || !p->files)
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
