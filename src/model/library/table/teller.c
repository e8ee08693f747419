/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "model/library/table/teller.h"

struct _BsTeller
{
  BsTellFunc func;      /* (nullable) */
  BsTellOfFunc of_func; /* (nullable): the other kind */
  gpointer user_data;
  GCancellable *cancellable; /* (nullable) */
  GMainContext *context;
  guint n_done; /* atomic */
  guint n_all;  /* atomic */
  int is_told;  /* atomic: the other thread has been asked to report it */
};

static BsTeller *
new_teller (gpointer user_data, GCancellable *cancellable)
{
  BsTeller *self = g_atomic_rc_box_new0 (BsTeller);

  self->user_data = user_data;
  self->cancellable = cancellable != NULL ? g_object_ref (cancellable) : NULL;
  self->context = g_main_context_ref_thread_default ();

  return self;
}

/**
 * bs_teller_new:
 * @func: (nullable): called now and then with the number of finished items, on the calling thread
 * @user_data: for @func
 * @cancellable: (nullable): nothing is reported after it was cancelled
 *
 * Returns: (transfer full): a teller, for bs_teller_tell()
 */
BsTeller *
bs_teller_new (BsTellFunc func, gpointer user_data, GCancellable *cancellable)
{
  BsTeller *self = new_teller (user_data, cancellable);

  self->func = func;

  return self;
}

/**
 * bs_teller_new_of:
 * @func: (nullable): called now and then with the number of finished and of all items, on the calling thread
 * @user_data: for @func
 * @cancellable: (nullable): nothing is reported after it was cancelled
 *
 * Returns: (transfer full): a teller, for bs_teller_tell_of()
 */
BsTeller *
bs_teller_new_of (BsTellOfFunc func, gpointer user_data, GCancellable *cancellable)
{
  BsTeller *self = new_teller (user_data, cancellable);

  self->of_func = func;

  return self;
}

static void
clear_teller (gpointer data)
{
  BsTeller *self = data;

  g_clear_object (&self->cancellable);
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
  if (g_cancellable_is_cancelled (self->cancellable))
    return G_SOURCE_REMOVE;
  if (self->func != NULL)
    self->func (g_atomic_int_get (&self->n_done), self->user_data);
  else
    self->of_func (g_atomic_int_get (&self->n_done), g_atomic_int_get (&self->n_all), self->user_data);

  return G_SOURCE_REMOVE;
}

/**
 * bs_teller_tell:
 * @n_done: how much is done
 * @teller: a #BsTeller
 *
 * Is a #BsTellFunc for any thread. Progress that was reported before a task returns is delivered before its callback.
 */
void
bs_teller_tell (guint n_done, gpointer teller)
{
  bs_teller_tell_of (n_done, 0, teller);
}

/**
 * bs_teller_tell_of:
 * @n_done: how much is done
 * @n_all: of how much
 * @teller: a #BsTeller
 *
 * Is a #BsTellOfFunc, as bs_teller_tell() is a #BsTellFunc.
 */
void
bs_teller_tell_of (guint n_done, guint n_all, gpointer teller)
{
  BsTeller *self = teller;

  g_return_if_fail (self != NULL);

  g_atomic_int_set (&self->n_done, n_done);
  g_atomic_int_set (&self->n_all, n_all);
  if ((self->func != NULL || self->of_func != NULL) && g_atomic_int_compare_and_exchange (&self->is_told, FALSE, TRUE))
    g_main_context_invoke_full (self->context, G_PRIORITY_DEFAULT, tell_cb, g_atomic_rc_box_acquire (self),
                                unref_teller);
}
