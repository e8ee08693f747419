/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "model/change/import/import-name.h"

#include <string.h>

/* Every file system allows 255 bytes, but other programs need room to append to a name. */
#define MAX_NAME_BYTES 200
#define MAX_FILE_NAME_BYTES 255
#define MAX_EXTENSION_BYTES 16

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
 * Makes a name that every file system and site generator accepts: without separators, control characters and characters
 * special to a shell or Windows; not hidden; not too long; in Unicode's composed form.
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
 * bs_import_name_fit:
 * @name: a file's name; any bytes
 *
 * Shortens a name that is too long for a file system, keeping its extension. Different names stay different.
 *
 * Returns: (transfer full): a name of at most 255 bytes
 */
char *
bs_import_name_fit (const char *name)
{
  g_autofree char *head = NULL;
  const char *extension;

  g_return_val_if_fail (name != NULL, NULL);

  if (strlen (name) <= MAX_FILE_NAME_BYTES)
    return g_strdup (name);
  extension = strrchr (name, '.');
  if (extension == NULL || strlen (extension) > MAX_EXTENSION_BYTES)
    extension = "";
  head = g_strdup (name);
  cut (head, MAX_NAME_BYTES);
  return g_strdup_printf ("%s-%08x%s", head, g_str_hash (name), extension);
}

/**
 * bs_import_name_make_portable:
 * @name: a file's name; any bytes
 *
 * Returns: (transfer full): the name, if every file system accepts it; otherwise a safe one with the same extension
 */
char *
bs_import_name_make_portable (const char *name)
{
  gsize length;
  gboolean is_portable;

  g_return_val_if_fail (name != NULL, NULL);

  length = strlen (name);
  is_portable = length > 0 && length <= MAX_NAME_BYTES && g_utf8_validate (name, -1, NULL) && *name != '.' &&
                strpbrk (name, "/\\:*?\"<>|") == NULL && name[length - 1] != ' ' && name[length - 1] != '.' &&
                !is_reserved (name);
  for (gsize i = 0; i < length && is_portable; i++)
    is_portable = !g_ascii_iscntrl (name[i]);
  if (is_portable)
    return g_strdup (name);
  {
    const char *dot = strrchr (name, '.');
    const char *extension = dot != NULL && dot != name && strlen (dot) <= MAX_EXTENSION_BYTES ? dot : "";
    g_autofree char *head = g_strndup (name, length - strlen (extension));
    g_autofree char *stem = bs_import_name_make_safe (head);
    g_autofree char *tail = *extension != '\0' ? bs_import_name_make_safe (extension + 1) : NULL;

    return tail != NULL ? g_strconcat (stem, ".", tail, NULL) : g_steal_pointer (&stem);
  }
}

/**
 * bs_import_name_build:
 * @date: (nullable): a date to start with, `2022-05-17`
 * @stem: a safe name without an extension
 * @number: a number to make the name unique; 0 and 1 add none
 * @extension: with its dot
 *
 * Returns: (transfer full): a file name
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
 * Returns: (transfer full): a text that is equal for names that any file system treats as the same
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
 * Returns: the length of a date such as `2022-05-17-` at its start, in bytes; 0 if there is none
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
