/* Regular expressions of manifests, tried on files of users: the C library's
 * overflow the stack, or take hours, with some of either; PCRE2's give up on some
 * of them at their limit, where a password has to be found in every file.
 * Compiled to a small program of which all threads run side by side (R. Cox,
 * "Regular Expression Matching: the Virtual Machine Approach", 2009). */
#include "base/expression.h"

#include <ctype.h>
#include <string.h>

#include "base/arena.h"

/* Each step is taken at most once for each byte of a text. */
enum { PATTERN_MAX_BYTES = 1000, STEPS_MAX = 128, COUNT_MAX = 100 };

enum kind {
	STEP_BYTE, STEP_FORK, STEP_JUMP, STEP_BEGIN, STEP_END, STEP_OPEN, STEP_CLOSE,
	STEP_FOUND,
};

struct step {
	enum kind kind;
	int to, other;                  /* fork, jump: from here; `to` is tried first */
	unsigned char bytes[32];        /* a bit for each byte */
};

struct expression {
	struct step steps[STEPS_MAX];
	size_t n;
	const char *name;
};

struct parser {
	struct expression *out;
	const char *at;
	const char *name;       /* where "{{NAME}}" is, and how long it is; or NULL */
	size_t name_len;
	unsigned groups;
	const char *why;        /* the first thing that was wrong */
	struct step none;       /* what is made when there is no room */
};

static void
fail(struct parser *p, const char *why)
{
	if (!p->why)
		p->why = why;
}

static struct step *
emit(struct parser *p, enum kind kind)
{
	struct step *s = &p->none;

	if (p->out->n == STEPS_MAX)
		fail(p, "it is too large");
	else
		s = &p->out->steps[p->out->n++];
	*s = (struct step){ .kind = kind };
	return s;
}

static void
emit_jump(struct parser *p, enum kind kind, size_t from, size_t to, size_t other)
{
	struct step *s = emit(p, kind);

	s->to = (int)to - (int)from;
	s->other = (int)other - (int)from;
}

/* Puts a fork before what was made since the step `from`; without it, the thread
 * goes on at `other`. */
static void
fork_before(struct parser *p, size_t from, size_t other)
{
	struct step *steps = p->out->steps;
	size_t n = p->out->n;

	emit(p, STEP_FORK);
	if (p->why)
		return;
	memmove(steps + from + 1, steps + from, (n - from) * sizeof(*steps));
	steps[from] = (struct step){ .kind = STEP_FORK, .to = 1,
		.other = (int)other - (int)from };
}

static void
add_byte(struct step *s, int byte)
{
	s->bytes[byte / 8] |= (unsigned char)(1 << byte % 8);
}

/* Adds a byte, and the same letter of the other case. */
static void
add_letter(struct step *s, int byte)
{
	add_byte(s, byte);
	if (byte < 0x80) {
		add_byte(s, tolower(byte));
		add_byte(s, toupper(byte));
	}
}

/* Reads "[:blank:]" after its first '['. */
static void
add_class(struct parser *p, struct step *s)
{
	static const struct { const char *name; int (*has)(int); } classes[] = {
		{ "alnum", isalnum }, { "alpha", isalpha }, { "blank", isblank },
		{ "cntrl", iscntrl }, { "digit", isdigit }, { "graph", isgraph },
		{ "lower", isalpha }, { "print", isprint }, { "punct", ispunct },
		{ "space", isspace }, { "upper", isalpha }, { "xdigit", isxdigit },
	};
	size_t i, len = strcspn(p->at + 1, ":]");
	int byte;

	for (i = 0; i < countof(classes); i++)
		if (strlen(classes[i].name) == len && !strncmp(p->at + 1, classes[i].name, len))
			break;
	if (i == countof(classes) || strncmp(p->at + 1 + len, ":]", 2) != 0) {
		fail(p, "it has an unknown class of characters");
		return;
	}
	for (byte = 0; byte < 0x80; byte++)
		if (classes[i].has(byte))
			add_byte(s, byte);
	p->at += len + 3;
}

static void
add_range(struct parser *p, struct step *s)
{
	int byte = (unsigned char)*p->at, last = byte;

	if (p->at[1] == '-' && p->at[2] && p->at[2] != ']') {
		last = (unsigned char)p->at[2];
		p->at += 2;
	}
	p->at++;
	if (byte >= 0x80 || last >= 0x80)
		fail(p, "a letter that is not ASCII is in '[...]'");
	else if (last < byte)
		fail(p, "a range in '[...]' ends before it begins");
	for (; byte <= last; byte++)
		add_letter(s, byte);
}

static void
invert(struct step *s)
{
	size_t i;

	for (i = 0; i < sizeof(s->bytes); i++)
		s->bytes[i] ^= 0xFF;
	s->bytes['\n' / 8] &= (unsigned char)~(1 << '\n' % 8);
}

/* Reads "[...]" after its '['. */
static void
bracket(struct parser *p)
{
	struct step *s = emit(p, STEP_BYTE);
	bool inverted = *p->at == '^';
	const char *first = p->at += inverted;

	while (*p->at && (*p->at != ']' || p->at == first) && !p->why) {
		if (*p->at == '[' && p->at[1] == ':') {
			p->at++;
			add_class(p, s);
		} else if (*p->at == '[' && p->at[1] && strchr(".=", p->at[1])) {
			fail(p, "it has an unknown class of characters");
		} else {
			add_range(p, s);
		}
	}
	if (!*p->at)
		fail(p, "a '[' is not closed");
	else
		p->at++;
	if (inverted)
		invert(s);
}

/* The bytes of one character, which match themselves. */
static void
literal(struct parser *p)
{
	unsigned code;
	size_t len = utf8_decode(p->at, strlen(p->at), &code);

	for (len = len ? len : 1; len; len--)
		add_letter(emit(p, STEP_BYTE), (unsigned char)*p->at++);
}

static void
escaped(struct parser *p)
{
	if (!*p->at || isalnum((unsigned char)*p->at))
		fail(p, "a '\\' is before a letter, a digit or the end");
	else
		literal(p);
}

/* An id is what model/checks.c has it be. */
static void
named(struct parser *p)
{
	bool id = !strcmp(p->out->name, "id");
	struct step *s;
	int byte;

	p->at += p->name_len;
	emit(p, STEP_OPEN);
	s = emit(p, STEP_BYTE);
	for (byte = 1; byte < 0x100; byte++)
		if (id ? byte < 0x80 && (isalnum(byte) || strchr("._-", byte))
		    : byte > ' ' && !strchr("\"',:;", byte))
			add_byte(s, byte);
	emit_jump(p, STEP_FORK, 1, 0, 2);
	emit(p, STEP_CLOSE);
}

static void alternatives(struct parser *);

/* Reads "(...)" after its '('. */
static void
group(struct parser *p)
{
	bool first = ++p->groups == 1 && !p->out->name;

	if (first)
		emit(p, STEP_OPEN);
	alternatives(p);
	if (*p->at != ')')
		fail(p, "a '(' is not closed");
	else
		p->at++;
	if (first)
		emit(p, STEP_CLOSE);
}

/* Reads one thing that may be repeated. */
static void
atom(struct parser *p)
{
	char c = *p->at;

	if (p->at == p->name) {
		named(p);
		return;
	}
	if (strchr("*+?{", c)) {
		fail(p, "there is nothing that '*', '+', '?' or '{' could repeat");
		return;
	}
	if (!strchr("^$.[(\\", c)) {
		literal(p);
		return;
	}
	p->at++;
	if (c == '[')
		bracket(p);
	else if (c == '(')
		group(p);
	else if (c == '\\')
		escaped(p);
	else if (c == '.')
		invert(emit(p, STEP_BYTE));
	else
		emit(p, c == '^' ? STEP_BEGIN : STEP_END);
}

/* Reads a number and moves past it; -1: there is none. */
static int
number(const char **at)
{
	int n = isdigit((unsigned char)**at) ? 0 : -1;

	for (; isdigit((unsigned char)**at); ++*at)
		if (n <= COUNT_MAX)
			n = 10 * n + **at - '0';
	return n;
}

/* Reads the least and the most of "{2,3}"; a most of -1 has no end. */
static void
counts(struct parser *p, int *least, int *most)
{
	p->at++;
	*least = *most = number(&p->at);
	if (*p->at == ',') {
		p->at++;
		*most = number(&p->at);
	}
	if (*least < 0 || *p->at != '}') {
		fail(p, "a '{' does not begin a count such as '{2,3}'");
		return;
	}
	p->at++;
	if (*least > COUNT_MAX || *most > COUNT_MAX)
		fail(p, "it counts beyond 100");
	else if (*most >= 0 && *most < *least)
		fail(p, "a count ends before it begins");
}

/* Has what was made since the step `from` that often; a most of -1 has no end. */
static void
repeat(struct parser *p, size_t from, int least, int most)
{
	struct step *steps = p->out->steps, once[STEPS_MAX];
	size_t len = p->out->n - from, start = from;
	int i, n = most >= 0 ? most : least ? least : 1;

	memcpy(once, steps + from, len * sizeof(*once));
	p->out->n = from;
	for (i = 0; i < n && !p->why; i++) {
		start = p->out->n;
		if (len > STEPS_MAX - start) {
			fail(p, "it is too large");
			return;
		}
		memcpy(steps + start, once, len * sizeof(*once));
		p->out->n += len;
		if (!least && most < 0)
			emit_jump(p, STEP_JUMP, p->out->n + 1, start, start);
		if (i >= least)
			fork_before(p, start, p->out->n + 1);
	}
	if (least && most < 0)
		emit_jump(p, STEP_FORK, p->out->n, start, p->out->n + 1);
}

/* Reads one thing and how often it may be repeated. */
static void
piece(struct parser *p)
{
	size_t from = p->out->n;
	int least, most;

	atom(p);
	while (*p->at && strchr("*+?{", *p->at) && p->at != p->name && !p->why) {
		if (*p->at == '{') {
			counts(p, &least, &most);
		} else {
			least = *p->at == '+';
			most = *p->at++ == '?' ? 1 : -1;
		}
		if (!p->why)
			repeat(p, from, least, most);
	}
}

/* Reads what is between '|'. */
static void
alternatives(struct parser *p)
{
	size_t from = p->out->n, jump;

	while (*p->at && !strchr("|)", *p->at) && !p->why)
		piece(p);
	if (*p->at != '|' || p->why)
		return;
	p->at++;
	fork_before(p, from, p->out->n + 2);
	jump = p->out->n;
	emit(p, STEP_JUMP);
	alternatives(p);
	if (!p->why)
		p->out->steps[jump].to = (int)(p->out->n - jump);
}

/* Looks for the one "{{NAME}}". */
static void
find_name(struct arena *a, struct parser *p)
{
	const char *from = strstr(p->at, "{{"), *end = from ? strstr(from, "}}") : NULL;

	if (!end)
		return;
	p->name = from;
	p->name_len = (size_t)(end - from) + 2;
	p->out->name = arena_copy(a, from + 2, p->name_len - 4);
}

const struct expression *
expression_new(struct arena *a, const char *pattern, const char **why)
{
	struct expression *e = arena_alloc(a, 1, sizeof(*e));
	struct parser p = { .out = e, .at = pattern };

	find_name(a, &p);
	if (strlen(pattern) > PATTERN_MAX_BYTES)
		fail(&p, "it is too large");
	else
		alternatives(&p);
	if (*p.at)
		fail(&p, "a ')' has no '('");
	emit(&p, STEP_FOUND);
	*why = p.why;
	return p.why ? NULL : e;
}

const char *
expression_name(const struct expression *e)
{
	return e->name;
}

/* A step that waits for a byte, and how it came there. */
struct thread {
	size_t step;
	struct match so_far;
};

struct search {
	const struct expression *e;
	struct literal text;
	size_t at;
	struct thread *now, *next;
	size_t nnow, nnext;
	size_t *seen;           /* the place where a step was last reached, and 1 */
	struct match match;     /* the one that ends here */
	bool found;
};

/* May a thread go over this step here, which no byte is needed for? */
static bool
passes(const struct search *s, enum kind kind, struct match *m)
{
	if (kind == STEP_BEGIN)
		return !s->at || s->text.s[s->at - 1] == '\n';
	if (kind == STEP_END)
		return s->at == s->text.len || s->text.s[s->at] == '\n';
	if (kind == STEP_OPEN)
		m->group_from = s->at;
	m->group_to = s->at;
	return true;
}

/* Goes from a step to all that wait for a byte, those that are tried first before
 * the others. What began earlier came there first, and stays. */
static void
reach(struct search *s, size_t at, struct match m)
{
	const struct step *step = &s->e->steps[at];

	if (s->seen[at] == s->at + 1)
		return;
	s->seen[at] = s->at + 1;
	switch (step->kind) {
	case STEP_BYTE:
		s->next[s->nnext++] = (struct thread){ at, m };
		break;
	case STEP_FOUND:
		m.to = s->at;
		s->match = m;
		s->found = true;
		break;
	case STEP_FORK:
		reach(s, at + (size_t)step->to, m);
		reach(s, at + (size_t)step->other, m);
		break;
	case STEP_JUMP:
		reach(s, at + (size_t)step->to, m);
		break;
	default:
		if (passes(s, step->kind, &m))
			reach(s, at + 1, m);
	}
}

/* All threads go over one byte, or begin. */
static void
advance(struct search *s)
{
	unsigned char byte = s->at ? (unsigned char)s->text.s[s->at - 1] : 0;
	struct thread *swap = s->now;
	size_t i;

	s->found = false;
	s->nnext = 0;
	for (i = 0; i < s->nnow; i++)
		if (s->e->steps[s->now[i].step].bytes[byte / 8] >> byte % 8 & 1)
			reach(s, s->now[i].step + 1, s->now[i].so_far);
	reach(s, 0, (struct match){ s->at, s->at, s->at, s->at });
	s->now = s->next;
	s->nnow = s->nnext;
	s->next = swap;
}

void
expression_find(struct arena *a, const struct expression *e, struct literal text,
	bool (*found)(void *context, const struct match *), void *context)
{
	struct search s = { .e = e, .text = text,
		.now = arena_alloc(a, e->n, sizeof(*s.now)),
		.next = arena_alloc(a, e->n, sizeof(*s.next)),
		.seen = arena_alloc(a, e->n, sizeof(*s.seen)) };

	for (s.at = 0; s.at <= text.len; s.at++) {
		advance(&s);
		if (s.found && !found(context, &s.match))
			break;
	}
}
