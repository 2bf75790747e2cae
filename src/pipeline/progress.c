/* Draws how far a long run has come.
 * Used by pool.c, and by whatever prints to the same terminal. */
#include "pipeline/progress.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/clock.h"
#include "base/lang.h"
#include "sys/write.h"

enum { BEFORE = 64, EACH_MS = 100, WIDTH = 40 };

static bool
on_terminal(void)
{
	const char *term = getenv("TERM");

	return isatty(STDERR_FILENO) && !(term && !strcmp(term, "dumb"));
}

static void
draw(struct progress *p)
{
	struct buf line = { 0 };
	size_t i, full = p->total ? p->done * WIDTH / p->total : 0;

	buf_puts(&line, "\r\033[K");
	if (p->total) {
		buf_putc(&line, '[');
		for (i = 0; i < WIDTH; i++)
			buf_putc(&line, i < full ? '#' : '.');
		buf_puts(&line, "] ");
		buf_printf(&line, tr("%zu of %zu accounts"), p->done, p->total);
	} else {
		buf_printf(&line, tr("%zu accounts"), p->done);
	}
	write_all(STDERR_FILENO, line.s, line.len);
	buf_free(&line);
	p->shown = true;
}

void
progress_step(struct progress *p)
{
	if (++p->done < BEFORE || (p->done > BEFORE && clock_ms() - p->drawn < EACH_MS))
		return;
	p->drawn = clock_ms();
	if (p->wanted && on_terminal())
		draw(p);
}

void
progress_clear(struct progress *p)
{
	static const char clear[] = "\r\033[K";

	if (p->shown)
		write_all(STDERR_FILENO, clear, strlen(clear));
	p->shown = false;
}

void
progress_end(struct progress *p, bool again)
{
	progress_clear(p);
	p->total = again ? p->done : 0;
	p->done = 0;
	p->drawn = 0;
}
