/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "ui/dialogs/go-to.h"
#include "ui/list/search-field.h"
#include "window-fixture.h"

/* Going to a place by a few letters. */

static void
set_up (WindowFixture *self, gconstpointer application)
{
  window_fixture_set_up (self, application);
  window_fixture_write (self, "bank.md",
                        "---\ntitle: 银行的故事\ndate: 2024-01-01\ncategories: [经济]\ntags: [音乐]\n---\nA.\n");
  window_fixture_write (self, "linux.md",
                        "---\ntitle: Linux at home\ndate: 2024-01-02\ncategories: [Tech]\nauthor: Ann\n---\nB.\n");
  window_fixture_write (self, "third.md", "---\ntitle: Third\ndate: 2024-01-03\ncategories: [Tech]\n---\nC.\n");
  window_fixture_open (self);
}

static BsGoToDialog *
get_dialog (WindowFixture *self)
{
  GtkWindow *dialog = window_fixture_find_window (BS_TYPE_GO_TO_DIALOG);

  return dialog != NULL ? BS_GO_TO_DIALOG (dialog) : NULL;
}

static BsGoToDialog *
open_dialog (WindowFixture *self)
{
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (self->window), "win.go-to", NULL));
  g_assert_nonnull (get_dialog (self));
  return get_dialog (self);
}

static GtkWidget *
part (WindowFixture *self, const char *name)
{
  return window_fixture_part (GTK_WIDGET (get_dialog (self)), name);
}

static void
type (WindowFixture *self, const char *text)
{
  gtk_editable_set_text (GTK_EDITABLE (part (self, "entry")), text);
}

/* The texts that are offered, with their details in brackets. */
static gboolean
offers (WindowFixture *self, const char *expected)
{
  GListModel *places =
      G_LIST_MODEL (gtk_widget_get_template_child (GTK_WIDGET (get_dialog (self)), BS_TYPE_GO_TO_DIALOG, "places"));
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < g_list_model_get_n_items (places); i++)
    {
      g_autoptr (GObject) object = g_list_model_get_item (places, i);
      const BsGoToItem *item = g_object_get_data (object, "bs-place");

      g_string_append_printf (text, "%s%s", i > 0 ? "; " : "", item->text);
      if (item->detail != NULL && *item->detail != '\0')
        g_string_append_printf (text, " (%s)", item->detail);
    }
  return g_str_equal (text->str, expected);
}

static void
press (WindowFixture *self, guint keyval)
{
  window_fixture_press (part (self, "entry"), keyval, 0);
}

static void
enter (WindowFixture *self)
{
  g_signal_emit_by_name (part (self, "entry"), "activate");
}

static void
test_article (WindowFixture *self, gconstpointer application)
{
  open_dialog (self);
  type (self, "yinhang");
  wait_until (offers (self, "银行的故事"));
  enter (self);
  wait_until (window_fixture_selected_is (self, "银行的故事"));
  wait_until (get_dialog (self) == NULL);

  /* Enter before the answer: the first of the answer is meant. */
  open_dialog (self);
  type (self, "lah");
  enter (self);
  wait_until (window_fixture_selected_is (self, "Linux at home"));
}

/* The article is shown although the list does not have it. */
static void
test_elsewhere (WindowFixture *self, gconstpointer application)
{
  static const char *const tech[] = { "Tech", NULL };

  bs_sidebar_show_scope (window_fixture_sidebar (self), BS_SCOPE_CATEGORY, tech);
  wait_until (window_fixture_n_articles (self) == 2);
  gtk_widget_activate_action (GTK_WIDGET (self->window), "win.search", NULL);
  bs_search_field_set_text (
      BS_SEARCH_FIELD (window_fixture_part (GTK_WIDGET (window_fixture_articles (self)), "search")), "third");
  wait_until (window_fixture_n_articles (self) == 1);
  open_dialog (self);
  type (self, "银行");
  wait_until (offers (self, "银行的故事"));
  enter (self);
  wait_until (window_fixture_selected_is (self, "银行的故事"));
}

static void
test_places (WindowFixture *self, gconstpointer application)
{
  open_dialog (self);
  type (self, "tech");
  wait_until (offers (self, "Tech"));
  enter (self);
  wait_until (bs_sidebar_get_scope (window_fixture_sidebar (self)) == BS_SCOPE_CATEGORY);
  wait_until (window_fixture_n_articles (self) == 2);

  open_dialog (self);
  type (self, "yinyue");
  wait_until (offers (self, "音乐"));
  enter (self);
  wait_until (bs_sidebar_get_scope (window_fixture_sidebar (self)) == BS_SCOPE_TAG);

  /* The keys: the second of two. */
  open_dialog (self);
  type (self, "t");
  wait_until (offers (self, "Third; Tech; Linux at home (Ann)"));
  press (self, GDK_KEY_Down);
  g_assert_cmpuint (gtk_single_selection_get_selected (GTK_SINGLE_SELECTION (gtk_widget_get_template_child (
                        GTK_WIDGET (get_dialog (self)), BS_TYPE_GO_TO_DIALOG, "selection"))),
                    ==, 1);
  enter (self);
  wait_until (bs_sidebar_get_scope (window_fixture_sidebar (self)) == BS_SCOPE_CATEGORY);

  open_dialog (self);
  type (self, "zzz");
  wait_until (offers (self, ""));
  enter (self);
  g_assert_nonnull (get_dialog (self));
}

static void
test_recent (WindowFixture *self, gconstpointer application)
{
  open_dialog (self);
  g_assert_true (offers (self, ""));
  type (self, "third");
  wait_until (offers (self, "Third"));
  enter (self);
  wait_until (get_dialog (self) == NULL);
  open_dialog (self);
  g_assert_true (offers (self, "Third"));
  type (self, "ann");
  wait_until (offers (self, "Ann"));
  enter (self);
  wait_until (get_dialog (self) == NULL);

  /* Also after the folder is opened again. */
  window_fixture_close (self);
  self->window = bs_application_new_window (self->application);
  gtk_window_present (GTK_WINDOW (self->window));
  window_fixture_open (self);
  open_dialog (self);
  g_assert_true (offers (self, "Ann; Third"));
  g_assert_true (gtk_widget_get_visible (part (self, "recent_bar")));

  /* And forgotten. */
  g_signal_emit_by_name (part (self, "clear_button"), "clicked");
  g_assert_true (offers (self, ""));
  g_assert_false (gtk_widget_get_visible (part (self, "recent_bar")));
  gtk_window_close (GTK_WINDOW (get_dialog (self)));
  wait_until (get_dialog (self) == NULL);
  open_dialog (self);
  g_assert_true (offers (self, ""));
}

static void
test_commands (WindowFixture *self, gconstpointer application)
{
  open_dialog (self);
  type (self, ">histo");
  wait_until (offers (self, "History (Ctrl+H)"));
  type (self, "> styledark");
  wait_until (offers (self, "Style: Dark"));
  enter (self);
  wait_until (get_dialog (self) == NULL);
  {
    g_autoptr (GVariant) state = g_action_group_get_action_state (G_ACTION_GROUP (self->application), "style");

    g_assert_cmpstr (g_variant_get_string (state, NULL), ==, "dark");
  }

  /* Only possible commands: no article is selected, and nothing can be undone. */
  open_dialog (self);
  type (self, ">star");
  wait_until (!offers (self, ""));
  g_assert_false (offers (self, "Star (S)"));
  type (self, ">findin");
  wait_until (offers (self, "Find in the Article (Ctrl+G)"));
  type (self, "＞alltags");
  wait_until (offers (self, "All Tags"));
}

static void
test_keys (WindowFixture *self, gconstpointer application)
{
  open_dialog (self);
  wait_until (gtk_widget_get_mapped (GTK_WIDGET (get_dialog (self))));
  g_signal_emit_by_name (part (self, "entry"), "stop-search");
  wait_until (get_dialog (self) == NULL);

  open_dialog (self);
  wait_until (gtk_widget_get_mapped (GTK_WIDGET (get_dialog (self))));
  g_assert_true (window_fixture_press (GTK_WIDGET (get_dialog (self)), GDK_KEY_k, GDK_CONTROL_MASK));
  wait_until (get_dialog (self) == NULL);
}

int
main (int argc, char *argv[])
{
  static const WindowFixtureTest tests[] = {
    { "/broadsheet/window-go-to/article", test_article },   { "/broadsheet/window-go-to/elsewhere", test_elsewhere },
    { "/broadsheet/window-go-to/places", test_places },     { "/broadsheet/window-go-to/recent", test_recent },
    { "/broadsheet/window-go-to/commands", test_commands }, { "/broadsheet/window-go-to/keys", test_keys },
  };

  return window_fixture_run (argc, argv, set_up, tests, G_N_ELEMENTS (tests));
}
