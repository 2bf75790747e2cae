#ifndef FIX_H
#define FIX_H

struct run;

/* Mends in the files of the run's arguments whatever has one
 * right answer (diag_edit): the rest of a file stays as it is, byte for byte.
 * Says each change on standard error. A file whose YAML cannot be read is left
 * alone. Nothing else is reported: a check comes behind it. */
void fix_files(struct run *);

#endif
