/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "model/change/import/import-kind.h"

#include <string.h>

/* An article that already has front matter, and any file of a library from an archive of ours. They are imported byte
 * for byte. */

static gboolean
takes (const BsImportLook *look)
{
  return look->article != NULL &&
         (look->article->front_matter_kind != BS_FRONT_MATTER_NONE || bs_import_input_is_ours (look->input));
}

static BsImportDraft *
make (const BsImportLook *look, GError **error)
{
  g_autofree char *name = g_path_get_basename (look->input->path);
  char *dot = strrchr (name, '.');
  g_autofree char *extension = g_strdup (dot);
  BsImportDraft *draft;

  *dot = '\0';
  draft = bs_import_draft_new (name, extension);
  draft->bytes = g_bytes_ref (look->bytes);
  draft->is_named = TRUE;
  draft->is_as_it_is = TRUE;
  return draft;
}

const BsImportKind bs_import_kind_article = { takes, make };
