/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "model/change/import/import-kind.h"

#include "model/format/body/body-text.h"
#include "model/format/article/html-page.h"

#include <gio/gio.h>
#include <glib/gi18n-lib.h>
#include <string.h>

/* HTML selected in another program. Its title is the first heading or the first words. */

#define TITLE_CHARS 60

static gboolean
takes (const BsImportLook *look)
{
  return look->input->kind == BS_IMPORT_HTML;
}

static BsImportDraft *
make (const BsImportLook *look, GError **error)
{
  g_autoptr (BsHtmlPage) page = bs_html_page_read_selection (look->text.data, look->text.length, look->input->address);
  g_autofree char *date = bs_import_format_date (0);
  g_autofree char *title = NULL;
  g_autoptr (BsImportDraft) draft = NULL;

  if (*page->body == '\0')
    {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA, _ ("It contains no text."));
      return NULL;
    }
  title = g_strdup (page->head.title);
  if (title == NULL)
    title = bs_body_excerpt (BS_BODY_HTML, page->body, strlen (page->body), TITLE_CHARS);
  if (title == NULL || *title == '\0')
    {
      g_free (title);
      title = g_strdup (page->head.address != NULL ? page->head.address : _ ("Selection"));
    }

  draft = bs_import_draft_new (title, ".html");
  draft->date_is_made = TRUE;
  {
    const char *const pairs[] = { "title", title, "date", date, "source", page->head.address, NULL };

    if (!bs_import_draft_put_below_head (draft, page->body, pairs, error))
      return NULL;
  }
  return g_steal_pointer (&draft);
}

const BsImportKind bs_import_kind_selection = { takes, make };
