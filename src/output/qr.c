/* Drawing rendered files as QR codes with the helper program `qr`, which links
 * libqrencode so that this program need not. Used by the render command. */
#include "output/qr.h"

#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/diag.h"
#include "base/lang.h"
#include "base/text.h"
#include "client/render.h"
#include "client/target.h"
#include "client/targets.h"
#include "pipeline/options.h"
#include "pipeline/rendition.h"
#include "pipeline/stores.h"
#include "sys/helper.h"

static const char *const pictures[] = { "png", "svg" };

/* Which picture the name of a file means; or NULL. */
static const char *
picture_of(const char *path)
{
	const char *dot = strrchr(path_name(path), '.');
	size_t i;

	for (i = 0; dot && i < countof(pictures); i++)
		if (!strcasecmp(dot + 1, pictures[i]))
			return pictures[i];
	return NULL;
}

static bool
goes_to_stdout(const struct options *o)
{
	return !o->output_file && !o->output_dir && !o->archive;
}

/* Does one file alone go there, so that the picture takes its place? */
static bool
takes_one(const struct options *o)
{
	return o->output_file || goes_to_stdout(o);
}

static bool
is_scanned(const struct target *t)
{
	const struct target_file *f;

	for (f = t->files; f && !f->scanned; f = f->next)
		;
	return f;
}

static bool
not_scanned(const struct target *t, struct stores *s)
{
	const struct target *other;
	const char *names = "", *name;
	size_t i;

	for (i = 0; (name = targets_name(s->targets, i)); i++) {
		other = targets_find(s->targets, name, diags_new(s->arena, NULL));
		if (other && is_scanned(other))
			names = text_listed(s->arena, names, name);
	}
	diag_general(s->diags, DIAG_USAGE, "--qr draws a file that is scanned, and target '%s'"
		" has none", t->name);
	return diag_fix(s->diags, "leave out --qr, or use a target that has one: %s", names);
}

bool
qr_usage_ok(const struct options *o, const struct target_list *list, struct stores *s)
{
	size_t i, n = 0;

	for (i = 0; i < list->n; i++) {
		if (is_scanned(list->targets[i]))
			n++;
		else if (!list->all || takes_one(o))
			return not_scanned(list->targets[i], s);
	}
	if (!n)
		return not_scanned(list->targets[0], s);
	if (o->output_file && !picture_of(o->output_file))
		return diag_usage(s->diags, "--qr writes a picture, and the file of --output is"
			" none by its name", "give it a name that ends in .png or .svg");
	if (goes_to_stdout(o) && isatty(STDOUT_FILENO) && !lang_utf8())
		return diag_usage(s->diags, "the QR code is drawn in UTF-8, which the terminal"
			" does not show by its locale", "set LC_ALL=C.UTF-8 where it does, or"
			" write a picture with --output FILE.png");
	return true;
}

/* Does the drawing fit into the terminal that it goes to? */
static bool
fits(struct literal drawing, struct diags *diags)
{
	struct winsize size = { .ws_row = 0 };
	size_t lines = 0, columns, i;

	if (ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) || !size.ws_row || !size.ws_col)
		return true;
	for (i = 0; i < drawing.len; i++)
		lines += drawing.s[i] == '\n';
	columns = 2 * lines - 1;        /* a code has an odd number of modules */
	if (lines < size.ws_row && columns <= size.ws_col)
		return true;
	diag_general(diags, DIAG_USAGE, "the QR code takes %zu columns and %zu lines, and the"
		" terminal has %u and %u", columns, lines + 1, size.ws_col, size.ws_row);
	return diag_fix(diags, "make the window larger or its letters smaller, or write a picture"
		" with --output FILE.png");
}

/* Gives the file the picture's bytes, of which nothing is to be shown where those of the
 * file had a secret. */
static void
fill(struct arena *a, struct rendered *f, struct literal drawn)
{
	struct target_file *file = arena_alloc(a, 1, sizeof(*file));
	struct secret_span *whole = arena_alloc(a, 1, sizeof(*whole));

	*file = *f->file;
	file->secret = "^()";
	file->words = LITERAL("");
	f->file = file;
	whole->to = drawn.len;
	f->secrets = span_embeds(f->secrets) ? whole : NULL;
	f->bytes = drawn.s;
	f->len = drawn.len;
}

static bool
not_drawn(const struct rendered *f, struct diags *diags)
{
	diag_general(diags, DIAG_USAGE, "--qr draws files that are scanned, and '%s' is not",
		f->path);
	return diag_fix(diags, "leave out --qr, or use --output-dir DIR");
}

/* Its name with another ending. */
static const char *
named(struct arena *a, const char *path, const char *picture)
{
	const char *name = path_name(path), *dot = strrchr(name, '.');
	size_t len = dot && dot > name ? (size_t)(dot - path) : strlen(path);

	return arena_printf(a, "%.*s.%s", (int)len, path, picture);
}

/* Adds a file that is a copy of this one, after it. */
static struct rendered *
beside(struct arena *a, struct rendered *f)
{
	struct rendered *picture = arena_alloc(a, 1, sizeof(*picture));

	*picture = *f;
	f->next = picture;
	picture->path = named(a, f->path, pictures[0]);
	return picture;
}

bool
qr_draw(struct arena *a, struct rendered *files, const struct options *o, struct diags *diags)
{
	const char *argv[] = { helper_find(a, "qr", "libqrencode, libpng", diags),
		o->output_file ? picture_of(o->output_file) : !goes_to_stdout(o) ? pictures[0]
		: o->colour == COLOUR_NEVER ? "plain" : "colour", NULL };
	struct literal drawn;
	struct rendered *f;
	const char *said;

	for (f = argv[0] ? files : NULL; f; f = f->next) {
		if (!f->file->scanned && takes_one(o))
			return not_drawn(f, diags);
		if (!f->file->scanned)
			continue;
		if (!helper_filter(a, argv, (struct literal){ f->bytes, f->len }, &drawn, &said))
			return diag_general(diags, DIAG_WRITE, "the QR code of '%s' could not be"
				" drawn: %s", f->path, said);
		if (goes_to_stdout(o) && !fits(drawn, diags))
			return false;
		if (!takes_one(o))
			f = beside(a, f);
		fill(a, f, drawn);
	}
	return argv[0];
}
