/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "model/change/repair/repair-edit.h"

#include "model/change/edit/change-error.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define XXH_INLINE_ALL
#include <xxhash.h>

typedef struct
{
  BsRepairWish wish;
  GMutex mutex;
  GHashTable
      *looks; /* (element-type gsize gsize): by the hash of a path, the hash of the file's contents when it was seen */
} Repair;

static void
clear_cb (gpointer data)
{
  Repair *self = data;

  g_hash_table_unref (self->looks);
  g_mutex_clear (&self->mutex);
}

/* A file is changed as it was first seen, or not at all: its fix was shown to the user. */
static gboolean
is_as_seen (Repair *self, const char *path, GBytes *bytes)
{
  gsize length;
  const char *data = g_bytes_get_data (bytes, &length);
  gpointer key = GSIZE_TO_POINTER (XXH3_64bits (path, strlen (path)));
  gpointer now = GSIZE_TO_POINTER (XXH3_64bits (data != NULL ? data : "", length));
  gpointer seen;
  gboolean is_same;

  g_mutex_lock (&self->mutex);
  is_same = !g_hash_table_lookup_extended (self->looks, key, NULL, &seen) || seen == now;
  if (is_same)
    g_hash_table_insert (self->looks, key, now);
  g_mutex_unlock (&self->mutex);

  return is_same;
}

static GBytes *
rewrite_cb (gpointer data, const char *path, GBytes *bytes, GError **error)
{
  Repair *self = data;
  g_autofree char *name = NULL;

  if (path == NULL || is_as_seen (self, path, bytes))
    return bs_repair_make (&self->wish, path, bytes, NULL, error);
  name = g_filename_display_basename (path);
  g_set_error (error, BS_CHANGE_ERROR, BS_CHANGE_ERROR_NOT_EDITABLE,
               _ ("“%s” has changed since its repair was shown, and was skipped."), name);

  return NULL;
}

static char *
describe_cb (gconstpointer data, guint n_articles)
{
  return g_strdup_printf (ngettext ("Repair %u article", "Repair %u articles", n_articles), n_articles);
}

static Repair *
add_repair (BsEdit *edit, const BsRepairWish *wish)
{
  static const BsEditRewriter rewriter = { rewrite_cb, describe_cb, clear_cb };
  Repair *self = g_atomic_rc_box_new0 (Repair);

  self->wish = *wish;
  self->looks = g_hash_table_new (NULL, NULL);
  g_mutex_init (&self->mutex);
  bs_edit_rewrite (edit, &rewriter, self);

  return self;
}

/**
 * bs_repair_edit_new:
 * @wish: the requested repairs
 *
 * Makes an edit that repairs articles. It refuses an article that has changed since the edit was first tried on it.
 *
 * Returns: (transfer full): the edit
 */
BsEdit *
bs_repair_edit_new (const BsRepairWish *wish)
{
  BsEdit *edit = bs_edit_new ();

  g_return_val_if_fail (wish != NULL, edit);

  add_repair (edit, wish);

  return edit;
}

/**
 * bs_repair_edit_new_for_bytes:
 * @wish: the requested repairs
 * @path: (type filename): an absolute path
 * @bytes: the file's bytes when its repair was shown
 *
 * Returns: (transfer full): an edit as bs_repair_edit_new() makes it, that has seen a file already
 */
BsEdit *
bs_repair_edit_new_for_bytes (const BsRepairWish *wish, const char *path, GBytes *bytes)
{
  BsEdit *edit = bs_edit_new ();

  g_return_val_if_fail (wish != NULL && path != NULL && bytes != NULL, edit);

  is_as_seen (add_repair (edit, wish), path, bytes);

  return edit;
}
