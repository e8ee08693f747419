/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "ui/window/marking.h"

#include <glib/gi18n-lib.h>

#include "ui/widgets/actions.h"
#include "ui/widgets/toast.h"

#define MAX_LOOKED_AT 5000

struct _BsMarking
{
  GObject parent_instance;

  /* Of the window that owns this object. */
  GActionMap *actions;
  BsArticlePane *articles;
  BsSidebar *sidebar;
  BsHistory *history;
  AdwToastOverlay *toasts;

  BsLibrary *library; /* (nullable) */
  GArray *held;       /* (element-type guint): read while the list of unread articles was open */
};

G_DEFINE_FINAL_TYPE (BsMarking, bs_marking, G_TYPE_OBJECT)

/* An undoable step. */
typedef struct
{
  GWeakRef library;
  GWeakRef history;
  GArray *ids; /* (element-type guint) */
  BsMarks mark;
  gboolean on;
} MarkStep;

static void
mark_step_free (gpointer data)
{
  MarkStep *step = data;

  g_weak_ref_clear (&step->library);
  g_weak_ref_clear (&step->history);
  g_array_unref (step->ids);
  g_free (step);
}

static const char *
get_step_name (BsMarks mark, gboolean on)
{
  if (mark == BS_MARK_STARRED)
    return on ? _ ("Star") : _ ("Remove Star");
  return on ? _ ("Mark as Unread") : _ ("Mark as Read");
}

static void
mark_step_cb (gpointer data, gboolean redo)
{
  MarkStep *step = data;
  g_autoptr (BsLibrary) library = g_weak_ref_get (&step->library);
  g_autoptr (BsHistory) history = g_weak_ref_get (&step->history);
  g_autoptr (GArray) changed = NULL;

  if (library == NULL)
    return;
  changed = bs_library_mark (library, (const guint *) (gpointer) step->ids->data, step->ids->len, step->mark,
                             redo ? step->on : !step->on);
  if (history != NULL)
    bs_history_say_moved (history, get_step_name (step->mark, step->on), changed->len, redo);
}

/* @ids: (transfer full): of the articles that changed. Returns the step's number; 0 without a step. */
static guint
push_step (BsMarking *self, GArray *ids, BsMarks mark, gboolean on)
{
  MarkStep *step;

  if (ids->len == 0)
    {
      g_array_unref (ids);
      return 0;
    }
  step = g_new0 (MarkStep, 1);
  g_weak_ref_init (&step->library, self->library);
  g_weak_ref_init (&step->history, self->history);
  step->ids = ids;
  step->mark = mark;
  step->on = on;

  return bs_undo_stack_push (bs_history_get_stack (self->history), get_step_name (mark, on), mark_step_cb, step,
                             mark_step_free);
}

/* In the list of unread articles, an article must not vanish while it is read. */
static void
hold (BsMarking *self, const guint *ids, guint n_ids)
{
  g_autoptr (GArray) held = NULL;

  if (bs_sidebar_get_scope (self->sidebar) != BS_SCOPE_UNREAD)
    return;
  held = bs_library_mark (self->library, ids, n_ids, BS_MARK_HELD, TRUE);
  g_array_append_vals (self->held, held->data, held->len);
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

/* Marks articles as an undoable step. More than one article shows a toast. */
static void
mark_ids (BsMarking *self, const guint *ids, guint n_ids, BsMarks mark, gboolean on)
{
  GArray *changed;
  guint n, number;

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

      bs_history_show_undo_toast (self->history, text, number);
    }
}

static gboolean
any_has (BsMarking *self, GArray *ids, BsMarks mark, gboolean on)
{
  for (guint i = 0; i < ids->len; i++)
    if (((bs_library_get_marks (self->library, g_array_index (ids, guint, i)) & mark) != 0) == on)
      return TRUE;
  return FALSE;
}

static void
mark_list (BsMarking *self, gint64 before)
{
  GArray *changed;
  g_autofree char *text = NULL;
  guint number;

  changed =
      bs_library_mark_list (self->library, bs_article_pane_get_list (self->articles), before, BS_MARK_UNREAD, FALSE);
  text = changed->len > 0 ? describe (BS_MARK_UNREAD, FALSE, changed->len) : NULL;
  number = push_step (self, changed, BS_MARK_UNREAD, FALSE);
  if (text != NULL)
    bs_history_show_undo_toast (self->history, text, number);
  else
    bs_toast_show (self->toasts, _ ("All of them were already read"));
}

/* Finds out which marks some of the selected articles have, and which some lack. Of very many, not all are examined. */
static void
find_selected (BsMarking *self, BsMarks *with, BsMarks *without)
{
  const BsMarks all = BS_MARK_UNREAD | BS_MARK_STARRED;
  g_autoptr (GArray) ids = NULL;

  *with = *without = 0;
  if (self->library == NULL)
    return;
  ids = bs_article_pane_list_selected (self->articles);
  if (ids->len > MAX_LOOKED_AT)
    *with = *without = all;
  for (guint i = 0; i < ids->len && (*with != all || *without != all); i++)
    {
      BsMarks marks = bs_library_get_marks (self->library, g_array_index (ids, guint, i));

      *with |= marks & all;
      *without |= ~marks & all;
    }
}

static const struct
{
  const char *name;
  BsMarks mark;
  gboolean on;
} marks[] = {
  { "mark-read", BS_MARK_UNREAD, FALSE },
  { "mark-unread", BS_MARK_UNREAD, TRUE },
  { "star", BS_MARK_STARRED, TRUE },
  { "unstar", BS_MARK_STARRED, FALSE },
};

static void
mark_action (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  BsMarking *self = user_data;
  g_autoptr (GArray) ids = bs_article_pane_list_selected (self->articles);

  for (gsize i = 0; i < G_N_ELEMENTS (marks); i++)
    if (g_str_equal (g_action_get_name (G_ACTION (action)), marks[i].name))
      mark_ids (self, (const guint *) (gpointer) ids->data, ids->len, marks[i].mark, marks[i].on);
}

static void
star_article_action (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  BsMarking *self = user_data;
  guint id = g_variant_get_uint32 (parameter);

  if (self->library != NULL)
    mark_ids (self, &id, 1, BS_MARK_STARRED, (bs_library_get_marks (self->library, id) & BS_MARK_STARRED) == 0);
}

static void
mark_all_read_action (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  BsMarking *self = user_data;

  if (self->library != NULL)
    mark_list (self, G_MAXINT64);
}

static void
mark_older_read_action (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  BsMarking *self = user_data;
  g_autoptr (BsArticleItem) item = bs_article_pane_dup_selected (self->articles);

  if (self->library != NULL && item != NULL)
    mark_list (self, bs_article_item_get_date (item));
}

/* The next unread article after the selection. */
static void
next_unread_action (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  BsMarking *self = user_data;
  guint position;

  if (self->library == NULL)
    return;
  position = bs_article_pane_get_next (self->articles);
  if (bs_library_find_marked (self->library, bs_article_pane_get_list (self->articles), BS_MARK_UNREAD, &position))
    bs_article_pane_go_to (self->articles, position);
  else
    bs_toast_show (self->toasts, _ ("Nothing unread here"));
}

static void
bs_marking_finalize (GObject *object)
{
  BsMarking *self = BS_MARKING (object);

  g_clear_object (&self->library);
  g_array_unref (self->held);

  G_OBJECT_CLASS (bs_marking_parent_class)->finalize (object);
}

static void
bs_marking_class_init (BsMarkingClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = bs_marking_finalize;
}

static void
bs_marking_init (BsMarking *self)
{
  self->held = g_array_new (FALSE, FALSE, sizeof (guint));
}

/* All of them outlive it. */
BsMarking *
bs_marking_new (GtkWindow *window, BsArticlePane *articles, BsSidebar *sidebar, BsHistory *history,
                AdwToastOverlay *toasts)
{
  static const GActionEntry actions[] = {
    { "mark-read", mark_action },
    { "mark-unread", mark_action },
    { "star", mark_action },
    { "unstar", mark_action },
    { "star-article", star_article_action, "u" },
    { "mark-all-read", mark_all_read_action },
    { "mark-older-read", mark_older_read_action },
    { "next-unread", next_unread_action },
  };
  BsMarking *self;

  g_return_val_if_fail (GTK_IS_WINDOW (window), NULL);
  g_return_val_if_fail (BS_IS_ARTICLE_PANE (articles), NULL);
  g_return_val_if_fail (BS_IS_SIDEBAR (sidebar), NULL);
  g_return_val_if_fail (BS_IS_HISTORY (history), NULL);
  g_return_val_if_fail (ADW_IS_TOAST_OVERLAY (toasts), NULL);

  self = g_object_new (BS_TYPE_MARKING, NULL);
  self->actions = G_ACTION_MAP (window);
  self->articles = articles;
  self->sidebar = sidebar;
  self->history = history;
  self->toasts = toasts;
  g_action_map_add_action_entries (self->actions, actions, G_N_ELEMENTS (actions), self);
  return self;
}

/* @library: (nullable): of the list's articles */
void
bs_marking_set_library (BsMarking *self, BsLibrary *library)
{
  g_return_if_fail (BS_IS_MARKING (self));
  g_return_if_fail (library == NULL || BS_IS_LIBRARY (library));

  g_set_object (&self->library, library);
  g_array_set_size (self->held, 0);
}

/* A menu shows only the applicable one of each pair. */
void
bs_marking_update_actions (BsMarking *self)
{
  BsMarks with, without;

  g_return_if_fail (BS_IS_MARKING (self));

  find_selected (self, &with, &without);
  for (gsize i = 0; i < G_N_ELEMENTS (marks); i++)
    bs_actions_set_enabled (self->actions, marks[i].name, ((marks[i].on ? without : with) & marks[i].mark) != 0);
}

/* Unread articles become read; if there are none, read ones become unread. Stars are also added first, then removed. */
void
bs_marking_toggle_selected (BsMarking *self, BsMarks mark)
{
  g_autoptr (GArray) ids = NULL;
  gboolean on;

  g_return_if_fail (BS_IS_MARKING (self));

  if (self->library == NULL)
    return;
  ids = bs_article_pane_list_selected (self->articles);
  on = mark == BS_MARK_STARRED ? any_has (self, ids, mark, FALSE) : !any_has (self, ids, mark, TRUE);
  mark_ids (self, (const guint *) (gpointer) ids->data, ids->len, mark, on);
}

/* Marking as read by viewing is not an undoable step. */
void
bs_marking_read (BsMarking *self, guint id)
{
  g_autoptr (GArray) changed = NULL;

  g_return_if_fail (BS_IS_MARKING (self));

  if (self->library == NULL || (bs_library_get_marks (self->library, id) & BS_MARK_UNREAD) == 0)
    return;
  hold (self, &id, 1);
  changed = bs_library_mark (self->library, &id, 1, BS_MARK_UNREAD, FALSE);
}

/* Another list is shown, so read articles leave the list of unread ones. */
void
bs_marking_release_held (BsMarking *self)
{
  g_autoptr (GArray) released = NULL;

  g_return_if_fail (BS_IS_MARKING (self));

  if (self->library == NULL || self->held->len == 0)
    return;
  released = bs_library_mark (self->library, (const guint *) (gpointer) self->held->data, self->held->len, BS_MARK_HELD,
                              FALSE);
  g_array_set_size (self->held, 0);
}
