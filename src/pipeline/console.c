/* The way of messages, lists and tables to the standard streams.
 * Used by main, the commands, and pool.c for findings. */
#include "pipeline/console.h"

#include <errno.h>
#include <jansson.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/lang.h"
#include "pipeline/report.h"
#include "sys/write.h"

/* So many bytes of pieces are written at once. */
enum { LATER_BYTES = 65536 };

static bool
wants_colour(enum colour colour)
{
	const char *no = getenv("NO_COLOR");

	return colour == COLOUR_ALWAYS
		|| (colour == COLOUR_AUTO && !(no && *no) && isatty(STDERR_FILENO));
}

struct console
console_new(struct arena *a, const struct options *o, struct diags *diags)
{
	return (struct console){ .diags = diags, .findings_fd = STDERR_FILENO,
		.format = o->format, .coloured = wants_colour(o->colour),
		.once = { .arena = a, .all = o->verbose },
		.progress = { .wanted = o->format == FORMAT_TEXT && !o->policy.quiet } };
}

/* A difference was looked for; that the system failed was not. */
void
console_raise(struct console *c, enum status status)
{
	if (c->status != STATUS_SYSTEM && (status > c->status || status == STATUS_SYSTEM))
		c->status = status;
}

void
console_count(struct console *c, struct arena *a, struct diags *diags)
{
	(void)a;
	console_raise(c, diags_status(diags));
	diags_clear(diags);
}

static void
print_findings(struct console *c, struct buf *out)
{
	if (out->len)
		progress_clear(&c->progress);
	/* where standard error is closed, there is nobody to tell */
	if (out->len && !write_all(c->findings_fd, out->s, out->len)
	    && c->findings_fd != STDERR_FILENO)
		console_raise(c, STATUS_SYSTEM);
	buf_free(out);
}

void
console_findings(struct console *c, struct arena *a, struct diags *diags)
{
	enum status status = diags_status(diags);
	struct buf out = { 0 };

	if (c->format == FORMAT_TEXT) {
		once_drop(&c->once, a, diags);
		diags_print(diags, &out, c->coloured);
	} else if (c->format == FORMAT_JSON) {
		report_lines(diags, &out);
	} else {
		report_results(diags, &c->begun, &out);
	}
	print_findings(c, &out);
	console_raise(c, status);
	diags_clear(diags);
}

enum status
console_close(struct console *c, struct arena *a)
{
	struct buf out = { 0 };

	once_end(&c->once, c->diags);
	console_findings(c, a, c->diags);
	buf_free(&c->later);
	if (c->format == FORMAT_SARIF) {
		report_end(c->begun, c->status, &out);
		print_findings(c, &out);
	}
	return c->status;
}

bool
console_write(struct console *c, const char *bytes, size_t len)
{
	if (!len)
		return true;
	progress_clear(&c->progress);
	if (write_all(STDOUT_FILENO, bytes, len))
		return true;
	return diag_general(c->diags, DIAG_WRITE,
		"cannot write to standard output: %s", tr(strerror(errno)));
}

bool
console_append(struct console *c, const char *bytes, size_t len)
{
	buf_add(&c->later, bytes, len);
	return c->later.len < LATER_BYTES || console_flush(c);
}

bool
console_flush(struct console *c)
{
	bool ok = console_write(c, c->later.s, c->later.len);

	buf_clear(&c->later);
	return ok;
}

bool
console_print(struct console *c, int fd, struct buf *out)
{
	bool ok = true;

	if (fd == STDOUT_FILENO) {
		ok = console_write(c, out->s, out->len);
	} else if (out->len) {
		progress_clear(&c->progress);
		write_all(fd, out->s, out->len);
	}
	buf_free(out);
	return ok;
}

void
console_text(struct console *c, int fd, struct buf *out)
{
	struct buf safe = { 0 };

	text_add_lines(&safe, out->s ? out->s : "", out->len);
	buf_free(out);
	console_print(c, fd, &safe);
}

void
console_result(struct console *c, json_t *json, struct buf *text)
{
	if (!json) {
		console_text(c, STDOUT_FILENO, text);
		return;
	}
	report_dump(json, JSON_INDENT(2), text);
	buf_putc(text, '\n');
	console_print(c, STDOUT_FILENO, text);
}
