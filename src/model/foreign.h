#ifndef FOREIGN_H
#define FOREIGN_H

#include <stdbool.h>

struct diags;
struct source;
struct words;

/* Reports that the document is another program's file, which its lines tell; false when it
 * may be an account. No excerpt shows anything of it then. */
bool foreign_report(const struct words *, struct source *, struct diags *);

#endif
