/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "model/change/organise/teller.h"

struct _BsTeller
{
  BsPlanProgressFunc func; /* (nullable) */
  gpointer user_data;
  GMainContext *context;
  guint n_done; /* atomic */
  int is_told;  /* atomic: the other thread has been asked to tell it */
};

/**
 * bs_teller_new:
 * @func: (nullable): told, now and then, how much is done, on the thread that calls this
 * @user_data: for @func
 *
 * Returns: (transfer full): a teller
 */
BsTeller *
bs_teller_new (BsPlanProgressFunc func, gpointer user_data)
{
  BsTeller *self = g_atomic_rc_box_new0 (BsTeller);

  self->func = func;
  self->user_data = user_data;
  self->context = g_main_context_ref_thread_default ();

  return self;
}

static void
clear_teller (gpointer data)
{
  BsTeller *self = data;

  g_main_context_unref (self->context);
}

static void
unref_teller (gpointer data)
{
  g_atomic_rc_box_release_full (data, clear_teller);
}

/**
 * bs_teller_unref:
 * @self: (transfer full): a teller
 */
void
bs_teller_unref (BsTeller *self)
{
  g_return_if_fail (self != NULL);

  unref_teller (self);
}

static gboolean
tell_cb (gpointer user_data)
{
  BsTeller *self = user_data;

  g_atomic_int_set (&self->is_told, FALSE);
  self->func (g_atomic_int_get (&self->n_done), self->user_data);

  return G_SOURCE_REMOVE;
}

/**
 * bs_teller_tell:
 * @n_done: how much is done
 * @teller: a #BsTeller
 *
 * Is a #BsPlanProgressFunc for any thread. What is told before a task returns is told before its callback is called.
 */
void
bs_teller_tell (guint n_done, gpointer teller)
{
  BsTeller *self = teller;

  g_return_if_fail (self != NULL);

  g_atomic_int_set (&self->n_done, n_done);
  if (self->func != NULL && g_atomic_int_compare_and_exchange (&self->is_told, FALSE, TRUE))
    g_main_context_invoke_full (self->context, G_PRIORITY_DEFAULT, tell_cb, g_atomic_rc_box_acquire (self),
                                unref_teller);
}
