/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "ui/window/undo-stack.h"

#include "ui/widgets/shorthand.h"

#define MOST_STEPS 100

typedef struct
{
  guint number;
  char *name;
  BsUndoFunc func;
  gpointer data;
  GDestroyNotify destroy;
} Step;

struct _BsUndoStack
{
  GObject parent_instance;

  GQueue done;   /* of Step, the last at the head */
  GQueue undone; /* of Step, the first at the head */
  guint last_number;
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

  signals[CHANGED] = bs_new_signal (klass, "changed", 0);
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
 * @name: the name of the step, for people
 * @func: undoes and redoes it
 * @data: (transfer full): for @func
 *
 * Adds a step that has been done. Steps that were undone can no longer be redone.
 *
 * Returns: the step's number; never 0
 */
guint
bs_undo_stack_push (BsUndoStack *self, const char *name, BsUndoFunc func, gpointer data, GDestroyNotify destroy)
{
  Step *step;

  g_return_val_if_fail (BS_IS_UNDO_STACK (self), 0);
  g_return_val_if_fail (func != NULL, 0);

  step = g_new (Step, 1);
  *step = (Step){ ++self->last_number, g_strdup (name), func, data, destroy };
  g_queue_push_head (&self->done, step);
  g_queue_clear_full (&self->undone, step_free);
  if (g_queue_get_length (&self->done) > MOST_STEPS)
    step_free (g_queue_pop_tail (&self->done));
  g_signal_emit (self, signals[CHANGED], 0);

  return self->last_number;
}

static GList *
find_step (GQueue *queue, guint number)
{
  for (GList *link = queue->head; link != NULL; link = link->next)
    {
      if (((const Step *) link->data)->number == number)
        return link;
    }

  return NULL;
}

/* Between the steps that were done before and after it. */
static Step *
move_link (BsUndoStack *self, GQueue *from, GList *link)
{
  GQueue *to = from == &self->done ? &self->undone : &self->done;
  GList *place = to->head;
  Step *step = link->data;

  g_queue_delete_link (from, link);
  while (place != NULL && (((const Step *) place->data)->number > step->number) == (to == &self->done))
    place = place->next;
  g_queue_insert_before (to, place, step);

  return step;
}

static gboolean
move_step (BsUndoStack *self, GQueue *from, GList *link)
{
  Step *step;

  if (link == NULL)
    return FALSE;
  step = move_link (self, from, link);
  step->func (step->data, from == &self->undone);
  g_signal_emit (self, signals[CHANGED], 0);
  return TRUE;
}

/* Returns: whether there was anything to undo */
gboolean
bs_undo_stack_undo (BsUndoStack *self)
{
  g_return_val_if_fail (BS_IS_UNDO_STACK (self), FALSE);

  return move_step (self, &self->done, self->done.head);
}

/* Returns: whether there was anything to redo */
gboolean
bs_undo_stack_redo (BsUndoStack *self)
{
  g_return_val_if_fail (BS_IS_UNDO_STACK (self), FALSE);

  return move_step (self, &self->undone, self->undone.head);
}

/*
 * bs_undo_stack_undo_step:
 * @number: a step's number
 *
 * Undoes a certain step, whatever was done after it.
 *
 * Returns: whether it could be undone
 */
gboolean
bs_undo_stack_undo_step (BsUndoStack *self, guint number)
{
  g_return_val_if_fail (BS_IS_UNDO_STACK (self), FALSE);

  return move_step (self, &self->done, find_step (&self->done, number));
}

/*
 * bs_undo_stack_put_back:
 * @number: a step's number
 * @redo: whether redoing failed
 *
 * Puts a step back in its place, because undoing or redoing it failed.
 */
void
bs_undo_stack_put_back (BsUndoStack *self, guint number, gboolean redo)
{
  GQueue *from = redo ? &self->done : &self->undone;
  GList *link;

  g_return_if_fail (BS_IS_UNDO_STACK (self));

  link = find_step (from, number);
  if (link == NULL)
    return;
  move_link (self, from, link);
  g_signal_emit (self, signals[CHANGED], 0);
}

/*
 * bs_undo_stack_drop:
 * @number: a step's number
 *
 * Forgets a step that can neither be undone nor redone.
 */
void
bs_undo_stack_drop (BsUndoStack *self, guint number)
{
  GQueue *queues[] = { &self->done, &self->undone };

  g_return_if_fail (BS_IS_UNDO_STACK (self));

  for (guint i = 0; i < G_N_ELEMENTS (queues); i++)
    {
      GList *link = find_step (queues[i], number);

      if (link == NULL)
        continue;
      step_free (link->data);
      g_queue_delete_link (queues[i], link);
      g_signal_emit (self, signals[CHANGED], 0);
    }
}

static const char *
peek_name (GQueue *queue)
{
  const Step *step = g_queue_peek_head (queue);

  return step != NULL ? step->name : NULL;
}

/* Returns: (nullable): the name of the step to undo; %NULL if there is none */
const char *
bs_undo_stack_get_undo_name (BsUndoStack *self)
{
  g_return_val_if_fail (BS_IS_UNDO_STACK (self), NULL);

  return peek_name (&self->done);
}

/* Returns: (nullable): the name of the step to redo; %NULL if there is none */
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
