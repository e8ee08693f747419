/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Random edits of real files. No byte outside the edited value may change, the file must read back with exactly that
 * change, and undo must restore the original bytes.
 *
 * BROADSHEET_EDITS: the number of edits. BROADSHEET_EDIT_FOLDERS: folders of articles, separated by colons.
 * BROADSHEET_EDIT_SEED: the random seed. BROADSHEET_EDIT_OUTPUT: a file for the edits of YAML, one JSON object per
 * edit, which are compared with other YAML parsers (tests/soak/cross-check.py). */

#include "model/change/edit/edit-apply.h"
#include "model/change/write/journal-step.h"
#include "model/format/article/article.h"
#include "model/format/text/encoding.h"
#include "model/format/front-matter/json-writer.h"
#include "model/format/front-matter/outline.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#define QUICK_EDITS 3000

typedef struct
{
  BsText text;
  BsFrontMatter front_matter;
  GPtrArray *problems;
} Reading;

typedef struct
{
  GRand *rand;
  GPtrArray *files; /* (element-type filename) */
  FILE *output;
  guint n_done;
  guint n_same;
  guint n_refused;
} Trial;

static void
reading_clear (Reading *self)
{
  bs_front_matter_clear (&self->front_matter);
  bs_text_clear (&self->text);
  g_clear_pointer (&self->problems, g_ptr_array_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Reading, reading_clear)

static void
read_bytes (Reading *self, GBytes *bytes)
{
  gsize length;
  const char *data = g_bytes_get_data (bytes, &length);

  self->problems = bs_problems_new ();
  bs_text_decode (&self->text, data, length, self->problems);
  bs_front_matter_read (&self->front_matter, self->text.data, self->text.length, self->problems);
}

static void
collect (GPtrArray *files, const char *path)
{
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);
  const char *name;

  if (dir == NULL)
    {
      g_autofree char *base = g_path_get_basename (path);

      if (bs_article_name_is_article (base) && g_file_test (path, G_FILE_TEST_IS_REGULAR))
        g_ptr_array_add (files, g_strdup (path));
      return;
    }
  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *child = g_build_filename (path, name, NULL);

      collect (files, child);
    }
}

static char *
make_text (GRand *rand)
{
  static const char *const texts[] = {
    "no",      "1.10",       "2022-05-17", "@foo",     "a: b",
    "- x",     "",           "line\nline", "it's",     "\"q\"",
    "'\"",     "~",          "null",       "true",     "0x1F",
    "1_000",   "12:30:45",   "# x",        "a #b",     "[a]",
    "{b: c}",  "*alias",     "&anchor",    "!tag",     "|",
    ">",       "%",          "`x`",        "标题：一", "正文",
    " lead",   "trail ",     "tab\there",  "back\\s",  "a\\nb",
    "🎉",       "é\302\240x", "\u2028",     "\302\205", "\u200b",
    "---",     "...",        "=",          "<<",       "y",
    "Off",     "1e3",        ".5",         "-.inf",    "+1",
    "a,b",     "a]b",        "?",          "? x",      ":",
    ":x",      "x:",         "-",          "--",       "-x",
    "\n",      "a\n\n b\n",  "\r\n",       "\r",       "\001",
    "&#123;x", "{{ x }}",    "{% y %}",    "\ufeff",   "2001-12-14t21:59:43.10-05:00",
    "0o14",    "014",        "1:2",        "a:b",      "http://x/",
    "100%",    "2 + 2",      "…",          "ＡＢＣ",   "Tue, 17 May 2022 23:51:20 GMT",
  };
  static const char *const parts[] = { "a", "Z", " ", ":",  "#", "'", "\"", "\\", "-",
                                       ",", "[", "}", "中", "é", "0", "\n", ". ", "!" };
  g_autoptr (GString) out = NULL;

  if (g_rand_int_range (rand, 0, 3) > 0)
    return g_strdup (texts[g_rand_int_range (rand, 0, G_N_ELEMENTS (texts))]);

  out = g_string_new (NULL);
  for (gint32 n = g_rand_int_range (rand, 0, 24); n > 0; n--)
    g_string_append (out, parts[g_rand_int_range (rand, 0, G_N_ELEMENTS (parts))]);

  return g_string_free (g_steal_pointer (&out), FALSE);
}

static BsValue *
new_text (const char *text)
{
  BsValue *value = bs_value_new_scalar (BS_VALUE_STRING, text, -1, 0, 0);

  value->quoted = TRUE;

  return value;
}

/* Chooses a random path, sometimes one that ends in a new key. Returns the current value, if any. */
static const BsValue *
choose_path (GRand *rand, const BsValue *root, GPtrArray *path)
{
  const BsValue *value = root;

  for (;;)
    {
      gint32 n = value != NULL && value->items != NULL ? (gint32) value->items->len : 0;

      if (value == NULL || (path->len > 0 && (n == 0 || g_rand_int_range (rand, 0, 3) == 0)))
        return value;
      if (value->kind == BS_VALUE_MAP && (n == 0 || g_rand_int_range (rand, 0, 6) == 0))
        {
          static const char *const keys[] = { "tags", "title", "new",     "新键",  "a b",
                                              "no",   "x:y",   "updated", "draft", "1" };
          const char *key = keys[g_rand_int_range (rand, 0, G_N_ELEMENTS (keys))];

          g_ptr_array_add (path, g_strdup (key));
          value = bs_value_lookup (value, key);
          if (value == NULL)
            return NULL;
        }
      else if (value->kind == BS_VALUE_MAP)
        {
          value = g_ptr_array_index (value->items, g_rand_int_range (rand, 0, n));
          g_ptr_array_add (path, g_strdup (value->key));
        }
      else
        {
          gint32 i = g_rand_int_range (rand, 0, n);

          value = g_ptr_array_index (value->items, i);
          g_ptr_array_add (path, g_strdup_printf ("%d", i));
        }
    }
}

static BsValue *
shuffle (GRand *rand, const BsValue *list)
{
  BsValue *copy = bs_value_copy (list);

  for (guint i = copy->items->len; i > 1; i--)
    {
      gint32 j = g_rand_int_range (rand, 0, i);
      gpointer item = copy->items->pdata[i - 1];

      copy->items->pdata[i - 1] = copy->items->pdata[j];
      copy->items->pdata[j] = item;
    }
  g_clear_pointer (&copy->key, g_free);

  return copy;
}

/* The expected result of an edit, if it is easy to state. */
typedef struct
{
  GPtrArray *path;
  char *text; /* (nullable): the text of the value */
  gboolean was_scalar;
  gboolean is_double; /* a second key is set too */
} Aim;

#define SECOND_KEY "second"

static void
aim_clear (Aim *self)
{
  g_clear_pointer (&self->path, g_ptr_array_unref);
  g_clear_pointer (&self->text, g_free);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Aim, aim_clear)

static BsEdit *
make_edit (Trial *trial, const BsValue *root, Aim *aim)
{
  BsEdit *edit = bs_edit_new ();
  g_autofree char *text = make_text (trial->rand);
  const char *const *path;
  const BsValue *value;

  aim->path = g_ptr_array_new_with_free_func (g_free);
  value = choose_path (trial->rand, root, aim->path);
  g_ptr_array_add (aim->path, NULL);
  path = (const char *const *) aim->path->pdata;
  aim->was_scalar = value != NULL && bs_value_is_scalar (value);

  switch (g_rand_int_range (trial->rand, 0, 10))
    {
    case 0:
      bs_edit_remove (edit, path);
      break;
    case 1:
      bs_edit_add_text (edit, path, text);
      break;
    case 2:
      if (value != NULL && value->kind == BS_VALUE_LIST && value->items->len > 0)
        {
          const BsValue *item = g_ptr_array_index (value->items, g_rand_int_range (trial->rand, 0, value->items->len));

          bs_edit_remove_text (edit, path, item->text != NULL ? item->text : "");
          break;
        }
      bs_edit_set_text (edit, path, text);
      break;
    case 3:
      if (value != NULL && value->kind == BS_VALUE_LIST)
        {
          bs_edit_set (edit, path, shuffle (trial->rand, value));
          break;
        }
      G_GNUC_FALLTHROUGH;
    case 4:
      {
        BsValue *list = bs_value_new (BS_VALUE_LIST, 0, 0);

        for (gint32 n = g_rand_int_range (trial->rand, 0, 4); n > 0; n--)
          {
            g_autofree char *item = make_text (trial->rand);

            bs_value_append (list, new_text (item));
          }
        bs_edit_set (edit, path, list);
        break;
      }
    default:
      bs_edit_set (edit, path, new_text (text));
      aim->text = g_steal_pointer (&text);
      break;
    }

  if (g_rand_int_range (trial->rand, 0, 4) == 0 && strcmp (*path, SECOND_KEY) != 0)
    {
      const char *const second[] = { SECOND_KEY, NULL };

      bs_edit_set (edit, second, new_text ("2"));
      aim->is_double = TRUE;
    }

  return edit;
}

static const BsValue *
look_up (const BsValue *root, const GPtrArray *path)
{
  const BsValue *value = root;

  for (guint i = 0; value != NULL && g_ptr_array_index (path, i) != NULL; i++)
    {
      const char *part = g_ptr_array_index (path, i);

      if (value->kind == BS_VALUE_LIST)
        {
          guint number = atoi (part);

          value = number < value->items->len ? g_ptr_array_index (value->items, number) : NULL;
        }
      else
        {
          value = bs_value_lookup (value, part);
        }
    }

  return value;
}

/* All bytes before @first and from @last on are the same. */
static void
assert_same_outside (const BsText *before, const BsText *after, gsize first, gsize last)
{
  gsize tail = before->length - last;

  g_assert_cmpmem (before->data, first, after->data, MIN (first, after->length));
  g_assert_cmpuint (after->length, >=, first + tail);
  g_assert_cmpmem (before->data + last, tail, after->data + after->length - tail, tail);
}

static gboolean
is_line_end (char c)
{
  return c == '\n' || c == '\r';
}

/* All changed bytes are in the lines of the edited top-level key; a new key removes no bytes. */
static void
check_bytes (const Reading *before, const Reading *after, const Aim *aim)
{
  g_autoptr (BsProblem) failure = NULL;
  g_autoptr (BsValue) outline = NULL;
  const BsValue *top = bs_value_lookup (before->front_matter.root, g_ptr_array_index (aim->path, 0));
  const char *text = before->text.data;
  gsize length = before->text.length;
  gsize first = 0, last, added;

  if (top == NULL)
    {
      while (first < length && text[first] == after->text.data[first])
        first++;
      assert_same_outside (&before->text, &after->text, first, first);
      return;
    }

  outline = bs_outline_read (&before->front_matter, text, &failure);
  g_assert_nonnull (outline);
  top = bs_value_lookup (outline, g_ptr_array_index (aim->path, 0));
  /* A TOML table may be in several places. */
  if (top->place->key_end == 0)
    return;

  /* If a value stays on its line, nothing else changes. */
  if (aim->text != NULL && aim->was_scalar && top->items == NULL)
    {
      assert_same_outside (&before->text, &after->text, top->place->start, top->place->end);
      return;
    }
  first = top->place->key_start;
  while (first > 0 && !is_line_end (text[first - 1]))
    first--;
  /* In brackets, the comma before the last item is removed with it. */
  if (before->front_matter.kind == BS_FRONT_MATTER_JSON || outline->place->style == BS_STYLE_FLOW)
    {
      while (first > 0 && (g_ascii_isspace (text[first - 1]) || text[first - 1] == ','))
        first--;
    }
  last = MAX (top->place->end, top->place->key_end);
  while (last < length && !is_line_end (text[last]))
    last++;
  added = last;
  while (last < length && is_line_end (text[last]) && last - added < 2)
    last++;
  assert_same_outside (&before->text, &after->text, first, last);
}

static void
check_others (const Reading *before, const Reading *after, const Aim *aim)
{
  const BsValue *old_root = before->front_matter.root, *new_root = after->front_matter.root;
  const char *top = g_ptr_array_index (aim->path, 0);

  for (guint i = 0; old_root != NULL && i < old_root->items->len; i++)
    {
      const BsValue *item = g_ptr_array_index (old_root->items, i);

      if (strcmp (item->key, top) != 0 && !(aim->is_double && strcmp (item->key, SECOND_KEY) == 0))
        {
          const BsValue *now = bs_value_lookup (new_root, item->key);

          g_assert_nonnull (now);
          g_assert_true (bs_value_equal (item, now));
        }
    }
}

static void
check_made (BsJournalStep *step, BsJournalDirection direction, GBytes *from, GBytes *to)
{
  const BsJournalEntry *entry = g_ptr_array_index (bs_journal_step_get_entries (step), 0);
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) made = bs_journal_step_make (step, entry, direction, from, &error);

  g_assert_no_error (error);
  g_assert_true (g_bytes_equal (made, to));
}

static void
check_history (GBytes *old_bytes, GBytes *new_bytes)
{
  g_autoptr (GByteArray) file = g_byte_array_new ();
  g_autoptr (BsJournalStep) step = NULL;
  int fd = memfd_create ("step", MFD_CLOEXEC);

  bs_journal_file_append_start (file);
  bs_journal_file_append_change (file, "a.md", old_bytes, new_bytes);
  g_assert_cmpint (write (fd, file->data, file->len), ==, (gssize) file->len);
  step = bs_journal_step_open (fd, -1, NULL);
  g_assert_cmpuint (bs_journal_step_get_entries (step)->len, ==, 1);
  check_made (step, BS_JOURNAL_UNDO, new_bytes, old_bytes);
  check_made (step, BS_JOURNAL_REDO, old_bytes, new_bytes);
}

static void
write_output (Trial *trial, const Reading *before, const Reading *after, const Aim *aim, const BsValue *value)
{
  g_autoptr (GString) line = g_string_new ("{");
  g_autofree char *old_block =
      g_strndup (before->text.data + before->front_matter.block_start, before->front_matter.block_length);
  g_autofree char *new_block =
      g_strndup (after->text.data + after->front_matter.block_start, after->front_matter.block_length);

  bs_json_append_member (line, "before");
  bs_json_append_string (line, old_block);
  bs_json_append_member (line, "after");
  bs_json_append_string (line, new_block);
  bs_json_append_member (line, "path");
  g_string_append_c (line, '[');
  for (guint i = 0; g_ptr_array_index (aim->path, i) != NULL; i++)
    {
      if (i > 0)
        g_string_append_c (line, ',');
      bs_json_append_string (line, g_ptr_array_index (aim->path, i));
    }
  g_string_append_c (line, ']');
  bs_json_append_member (line, "text");
  bs_json_append_string (line, value->text);
  fprintf (trial->output, "%s}\n", line->str);
}

static void
try_edit (Trial *trial, const char *file)
{
  g_auto (Reading) before = { 0 };
  g_auto (Reading) after = { 0 };
  g_auto (Aim) aim = { 0 };
  g_autoptr (BsEdit) edit = NULL;
  g_autoptr (BsValue) empty = bs_value_new (BS_VALUE_MAP, 0, 0);
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GBytes) made = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *data = NULL;
  const BsValue *value;
  gsize length;

  if (!g_file_get_contents (file, &data, &length, NULL))
    return;
  bytes = g_bytes_new_take (g_steal_pointer (&data), length);
  read_bytes (&before, bytes);
  edit = make_edit (trial, before.front_matter.root != NULL ? before.front_matter.root : empty, &aim);
  made = bs_edit_apply (edit, bytes, &error);
  if (made == NULL)
    {
      g_assert_nonnull (error);
      trial->n_refused++;
      if (g_test_verbose ())
        g_test_message ("%s: %s", file, error->message);
      return;
    }
  if (made == bytes)
    {
      trial->n_same++;
      return;
    }

  read_bytes (&after, made);
  if (g_test_verbose ())
    {
      g_autofree char *way = g_strjoinv (" ", (GStrv) aim.path->pdata);

      g_test_message ("%s: edited %s", file, way);
    }
  if (aim.is_double)
    g_assert_cmpstr (bs_value_get_text (bs_value_lookup (after.front_matter.root, SECOND_KEY)), ==, "2");
  else if (before.front_matter.kind != BS_FRONT_MATTER_NONE)
    check_bytes (&before, &after, &aim);
  check_others (&before, &after, &aim);
  check_history (bytes, made);
  value = look_up (after.front_matter.root, aim.path);
  if (aim.text != NULL)
    {
      g_autoptr (GString) escaped = g_string_new (aim.text);

      g_assert_nonnull (value);
      g_assert_cmpint (value->kind, ==, BS_VALUE_STRING);
      if (strcmp (value->text, aim.text) != 0)
        {
          g_string_replace (escaped, "{", "&#123;", 0);
          g_string_replace (escaped, "}", "&#125;", 0);
          g_assert_cmpstr (value->text, ==, escaped->str);
        }
      if (trial->output != NULL && !aim.is_double && before.front_matter.kind == BS_FRONT_MATTER_YAML)
        write_output (trial, &before, &after, &aim, value);
    }
  trial->n_done++;
}

static void
test_random (void)
{
  const char *edits = g_getenv ("BROADSHEET_EDITS");
  const char *folders = g_getenv ("BROADSHEET_EDIT_FOLDERS");
  const char *seed = g_getenv ("BROADSHEET_EDIT_SEED");
  const char *output = g_getenv ("BROADSHEET_EDIT_OUTPUT");
  guint n = edits != NULL ? (guint) atoi (edits) : QUICK_EDITS;
  Trial trial = { 0 };

  trial.rand = g_rand_new_with_seed (seed != NULL ? (guint32) atoi (seed) : 1);
  trial.files = g_ptr_array_new_with_free_func (g_free);
  if (folders != NULL)
    {
      g_auto (GStrv) parts = g_strsplit (folders, ":", -1);

      for (guint i = 0; parts[i] != NULL; i++)
        collect (trial.files, parts[i]);
    }
  else
    {
      g_autofree char *fixtures = g_test_build_filename (G_TEST_DIST, "fixtures", NULL);
      g_autofree char *sample = g_test_build_filename (G_TEST_DIST, "..", "data", "sample", NULL);
      const char *shared = g_getenv ("BROADSHEET_SHARED");
      g_autofree char *samples = shared != NULL ? g_build_filename (shared, "samples", NULL) : NULL;

      collect (trial.files, fixtures);
      collect (trial.files, sample);
      if (samples != NULL && g_file_test (samples, G_FILE_TEST_IS_DIR))
        collect (trial.files, samples);
    }
  g_assert_cmpuint (trial.files->len, >, 0);
  if (output != NULL)
    trial.output = fopen (output, "w");

  while (trial.n_done < n)
    {
      const char *file = g_ptr_array_index (trial.files, g_rand_int_range (trial.rand, 0, (gint32) trial.files->len));

      try_edit (&trial, file);
      g_assert_cmpuint (trial.n_refused, <, 10 * n + 1000);
    }
  g_test_message ("%u edits of %u files; besides, %u changed nothing and %u were refused", trial.n_done,
                  trial.files->len, trial.n_same, trial.n_refused);

  if (trial.output != NULL)
    g_assert_cmpint (fclose (trial.output), ==, 0);
  g_ptr_array_unref (trial.files);
  g_rand_free (trial.rand);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/broadsheet/edit-property/random", test_random);

  return g_test_run ();
}
