/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "model/format/article/article-name.h"

#include <string.h>

static const char *
find_extension (const char *name)
{
  static const char *const extensions[] = {
    ".md", ".markdown", ".mdown", ".mkd", ".mkdn", ".html", ".htm", ".txt",
  };
  const char *dot = strrchr (name, '.');

  for (guint i = 0; dot != NULL && i < G_N_ELEMENTS (extensions); i++)
    {
      if (g_ascii_strcasecmp (dot, extensions[i]) == 0)
        return dot;
    }

  return NULL;
}

/**
 * bs_article_name_is_article:
 * @name: a file name without folders, in any bytes
 *
 * Decides by its name whether a file is an article. Hidden files are not, nor are the backups and temporary files of
 * editors and sync tools: their names have another extension, start with `~$` or `~syncthing~`, or are enclosed in `#`.
 * Conflicted copies are articles.
 *
 * Returns: whether it is an article
 */
gboolean
bs_article_name_is_article (const char *name)
{
  const char *extension;

  g_return_val_if_fail (name != NULL, FALSE);

  extension = find_extension (name);

  return extension != NULL && extension != name && name[0] != '.' && !g_str_has_prefix (name, "~$") &&
         !g_str_has_prefix (name, "~syncthing~") && !g_str_has_prefix (name, ".goutputstream-");
}

static gsize
count_digits (const char *p, gsize most)
{
  gsize n = 0;

  while (n < most && g_ascii_isdigit (p[n]))
    n++;

  return n;
}

/* Matches a pattern: `0` is any digit, `A` any letter or digit, everything else is literal. */
static gboolean
matches (const char *p, const char *pattern)
{
  for (; *pattern != '\0'; p++, pattern++)
    {
      gboolean ok = *p == *pattern;

      if (*pattern == '0')
        ok = g_ascii_isdigit (*p);
      else if (*pattern == 'A')
        ok = g_ascii_isalnum (*p);
      if (!ok)
        return FALSE;
    }

  return TRUE;
}

/* A suffix added by a synchronisation program. */
typedef struct
{
  const char *start;
  const char *end;
} Insertion;

static gboolean
is_from_pcloud (const char *name, Insertion *insertion)
{
  static const char *const openings[] = { "[conflicted", "(conflicted" };
  const char *extension = find_extension (name);
  const char suffix[] = ".conflicted";

  if (strstr (name, suffix + 1) == NULL)
    return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (openings); i++)
    {
      const char *start = g_strrstr (name, openings[i]);
      const char *p = start;
      gsize n = strlen (openings[i]);

      if (p == NULL || p == name)
        continue;
      p += n;
      if (*p == ' ' && g_ascii_isdigit (p[1]))
        p += 1 + count_digits (p + 1, 4);
      if (*p == (openings[i][0] == '[' ? ']' : ')'))
        {
          *insertion = (Insertion){ start, p + 1 };
          return TRUE;
        }
    }

  if (extension == NULL || (gsize) (extension - name) <= strlen (suffix) ||
      strncmp (extension - strlen (suffix), suffix, strlen (suffix)) != 0)
    return FALSE;
  *insertion = (Insertion){ extension - strlen (suffix), extension };
  return TRUE;
}

/* `(Conflicted copy DEVICE 202401011200)`: the device name is free text and may be missing. */
static gboolean
is_from_obsidian (const char *open)
{
  static const char words[] = "(Conflicted copy ";
  const char *close = strchr (open, ')');

  return g_str_has_prefix (open, words) && close != NULL && close - open >= (gssize) strlen (words) + 8 &&
         count_digits (close - 8, 8) == 8;
}

static gboolean
is_from_dropbox (const char *open)
{
  static const char *const words[] = {
    "conflicted copy",
    "Case Conflict",
    "冲突的副本",
    "的冲突副本",
    "冲突副本",
    "衝突的副本",
    "衝突複本",
    "衝突的複本",
    "競合コピー",
    "競合するコピー",
    "충돌된 복사본",
    "in Konflikt stehende",
    "In Konflikt stehende",
    "copie en conflit",
    "Copie en conflit",
    "copia en conflicto",
    "Copia en conflicto",
    "copia in conflitto",
    "Copia in conflitto",
    "cópia em conflito",
    "конфликтующая копия",
    "conflicterende kopie",
  };

  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    {
      const char *p = strstr (open, words[i]);

      if (p != NULL && p < strrchr (open, ')'))
        return TRUE;
    }
  return FALSE;
}

static const char *
find_insertion (const char *name, Insertion *insertion)
{
  static const struct
  {
    const char *beginning;
    const char *pattern;
    const char *program;
  } marks[] = {
    { ".sync-conflict-", ".sync-conflict-00000000-000000-AAAAAAA", "Syncthing" },
    { "_conflict-", "_conflict-00000000-000000", "Nextcloud" },
  };
  const char *p, *open;

  for (guint i = 0; i < G_N_ELEMENTS (marks); i++)
    {
      p = strstr (name, marks[i].beginning);
      if (p == NULL || !matches (p, marks[i].pattern))
        continue;
      *insertion = (Insertion){ p, p + strlen (marks[i].pattern) };
      return marks[i].program;
    }

  if (is_from_pcloud (name, insertion))
    return "pCloud";

  open = strrchr (name, '(');
  while (open != NULL && strchr (open, ')') != NULL)
    {
      const char *program = NULL;

      p = strstr (open, "conflicted copy ");
      if (p == open + 1 && matches (p, "conflicted copy 0000-00-00 000000"))
        program = "Nextcloud";
      else if (is_from_obsidian (open))
        program = "Obsidian Sync";
      else if (g_str_has_prefix (open, "(SFConflict "))
        program = "Seafile";
      else if (g_str_has_prefix (open, "(Broadsheet's conflicted copy "))
        program = "Broadsheet";
      else if (is_from_dropbox (open))
        program = "Dropbox";
      if (program != NULL)
        {
          *insertion = (Insertion){ open, strrchr (open, ')') + 1 };
          return program;
        }
      /* `(Ann's conflicted copy 2024-01-01 (1))`: the second copy has nested parentheses. */
      open = g_strrstr_len (name, open - name, "(");
    }

  return NULL;
}

/**
 * bs_article_name_find_conflict:
 * @name: a file's name without its folders
 *
 * Recognises the copies that sync programs make when two sides changed a file: Syncthing's
 * `x.sync-conflict-20240101-120000-ABCDEFG.md`, Nextcloud's `x (conflicted copy 2024-01-01 120000).md` (formerly
 * `x_conflict-20240101-120000.md`), and Dropbox's `x (Ann's conflicted copy 2024-01-01).md` in each of Dropbox's
 * languages; Obsidian Sync's `x (Conflicted copy laptop 202401011200).md`, Seafile's `x (SFConflict ann@example.org
 * 2024-01-01-12-00-00).md`, pCloud's `x [conflicted].md`, `x [conflicted 2].md` and `x.conflicted.md`; and our own,
 * which contain our name.
 *
 * Returns: (transfer none) (nullable): the name of the program, or %NULL if the file is not such a copy
 */
const char *
bs_article_name_find_conflict (const char *name)
{
  Insertion insertion;

  g_return_val_if_fail (name != NULL, NULL);

  return find_insertion (name, &insertion);
}

/**
 * bs_article_name_dup_original:
 * @name: a file's name without its folders
 *
 * Returns: (transfer full) (nullable): the name of the file that it is a conflicted copy of, also of a copy's copy, or
 *   %NULL if it is not such a copy
 */
char *
bs_article_name_dup_original (const char *name)
{
  g_autofree char *original = NULL;
  Insertion insertion;

  g_return_val_if_fail (name != NULL, NULL);

  while (find_insertion (original != NULL ? original : name, &insertion) != NULL)
    {
      const char *from = original != NULL ? original : name;
      gsize length = (gsize) (insertion.start - from);
      char *shorter;

      /* A space belongs to the part after it. */
      while (length > 0 && from[length - 1] == ' ')
        length--;
      shorter = g_strdup_printf ("%.*s%s", (int) length, from, insertion.end);
      g_free (original);
      original = shorter;
    }
  return g_steal_pointer (&original);
}

/**
 * bs_article_name_dup_unnumbered:
 * @name: a file's name without its folders
 *
 * iCloud and file managers name a second file `x 2.md`, but many articles that are not copies have such names too.
 *
 * Returns: (transfer full) (nullable): the name without the number, or %NULL if it has none
 */
char *
bs_article_name_dup_unnumbered (const char *name)
{
  const char *extension;
  const char *p;

  g_return_val_if_fail (name != NULL, NULL);

  extension = find_extension (name);
  for (p = extension; p != NULL && p > name && g_ascii_isdigit (p[-1]);)
    p--;
  if (p == NULL || p == extension || extension - p > 3 || *p == '0' || p < name + 2 || p[-1] != ' ')
    return NULL;
  return g_strdup_printf ("%.*s%s", (int) (p - 1 - name), name, extension);
}

/* A date and the separator after it (`2017-2-5-name`). */
static gsize
date_length (const char *name)
{
  gsize n = 0;

  for (guint i = 0; i < 3; i++)
    {
      gsize digits = count_digits (name + n, i == 0 ? 4 : 2);

      if (digits == 0 || (i == 0 && digits < 4))
        return 0;
      n += digits;
      if (i < 2 && name[n] != '-')
        return 0;
      if (i < 2)
        n++;
    }
  if (strchr ("-_ ", name[n]) == NULL || name[n] == '\0')
    return 0;

  return n + strspn (name + n, "-_ ");
}

/**
 * bs_article_name_to_title:
 * @name: a file name without folders, in any bytes
 *
 * Derives a title from a file name by removing the extension and a date at the start. Bytes that are not UTF-8 become
 * U+FFFD.
 *
 * Returns: (transfer full): a title, never empty
 */
char *
bs_article_name_to_title (const char *name)
{
  const char *extension;
  g_autofree char *stem = NULL;
  g_autofree char *title = NULL;

  g_return_val_if_fail (name != NULL, NULL);

  extension = find_extension (name);
  stem = extension != NULL ? g_strndup (name, extension - name) : g_strdup (name);
  title = g_utf8_make_valid (stem + date_length (stem), -1);
  for (char *p = title; *p != '\0'; p++)
    {
      if ((guchar) *p < 0x20 || *p == 0x7f)
        *p = ' ';
    }
  g_strstrip (title);
  if (*title == '\0')
    {
      g_free (title);
      title = g_utf8_make_valid (name, -1);
    }

  return g_steal_pointer (&title);
}

/**
 * bs_article_name_skip_date:
 * @name: a file name without folders
 *
 * File names of Jekyll and Hexo posts begin with the date: 2017-2-5-name.md.
 *
 * Returns: (transfer none): the part of @name after the date; all of it if it has none
 */
const char *
bs_article_name_skip_date (const char *name)
{
  const char *place = name;

  g_return_val_if_fail (name != NULL, NULL);

  for (guint i = 0; i < 3; i++)
    {
      gsize digits = count_digits (place, 5);

      if (digits == 0 || digits > 4 || place[digits] != '-')
        return name;
      place += digits + 1;
    }

  return *place != '\0' ? place : name;
}

/**
 * bs_article_path_has_folder:
 * @path: a path
 * @folder: a folder's name
 *
 * Returns: whether one of the folders of @path has the name
 */
gboolean
bs_article_path_has_folder (const char *path, const char *folder)
{
  gsize length;

  g_return_val_if_fail (path != NULL && folder != NULL, FALSE);

  length = strlen (folder);
  for (const char *p = strstr (path, folder) != NULL ? path : NULL; p != NULL && *p != '\0';)
    {
      const char *slash = strchr (p, '/');

      if (slash == NULL)
        return FALSE;
      if ((gsize) (slash - p) == length && memcmp (p, folder, length) == 0)
        return TRUE;
      p = slash + 1;
    }

  return FALSE;
}
