/* Reads the files of the command line, account by account.
 * Used by pool.c, which has them understood. */
#include "pipeline/reader.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/data.h"
#include "base/diag.h"
#include "base/lang.h"
#include "base/source.h"
#include "pipeline/roster.h"
#include "pipeline/session.h"
#include "pipeline/unit.h"
#include "input/documents.h"
#include "sys/listing.h"
#include "sys/write.h"

/* Standard input or a pipe, copied so that it can be read again. */
/* How long a named pipe may be without anybody who writes to it. */
enum { PIPE_WAIT_MS = 3000 };

struct spool {
	const char *path;
	int fd;
	const char *error;      /* in words; NULL: none */
	struct spool *next;
};

struct intake {
	struct session *session;
	struct arena *folder_arena, *arena;     /* of the folder and the file that is open */
	const char *folder;
	struct listing *listing;
	const char *next;               /* name in the folder; NULL: none is open */
	size_t word;                    /* the next one */
	size_t file;                    /* files so far */
	const char *path;
	int fd;
	struct documents *documents;    /* NULL: no file is open */
	bool first;                     /* nothing was read of it */
	struct roster *roster;
	bool ended;                     /* of the roster */
};

struct intake *
intake_open(struct session *s, size_t first)
{
	struct intake *in = arena_alloc(s->arena, 1, sizeof(*in));

	if (s->options.jsonl && first == s->options.words.n)
		strings_add(s->arena, &s->options.words, "-");
	in->session = s;
	in->word = first;
	in->fd = -1;
	in->arena = arena_new();
	in->folder_arena = arena_new();
	arena_wipe_at_end(in->arena);
	return in;
}

static void
close_file(struct intake *in)
{
	if (in->documents)
		documents_close(in->documents);
	in->documents = NULL;
	if (in->fd > STDIN_FILENO)
		close(in->fd);
	in->fd = -1;
}

static void
close_folder(struct intake *in)
{
	if (in->listing)
		listing_close(in->listing);
	in->listing = NULL;
	in->next = NULL;
}

void
intake_close(struct intake *in)
{
	close_file(in);
	close_folder(in);
	if (in->roster)
		roster_close(in->roster);
	arena_free(in->arena);
	arena_free(in->folder_arena);
}

static const char *
shown_name(const char *path)
{
	return strcmp(path, "-") ? path : "<stdin>";
}

static bool
cannot_read(struct arena *a, const char *path, const char *why, struct diags *diags)
{
	path = shown_name(path);
	diag_at(diags, (struct pos){ 0 }, DIAG_READ, "cannot read '%s': %s",
		text_show(a, path, strlen(path)), why);
	return false;
}

static bool
copy_all(int from, int to)
{
	char piece[65536];
	ssize_t n;
	bool ok = true;

	while (ok && (n = read(from, piece, sizeof(piece))) != 0)
		ok = n > 0 ? write_all(to, piece, (size_t)n) : errno == EINTR;
	wipe(piece, sizeof(piece));
	return ok;
}

/* Can it be read again from its beginning under its path? A device that is no
 * terminal gives what it gives at any time, perhaps without end. */
static bool
is_lasting(int fd, bool in)
{
	struct stat st;

	if (fstat(fd, &st))
		return false;
	if (S_ISCHR(st.st_mode))
		return !isatty(fd);
	return !in && (S_ISREG(st.st_mode) || S_ISDIR(st.st_mode));
}

static const struct spool *
find_spool(const struct session *s, const char *path)
{
	const struct spool *p = s->spools;

	while (p && strcmp(p->path, path) != 0)
		p = p->next;
	return p;
}

/* Copies it. A failure is kept, too: a second reading would begin in the middle. */
static const struct spool *
keep(struct session *s, const char *path, int fd)
{
	struct spool *p = arena_alloc(s->arena, 1, sizeof(*p));

	p->path = arena_copy(s->arena, path, strlen(path));
	p->fd = data_nameless(s->arena, &p->error);
	if (p->fd >= 0 && !copy_all(fd, p->fd))
		p->error = tr(strerror(errno));
	p->next = s->spools;
	s->spools = p;
	return p;
}

/* What was kept, from its beginning; -1 after reporting. */
static int
reopen(const struct spool *p, struct diags *diags)
{
	if (!p->error && !lseek(p->fd, 0, SEEK_SET))
		return fcntl(p->fd, F_DUPFD_CLOEXEC, STDERR_FILENO + 1);
	diag_at(diags, (struct pos){ 0 }, DIAG_WRITE,
		"cannot keep a copy of '%s' in a temporary file: %s",
		shown_name(p->path), p->error ? p->error : tr(strerror(errno)));
	diag_fix(diags, "set TMPDIR to a folder of your own that has more room");
	return -1;
}

/* Opens a path for reading; -1 after reporting. */
static int
open_path(struct session *s, const char *path, struct diags *diags)
{
	bool in = !strcmp(path, "-");
	const struct spool *kept = find_spool(s, path);
	const char *why;
	int fd;

	if (kept)
		return reopen(kept, diags);
	fd = in ? STDIN_FILENO : data_open(path, PIPE_WAIT_MS, &why);
	if (fd < 0)
		cannot_read(s->arena, path, why, diags);
	if (fd < 0 || !s->twice || is_lasting(fd, in))
		return fd;
	kept = keep(s, path, fd);
	if (!in)
		close(fd);
	return reopen(kept, diags);
}

static bool
open_folder(struct intake *in, const char *path, struct diags *diags)
{
	arena_reset(in->folder_arena);
	in->folder = path;
	in->listing = listing_open(in->folder_arena, path, diags);
	in->next = in->listing ? listing_next(in->listing, diags) : NULL;
	if (in->next || diags_count(diags, SEVERITY_NOTE))
		return in->next;
	diag_at(diags, (struct pos){ 0 }, DIAG_READ,
		"no account file in the folder '%s'", path);
	diag_fix(diags, "names of account files end in .yaml, .yml or .json");
	return false;
}

/* Begins with the open file. */
static bool
begin(struct intake *in, const char *path)
{
	in->path = shown_name(path);
	in->file++;
	in->first = true;
	in->documents = documents_new(in->arena, in->path, in->fd,
		in->session->options.jsonl ? CUT_LINES : CUT_DOCUMENTS);
	return true;
}

/* Opens a word of the command line. */
static bool
open_word(struct intake *in, const char *path, struct diags *diags)
{
	struct stat st;

	in->fd = open_path(in->session, path, diags);
	if (in->fd < 0)
		return false;
	if (fstat(in->fd, &st))
		return cannot_read(in->arena, path, tr(strerror(errno)), diags);
	if (!S_ISDIR(st.st_mode))
		return begin(in, path);
	close_file(in);
	return open_folder(in, path, diags);
}

/* Opens a file of a folder, for which nobody vouches by name. */
static bool
open_member(struct intake *in, const char *name, struct diags *diags)
{
	const char *path = arena_printf(in->arena, "%s/%s", in->folder, name), *why;

	in->fd = data_open_in(in->folder, name, &why);
	if (in->fd >= 0)
		return begin(in, path);
	cannot_read(in->arena, path, why, diags);
	diag_fix(diags, "remove it from the folder, or name the file that is meant on the "
		"command line");
	return false;
}

/* Opens the next file, or folder; false after reporting. */
static bool
open_next(struct intake *in, struct diags *diags)
{
	const struct strings *words = &in->session->options.words;
	const char *name;

	arena_reset(in->arena);
	if (!in->next)
		return open_word(in, words->items[in->word++], diags);
	name = arena_copy(in->arena, in->next, strlen(in->next));
	in->next = listing_next(in->listing, diags);
	if (!in->next)
		close_folder(in);
	return open_member(in, name, diags);
}

static bool
is_end(const struct intake *in)
{
	return !in->next && in->word >= in->session->options.words.n;
}

/* ---- a roster ---- */

/* The one document of the pattern's file; NULL after reporting. */
static struct source *
read_pattern(struct intake *in, const char *path, struct diags *diags)
{
	struct arena *a = in->folder_arena;
	struct documents *d;
	struct source *pattern, *more;
	int fd = open_path(in->session, path, diags);

	if (fd < 0)
		return NULL;
	d = documents_new(a, shown_name(path), fd, CUT_DOCUMENTS);
	pattern = documents_next(d, a, diags);
	more = pattern ? documents_next(d, a, diags) : NULL;
	documents_close(d);
	if (fd > STDIN_FILENO)
		close(fd);
	if (more) {
		diag_at(diags, (struct pos){ more, (unsigned)more->lines_before + 1, 1 },
			DIAG_ROSTER, "a pattern is one document, and here a second one begins");
		return NULL;
	}
	if (!pattern && !diags_count(diags, SEVERITY_NOTE))
		pattern = source_new(a, shown_name(path), "", 0);
	return pattern;
}

static bool
usage(struct diags *diags, const char *what, const char *fix)
{
	diag_at(diags, (struct pos){ 0 }, DIAG_USAGE, "%s", what);
	diag_fix(diags, "%s", fix);
	return false;
}

static bool
open_roster(struct intake *in, struct diags *diags)
{
	struct session *s = in->session;
	const char *table = s->options.roster, *pattern;
	struct source *source;

	if (s->options.words.n != in->word + 1)
		return usage(diags, "--roster takes one pattern, a YAML file",
			"write mailgen --roster TABLE.csv PATTERN.yaml");
	pattern = s->options.words.items[in->word++];
	if (!strcmp(table, "-") && !strcmp(pattern, "-"))
		return usage(diags, "the table and the pattern cannot both be standard input",
			"name a file");
	source = read_pattern(in, pattern, diags);
	if (!source)
		return false;
	in->fd = open_path(s, table, diags);
	if (in->fd < 0)
		return false;
	in->roster = roster_open(in->folder_arena, s->words, shown_name(table), in->fd,
		source, diags);
	return in->roster != NULL;
}

static bool
next_row(struct intake *in, struct arena *a, struct unit_source *from, struct diags *diags)
{
	enum csv_step step;

	if (in->ended)
		return false;
	if (!in->roster && !open_roster(in, diags)) {
		in->ended = true;
		return true;
	}
	from->roster = in->roster;
	from->row = arena_alloc(a, 1, sizeof(*from->row));
	step = roster_read(in->roster, a, from->row, diags);
	if (step != CSV_ROW)
		from->row = NULL;
	in->ended = step == CSV_END;
	return !in->ended || diags_count(diags, SEVERITY_NOTE);
}

bool
intake_next(struct intake *in, struct arena *a, struct unit_source *from,
	struct diags *diags)
{
	if (in->session->options.roster) {
		*from = (struct unit_source){ 0 };
		return next_row(in, a, from, diags);
	}
	for (*from = (struct unit_source){ 0 };; close_file(in)) {
		while (!in->documents)
			if (is_end(in))
				return false;
			else if (!open_next(in, diags))
				return true;
		from->file = in->file;
		from->document = documents_next(in->documents, a, diags);
		if (!from->document && in->first && !diags_count(diags, SEVERITY_NOTE))
			from->document = source_new(a, arena_copy(a, in->path,
				strlen(in->path)), "", 0);
		in->first = false;
		/* a line is by itself, wherever and behind whatever it is worked on */
		if (from->document && in->session->options.jsonl
		    && !in->session->options.all_or_nothing)
			from->document->lines_before = 0;
		if (from->document || diags_count(diags, SEVERITY_NOTE))
			return true;
	}
}

bool
intake_ready(struct intake *in)
{
	return !in->documents || documents_ready(in->documents);
}
