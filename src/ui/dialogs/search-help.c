/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "ui/dialogs/search-help.h"

#include <glib/gi18n-lib.h>

#include "ui/widgets/shorthand.h"

/* Widths in pixels: of the content, and of the rest of the window. */
#define MIN_WIDTH 260
#define MAX_WIDTH 520
#define SIDES 72

struct _BsSearchHelp
{
  GtkPopover parent_instance;

  GtkWidget *scroller;
  GtkListBox *examples;
};

enum
{
  CHOSEN,
  N_SIGNALS
};

/* The operators are the same in every language; their descriptions are translated. Names are inserted with quotes,
 * because the sidebar does not show which of them need quotes. */
static const BsSearchExample examples[] = {
  { "\"\"", N_ ("\"these words\""), N_ ("exact phrase") },
  { "=\"\"", N_ ("=\"鐵路\""), N_ ("exactly these characters, without variants") },
  { "-", N_ ("-word"), N_ ("excludes the word") },
  { "OR ", N_ ("one OR other"), N_ ("at least one of them") },
  { "NEAR ", N_ ("one NEAR other"), N_ ("both, with at most ten words between them; NEAR/3 for three") },
  { "title:", N_ ("title:word"), N_ ("in the title") },
  { "category:\"\"", N_ ("category:News/City"), N_ ("in a category, or below it") },
  { "tag:\"\"", N_ ("tag:\"two words\""), N_ ("with a tag; put names with spaces in quotes; also #tag") },
  { "author:\"\"", N_ ("author:name"), N_ ("from a source") },
  { "in:\"\"", N_ ("in:folder"), N_ ("in a folder, or below it") },
  { "date:", "date:2022-05", N_ ("on that day, in that month or year; also yesterday, 7d") },
  { "before:", "before:2022-05", N_ ("before that day, month or year") },
  { "after:", "after:2022-05-17", N_ ("since the start of that day, month or year") },
  { "is:unread", "is:unread", N_ ("not read yet; also read, starred, draft, broken, undated") },
  { "has:image", "has:image", N_ ("with an image; also code, math, video, note") },
  { "lang:", "lang:zh", N_ ("written in that language") },
  { "problem:", "problem:colon", N_ ("with that kind of problem") },
  { "", N_ ("key:value"), N_ ("with that value in any field of the front matter") },
  { "(", N_ ("(one two) OR three"), N_ ("parentheses group words") },
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (BsSearchHelp, bs_search_help, GTK_TYPE_POPOVER)

static void
example_cb (BsSearchHelp *self, GtkListBoxRow *row)
{
  g_assert (BS_IS_SEARCH_HELP (self));
  g_assert (GTK_IS_LIST_BOX_ROW (row));

  g_signal_emit (self, signals[CHOSEN], 0, examples[gtk_list_box_row_get_index (row)].insert);
}

static void
add_examples (BsSearchHelp *self)
{
  g_autoptr (GtkSizeGroup) column = gtk_size_group_new (GTK_SIZE_GROUP_HORIZONTAL);

  for (gsize i = 0; i < G_N_ELEMENTS (examples); i++)
    {
      GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 18);
      GtkWidget *example = gtk_label_new (_ (examples[i].example));
      GtkWidget *meaning = gtk_label_new (_ (examples[i].meaning));
      g_autofree char *name = g_strdup_printf (_ ("%s: %s"), _ (examples[i].example), _ (examples[i].meaning));

      gtk_label_set_xalign (GTK_LABEL (example), 0);
      gtk_label_set_xalign (GTK_LABEL (meaning), 0);
      gtk_label_set_wrap (GTK_LABEL (meaning), TRUE);
      gtk_label_set_width_chars (GTK_LABEL (meaning), 12);
      gtk_label_set_max_width_chars (GTK_LABEL (meaning), 44);
      gtk_label_set_yalign (GTK_LABEL (example), 0);
      gtk_widget_add_css_class (example, "monospace");
      gtk_widget_add_css_class (meaning, "dim-label");
      gtk_size_group_add_widget (column, example);
      gtk_box_append (GTK_BOX (box), example);
      gtk_box_append (GTK_BOX (box), meaning);
      gtk_list_box_append (self->examples, box);
      gtk_accessible_update_property (GTK_ACCESSIBLE (gtk_widget_get_parent (box)), GTK_ACCESSIBLE_PROPERTY_LABEL, name,
                                      -1);
    }
}

/* As wide as most meanings, if the window has room. */
static void
bs_search_help_show (GtkWidget *widget)
{
  BsSearchHelp *self = BS_SEARCH_HELP (widget);
  GtkWidget *window = GTK_WIDGET (gtk_widget_get_root (widget));

  gtk_widget_set_size_request (self->scroller, CLAMP (gtk_widget_get_width (window) - SIDES, MIN_WIDTH, MAX_WIDTH), -1);
  GTK_WIDGET_CLASS (bs_search_help_parent_class)->show (widget);
}

static void
bs_search_help_class_init (BsSearchHelpClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  signals[CHOSEN] = bs_new_signal (klass, "chosen", 1, G_TYPE_STRING);

  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/broadsheet/Broadsheet/ui/search-help.ui");
  widget_class->show = bs_search_help_show;
  gtk_widget_class_bind_template_child (widget_class, BsSearchHelp, scroller);
  gtk_widget_class_bind_template_child (widget_class, BsSearchHelp, examples);
  gtk_widget_class_bind_template_callback (widget_class, example_cb);
}

static void
bs_search_help_init (BsSearchHelp *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  add_examples (self);
}

GtkWidget *
bs_search_help_new (void)
{
  return g_object_new (BS_TYPE_SEARCH_HELP, NULL);
}

/* @n: (out): how many
 *
 * Returns: (transfer none) (array length=n): the operators */
const BsSearchExample *
bs_search_help_get_examples (guint *n)
{
  *n = G_N_ELEMENTS (examples);
  return examples;
}
