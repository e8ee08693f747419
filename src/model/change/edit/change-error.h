/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Why nothing was changed. Errors of the file system are #GIOErrorEnum. */
typedef enum
{
  BS_CHANGE_ERROR_NOT_EDITABLE,  /* the file cannot be changed safely */
  BS_CHANGE_ERROR_WRONG_VALUE,   /* the request is invalid: no such key, or an unsuitable value */
  BS_CHANGE_ERROR_CHANGED,       /* another program has changed the file since it was read */
  BS_CHANGE_ERROR_NOTHING_TO_DO, /* nothing to undo or redo, or the step is already undone or redone */
  BS_CHANGE_ERROR_OTHER_STEP,    /* another step than the requested one would be undone or redone */
  BS_CHANGE_ERROR_BROKEN,        /* the saved data of a step cannot be read */
  BS_CHANGE_ERROR_OUTSIDE,       /* a link leads out of the library */
  BS_CHANGE_ERROR_NO_FIX,        /* the file needs repair, and no fix can be proved */
} BsChangeError;

#define BS_CHANGE_ERROR (bs_change_error_quark ())

GQuark bs_change_error_quark (void);

G_END_DECLS
