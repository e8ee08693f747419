/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "model/change/import/import-kind.h"

#include "model/format/body/markdown-from-text.h"

#include <gio/gio.h>
#include <glib/gi18n-lib.h>
#include <string.h>

/* Markdown, HTML fragments and plain text without front matter. Front matter is added above the original bytes. In a
 * Markdown library, pasted plain text becomes Markdown that shows the same lines; in a site a text file does too,
 * because the generator would not read it. */

static gboolean
takes (const BsImportLook *look)
{
  return look->article != NULL || look->input->kind == BS_IMPORT_TEXT;
}

static gboolean
is_blank (const BsText *text)
{
  for (gsize i = 0; i < text->length; i++)
    if (!g_ascii_isspace (text->data[i]))
      return FALSE;
  return TRUE;
}

/* The first non-blank line, up to the length of a title. */
static char *
find_title (const BsText *text)
{
  const char *end = text->data + text->length;
  const char *start = text->data;
  g_autofree char *line = NULL;

  while (start < end && g_ascii_isspace (*start))
    start++;
  line = g_strndup (start, MIN ((gsize) (end - start), 4096));
  line[strcspn (line, "\r\n")] = '\0';
  g_strchomp (line);
  if (g_utf8_strlen (line, -1) > 120)
    {
      g_autofree char *head = g_utf8_substring (line, 0, 119);

      return g_strconcat (head, "…", NULL);
    }
  return g_steal_pointer (&line);
}

static BsImportDraft *
make_text (const BsImportLook *look, GError **error)
{
  /* Pasted Markdown is Markdown already. */
  gboolean is_written = look->article == NULL && bs_markdown_is_likely (look->text.data, look->text.length);
  g_autofree char *body = look->wants_markdown && !is_written ?
                              bs_markdown_from_text (look->text.data, look->text.length) :
                              g_strndup (look->text.data, look->text.length);
  g_autofree char *title = look->article != NULL ? g_strdup (look->article->title) : find_title (&look->text);
  gboolean has_date = look->article != NULL && look->article->has_date;
  g_autofree char *date = has_date ? NULL : bs_import_format_date (look->modified);
  g_autoptr (BsImportDraft) draft = bs_import_draft_new (title, look->wants_markdown ? ".md" : ".txt");
  const char *const pairs[] = { "title", title, "date", date, NULL };

  draft->is_named = look->article != NULL;
  draft->date_is_made = !has_date;
  return bs_import_draft_put_below_head (draft, body, pairs, error) ? g_steal_pointer (&draft) : NULL;
}

static BsImportDraft *
make_marked (const BsImportLook *look, GError **error)
{
  g_autofree char *name = g_path_get_basename (look->input->path);
  char *dot = strrchr (name, '.');
  g_autofree char *extension = g_strdup (dot);
  g_autofree char *date = look->article->has_date ? NULL : bs_import_format_date (look->modified);
  g_autoptr (BsImportDraft) draft = NULL;
  const char *const pairs[] = { "title", look->article->title, "date", date, NULL };
  gsize length;
  const char *data = g_bytes_get_data (look->bytes, &length);

  *dot = '\0';
  draft = bs_import_draft_new (name, extension);
  draft->is_named = TRUE;
  draft->date_is_made = !look->article->has_date;
  return bs_import_draft_set_head (draft, data, length, pairs, error) ? g_steal_pointer (&draft) : NULL;
}

static BsImportDraft *
make (const BsImportLook *look, GError **error)
{
  if (is_blank (&look->text))
    {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA, _ ("It is empty."));
      return NULL;
    }
  return look->article == NULL || (look->article->body_kind == BS_BODY_TEXT && look->is_site) ?
             make_text (look, error) :
             make_marked (look, error);
}

const BsImportKind bs_import_kind_plain = { takes, make };
