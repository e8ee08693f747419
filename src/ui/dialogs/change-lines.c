/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "ui/dialogs/change-lines.h"
#include "ui/widgets/verbatim.h"

#include <string.h>

#include "model/change/organise/diff.h"

/* Of a longer change, the beginning is shown. */
#define MAX_LINES 6

/* The part of a long line around the first difference, in characters. */
#define MAX_BEFORE 40
#define MAX_AFTER 160

struct _BsChangeLines
{
  GtkWidget parent_instance;

  guint n_lines;
};

G_DEFINE_FINAL_TYPE (BsChangeLines, bs_change_lines, GTK_TYPE_WIDGET)

static void
bs_change_lines_dispose (GObject *object)
{
  bs_change_lines_clear (BS_CHANGE_LINES (object));

  G_OBJECT_CLASS (bs_change_lines_parent_class)->dispose (object);
}

static void
bs_change_lines_class_init (BsChangeLinesClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = bs_change_lines_dispose;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BOX_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "changelines");
}

static void
bs_change_lines_init (BsChangeLines *self)
{
  gtk_orientable_set_orientation (GTK_ORIENTABLE (gtk_widget_get_layout_manager (GTK_WIDGET (self))),
                                  GTK_ORIENTATION_VERTICAL);
}

GtkWidget *
bs_change_lines_new (void)
{
  return g_object_new (BS_TYPE_CHANGE_LINES, NULL);
}

void
bs_change_lines_clear (BsChangeLines *self)
{
  GtkWidget *child;

  g_return_if_fail (BS_IS_CHANGE_LINES (self));

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);
  self->n_lines = 0;
}

static GtkWidget *
add_label (BsChangeLines *self, const char *text, const char *css_class)
{
  GtkWidget *label = bs_verbatim_new (text, 4, "compared-line");

  if (css_class != NULL)
    gtk_widget_add_css_class (label, css_class);
  gtk_widget_set_parent (label, GTK_WIDGET (self));
  self->n_lines++;
  return label;
}

/* The displayed part of a line, without characters that are invisible or change the direction. */
static char *
cut (const char *line, gsize length, gsize place)
{
  GString *out = g_string_new (NULL);
  g_autofree char *valid = g_utf8_make_valid (line, (gssize) length);
  const char *end = valid + strlen (valid);
  const char *from = valid + MIN (place, (gsize) (end - valid));
  guint n = 0;

  while (from > valid && ((*from & 0xc0) == 0x80 || n++ < MAX_BEFORE))
    from--;
  while (from > valid && (*from & 0xc0) == 0x80)
    from--;
  if (from > valid)
    g_string_append (out, "…");
  n = 0;
  for (; from < end; from = g_utf8_next_char (from))
    {
      gunichar c = g_utf8_get_char (from);

      if (n++ == MAX_BEFORE + MAX_AFTER)
        {
          g_string_append (out, "…");
          break;
        }
      if (c == '\t')
        g_string_append (out, "⇥ ");
      else
        g_string_append_unichar (
            out, g_unichar_iscntrl (c) || (c >= 0x2028 && c <= 0x202e) || (c >= 0x2066 && c <= 0x2069) ? ' ' : c);
    }
  return g_string_free (out, FALSE);
}

static gsize
find_difference (const char *one, const char *other)
{
  gsize i = 0;

  while (one[i] != '\0' && one[i] == other[i])
    i++;
  return i;
}

static void
add_lines (BsChangeLines *self, char **lines, char **others, const char *sign, const char *css_class)
{
  guint n_others = g_strv_length (others);

  for (guint i = 0; lines[i] != NULL; i++)
    {
      gsize place = i < n_others ? find_difference (lines[i], others[i]) : 0;
      g_autofree char *shown = NULL;
      g_autofree char *text = NULL;

      if (i == MAX_LINES)
        {
          add_label (self, "⋯", css_class);
          break;
        }
      shown = cut (lines[i], strlen (lines[i]), place);
      text = g_strdup_printf ("%s %s", sign, shown);
      add_label (self, text, css_class);
    }
}

static void
add_hunk (BsChangeLines *self, const char *before, const char *after)
{
  g_auto (GStrv) old_lines = g_strsplit (before, "\n", MAX_LINES + 2);
  g_auto (GStrv) new_lines = g_strsplit (after, "\n", MAX_LINES + 2);

  add_lines (self, old_lines, new_lines, "−", "removed-line");
  add_lines (self, new_lines, old_lines, "+", "added-line");
}

/* Lines between them that stay the same are left out.
 *
 * @before: lines, or none if lines are added
 * @after: lines, or none if lines are removed */
void
bs_change_lines_add (BsChangeLines *self, const char *before, const char *after)
{
  g_autofree char *old_text = NULL;
  g_autofree char *new_text = NULL;
  g_autofree char *diff = NULL;
  g_autoptr (GBytes) old_bytes = NULL;
  g_autoptr (GBytes) new_bytes = NULL;

  g_return_if_fail (BS_IS_CHANGE_LINES (self));
  g_return_if_fail (before != NULL && after != NULL);

  if (strchr (before, '\n') == NULL || strchr (after, '\n') == NULL)
    {
      add_hunk (self, before, after);
      return;
    }
  old_text = g_strconcat (before, "\n", NULL);
  new_text = g_strconcat (after, "\n", NULL);
  old_bytes = g_bytes_new_static (old_text, strlen (old_text));
  new_bytes = g_bytes_new_static (new_text, strlen (new_text));
  diff = bs_diff_unified ("", old_bytes, new_bytes);
  bs_change_lines_add_diff (self, diff);
}

/* A line whose problem is marked, in bytes of it. */
void
bs_change_lines_add_marked (BsChangeLines *self, const char *line, gsize mark_start, gsize mark_end)
{
  g_autoptr (PangoAttrList) attributes = NULL;
  g_autofree char *text = NULL;
  GtkWidget *label;

  g_return_if_fail (BS_IS_CHANGE_LINES (self));
  g_return_if_fail (line != NULL && mark_start <= mark_end && mark_end <= strlen (line));

  /* Below the signs of other lines there is nothing. */
  text = g_strconcat ("  ", line, NULL);
  label = add_label (self, text, "marked-line");
  attributes = pango_attr_list_new ();
  for (guint i = 0; mark_end > mark_start && i < 3; i++)
    {
      PangoAttribute *attribute = i == 0 ? pango_attr_background_new (0xe6 * 257, 0x61 * 257, 0x00) :
                                  i == 1 ? pango_attr_background_alpha_new (0x7000) :
                                           pango_attr_underline_new (PANGO_UNDERLINE_ERROR);

      attribute->start_index = (guint) mark_start + 2;
      attribute->end_index = (guint) mark_end + 2;
      pango_attr_list_insert (attributes, attribute);
    }
  bs_verbatim_set_attributes (GTK_LABEL (label), attributes);
}

/* Returns: (transfer full): the lines of a hunk that begin with a sign, without it */
static char *
take_signed (char *const *lines, char sign, guint *n)
{
  g_autoptr (GString) out = g_string_new (NULL);

  for (*n = 0; lines[*n] != NULL && lines[*n][0] == sign; (*n)++)
    g_string_append_printf (out, "%s%s", *n > 0 ? "\n" : "", lines[*n] + 1);
  return g_strdup (out->str);
}

/* @diff: a unified diff, with its two lines about the file */
void
bs_change_lines_add_diff (BsChangeLines *self, const char *diff)
{
  g_auto (GStrv) lines = NULL;

  g_return_if_fail (BS_IS_CHANGE_LINES (self));
  g_return_if_fail (diff != NULL);

  lines = g_strsplit (diff, "\n", -1);
  for (guint i = MIN (g_strv_length (lines), 2); lines[i] != NULL; i++)
    {
      guint n_old, n_new;
      g_autofree char *old_lines = NULL;
      g_autofree char *new_lines = NULL;

      if (lines[i][0] != '-' && lines[i][0] != '+')
        continue;
      if (self->n_lines >= 2 * MAX_LINES)
        {
          add_label (self, "⋯", NULL);
          return;
        }
      old_lines = take_signed (lines + i, '-', &n_old);
      new_lines = take_signed (lines + i + n_old, '+', &n_new);
      add_hunk (self, old_lines, new_lines);
      i += n_old + n_new - 1;
    }
}
