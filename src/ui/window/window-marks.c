/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <glib/gi18n-lib.h>

#include "ui/window/window-private.h"

/* A step that can be taken back. */
typedef struct
{
  GWeakRef library;
  GArray *ids; /* (element-type guint) */
  BsMarks mark;
  gboolean on;
} MarkStep;

static void
mark_step_free (gpointer data)
{
  MarkStep *step = data;

  g_weak_ref_clear (&step->library);
  g_array_unref (step->ids);
  g_free (step);
}

static void
mark_step_cb (gpointer data, gboolean redo)
{
  MarkStep *step = data;
  g_autoptr (BsLibrary) library = g_weak_ref_get (&step->library);
  g_autoptr (GArray) changed = NULL;

  if (library != NULL)
    changed = bs_library_mark (library, (const guint *) (gpointer) step->ids->data, step->ids->len, step->mark,
                               redo ? step->on : !step->on);
}

static const char *
get_step_name (BsMarks mark, gboolean on)
{
  if (mark == BS_MARK_STARRED)
    return on ? _ ("Star") : _ ("Remove the Star");
  return on ? _ ("Mark as Unread") : _ ("Mark as Read");
}

/* @ids: (transfer full): those that had it otherwise. Returns the step's number; 0 without one. */
static guint
push_step (BsWindow *self, GArray *ids, BsMarks mark, gboolean on)
{
  MarkStep *step;

  if (ids->len == 0)
    {
      g_array_unref (ids);
      return 0;
    }
  step = g_new0 (MarkStep, 1);
  g_weak_ref_init (&step->library, self->library);
  step->ids = ids;
  step->mark = mark;
  step->on = on;

  return bs_undo_stack_push (self->undo, get_step_name (mark, on), mark_step_cb, step, mark_step_free);
}

/* Those who read through the list of what is unread do not want each article to vanish under their eyes. */
static void
hold (BsWindow *self, const guint *ids, guint n_ids)
{
  g_autoptr (GArray) held = NULL;

  if (bs_sidebar_get_scope (self->sidebar) != BS_SCOPE_UNREAD)
    return;
  held = bs_library_mark (self->library, ids, n_ids, BS_MARK_HELD, TRUE);
  g_array_append_vals (self->held, held->data, held->len);
}

/* Another list is shown: what was read goes from the list of what is unread. */
void
bs_window_release_held (BsWindow *self)
{
  g_autoptr (GArray) released = NULL;

  g_return_if_fail (BS_IS_WINDOW (self));

  if (self->library == NULL || self->held->len == 0)
    return;
  released = bs_library_mark (self->library, (const guint *) (gpointer) self->held->data, self->held->len, BS_MARK_HELD,
                              FALSE);
  g_array_set_size (self->held, 0);
}

static char *
describe (BsMarks mark, gboolean on, guint n)
{
  if (mark == BS_MARK_STARRED)
    return on ? g_strdup_printf (ngettext ("%'u article starred", "%'u articles starred", n), n) :
                g_strdup_printf (ngettext ("Star removed from %'u article", "Stars removed from %'u articles", n), n);
  return on ? g_strdup_printf (ngettext ("%'u article marked as unread", "%'u articles marked as unread", n), n) :
              g_strdup_printf (ngettext ("%'u article marked as read", "%'u articles marked as read", n), n);
}

/* Marks articles, as a step that can be taken back. Several of them are worth a word. */
void
bs_window_mark (BsWindow *self, const guint *ids, guint n_ids, BsMarks mark, gboolean on)
{
  GArray *changed;
  guint n, number;

  g_return_if_fail (BS_IS_WINDOW (self));

  if (self->library == NULL || n_ids == 0)
    return;
  if (mark == BS_MARK_UNREAD && !on)
    hold (self, ids, n_ids);
  changed = bs_library_mark (self->library, ids, n_ids, mark, on);
  n = changed->len;
  number = push_step (self, changed, mark, on);
  if (n > 1)
    {
      g_autofree char *text = describe (mark, on, n);

      bs_window_show_undo_toast (self, text, number);
    }
}

/* What was read by looking at it is no step that anyone would take back. */
void
bs_window_read (BsWindow *self, guint id)
{
  g_autoptr (GArray) changed = NULL;

  g_return_if_fail (BS_IS_WINDOW (self));

  if (self->library == NULL || (bs_library_get_marks (self->library, id) & BS_MARK_UNREAD) == 0)
    return;
  hold (self, &id, 1);
  changed = bs_library_mark (self->library, &id, 1, BS_MARK_UNREAD, FALSE);
}

static gboolean
any_has (BsWindow *self, GArray *ids, BsMarks mark, gboolean on)
{
  for (guint i = 0; i < ids->len; i++)
    if (((bs_library_get_marks (self->library, g_array_index (ids, guint, i)) & mark) != 0) == on)
      return TRUE;
  return FALSE;
}

/* Unread ones become read, and only where there are none the other way round; stars come first, and then go. */
void
bs_window_toggle_mark (BsWindow *self, BsMarks mark)
{
  g_autoptr (GArray) ids = NULL;
  gboolean on;

  g_return_if_fail (BS_IS_WINDOW (self));

  if (self->library == NULL)
    return;
  ids = bs_article_pane_list_selected (self->articles);
  on = mark == BS_MARK_STARRED ? any_has (self, ids, mark, FALSE) : !any_has (self, ids, mark, TRUE);
  bs_window_mark (self, (const guint *) (gpointer) ids->data, ids->len, mark, on);
}

static void
mark_selected (BsWindow *self, BsMarks mark, gboolean on)
{
  g_autoptr (GArray) ids = bs_article_pane_list_selected (self->articles);

  bs_window_mark (self, (const guint *) (gpointer) ids->data, ids->len, mark, on);
}

static void
mark_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  BsWindow *self = BS_WINDOW (widget);

  if (g_str_equal (name, "win.star") || g_str_equal (name, "win.unstar"))
    mark_selected (self, BS_MARK_STARRED, g_str_equal (name, "win.star"));
  else
    mark_selected (self, BS_MARK_UNREAD, g_str_equal (name, "win.mark-unread"));
}

static void
mark_list (BsWindow *self, gint64 before)
{
  GArray *changed;
  g_autofree char *text = NULL;
  guint number;

  changed =
      bs_library_mark_list (self->library, bs_article_pane_get_list (self->articles), before, BS_MARK_UNREAD, FALSE);
  text = changed->len > 0 ? describe (BS_MARK_UNREAD, FALSE, changed->len) : NULL;
  number = push_step (self, changed, BS_MARK_UNREAD, FALSE);
  if (text != NULL)
    bs_window_show_undo_toast (self, text, number);
  else
    bs_window_show_toast (self, _ ("All of them were read already"));
}

static void
mark_all_read_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  BsWindow *self = BS_WINDOW (widget);

  if (self->library != NULL)
    mark_list (self, G_MAXINT64);
}

static void
mark_older_read_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  BsWindow *self = BS_WINDOW (widget);
  g_autoptr (BsArticleItem) item = bs_article_pane_dup_selected (self->articles);

  if (self->library != NULL && item != NULL)
    mark_list (self, bs_article_item_get_date (item));
}

static void
next_unread_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  BsWindow *self = BS_WINDOW (widget);
  guint position;

  if (self->library == NULL)
    return;
  position = bs_article_pane_get_next (self->articles);
  if (bs_library_find_marked (self->library, bs_article_pane_get_list (self->articles), BS_MARK_UNREAD, &position))
    bs_article_pane_go_to (self->articles, position);
  else
    bs_window_show_toast (self, _ ("Nothing unread here"));
}

void
bs_window_install_marks (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "win.star", NULL, mark_action);
  gtk_widget_class_install_action (widget_class, "win.unstar", NULL, mark_action);
  gtk_widget_class_install_action (widget_class, "win.mark-read", NULL, mark_action);
  gtk_widget_class_install_action (widget_class, "win.mark-unread", NULL, mark_action);
  gtk_widget_class_install_action (widget_class, "win.mark-all-read", NULL, mark_all_read_action);
  gtk_widget_class_install_action (widget_class, "win.mark-older-read", NULL, mark_older_read_action);
  gtk_widget_class_install_action (widget_class, "win.next-unread", NULL, next_unread_action);
}

/* A menu shows of each pair what there is to do. */
void
bs_window_update_mark_actions (BsWindow *self)
{
  g_autoptr (GArray) ids = NULL;
  GtkWidget *widget;

  g_return_if_fail (BS_IS_WINDOW (self));

  widget = GTK_WIDGET (self);
  if (self->library == NULL)
    return;
  ids = bs_article_pane_list_selected (self->articles);
  gtk_widget_action_set_enabled (widget, "win.mark-read", any_has (self, ids, BS_MARK_UNREAD, TRUE));
  gtk_widget_action_set_enabled (widget, "win.mark-unread", any_has (self, ids, BS_MARK_UNREAD, FALSE));
  gtk_widget_action_set_enabled (widget, "win.star", any_has (self, ids, BS_MARK_STARRED, FALSE));
  gtk_widget_action_set_enabled (widget, "win.unstar", any_has (self, ids, BS_MARK_STARRED, TRUE));
}
