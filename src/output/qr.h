#ifndef QR_H
#define QR_H

#include <stdbool.h>

struct arena;
struct diags;
struct options;
struct rendered;
struct stores;
struct target_list;

/* Can the QR codes be drawn where the options want them? Each target that was named, or
 * one of several, has a file that is scanned; a picture has a name that says what it is;
 * a terminal shows UTF-8. False after reporting. */
bool qr_usage_ok(const struct options *, const struct target_list *, struct stores *);

/* Draws the QR codes of the files that are scanned, by the helper program `qr`: where
 * several files go, a PNG beside each, of its mode; else in its place, as SVG or PNG by the
 * name of --output, or for standard output in characters. False after reporting; a terminal
 * that is too small for it is reported, too. */
bool qr_draw(struct arena *, struct rendered *, const struct options *, struct diags *);

#endif
