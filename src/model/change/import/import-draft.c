/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "model/change/import/import-draft.h"

#include "model/change/edit/edit-apply.h"
#include "model/change/import/import-name.h"

#include <string.h>

static void
picture_free (gpointer data)
{
  BsImportPicture *self = data;

  g_free (self->source);
  g_free (self->target);
  g_free (self);
}

/**
 * bs_import_draft_new:
 * @stem: a title or a file name without extension
 * @extension: with its dot
 *
 * Returns: (transfer full): a draft without content
 */
BsImportDraft *
bs_import_draft_new (const char *stem, const char *extension)
{
  BsImportDraft *self;

  g_return_val_if_fail (stem != NULL && extension != NULL, NULL);

  self = g_new0 (BsImportDraft, 1);
  self->stem = bs_import_name_make_safe (stem);
  self->extension = g_strdup (extension);
  self->pictures = g_ptr_array_new_with_free_func (picture_free);
  return self;
}

/**
 * bs_import_draft_free:
 * @self: (nullable) (transfer full): a draft
 */
void
bs_import_draft_free (BsImportDraft *self)
{
  if (self == NULL)
    return;
  g_clear_pointer (&self->bytes, g_bytes_unref);
  g_free (self->stem);
  g_free (self->extension);
  g_ptr_array_unref (self->pictures);
  g_free (self);
}

/**
 * bs_import_draft_add_picture:
 * @self: a draft
 * @source: absolute path of an image
 * @target: its target, relative to the article's folder
 */
void
bs_import_draft_add_picture (BsImportDraft *self, const char *source, const char *target)
{
  BsImportPicture *picture;

  g_return_if_fail (self != NULL && source != NULL && target != NULL);

  picture = g_new0 (BsImportPicture, 1);
  picture->source = g_strdup (source);
  picture->target = g_strdup (target);
  g_ptr_array_add (self->pictures, picture);
}

static gboolean
apply (BsImportDraft *self, const BsEdit *edit, GBytes *bytes, GError **error)
{
  GBytes *made = bs_edit_apply (edit, bytes, error);

  if (made == NULL)
    return FALSE;
  g_clear_pointer (&self->bytes, g_bytes_unref);
  self->bytes = made;
  return TRUE;
}

/* Puts text on one line and removes invisible characters. NULL if nothing is left. */
static char *
make_line (const char *text)
{
  g_autofree char *valid = g_utf8_make_valid (text, -1);
  g_autoptr (GString) line = g_string_new (NULL);
  gboolean has_ink = FALSE;

  for (const char *p = valid; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (g_unichar_iscntrl (c) || !g_unichar_isdefined (c) || c == 0x2028 || c == 0x2029)
        c = ' ';
      has_ink = has_ink || (g_unichar_isgraph (c) && !g_unichar_iszerowidth (c));
      g_string_append_unichar (line, c);
    }
  g_strstrip (line->str);
  return has_ink ? g_strdup (line->str) : NULL;
}

/**
 * bs_import_draft_set_head:
 * @self: a draft
 * @body: (array length=length): the text without front matter
 * @length: the length of @body in bytes
 * @pairs: (array zero-terminated=1): alternating keys and values; pairs with a `NULL` value are skipped, and a `NULL`
 *   key ends the array
 * @error: return location
 *
 * Sets a body with front matter, which the edit engine writes.
 *
 * Returns: whether it succeeded
 */
gboolean
bs_import_draft_set_head (BsImportDraft *self, const char *body, gsize length, const char *const *pairs, GError **error)
{
  g_autoptr (BsEdit) edit = bs_edit_new ();
  g_autoptr (GBytes) bytes = NULL;

  g_return_val_if_fail (self != NULL && pairs != NULL, FALSE);

  for (guint i = 0; pairs[i] != NULL; i += 2)
    {
      g_autofree char *value = pairs[i + 1] != NULL ? make_line (pairs[i + 1]) : NULL;

      if (value == NULL && g_str_equal (pairs[i], "title"))
        value = g_strdup (self->stem);
      if (value != NULL)
        bs_edit_set_text (edit, (const char *const[]){ pairs[i], NULL }, value);
    }
  bytes = g_bytes_new (body, length);
  return apply (self, edit, bytes, error);
}

/**
 * bs_import_draft_put_below_head:
 * @self: a draft
 * @body: a text in UTF-8
 * @pairs: (array zero-terminated=1): as for bs_import_draft_set_head()
 * @error: return location
 *
 * Sets a body with front matter, even if the text itself starts with something like front matter.
 *
 * Returns: whether it succeeded
 */
gboolean
bs_import_draft_put_below_head (BsImportDraft *self, const char *body, const char *const *pairs, GError **error)
{
  g_autoptr (GString) text = NULL;
  gsize length;
  const char *head;

  g_return_val_if_fail (self != NULL && body != NULL && pairs != NULL, FALSE);

  if (!bs_import_draft_set_head (self, "", 0, pairs, error))
    return FALSE;
  head = g_bytes_get_data (self->bytes, &length);
  text = g_string_sized_new (length + strlen (body) + 1);
  g_string_append_len (text, head, (gssize) length);
  g_string_append (text, body);
  g_bytes_unref (self->bytes);
  self->bytes = g_string_free_to_bytes (g_steal_pointer (&text));
  return TRUE;
}

/**
 * bs_import_draft_set_category:
 * @self: a draft
 * @site: the kind of site whose rules apply
 * @category: (array zero-terminated=1): a path, root first
 * @error: return location
 *
 * Puts the draft into a category and changes nothing else. Does nothing if it is already there.
 *
 * Returns: whether it succeeded
 */
gboolean
bs_import_draft_set_category (BsImportDraft *self, BsSiteKind site, const char *const *category, GError **error)
{
  g_autoptr (BsEdit) edit = bs_edit_new ();

  g_return_val_if_fail (self != NULL && self->bytes != NULL && category != NULL, FALSE);

  bs_edit_put_in_category (edit, site, category, FALSE);
  return apply (self, edit, self->bytes, error);
}
