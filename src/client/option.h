#ifndef OPTION_H
#define OPTION_H

#include "base/text.h"
#include "model/account.h"
#include "template/template.h"

struct json_t;
struct target;
struct target_option;

/* The word of a manifest for each kind of option, in the order of enum option_kind. */
#define OPTION_KINDS "text word number flag duration path"

/* The one for this option. */
const char *option_kind(const struct target_option *);

/* What a manifest's word for yes or no says; NULL is none. */
enum option_flag option_flag(const char *word);

/* What is wrong with the value of an option, fit to follow "...: "; NULL when it is good. */
const char *option_problem(const struct target_option *, struct text value, enum option_flag);

/* The option of the target by its name, or NULL. */
const struct target_option *option_find(const struct target *, struct text name);

/* What a template may ask of `option` (path NULL) or of what is below it. */
struct name_info option_name(const struct target *, const char *path);

/* The JSON Schema of the target's options; the caller releases it. */
struct json_t *options_schema(const struct target *);

#endif
