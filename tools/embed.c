/* Writes files as one C source, sorted by path, so that the program carries them.
 * Used by the Makefile at build time only; runs on the machine that builds. */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static _Noreturn void
fail(const char *path)
{
	fprintf(stderr, "embed: cannot read or write '%s': %s\n", path,
		errno ? strerror(errno) : "a path C cannot spell");
	exit(1);
}

static int
compare(const void *a, const void *b)
{
	return strcmp(*(char *const *)a, *(char *const *)b);
}

/* Arrays of numbers: a string literal may have no more than 4095 bytes in C11. */
static size_t
embed(FILE *out, const char *path, int n)
{
	FILE *in = fopen(path, "rb");
	size_t len = 0;
	int c;

	if (!in)
		fail(path);
	fprintf(out, "static const unsigned char f%d[] = {", n);
	for (; (c = getc(in)) != EOF; len++)
		fprintf(out, "%s%d,", len % 24 ? "" : "\n", c);
	fputs("\n0};\n", out);
	if (ferror(in))
		fail(path);
	fclose(in);
	return len;
}

int
main(int argc, char **argv)
{
	const char *to = argc > 1 ? argv[1] : "";
	FILE *out = fopen(to, "w");
	size_t *len = calloc((size_t)argc + 1, sizeof(*len));
	int i;

	if (!out || !len)
		fail(to);
	qsort(argv + 2, argc > 2 ? (size_t)argc - 2 : 0, sizeof(*argv), compare);
	fputs("/* Made by tools/embed.c. */\n#include \"base/data.h\"\n\n", out);
	for (i = 2; i < argc; i++)
		len[i] = embed(out, argv[i], i);
	fputs("\nconst struct data_file data_files[] = {\n", out);
	for (i = 2; i < argc; i++) {
		errno = 0;
		if (strpbrk(argv[i], "\"\\\n"))
			fail(argv[i]);
		fprintf(out, "\t{ \"%s\", f%d, %zu },\n", argv[i], i, len[i]);
	}
	fprintf(out, "\t{ 0, 0, 0 },\n};\nconst size_t data_files_count = %d;\n",
		argc > 2 ? argc - 2 : 0);
	free(len);
	if (fclose(out))
		fail(to);
	return 0;
}
