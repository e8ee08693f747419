/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "model/change/import/import-kind.h"

#include <string.h>

/* A file of a library, from an archive of ours. Whatever it is, its bytes and its path stay. */

static gboolean
takes (const BsImportLook *look)
{
  return bs_import_input_is_ours (look->input) && look->article != NULL;
}

static BsImportDraft *
make (const BsImportLook *look, GError **error)
{
  g_autofree char *name = g_path_get_basename (look->input->path);
  const char *dot = strrchr (name, '.');
  g_autofree char *stem = g_strndup (name, (gsize) (dot - name));
  BsImportDraft *draft = bs_import_draft_new (stem, dot);

  draft->bytes = g_bytes_ref (look->bytes);
  draft->is_named = TRUE;
  draft->is_as_it_is = TRUE;
  return draft;
}

const BsImportKind bs_import_kind_archived = { takes, make };
