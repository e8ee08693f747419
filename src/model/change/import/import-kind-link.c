/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "model/change/import/import-kind.h"

#include <string.h>

/* A web link becomes an article that contains it. Nothing is downloaded without the user's permission. */

static gboolean
takes (const BsImportLook *look)
{
  return look->input->kind == BS_IMPORT_LINK;
}

static BsImportDraft *
make (const BsImportLook *look, GError **error)
{
  const char *address = look->input->address;
  const char *title = look->input->title != NULL ? look->input->title : address;
  g_autofree char *shown = g_markup_escape_text (title, -1);
  g_autofree char *target = g_markup_escape_text (address, -1);
  g_autofree char *body = g_strdup_printf ("<p><a href=\"%s\">%s</a></p>\n", target, shown);
  g_autofree char *date = bs_import_format_date (0);
  g_autoptr (BsImportDraft) draft = bs_import_draft_new (title, ".html");
  const char *const pairs[] = { "title", title, "date", date, "source", address, NULL };

  draft->date_is_made = TRUE;
  return bs_import_draft_set_head (draft, body, strlen (body), pairs, error) ? g_steal_pointer (&draft) : NULL;
}

const BsImportKind bs_import_kind_link = { takes, make };
