/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "ui/undo-stack.h"

#define MOST_STEPS 100

typedef struct
{
  char *name;
  BsUndoFunc func;
  gpointer data;
  GDestroyNotify destroy;
} Step;

struct _BsUndoStack
{
  GObject parent_instance;

  GQueue done;   /* of Step, the last at the head */
  GQueue undone; /* likewise */
};

enum
{
  CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (BsUndoStack, bs_undo_stack, G_TYPE_OBJECT)

static void
step_free (gpointer data)
{
  Step *step = data;

  if (step->destroy != NULL)
    step->destroy (step->data);
  g_free (step->name);
  g_free (step);
}

static void
bs_undo_stack_finalize (GObject *object)
{
  BsUndoStack *self = BS_UNDO_STACK (object);

  g_queue_clear_full (&self->done, step_free);
  g_queue_clear_full (&self->undone, step_free);

  G_OBJECT_CLASS (bs_undo_stack_parent_class)->finalize (object);
}

static void
bs_undo_stack_class_init (BsUndoStackClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = bs_undo_stack_finalize;

  signals[CHANGED] =
      g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
bs_undo_stack_init (BsUndoStack *self)
{
}

BsUndoStack *
bs_undo_stack_new (void)
{
  return g_object_new (BS_TYPE_UNDO_STACK, NULL);
}

/*
 * bs_undo_stack_push:
 * @name: what was done, as a person would say it
 * @func: takes it back, and does it once more
 * @data: (transfer full): for @func
 *
 * Remembers a step that has been done. What was taken back before can no longer be done once more.
 */
void
bs_undo_stack_push (BsUndoStack *self, const char *name, BsUndoFunc func, gpointer data, GDestroyNotify destroy)
{
  Step *step;

  g_return_if_fail (BS_IS_UNDO_STACK (self));
  g_return_if_fail (func != NULL);

  step = g_new (Step, 1);
  *step = (Step){ g_strdup (name), func, data, destroy };
  g_queue_push_head (&self->done, step);
  g_queue_clear_full (&self->undone, step_free);
  if (g_queue_get_length (&self->done) > MOST_STEPS)
    step_free (g_queue_pop_tail (&self->done));
  g_signal_emit (self, signals[CHANGED], 0);
}

static gboolean
move_step (BsUndoStack *self, GQueue *from, GQueue *to, gboolean redo)
{
  Step *step = g_queue_pop_head (from);

  if (step == NULL)
    return FALSE;
  g_queue_push_head (to, step);
  step->func (step->data, redo);
  g_signal_emit (self, signals[CHANGED], 0);
  return TRUE;
}

/* Returns: whether there was anything to take back */
gboolean
bs_undo_stack_undo (BsUndoStack *self)
{
  g_return_val_if_fail (BS_IS_UNDO_STACK (self), FALSE);

  return move_step (self, &self->done, &self->undone, FALSE);
}

/* Returns: whether there was anything to do once more */
gboolean
bs_undo_stack_redo (BsUndoStack *self)
{
  g_return_val_if_fail (BS_IS_UNDO_STACK (self), FALSE);

  return move_step (self, &self->undone, &self->done, TRUE);
}

static const char *
peek_name (GQueue *queue)
{
  const Step *step = g_queue_peek_head (queue);

  return step != NULL ? step->name : NULL;
}

/* Returns: (nullable): what would be taken back; %NULL where there is nothing */
const char *
bs_undo_stack_get_undo_name (BsUndoStack *self)
{
  g_return_val_if_fail (BS_IS_UNDO_STACK (self), NULL);

  return peek_name (&self->done);
}

/* Returns: (nullable): what would be done once more; %NULL where there is nothing */
const char *
bs_undo_stack_get_redo_name (BsUndoStack *self)
{
  g_return_val_if_fail (BS_IS_UNDO_STACK (self), NULL);

  return peek_name (&self->undone);
}

void
bs_undo_stack_clear (BsUndoStack *self)
{
  g_return_if_fail (BS_IS_UNDO_STACK (self));

  g_queue_clear_full (&self->done, step_free);
  g_queue_clear_full (&self->undone, step_free);
  g_signal_emit (self, signals[CHANGED], 0);
}
