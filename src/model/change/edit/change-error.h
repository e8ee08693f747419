/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Why nothing was changed. What the disk says is a #GIOErrorEnum. */
typedef enum
{
  BS_CHANGE_ERROR_NOT_EDITABLE,  /* the file cannot be changed without harm to it */
  BS_CHANGE_ERROR_WRONG_VALUE,   /* what was asked cannot be: no such key, or a value that does not fit */
  BS_CHANGE_ERROR_CHANGED,       /* someone else has changed the file meanwhile */
  BS_CHANGE_ERROR_NOTHING_TO_DO, /* nothing to undo or to redo, or the step that was meant is undone or redone already
                                  */
  BS_CHANGE_ERROR_OTHER_STEP,    /* not the step that was meant would be undone or redone, but another one */
  BS_CHANGE_ERROR_BROKEN,        /* what was kept of a step cannot be read */
  BS_CHANGE_ERROR_OUTSIDE,       /* a link leads out of the library */
} BsChangeError;

#define BS_CHANGE_ERROR (bs_change_error_quark ())

GQuark bs_change_error_quark (void);

G_END_DECLS
