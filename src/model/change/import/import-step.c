/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "model/change/import/import-step.h"

/**
 * bs_import_step_new:
 * @input: something that is to come in
 *
 * Returns: (transfer full): what an import does with it, of which nothing is decided yet
 */
BsImportStep *
bs_import_step_new (BsImportInput *input)
{
  BsImportStep *self;

  g_return_val_if_fail (input != NULL, NULL);

  self = g_new0 (BsImportStep, 1);
  self->input = bs_import_input_ref (input);
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
  g_free (self);
}

/**
 * bs_import_step_fail:
 * @self: a step
 * @reason: a sentence
 *
 * Says that it does not come in.
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
 * Returns: whether something is to be written for it
 */
gboolean
bs_import_step_is_wanted (const BsImportStep *self)
{
  g_return_val_if_fail (self != NULL, FALSE);

  return self->verdict == BS_IMPORT_NEW || (self->verdict == BS_IMPORT_DUPLICATE && self->choice != BS_IMPORT_SKIP);
}
