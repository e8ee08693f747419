/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "ui/sidebar/sidebar-typing.h"

#include "model/format/text/utf8.h"
#include "model/library/words/pinyin.h"
#include "ui/widgets/shorthand.h"

/* After this many milliseconds, typing starts a new word. */
#define WORD_ENDS 1500

struct _BsSidebarTyping
{
  GObject parent_instance;

  GtkLabel *label; /* shows the typed text */
  GtkRevealer *revealer;
  BsLibrary *library; /* (nullable) */
  GStrv current;      /* (nullable): the current category */
  GString *typed;
  guint timer;
};

enum
{
  FOUND,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (BsSidebarTyping, bs_sidebar_typing, G_TYPE_OBJECT)

static void
end_typing (BsSidebarTyping *self)
{
  g_clear_handle_id (&self->timer, g_source_remove);
  g_string_truncate (self->typed, 0);
  gtk_revealer_set_reveal_child (self->revealer, FALSE);
}

static gboolean
search_ends_cb (gpointer user_data)
{
  BsSidebarTyping *self = user_data;

  g_assert (BS_IS_SIDEBAR_TYPING (self));

  self->timer = 0;
  end_typing (self);
  return G_SOURCE_REMOVE;
}

typedef struct
{
  GListModel *model;
  guint next;
} Level;

static void
push_level (GArray *levels, GListModel *model)
{
  Level level = { model, 0 };

  g_array_append_val (levels, level);
}

static gboolean
is_current (BsSidebarTyping *self, BsCategory *category)
{
  return self->current != NULL && g_strv_equal ((const char *const *) self->current, bs_category_get_path (category));
}

/* Whether a category's name has this prefix, as written or by the initials of its pinyin. */
static gboolean
begins_with (BsCategory *category, const char *prefix)
{
  g_autofree char *name = bs_utf8_fold (bs_facet_get_name (BS_FACET (category)));

  return bs_pinyin_has_initials (name, prefix);
}

/* The first category in tree order, expanded or not, that has this prefix: from the current one on, then from the
 * top. */
static BsCategory *
find_category (BsSidebarTyping *self, const char *typed, gboolean skip_current)
{
  g_autoptr (GArray) levels = g_array_new (FALSE, FALSE, sizeof (Level));
  g_autoptr (BsCategory) first = NULL;
  g_autofree char *prefix = bs_utf8_fold (typed);
  gboolean passed = FALSE;

  push_level (levels, bs_library_get_categories (self->library));
  while (levels->len > 0)
    {
      Level *level = &g_array_index (levels, Level, levels->len - 1);
      g_autoptr (BsCategory) category = g_list_model_get_item (level->model, level->next++);
      gboolean current;

      if (category == NULL)
        {
          g_array_set_size (levels, levels->len - 1);
          continue;
        }

      current = is_current (self, category);
      passed = passed || current;
      if (begins_with (category, prefix))
        {
          if (passed && !(current && skip_current))
            return g_steal_pointer (&category);
          if (first == NULL)
            g_set_object (&first, category);
        }
      push_level (levels, bs_category_get_children (category));
    }

  return g_steal_pointer (&first);
}

static void
search (BsSidebarTyping *self, const char *added)
{
  g_autoptr (BsCategory) category = NULL;
  gboolean again = g_strcmp0 (self->typed->str, added) == 0;

  /* The same letter again goes to the next category that begins with it. */
  if (!again)
    g_string_append (self->typed, added);
  category = find_category (self, self->typed->str, again);
  if (category != NULL)
    g_signal_emit (self, signals[FOUND], 0, category);

  gtk_label_set_text (self->label, self->typed->str);
  gtk_revealer_set_reveal_child (self->revealer, TRUE);
  bs_set_css_class (GTK_WIDGET (self->label), "error", category == NULL);

  g_clear_handle_id (&self->timer, g_source_remove);
  self->timer = g_timeout_add (WORD_ENDS, search_ends_cb, self);
}

static void
commit_cb (BsSidebarTyping *self, const char *text, GtkIMContext *context)
{
  g_assert (BS_IS_SIDEBAR_TYPING (self));

  if (self->library == NULL || text[0] == '\0' || g_unichar_iscntrl (g_utf8_get_char (text)))
    return;
  /* Space alone is a key of the list view. */
  if (self->typed->len == 0 && g_unichar_isspace (g_utf8_get_char (text)))
    return;

  search (self, text);
}

static gboolean
key_pressed_cb (BsSidebarTyping *self, guint keyval, guint keycode, GdkModifierType state, GtkEventControllerKey *key)
{
  g_assert (BS_IS_SIDEBAR_TYPING (self));

  if (self->typed->len == 0)
    return GDK_EVENT_PROPAGATE;

  if (keyval == GDK_KEY_Escape)
    {
      end_typing (self);
      return GDK_EVENT_STOP;
    }
  if (keyval == GDK_KEY_BackSpace)
    {
      g_autofree char *rest = g_utf8_substring (self->typed->str, 0, g_utf8_strlen (self->typed->str, -1) - 1);

      g_string_truncate (self->typed, 0);
      if (rest[0] != '\0')
        search (self, rest);
      else
        end_typing (self);
      return GDK_EVENT_STOP;
    }

  return GDK_EVENT_PROPAGATE;
}

static void
focus_enter_cb (GtkIMContext *context, GtkEventControllerFocus *focus)
{
  g_assert (GTK_IS_IM_CONTEXT (context));

  gtk_im_context_focus_in (context);
}

static void
focus_leave_cb (GtkIMContext *context, GtkEventControllerFocus *focus)
{
  g_assert (GTK_IS_IM_CONTEXT (context));

  gtk_im_context_focus_out (context);
}

static void
bs_sidebar_typing_finalize (GObject *object)
{
  BsSidebarTyping *self = BS_SIDEBAR_TYPING (object);

  g_clear_handle_id (&self->timer, g_source_remove);
  g_clear_object (&self->library);
  g_strfreev (self->current);
  g_string_free (self->typed, TRUE);

  G_OBJECT_CLASS (bs_sidebar_typing_parent_class)->finalize (object);
}

static void
bs_sidebar_typing_class_init (BsSidebarTypingClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = bs_sidebar_typing_finalize;

  signals[FOUND] = bs_new_signal (klass, "found", 1, BS_TYPE_CATEGORY);
}

static void
bs_sidebar_typing_init (BsSidebarTyping *self)
{
  self->typed = g_string_new (NULL);
}

/* Names are typed as in any text field, Chinese ones with an input method. All of the widgets outlive it. */
BsSidebarTyping *
bs_sidebar_typing_new (GtkWidget *view, GtkLabel *label, GtkRevealer *revealer)
{
  BsSidebarTyping *self = g_object_new (BS_TYPE_SIDEBAR_TYPING, NULL);
  g_autoptr (GtkIMContext) context = gtk_im_multicontext_new ();
  GtkEventController *key = gtk_event_controller_key_new ();
  GtkEventController *focus = gtk_event_controller_focus_new ();

  self->label = label;
  self->revealer = revealer;
  gtk_im_context_set_client_widget (context, view);
  gtk_im_context_set_use_preedit (context, FALSE);
  g_signal_connect_object (context, "commit", G_CALLBACK (commit_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (key, "key-pressed", G_CALLBACK (key_pressed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (focus, "enter", G_CALLBACK (focus_enter_cb), context, G_CONNECT_SWAPPED);
  g_signal_connect_object (focus, "leave", G_CALLBACK (focus_leave_cb), context, G_CONNECT_SWAPPED);
  gtk_event_controller_key_set_im_context (GTK_EVENT_CONTROLLER_KEY (key), context);

  gtk_widget_add_controller (view, key);
  gtk_widget_add_controller (view, focus);
  return self;
}

/* @library: (nullable): of the categories */
void
bs_sidebar_typing_set_library (BsSidebarTyping *self, BsLibrary *library)
{
  g_return_if_fail (BS_IS_SIDEBAR_TYPING (self));
  g_return_if_fail (library == NULL || BS_IS_LIBRARY (library));

  g_set_object (&self->library, library);
}

/* @path: (nullable): the current category, from which the next search starts */
void
bs_sidebar_typing_set_current (BsSidebarTyping *self, const char *const *path)
{
  g_return_if_fail (BS_IS_SIDEBAR_TYPING (self));

  g_strfreev (self->current);
  self->current = g_strdupv ((GStrv) path);
}
