/* qr FORM: draws standard input as a QR code (ISO/IEC 18004), a program of its own. FORM
 * is png, svg, or for terminals colour or plain. Run by mailgen, which does without
 * libqrencode and libpng itself. */
#include <errno.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#include <png.h>
#include <qrencode.h>

#include "base/nodump.h"
#include "base/text.h"

enum { DONE = 0, REFUSED = 1, USAGE = 2, SYSTEM = 4 };

/* Bytes of the input, of which a code holds less; modules of the light margin around a
 * code, of the largest code and both its margins; pixels of a module. */
enum { INPUT_MAX = 4096, MARGIN = 4, SIZE_MAX_MODULES = 177 + 2 * MARGIN, PIXELS = 8 };

static int
complain(int status, const char *what, const char *why)
{
	fprintf(stderr, "mailgen: qr: %s%s%s\n", what, why ? ": " : "", why ? why : "");
	return status;
}

/* The smallest code, with as much error correction as that one has room for. Bytes are
 * taken as they are, and are not said to be UTF-8, which readers find out by themselves
 * and some do not understand. NULL with errno set. */
static QRcode *
encode(const unsigned char *bytes, size_t len)
{
	QRcode *code = QRcode_encodeData((int)len, bytes, 0, QR_ECLEVEL_L), *better;
	QRecLevel level;

	for (level = QR_ECLEVEL_M; code && level <= QR_ECLEVEL_H; level++) {
		better = QRcode_encodeData((int)len, bytes, code->version, level);
		if (!better || better->version != code->version) {
			QRcode_free(better);
			break;
		}
		QRcode_free(code);
		code = better;
	}
	return code;
}

/* Modules of a side, margins included. */
static int
side(const QRcode *code)
{
	return code->width + 2 * MARGIN;
}

/* Around the code all is light. */
static bool
is_dark(const QRcode *code, int x, int y)
{
	x -= MARGIN;
	y -= MARGIN;
	return x >= 0 && y >= 0 && x < code->width && y < code->width
		&& code->data[y * code->width + x] & 1;
}

static int
draw_png(const QRcode *code)
{
	static unsigned char pixels[SIZE_MAX_MODULES * PIXELS * SIZE_MAX_MODULES * PIXELS];
	const int size = side(code) * PIXELS;
	png_image image = { .version = PNG_IMAGE_VERSION, .format = PNG_FORMAT_GRAY,
		.width = (png_uint_32)size, .height = (png_uint_32)size };
	int x, y;

	for (y = 0; y < size; y++)
		for (x = 0; x < size; x++)
			pixels[y * size + x] = is_dark(code, x / PIXELS, y / PIXELS) ? 0 : 255;
	return png_image_write_to_stdio(&image, stdout, 0, pixels, size, NULL) ? DONE
		: complain(SYSTEM, "libpng", image.message);
}

/* Dark modules beside each other are one rectangle. */
static int
draw_svg(const QRcode *code)
{
	const int size = side(code);
	int x, y, from;

	printf("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
		"<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%d\" height=\"%d\""
		" viewBox=\"0 0 %d %d\" shape-rendering=\"crispEdges\">\n"
		"<path fill=\"#fff\" d=\"M0 0h%dv%dH0z\"/>\n<path d=\"",
		size * PIXELS, size * PIXELS, size, size, size, size);
	for (y = 0; y < size; y++)
		for (x = 0; x < size; x++) {
			for (from = x; is_dark(code, x, y); x++)
				;
			if (x > from)
				printf("M%d %dh%dv1H%dz", from, y, x - from, from);
		}
	printf("\"/>\n</svg>\n");
	return DONE;
}

/* Two modules above each other are a character. In colour these are black on white,
 * whatever the terminal's own colours are; else light ones are drawn, for a terminal
 * whose background is dark. */
static int
draw_text(const QRcode *code, bool colour)
{
	static const char *const blocks[] = { " ", "\u2584", "\u2580", "\u2588" };
	const int size = side(code);
	int x, y;

	for (y = 0; y < size; y += 2) {
		fputs(colour ? "\033[38;5;16;48;5;231m" : "", stdout);
		for (x = 0; x < size; x++)
			fputs(blocks[2 * (is_dark(code, x, y) == colour)
				+ (is_dark(code, x, y + 1) == colour)], stdout);
		puts(colour ? "\033[0m" : "");
	}
	return DONE;
}

static int
draw_colour(const QRcode *code)
{
	return draw_text(code, true);
}

static int
draw_plain(const QRcode *code)
{
	return draw_text(code, false);
}

static const struct form {
	const char *name;
	int (*draw)(const QRcode *);
} forms[] = {
	{ "png", draw_png }, { "svg", draw_svg }, { "colour", draw_colour },
	{ "plain", draw_plain },
};

static int
run(const struct form *form)
{
	static unsigned char bytes[INPUT_MAX];
	size_t len = fread(bytes, 1, sizeof(bytes), stdin);
	QRcode *code;
	int status;

	if (ferror(stdin))
		return complain(SYSTEM, "cannot read standard input", strerror(errno));
	code = encode(bytes, len);
	if (!code && (errno == ERANGE || errno == EINVAL))
		return complain(REFUSED, len ? "too many bytes" : "no bytes", NULL);
	if (!code)
		return complain(SYSTEM, "libqrencode", strerror(errno));
	status = form->draw(code);
	QRcode_free(code);
	if (!status && (fflush(stdout) || ferror(stdout)))
		return complain(SYSTEM, "cannot write standard output", strerror(errno));
	return status;
}

int
main(int argc, char **argv)
{
	size_t i;

	no_dump();
	for (i = 0; argc == 2 && i < countof(forms); i++)
		if (!strcmp(argv[1], forms[i].name))
			return run(&forms[i]);
	fprintf(stderr, "mailgen: qr: usage: qr png|svg|colour|plain <TEXT\n");
	return USAGE;
}
