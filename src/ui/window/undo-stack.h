/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

#define BS_TYPE_UNDO_STACK (bs_undo_stack_get_type ())
G_DECLARE_FINAL_TYPE (BsUndoStack, bs_undo_stack, BS, UNDO_STACK, GObject)

/* Undoes a step, or redoes it if redo is TRUE. Failures are reported later, with bs_undo_stack_put_back() or
 * bs_undo_stack_drop(). */
typedef void (*BsUndoFunc) (gpointer data, gboolean redo);

/* The undoable steps of a window, from any part of the program. Signal: changed. */
BsUndoStack *bs_undo_stack_new (void);
guint bs_undo_stack_push (BsUndoStack *self, const char *name, BsUndoFunc func, gpointer data, GDestroyNotify destroy);
gboolean bs_undo_stack_undo (BsUndoStack *self);
gboolean bs_undo_stack_redo (BsUndoStack *self);
gboolean bs_undo_stack_undo_step (BsUndoStack *self, guint number);
void bs_undo_stack_put_back (BsUndoStack *self, guint number, gboolean redo);
void bs_undo_stack_drop (BsUndoStack *self, guint number);
const char *bs_undo_stack_get_undo_name (BsUndoStack *self);
const char *bs_undo_stack_get_redo_name (BsUndoStack *self);
void bs_undo_stack_clear (BsUndoStack *self);

G_END_DECLS
