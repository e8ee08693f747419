/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <string.h>

#include "ui/sidebar/sidebar-private.h"

/* After so many milliseconds what is typed begins a new word. */
#define WORD_ENDS 1500

static char *
fold (const char *text)
{
  g_autofree char *normal = g_utf8_normalize (text, -1, G_NORMALIZE_ALL);

  return g_utf8_casefold (normal != NULL ? normal : text, -1);
}

static gboolean
search_ends_cb (gpointer user_data)
{
  BsSidebar *self = user_data;

  g_assert (BS_IS_SIDEBAR (self));

  self->search_id = 0;
  bs_sidebar_end_search (self);
  return G_SOURCE_REMOVE;
}

void
bs_sidebar_end_search (BsSidebar *self)
{
  g_return_if_fail (BS_IS_SIDEBAR (self));

  g_clear_handle_id (&self->search_id, g_source_remove);
  g_string_truncate (self->search, 0);
  if (self->content != NULL)
    gtk_revealer_set_reveal_child (self->typed_revealer, FALSE);
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
is_current (BsSidebar *self, BsCategory *category)
{
  return self->scope == BS_SCOPE_CATEGORY && self->names != NULL &&
         g_strv_equal ((const char *const *) self->names, bs_category_get_path (category));
}

/* Whether a category's name begins so, as it is written or by the initials of its pinyin. */
static gboolean
begins_with (BsSidebar *self, BsCategory *category, const char *prefix)
{
  g_autofree char *name = fold (bs_category_get_name (category));
  g_autofree char *initials = NULL;

  if (g_str_has_prefix (name, prefix))
    return TRUE;
  if (self->pinyin == NULL)
    self->pinyin = bs_pinyin_new ();
  initials = bs_pinyin_make_initials (self->pinyin, name);
  return g_str_has_prefix (initials, prefix);
}

/* The first category in the order of the tree, open or closed, whose name begins so: from the one that is shown on,
 * and else from the top. */
static BsCategory *
find_category (BsSidebar *self, const char *typed, gboolean skip_current)
{
  g_autoptr (GArray) levels = g_array_new (FALSE, FALSE, sizeof (Level));
  g_autoptr (BsCategory) first = NULL;
  g_autofree char *prefix = fold (typed);
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
      if (begins_with (self, category, prefix))
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
search (BsSidebar *self, const char *added)
{
  g_autoptr (BsCategory) category = NULL;
  gboolean again = g_strcmp0 (self->search->str, added) == 0;

  /* The same letter once more goes on to the next that begins with it. */
  if (!again)
    g_string_append (self->search, added);
  category = find_category (self, self->search->str, again);
  if (category != NULL)
    {
      bs_sidebar_show_scope (self, BS_SCOPE_CATEGORY, bs_category_get_path (category));
      bs_sidebar_focus_selected (self);
    }

  gtk_label_set_text (self->typed, self->search->str);
  gtk_revealer_set_reveal_child (self->typed_revealer, TRUE);
  if (category == NULL)
    gtk_widget_add_css_class (GTK_WIDGET (self->typed), "error");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self->typed), "error");

  g_clear_handle_id (&self->search_id, g_source_remove);
  self->search_id = g_timeout_add (WORD_ENDS, search_ends_cb, self);
}

static void
commit_cb (BsSidebar *self, const char *text, GtkIMContext *context)
{
  g_assert (BS_IS_SIDEBAR (self));

  if (self->library == NULL || text[0] == '\0' || g_unichar_iscntrl (g_utf8_get_char (text)))
    return;
  /* A space alone is the list's own key. */
  if (self->search->len == 0 && g_unichar_isspace (g_utf8_get_char (text)))
    return;

  search (self, text);
}

static gboolean
key_pressed_cb (BsSidebar *self, guint keyval, guint keycode, GdkModifierType state, GtkEventControllerKey *key)
{
  g_assert (BS_IS_SIDEBAR (self));

  if (self->search->len == 0)
    return GDK_EVENT_PROPAGATE;

  if (keyval == GDK_KEY_Escape)
    {
      bs_sidebar_end_search (self);
      return GDK_EVENT_STOP;
    }
  if (keyval == GDK_KEY_BackSpace)
    {
      g_autofree char *rest = g_utf8_substring (self->search->str, 0, g_utf8_strlen (self->search->str, -1) - 1);

      g_string_truncate (self->search, 0);
      if (rest[0] != '\0')
        search (self, rest);
      else
        bs_sidebar_end_search (self);
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

/* Names are typed as they are anywhere else, Chinese ones through an input method. */
void
bs_sidebar_install_search (BsSidebar *self)
{
  g_autoptr (GtkIMContext) context = gtk_im_multicontext_new ();
  GtkEventController *key = gtk_event_controller_key_new ();
  GtkEventController *focus = gtk_event_controller_focus_new ();

  gtk_im_context_set_client_widget (context, GTK_WIDGET (self->view));
  gtk_im_context_set_use_preedit (context, FALSE);
  g_signal_connect_object (context, "commit", G_CALLBACK (commit_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (key, "key-pressed", G_CALLBACK (key_pressed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (focus, "enter", G_CALLBACK (focus_enter_cb), context, G_CONNECT_SWAPPED);
  g_signal_connect_object (focus, "leave", G_CALLBACK (focus_leave_cb), context, G_CONNECT_SWAPPED);
  gtk_event_controller_key_set_im_context (GTK_EVENT_CONTROLLER_KEY (key), context);

  gtk_widget_add_controller (GTK_WIDGET (self->view), key);
  gtk_widget_add_controller (GTK_WIDGET (self->view), focus);
}
