/* The way of messages, lists and tables to the standard streams.
 * Used by the commands. */
#include "pipeline/console.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/diag.h"
#include "base/lang.h"
#include "pipeline/session.h"
#include "sys/write.h"

void
console_print(struct session *s, int fd, struct buf *out)
{
	if (out->len)
		progress_clear(s);
	if (out->len && !write_all(fd, out->s, out->len) && fd == STDOUT_FILENO)
		diag_at(s->diags, (struct pos){ 0 }, DIAG_WRITE,
			"cannot write to standard output: %s", tr(strerror(errno)));
	buf_free(out);
}

void
console_text(struct session *s, int fd, struct buf *out)
{
	struct buf safe = { 0 };

	text_add_lines(&safe, out->s ? out->s : "", out->len);
	buf_free(out);
	console_print(s, fd, &safe);
}
