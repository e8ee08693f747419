/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "model/change/organise/name-style.h"

#include "model/change/import/import-name.h"
#include "model/format/text/path.h"

#include <string.h>

/**
 * bs_name_style_count:
 * @self: a style
 * @path: the path of an article
 *
 * Counts one more name.
 */
void
bs_name_style_count (BsNameStyle *self, const char *path)
{
  const char *stem;

  g_return_if_fail (self != NULL && path != NULL);

  stem = bs_path_get_name (path);
  stem += bs_import_name_date_length (stem);
  self->n_names++;
  self->n_spaces += strchr (stem, ' ') != NULL;
  self->n_dashes += strchr (stem, ' ') == NULL && strchr (stem, '-') != NULL;
  for (; *stem != '\0'; stem++)
    {
      if (g_ascii_isupper (*stem))
        {
          self->n_upper++;
          break;
        }
    }
}

/* One hyphen for any separator between two words. */
static void
join_words (char *stem)
{
  char *out = stem;

  for (const char *p = stem; *p != '\0';)
    {
      gsize n = strspn (p, " _-");
      const char *space = n > 0 ? strpbrk (p, " _") : NULL;

      if (n > 0 && space != NULL && space < p + n)
        {
          if (out > stem && p[n] != '\0')
            *out++ = '-';
          p += n;
        }
      else
        *out++ = *p++;
    }
  *out = '\0';
}

/**
 * bs_name_style_make_stem:
 * @self: a style
 * @title: a title
 *
 * Returns: (transfer full): the title as a file name without an extension, in the style of the counted names
 */
char *
bs_name_style_make_stem (const BsNameStyle *self, const char *title)
{
  char *stem;

  g_return_val_if_fail (self != NULL && title != NULL, NULL);

  stem = bs_import_name_make_safe (title);
  if (self->n_dashes >= self->n_spaces)
    join_words (stem);
  if (self->n_names > 0 && self->n_upper * 2 < self->n_names)
    for (char *p = stem; *p != '\0'; p++)
      *p = g_ascii_tolower (*p);

  return stem;
}

/**
 * bs_name_style_suggest:
 * @self: a style
 * @name: the name of a file
 * @title: the title of its article
 *
 * Suggests a name after the title. A date before the name stays, and so does the extension.
 *
 * Returns: (transfer full): the name
 */
char *
bs_name_style_suggest (const BsNameStyle *self, const char *name, const char *title)
{
  g_autofree char *stem = NULL;
  g_autofree char *date = NULL;
  const char *dot;
  gsize length;

  g_return_val_if_fail (self != NULL && name != NULL && title != NULL, NULL);

  stem = bs_name_style_make_stem (self, title);
  length = bs_import_name_date_length (name);
  date = length > 0 ? g_strndup (name, 10) : NULL;
  dot = strrchr (name, '.');
  /* The name of index.md is that of its folder. */
  if (*stem == '\0' || g_str_has_prefix (name, "index.") || g_str_has_prefix (name, "_index."))
    return g_strdup (name);

  return bs_import_name_build (date, stem, 1, dot != NULL && dot != name ? dot : "");
}
