#ifndef PRUNE_FOLDER_H
#define PRUNE_FOLDER_H

struct job;
struct session;

/* Removes below --output-dir what the record of a folder there says that mailgen
 * wrote for an account that is not among the job's kept ones, and for a client that
 * the job means. */
void prune_folder(struct session *, const struct job *);

#endif
