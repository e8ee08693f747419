/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "model/change/import/import-name.h"

#include <string.h>

/* The least that any file system takes is 255 bytes; programs that put something behind a name need some of them. */
#define MAX_NAME_BYTES 200

static gboolean
is_reserved (const char *name)
{
  static const char *const words[] = { "con", "prn", "aux", "nul", NULL };
  gsize length = strcspn (name, ".");
  g_autofree char *stem = g_ascii_strdown (name, (gssize) length);

  if (g_strv_contains (words, stem))
    return TRUE;
  return length == 4 && (g_str_has_prefix (stem, "com") || g_str_has_prefix (stem, "lpt")) && g_ascii_isdigit (stem[3]);
}

static void
cut (char *name, gsize most)
{
  gsize length = strlen (name);

  if (length > most)
    {
      const char *end = name + most;

      while (end > name && ((guchar) *end & 0xC0) == 0x80)
        end--;
      name[end - name] = '\0';
      length = strlen (name);
    }
  while (length > 0 && (name[length - 1] == ' ' || name[length - 1] == '.'))
    name[--length] = '\0';
}

/**
 * bs_import_name_make_safe:
 * @text: a title or a name; any bytes
 *
 * Makes of it what every file system takes for the name of a file or a folder, and every site generator too: no
 * separators, controls or marks that a shell or Windows reads otherwise; not hidden; not too long; in Unicode's
 * composed form.
 *
 * Returns: (transfer full): a name, never empty
 */
char *
bs_import_name_make_safe (const char *text)
{
  g_autofree char *valid = NULL;
  g_autofree char *composed = NULL;
  g_autoptr (GString) name = NULL;

  g_return_val_if_fail (text != NULL, NULL);

  valid = g_utf8_make_valid (text, -1);
  composed = g_utf8_normalize (valid, -1, G_NORMALIZE_NFC);
  name = g_string_new (NULL);
  for (const char *p = composed != NULL ? composed : valid; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (g_unichar_isspace (c))
        {
          if (name->len > 0 && name->str[name->len - 1] != ' ')
            g_string_append_c (name, ' ');
        }
      else if (c < 0x80 && strchr ("/\\:*?\"<>|#[]{}", (int) c) != NULL)
        {
          if (name->len == 0 || name->str[name->len - 1] != '_')
            g_string_append_c (name, '_');
        }
      else if (!g_unichar_iscntrl (c) && g_unichar_type (c) != G_UNICODE_FORMAT)
        {
          if (name->len > 0 || (c != '.' && c != '~' && c != '-'))
            g_string_append_unichar (name, c);
        }
    }
  cut (name->str, MAX_NAME_BYTES);
  name->len = strlen (name->str);
  if (is_reserved (name->str))
    g_string_append_c (name, '_');
  return name->len > 0 ? g_strdup (name->str) : g_strdup ("untitled");
}

/**
 * bs_import_name_build:
 * @date: (nullable): a date to begin with, `2022-05-17`
 * @stem: a safe name without an extension
 * @number: a number for a name that is taken; 0 and 1 give none
 * @extension: with its dot
 *
 * Returns: (transfer full): the name of a file
 */
char *
bs_import_name_build (const char *date, const char *stem, guint number, const char *extension)
{
  g_autofree char *tail = NULL;
  g_autofree char *head = NULL;

  g_return_val_if_fail (stem != NULL && extension != NULL, NULL);

  tail = number > 1 ? g_strdup_printf ("-%u%s", number, extension) : g_strdup (extension);
  head = date != NULL ? g_strconcat (date, "-", stem, NULL) : g_strdup (stem);
  cut (head, MAX_NAME_BYTES + 40 - MIN (strlen (tail), 40));
  return g_strconcat (head, tail, NULL);
}

/**
 * bs_import_name_fold:
 * @name: a file's name or a path; any bytes
 *
 * Returns: (transfer full): a text that is equal for names that some file system takes for the same
 */
char *
bs_import_name_fold (const char *name)
{
  g_autofree char *valid = NULL;
  g_autofree char *folded = NULL;

  g_return_val_if_fail (name != NULL, NULL);

  valid = g_utf8_make_valid (name, -1);
  folded = g_utf8_casefold (valid, -1);
  return g_utf8_normalize (folded, -1, G_NORMALIZE_NFC);
}

/**
 * bs_import_name_date_length:
 * @name: a file's name
 *
 * Returns: how much of it is a date as `2022-05-17-`, in bytes; 0 where it begins with none
 */
gsize
bs_import_name_date_length (const char *name)
{
  static const char pattern[] = "0000-00-00-";

  g_return_val_if_fail (name != NULL, 0);

  for (gsize i = 0; pattern[i] != '\0'; i++)
    if (pattern[i] == '0' ? !g_ascii_isdigit (name[i]) : name[i] != pattern[i])
      return 0;
  return strlen (pattern);
}
