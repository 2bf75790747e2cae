#ifndef SCRIPT_H
#define SCRIPT_H

struct arena;

/* What is wrong with a host name (A-labels) that may be read as another one: a
 * label that mixes letters of scripts that look alike, or one that is made only
 * of letters that look like Latin ones; fit to follow "...: ". NULL when the
 * name is above suspicion. */
const char *script_check(struct arena *, const char *ascii);

#endif
