#ifndef VERSION_NUMBER_H
#define VERSION_NUMBER_H

/* What `mailgen version` prints, and SARIF; one of a distribution's comes with -D. */
#ifndef MAILGEN_VERSION
#define MAILGEN_VERSION "0.1"
#endif

#endif
