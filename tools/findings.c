/* Prints the page of findings for man(1): findings PAGE FOLDER, with the explanations
 * of FOLDER, one for each ID, where PAGE says so. Used at build time only, on the
 * machine that builds. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const struct {
	const char *id, *severity, *change, *help;
} findings[] = {
#define REFUSED "exit status 1"
#define EXCUSABLE "exit status 1 , can be changed"
#define USAGE "exit status 2"
#define BROKEN "exit status 3"
#define SYSTEM "exit status 4"
#define ERROR "error"
#define WARNING "warning"
#define NOTE "note"
#define DIAG(name, id, severity, status, help) { id, severity, status, help },
#include "../src/base/diag_ids.h"
#undef DIAG
};

static FILE *
open_or_exit(const char *path)
{
	FILE *in = fopen(path, "r");

	if (in)
		return in;
	perror(path);
	exit(1);
}

/* One line of text: macros begin with a dot, sentences on lines of their own. */
static void
put_text(const char *s, int literal)
{
	if (*s == '.' || *s == '\'')
		fputs("\\&", stdout);
	for (; *s; s++) {
		if (*s == '\\')
			fputs("\\e", stdout);
		else if (!literal && *s == ' ' && strchr(".?!", s[-1]) && s[1] >= 'A' && s[1] <= 'Z')
			putchar('\n');
		else
			putchar(*s);
	}
}

/* An explanation: paragraphs, and examples that are indented by four. */
static void
put_explanation(FILE *in)
{
	char line[4096];
	int literal = 0, gap = 1;

	while (fgets(line, sizeof(line), in)) {
		if (*line == '\n') {
			gap++;
			continue;
		}
		if (literal && strncmp(line, "    ", 4)) {
			puts(".Ed");
			literal = 0;
		} else if (!literal && !strncmp(line, "    ", 4)) {
			puts(".Bd -literal -offset indent");
			literal = 1, gap = 0;
		}
		for (; literal && gap; gap--)
			putchar('\n');
		if (gap)
			puts(".Pp");
		gap = 0;
		put_text(literal ? line + 4 : line, literal);
	}
	if (literal)
		puts(".Ed");
}

static void
put_findings(const char *folder)
{
	char path[4096];
	FILE *in;
	size_t i;

	puts(".Bl -tag -width Ds");
	for (i = 0; i < sizeof(findings) / sizeof(*findings); i++) {
		printf(".It Cm %s Pq %s , %s\n%s.\n", findings[i].id, findings[i].severity,
			findings[i].change, findings[i].help);
		snprintf(path, sizeof(path), "%s/%s.txt", folder, findings[i].id);
		in = open_or_exit(path);
		put_explanation(in);
		fclose(in);
	}
	puts(".El");
}

int
main(int argc, char **argv)
{
	char line[4096];
	FILE *in;

	if (argc != 3)
		return 2;
	in = open_or_exit(argv[1]);
	while (fgets(line, sizeof(line), in))
		if (!strncmp(line, ".\\\" tools/findings", 17))
			put_findings(argv[2]);
		else
			fputs(line, stdout);
	return ferror(stdout) || fflush(stdout);
}
