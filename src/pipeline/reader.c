/* Reads the files of the command line, account by account.
 * Used by pool.c, which has them understood. */
#include "pipeline/reader.h"

#include <errno.h>
#include <fcntl.h>
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
#include "pipeline/run.h"
#include "pipeline/stores.h"
#include "pipeline/unit.h"
#include "input/documents.h"
#include "sys/listing.h"
#include "sys/path.h"
#include "sys/write.h"

/* How long a named pipe may be without anybody who writes to it. */
enum { PIPE_WAIT_MS = 3000 };

/* Standard input or a pipe, copied so that it can be read again. */
struct spool {
	const char *path;
	int fd;
	const char *error;      /* in words; NULL: none */
	struct spool *next;
};

struct reader {
	struct run *run;
	const struct options *options;
	struct word_list paths;
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

struct reader *
reader_open(struct run *run)
{
	struct reader *r = arena_alloc(run->stores->arena, 1, sizeof(*r));

	r->run = run;
	r->options = run->options;
	r->paths = run->args;
	if (r->options->jsonl && !r->paths.n)
		words_add(run->stores->arena, &r->paths, "-");
	r->fd = -1;
	r->arena = arena_new();
	r->folder_arena = arena_new();
	arena_wipe_at_end(r->arena);
	return r;
}

static void
close_file(struct reader *r)
{
	if (r->documents)
		documents_close(r->documents);
	r->documents = NULL;
	if (r->fd > STDIN_FILENO)
		close(r->fd);
	r->fd = -1;
}

static void
close_folder(struct reader *r)
{
	if (r->listing)
		listing_close(r->listing);
	r->listing = NULL;
	r->next = NULL;
}

void
reader_close(struct reader *r)
{
	close_file(r);
	close_folder(r);
	if (r->roster)
		roster_close(r->roster);
	arena_free(r->arena);
	arena_free(r->folder_arena);
}

static const char *
shown_name(const char *path)
{
	return strcmp(path, "-") ? path : "<stdin>";
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
find_spool(const struct run *run, const char *path)
{
	const struct spool *p = run->spools;

	while (p && strcmp(p->path, path) != 0)
		p = p->next;
	return p;
}

/* Copies it. A failure is kept, too: a second reading would begin in the middle. */
static const struct spool *
keep(struct run *run, const char *path, int fd)
{
	struct arena *a = run->stores->arena;
	struct spool *p = arena_alloc(a, 1, sizeof(*p));

	p->path = arena_copy(a, path, strlen(path));
	p->fd = data_nameless(a, &p->error);
	if (p->fd >= 0 && !copy_all(fd, p->fd))
		p->error = tr(strerror(errno));
	p->next = run->spools;
	run->spools = p;
	return p;
}

/* What was kept, from its beginning; -1 after reporting. */
static int
reopen(const struct spool *p, struct diags *diags)
{
	if (!p->error && !lseek(p->fd, 0, SEEK_SET))
		return fcntl(p->fd, F_DUPFD_CLOEXEC, STDERR_FILENO + 1);
	diag_general(diags, DIAG_WRITE, "cannot keep a copy of '%s' in a temporary file: %s",
		shown_name(p->path), p->error ? p->error : tr(strerror(errno)));
	diag_fix(diags, "set TMPDIR to a folder of your own that has more room");
	return -1;
}

/* Opens a path for reading; -1 after reporting. */
static int
open_path(struct run *run, const char *path, struct diags *diags)
{
	bool in = !strcmp(path, "-");
	const struct spool *kept = find_spool(run, path);
	const char *why;
	int fd;

	if (kept)
		return reopen(kept, diags);
	fd = in ? STDIN_FILENO : data_open(path, PIPE_WAIT_MS, &why);
	if (fd < 0)
		diag_unread(diags, path, why);
	if (fd < 0 || !run->again || is_lasting(fd, in))
		return fd;
	kept = keep(run, path, fd);
	if (!in)
		close(fd);
	return reopen(kept, diags);
}

static bool
open_folder(struct reader *r, const char *path, struct diags *diags)
{
	arena_reset(r->folder_arena);
	r->folder = path;
	r->listing = listing_open(r->folder_arena, path, diags);
	r->next = r->listing ? listing_next(r->listing, diags) : NULL;
	if (r->next || diags_count(diags, SEVERITY_NOTE))
		return r->next;
	diag_general(diags, DIAG_READ, "no account file in the folder '%s'", path);
	return diag_fix(diags, "names of account files end in .yaml, .yml or .json");
}

/* Begins with the open file. */
static bool
begin(struct reader *r, const char *path)
{
	r->path = shown_name(path);
	r->file++;
	r->first = true;
	r->documents = documents_new(r->arena, r->path, r->fd,
		r->options->jsonl ? CUT_LINES : CUT_DOCUMENTS);
	return true;
}

/* Opens a word of the command line. */
static bool
open_word(struct reader *r, const char *path, struct diags *diags)
{
	struct stat st;

	r->fd = open_path(r->run, path, diags);
	if (r->fd < 0)
		return false;
	if (fstat(r->fd, &st))
		return diag_unread(diags, shown_name(path), NULL);
	if (!S_ISDIR(st.st_mode))
		return begin(r, path);
	close_file(r);
	return open_folder(r, path, diags);
}

/* Opens a file of a folder, for which nobody vouches by name. */
static bool
open_member(struct reader *r, const char *name, struct diags *diags)
{
	const char *path = path_shown(r->arena, r->folder, name), *why;

	r->fd = data_open_in(r->folder, name, &why);
	if (r->fd >= 0)
		return begin(r, path);
	diag_unread(diags, path, why);
	return diag_fix(diags, "remove it from the folder, or name the file that is meant on the "
		"command line");
}

/* Opens the next file, or folder; false after reporting. */
static bool
open_next(struct reader *r, struct diags *diags)
{
	const char *name;

	arena_reset(r->arena);
	if (!r->next)
		return open_word(r, r->paths.items[r->word++], diags);
	name = arena_copy(r->arena, r->next, strlen(r->next));
	r->next = listing_next(r->listing, diags);
	if (!r->next)
		close_folder(r);
	return open_member(r, name, diags);
}

static bool
is_end(const struct reader *r)
{
	return !r->next && r->word >= r->paths.n;
}

/* ---- a roster ---- */

/* The one document of the pattern's file; NULL after reporting. */
static struct source *
read_pattern(struct reader *r, const char *path, struct diags *diags)
{
	/* units that are kept have places in it */
	struct arena *a = r->run->stores->arena;
	struct documents *d;
	struct source *pattern, *more;
	int fd = open_path(r->run, path, diags);

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
		diag_fix(diags, "give the pattern one document; its accounts are the rows");
		return NULL;
	}
	if (!pattern && !diags_count(diags, SEVERITY_NOTE))
		pattern = source_new(a, shown_name(path), "", 0);
	return pattern;
}

static bool
open_roster(struct reader *r, struct diags *diags)
{
	const char *table = r->options->roster, *pattern;
	struct source *source;

	if (r->paths.n != 1)
		return diag_usage(diags, "--roster takes one pattern, a YAML file",
			"write mailgen --roster TABLE.csv PATTERN.yaml");
	pattern = r->paths.items[0];
	if (!strcmp(table, "-") && !strcmp(pattern, "-"))
		return diag_usage(diags, "the table and the pattern cannot both be standard input",
			"name a file");
	source = read_pattern(r, pattern, diags);
	if (!source)
		return false;
	r->fd = open_path(r->run, table, diags);
	if (r->fd < 0)
		return false;
	r->roster = roster_open(r->run->stores->arena, r->run->stores->words, shown_name(table),
		r->fd, source, diags);
	return r->roster != NULL;
}

static bool
next_row(struct reader *r, struct arena *a, struct unit_source *from, struct diags *diags)
{
	enum csv_step step;

	if (r->ended)
		return false;
	if (!r->roster && !open_roster(r, diags)) {
		r->ended = true;
		return true;
	}
	from->roster = r->roster;
	from->row = arena_alloc(a, 1, sizeof(*from->row));
	step = roster_read(r->roster, a, from->row, diags);
	if (step != CSV_ROW)
		from->row = NULL;
	r->ended = step == CSV_END;
	return !r->ended || diags_count(diags, SEVERITY_NOTE);
}

bool
reader_next(struct reader *r, struct arena *a, struct unit_source *from,
	struct diags *diags)
{
	if (r->options->roster) {
		*from = (struct unit_source){ 0 };
		return next_row(r, a, from, diags);
	}
	for (*from = (struct unit_source){ 0 };; close_file(r)) {
		while (!r->documents)
			if (is_end(r))
				return false;
			else if (!open_next(r, diags))
				return true;
		from->file = r->file;
		from->document = documents_next(r->documents, a, diags);
		if (!from->document && r->first && !diags_count(diags, SEVERITY_NOTE))
			from->document = source_new(a, arena_copy(a, r->path,
				strlen(r->path)), "", 0);
		r->first = false;
		/* a line is by itself, wherever and behind whatever it is worked on */
		if (from->document && r->options->jsonl
		    && !r->options->all_or_nothing)
			from->document->lines_before = 0;
		if (from->document || diags_count(diags, SEVERITY_NOTE))
			return true;
	}
}

bool
reader_has_next(struct reader *r)
{
	return r->documents && documents_whole(r->documents);
}

bool
reader_ready(struct reader *r)
{
	return !r->documents || documents_ready(r->documents);
}
