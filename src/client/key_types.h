#ifndef KEY_TYPES_H
#define KEY_TYPES_H

#include <stdbool.h>
#include <stddef.h>

#include "base/keys.h"
#include "template/template.h"

struct style;
struct target;

/* What reading a manifest works on: the context of its key_reader. */
struct manifest_reader {
	struct target *target;
	const struct partials *partials;
	struct source *source;          /* the template of the file that is being read */
	const struct style **allowed;   /* its styles, the default first */
	size_t nallowed;
	const struct style **styles;    /* all, the raw style first */
	size_t nstyles;
	bool many;                      /* the template is about several accounts */
	const char *inner;              /* the server that it is about; or NULL */
	bool filling;                   /* it is that of a file */
	bool deriving;                  /* it makes a name, the same in all files */
	bool relaxed;                   /* no client reads what it writes */
	const char *language;           /* of its texts */
};

/* What a name of an account is to the target, those of its own too; a server that the
 * client needs is always there. */
struct name_info key_account_name(const struct target *, const char *path);

/* A template about what names() says; NULL after reporting. */
const struct template *key_compile(struct key_reader *, struct source *,
	const struct style **, size_t n);

/* ---- types of the keys of a manifest, and what they set ---- */

bool key_names(struct key_reader *);          /* struct word_list: of a view, also after '!' */
bool key_hosts(struct key_reader *);          /* struct word_list */
bool key_place(struct key_reader *);          /* struct target_place */
bool key_places(struct key_reader *);         /* struct target_places: one for each name */
bool key_folders(struct key_reader *);        /* struct word_list: paths in the home folder */
bool key_when(struct key_reader *);           /* struct word_list: names, or one of `words` */
bool key_profile(struct key_reader *);        /* struct word_list: FILE SECTION KEY */
bool key_file(struct key_reader *);           /* const char *: a name without folder */
bool key_own_file(struct key_reader *);       /* the same, of the target's folder */
bool key_mode(struct key_reader *);           /* unsigned */
bool key_expression(struct key_reader *);     /* const char * */
bool key_about(struct key_reader *);          /* the same, with a name of the account */
bool key_style(struct key_reader *);          /* const struct style * */
bool key_styles(struct key_reader *);         /* what is allowed */
bool key_source(struct key_reader *);         /* the source */
bool key_path(struct key_reader *);           /* const struct template * in style path */
bool key_pattern(struct key_reader *);        /* const struct template * in style regex */
bool key_said(struct key_reader *);           /* const struct template *, with any style */
bool key_place_in(struct key_reader *);       /* const struct template *: likewise, a path of
					       * client/tree.h where the format has those */
bool key_said_name(struct key_reader *);      /* struct expectation: its key as one of both */
bool key_command(struct key_reader *);        /* const char *, with names of `words` in {} */
bool key_line(struct key_reader *);           /* const struct line *, likewise */
bool key_keys(struct key_reader *);           /* const char *: of client/keystroke.h */
bool key_mounts(struct key_reader *);         /* struct word_list: PLACE=WHERE */
bool key_numbered(struct key_reader *);       /* struct numbered */
bool key_change(struct key_reader *);         /* struct readback_ask */
bool key_words(struct key_reader *);          /* nothing: are they all of `words`? */
bool key_map(struct key_reader *);            /* nothing: is the key one of `words`? */

#endif
