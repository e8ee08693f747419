/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "model/change/import/import-step.h"

#include <glib/gi18n-lib.h>

/* The maximum number of addresses named; the others are only counted. */
#define MAX_NAMED 5
#define MAX_MISSING 500

static void
image_free (BsImportImage *self)
{
  g_return_if_fail (self != NULL);

  g_free (self->address);
  g_strfreev (self->key);
  g_free (self->source);
  g_free (self->relative);
  g_free (self->target);
  g_free (self->link);
  g_free (self);
}

/**
 * bs_import_describe_cancelled:
 *
 * Returns: (transfer none): the reason for inputs that were not imported because the import was cancelled
 */
const char *
bs_import_describe_cancelled (void)
{
  return _ ("The import was cancelled.");
}

/**
 * bs_import_step_new:
 * @input: an input
 *
 * Returns: (transfer full): an undecided step
 */
BsImportStep *
bs_import_step_new (BsImportInput *input)
{
  BsImportStep *self;

  g_return_val_if_fail (input != NULL, NULL);

  self = g_new0 (BsImportStep, 1);
  self->input = bs_import_input_ref (input);
  self->images = g_ptr_array_new_with_free_func ((GDestroyNotify) image_free);
  self->missing = g_ptr_array_new_with_free_func (g_free);
  return self;
}

/**
 * bs_import_step_free:
 * @self: (nullable) (transfer full): a step
 */
void
bs_import_step_free (BsImportStep *self)
{
  if (self == NULL)
    return;
  bs_import_input_unref (self->input);
  g_free (self->twin_path);
  g_free (self->title);
  g_free (self->path);
  g_free (self->reason);
  g_free (self->folder);
  g_free (self->date);
  g_free (self->stem);
  g_free (self->extension);
  g_ptr_array_unref (self->images);
  g_ptr_array_unref (self->missing);
  g_free (self);
}

/**
 * bs_import_step_fail:
 * @self: a step
 * @reason: a sentence
 *
 * Marks the step as failed.
 */
void
bs_import_step_fail (BsImportStep *self, const char *reason)
{
  g_return_if_fail (self != NULL && reason != NULL);

  self->verdict = BS_IMPORT_FAILED;
  g_free (self->reason);
  self->reason = g_strdup (reason);
}

/**
 * bs_import_step_is_wanted:
 * @self: a step
 *
 * Returns: whether an article will be written for it
 */
gboolean
bs_import_step_is_wanted (const BsImportStep *self)
{
  g_return_val_if_fail (self != NULL, FALSE);

  if (self->verdict != BS_IMPORT_DUPLICATE)
    return self->verdict == BS_IMPORT_NEW;
  /* An article of the same import is new and cannot be replaced. */
  return self->choice == BS_IMPORT_KEEP_BOTH || (self->choice == BS_IMPORT_REPLACE && self->twin_step == NULL);
}

/**
 * bs_import_step_is_orphan:
 * @self: a step
 *
 * Returns: whether it was skipped as a duplicate of another step that has failed
 */
gboolean
bs_import_step_is_orphan (const BsImportStep *self)
{
  g_return_val_if_fail (self != NULL, FALSE);

  return self->verdict == BS_IMPORT_DUPLICATE && !self->done && self->twin_step != NULL && !self->twin_step->done &&
         self->twin_step->verdict == BS_IMPORT_FAILED;
}

/**
 * bs_import_step_add_missing:
 * @self: a step
 * @address: an image's address as written in the article
 *
 * Records that an image is not imported with the article.
 */
void
bs_import_step_add_missing (BsImportStep *self, const char *address)
{
  g_return_if_fail (self != NULL && address != NULL);

  if (self->missing->len < MAX_MISSING && !g_ptr_array_find_with_equal_func (self->missing, address, g_str_equal, NULL))
    g_ptr_array_add (self->missing, g_strdup (address));
}

/**
 * bs_import_step_describe_missing:
 * @self: a step
 *
 * Returns: (transfer full) (nullable): a sentence that names the images that are not imported
 */
char *
bs_import_step_describe_missing (const BsImportStep *self)
{
  g_autoptr (GString) names = g_string_new (NULL);
  guint n;

  g_return_val_if_fail (self != NULL, NULL);

  n = self->missing->len;
  if (n == 0)
    return NULL;
  for (guint i = 0; i < MIN (n, MAX_NAMED); i++)
    g_string_append_printf (names, "%s“%s”", i > 0 ? ", " : "", (const char *) g_ptr_array_index (self->missing, i));
  if (n > MAX_NAMED)
    g_string_append (names, ", …");
  /* Translators: the second argument is one or more addresses, in quotes. */
  return g_strdup_printf (ngettext ("%u image was not found: %s", "%u images were not found: %s", n), n, names->str);
}
