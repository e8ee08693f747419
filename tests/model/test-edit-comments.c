/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Random edits of brackets with comments between their items. The comment `# of-i3` belongs to the item `i3` and must
 * stay with it for as long as the item exists; comments on their own lines always stay.
 *
 * BROADSHEET_EDITS: the number of edits. BROADSHEET_EDIT_SEED: the random seed. */

#include "model/change/edit/edit-apply.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define QUICK_EDITS 3000
#define MAX_ITEMS 6
#define FIRST_NEW 900 /* new items have numbers from here on */

typedef struct
{
  GRand *rand;
  const char *newline;
  gboolean is_toml;
  gboolean is_map;
  gboolean is_plain; /* each item is on its own line, which can always be edited */
  guint n_items;
  GString *text;
  guint n_own;
} Sheet;

static gboolean
toss (const Sheet *self)
{
  return g_rand_boolean (self->rand);
}

static void
append_own (Sheet *self)
{
  if (toss (self))
    g_string_append_printf (self->text, "  # own%u%s", self->n_own++, self->newline);
}

static void
append_item (Sheet *self, guint i)
{
  gboolean is_last = i + 1 == self->n_items;

  if (self->is_toml)
    g_string_append_printf (self->text, "\"i%u\"", i);
  else if (self->is_map)
    g_string_append_printf (self->text, "i%u: v", i);
  else
    g_string_append_printf (self->text, "i%u", i);
  if (!is_last || toss (self))
    g_string_append (self->text, toss (self) ? "," : " ,");
  if (!self->is_plain && toss (self))
    {
      if (!is_last)
        g_string_append_c (self->text, ' ');
      return;
    }
  if (toss (self))
    g_string_append_printf (self->text, " # of-i%u", i);
  g_string_append (self->text, self->newline);
  append_own (self);
  if (!is_last)
    g_string_append (self->text, "  ");
}

static void
write_sheet (Sheet *self)
{
  const char *fence = self->is_toml ? "+++" : "---";

  self->text = g_string_new (NULL);
  g_string_append_printf (self->text, "%s%sflow%s%c", fence, self->newline, self->is_toml ? " = " : ": ",
                          self->is_map ? '{' : '[');
  if (self->is_plain || toss (self))
    {
      if (toss (self))
        g_string_append_printf (self->text, " # own%u", self->n_own++);
      g_string_append (self->text, self->newline);
      append_own (self);
      g_string_append (self->text, "  ");
    }
  for (guint i = 0; i < self->n_items; i++)
    append_item (self, i);
  g_string_append_printf (self->text, "%c%sx%s1%s%s%sText.", self->is_map ? '}' : ']', self->newline,
                          self->is_toml ? " = " : ": ", self->newline, fence, self->newline);
}

static BsValue *
new_item (guint number)
{
  g_autofree char *text = g_strdup_printf ("i%u", number);
  BsValue *value = bs_value_new_scalar (BS_VALUE_STRING, text, -1, 0, 0);

  value->quoted = TRUE;

  return value;
}

/* Some of the items, in the same or another order, mixed with new ones. */
static BsValue *
new_list (const Sheet *self)
{
  BsValue *list = bs_value_new (BS_VALUE_LIST, 0, 0);
  gint32 turn = g_rand_int_range (self->rand, 0, 4) == 0 ? g_rand_int_range (self->rand, 0, (gint32) self->n_items) : 0;

  for (guint i = 0; i < self->n_items; i++)
    {
      if (g_rand_int_range (self->rand, 0, 4) == 0)
        bs_value_append (list, new_item (FIRST_NEW + i));
      if (g_rand_int_range (self->rand, 0, 4) > 0)
        bs_value_append (list, new_item ((i + turn) % self->n_items));
    }
  if (toss (self))
    bs_value_append (list, new_item (FIRST_NEW + self->n_items));

  return list;
}

/* Returns whether the edit must succeed if items have their own lines. */
static gboolean
fill_edit (const Sheet *self, BsEdit *edit)
{
  const char *const flow[] = { "flow", NULL };
  guint number = g_rand_int_range (self->rand, 0, (gint32) self->n_items);
  g_autofree char *name = g_strdup_printf ("i%u", number);
  g_autofree char *place = self->is_map ? g_strdup (name) : g_strdup_printf ("%u", number);
  const char *const item[] = { "flow", place, NULL };
  const char *const new_key[] = { "flow", "i900", NULL };

  switch (g_rand_int_range (self->rand, 0, 5))
    {
    case 0:
      bs_edit_remove (edit, item);
      return TRUE;
    case 1:
      bs_edit_set_text (edit, item, self->is_map ? "w" : "i901");
      return TRUE;
    case 2:
      bs_edit_remove (edit, item);
      G_GNUC_FALLTHROUGH;
    case 3:
      if (self->is_map)
        bs_edit_set_text (edit, new_key, "w");
      else
        bs_edit_add_text (edit, flow, "i900");
      return TRUE;
    default:
      if (self->is_map)
        bs_edit_remove (edit, item);
      else
        bs_edit_set (edit, flow, new_list (self));
      return self->is_map;
    }
}

/* The last item that shares a line with others; -1 if none. */
static int
find_last_item (const char *line, gsize length, gboolean *items)
{
  int last = -1;

  for (gsize i = 0; i + 1 < length; i++)
    {
      if (line[i] == 'i' && g_ascii_isdigit (line[i + 1]) && (i == 0 || !g_ascii_isalnum (line[i - 1])))
        {
          last = atoi (line + i + 1);
          if (last < MAX_ITEMS)
            items[last] = TRUE;
        }
    }

  return last;
}

static void
check_comments (const Sheet *self, const char *after)
{
  g_auto (GStrv) lines = g_strsplit_set (after, "\r\n", -1);
  gboolean items[MAX_ITEMS] = { FALSE };
  gboolean comments[MAX_ITEMS] = { FALSE };
  const char *own = self->text->str;

  for (guint i = 0; lines[i] != NULL; i++)
    find_last_item (lines[i], strcspn (lines[i], "#"), items);
  for (guint i = 0; lines[i] != NULL; i++)
    {
      gboolean found[MAX_ITEMS];
      const char *comment = strstr (lines[i], "# of-i");
      int owner, last;

      if (comment == NULL)
        continue;
      owner = atoi (comment + strlen ("# of-i"));
      last = find_last_item (lines[i], comment - lines[i], found);
      g_assert_cmpint (owner, <, MAX_ITEMS);
      g_assert_false (comments[owner]);
      comments[owner] = TRUE;
      if (last != owner)
        g_assert_true (!items[owner] && (last < 0 || last >= FIRST_NEW));
    }
  for (guint i = 0; i < MAX_ITEMS; i++)
    {
      g_autofree char *comment = g_strdup_printf ("# of-i%u", i);

      if (items[i] && strstr (self->text->str, comment) != NULL)
        g_assert_true (comments[i]);
    }
  while ((own = strstr (own, "# own")) != NULL)
    {
      g_autofree char *comment = g_strndup (own, strcspn (own, "\r\n"));

      g_assert_nonnull (strstr (after, comment));
      own += strlen (comment);
    }
}

static void
test_random (void)
{
  const char *edits = g_getenv ("BROADSHEET_EDITS");
  const char *seed = g_getenv ("BROADSHEET_EDIT_SEED");
  guint n = edits != NULL ? (guint) atoi (edits) : QUICK_EDITS;
  g_autoptr (GRand) rand = g_rand_new_with_seed (seed != NULL ? (guint32) atoi (seed) : 1);
  guint n_done = 0, n_refused = 0;

  while (n_done < n)
    {
      Sheet sheet = { .rand = rand, .newline = g_rand_boolean (rand) ? "\n" : "\r\n" };
      g_autoptr (BsEdit) edit = bs_edit_new ();
      g_autoptr (GBytes) bytes = NULL;
      g_autoptr (GBytes) made = NULL;
      g_autoptr (GError) error = NULL;
      gboolean is_sure;

      sheet.is_toml = g_rand_int_range (rand, 0, 3) == 0;
      sheet.is_map = !sheet.is_toml && g_rand_int_range (rand, 0, 3) == 0;
      sheet.is_plain = g_rand_boolean (rand);
      sheet.n_items = g_rand_int_range (rand, 1, MAX_ITEMS + 1);
      write_sheet (&sheet);
      is_sure = fill_edit (&sheet, edit);
      bytes = g_bytes_new (sheet.text->str, sheet.text->len);
      made = bs_edit_apply (edit, bytes, &error);
      if (made != NULL)
        {
          g_autofree char *after = g_strndup (g_bytes_get_data (made, NULL), g_bytes_get_size (made));

          if (g_test_verbose ())
            g_test_message ("%s\n→\n%s", sheet.text->str, after);
          check_comments (&sheet, after);
          n_done++;
        }
      else
        {
          if (g_test_verbose ())
            g_test_message ("%s\n%s", sheet.text->str, error->message);
          if (is_sure && sheet.is_plain)
            g_assert_no_error (error);
          n_refused++;
          g_assert_cmpuint (n_refused, <, n + 100);
        }
      g_string_free (sheet.text, TRUE);
    }
  g_test_message ("%u edits; besides, %u were refused", n_done, n_refused);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/broadsheet/edit-comments/random", test_random);

  return g_test_run ();
}
