#ifndef INHERIT_H
#define INHERIT_H

struct arena;
struct diags;
struct ini;

/* What a target has of a manifest that it extends: sections and keys of both, one's own
 * before the inherited, without those that its [target] takes away and the title. NULL
 * after reporting. */
const struct ini *inherit_manifest(struct arena *, const struct ini *own,
	const struct ini *base, struct diags *);

/* The manifest with what it has of another one that its [readback] names as the reader: keys
 * of [readback], and how the values that are its own, too, are printed. */
const struct ini *inherit_reader(struct arena *, const struct ini *own,
	const struct ini *reader);

/* The same manifest with the notices of those that targets share which its [target] names,
 * for each server that it speaks with. */
const struct ini *inherit_notices(struct arena *, const struct ini *, const struct ini *shared);

/* The same manifest with the words of [map.security] and [map.auth] in the maps of each
 * protocol, in each language. */
const struct ini *inherit_maps(struct arena *, const struct ini *);

#endif
