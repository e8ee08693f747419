/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "model/change/edit/edit-apply.h"
#include "model/change/organise/organiser.h"
#include "model/change/organise/plan.h"
#include "model/change/organise/step-list.h"
#include "model/change/organise/trial.h"

#include "edit-scratch.h"

/* The steps of a history, each of which can be undone while its bytes are in place; and the preview of an edit. */

#define N_MANY 200

static guint64
set_title (Scratch *self, const char *const *paths, const char *title)
{
  g_autoptr (BsEditReport) report = edit_scratch_apply (self, paths, title);

  g_assert_cmpuint (report->step, !=, 0);
  return report->step;
}

static void
assert_state (Scratch *self, guint64 step, guint n_in_place, guint n_restored, const char *reason)
{
  g_autoptr (BsStepState) state = bs_steps_examine (self->path, step, NULL);

  g_assert_cmpstr (state->reason, ==, reason);
  g_assert_cmpuint (state->n_in_place, ==, n_in_place);
  g_assert_cmpuint (state->n_restored, ==, n_restored);
}

static BsEditReport *
undo (Scratch *self, guint64 step, BsEditingAnswer answer)
{
  g_autoptr (BsHome) home = edit_scratch_open_home (self);
  g_autoptr (GError) error = NULL;
  BsEditReport *report = bs_steps_undo (home, self->path, step, answer, NULL, &error);

  g_assert_no_error (error);
  return report;
}

/* A step reports whether its bytes are in place, and if not why it cannot be undone. */
static void
test_examine (Scratch *self, gconstpointer data)
{
  const char *const both[] = { "a.md", "b.md", NULL };
  guint64 step;

  scratch_write (self, "a.md", BEFORE);
  scratch_write (self, "b.md", BEFORE);
  step = set_title (self, both, "two");
  assert_state (self, step, 2, 0, NULL);

  scratch_write (self, "b.md", "---\ntitle: tow\n---\nText.\n");
  assert_state (self, step, 1, 0, "“b.md” has been changed since.");
  scratch_write (self, "b.md", BEFORE);
  assert_state (self, step, 1, 1, NULL);
  scratch_write (self, "a.md", BEFORE);
  assert_state (self, step, 0, 2, "The files are as they were before.");
  scratch_delete (self, "a.md");
  assert_state (self, step, 0, 1, "“a.md” has been changed since.");
  scratch_delete (self, "b.md");
  assert_state (self, step, 0, 0, "All its files have been changed since.");
  assert_state (self, step + 1, 0, 0, "This step is no longer in the history.");
}

/* The last step is undone as such; an earlier one becomes a new step, and those between stay. */
static void
test_undo_any (Scratch *self, gconstpointer data)
{
  const char *const a[] = { "a.md", NULL }, *const b[] = { "b.md", NULL };
  g_autoptr (BsEditReport) last = NULL;
  g_autoptr (BsEditReport) earlier = NULL;
  g_autoptr (BsEditReport) question = NULL;
  guint64 first, second, third;

  scratch_write (self, "a.md", BEFORE);
  scratch_write (self, "b.md", BEFORE);
  first = set_title (self, a, "two");
  second = set_title (self, b, "two");
  third = set_title (self, b, "three");

  last = undo (self, third, BS_EDITING_ASK);
  g_assert_cmpuint (last->step, ==, third);
  edit_scratch_assert_step (self, BS_JOURNAL_REDO, "Set title of 1 article");

  earlier = undo (self, first, BS_EDITING_ASK);
  g_assert_cmpuint (earlier->step, !=, first);
  g_assert_cmpstr (earlier->name, ==, "Set title of 1 article");
  edit_scratch_assert_content (self, "a.md", BEFORE);
  edit_scratch_assert_content (self, "b.md", AFTER);
  edit_scratch_assert_step (self, BS_JOURNAL_UNDO, "Undo “Set title of 1 article”");

  scratch_write (self, "b.md", "---\ntitle: theirs\n---\n");
  question = undo (self, second, BS_EDITING_ASK);
  g_assert_true (question->is_question);
  edit_scratch_assert_content (self, "b.md", "---\ntitle: theirs\n---\n");
}

static void
loaded_cb (BsStepList *list, gpointer user_data)
{
  guint *n_loaded = user_data;

  (*n_loaded)++;
}

static const char *
get_name (BsStepList *list, guint position)
{
  g_autoptr (BsStepItem) item = g_list_model_get_item (G_LIST_MODEL (list), position);

  return item != NULL ? bs_step_item_get_info (item)->name : NULL;
}

static void
done_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;
  gboolean *is_done = user_data;

  *is_done = bs_editor_clear_history_finish (BS_EDITOR (source), result, &error);
  g_assert_no_error (error);
}

/* The list follows changes by other programs, keeps the items of remaining steps, and is empty after the history was
 * cleared. No article changes. */
static void
test_list (Scratch *self, gconstpointer data)
{
  const char *const a[] = { "a.md", NULL };
  g_autoptr (GFile) folder = g_file_new_for_path (self->path);
  g_autoptr (BsLibrary) library = bs_library_new (folder);
  g_autoptr (BsEditor) editor = bs_editor_new (library);
  g_autoptr (BsStepList) list = NULL;
  g_autoptr (BsStepItem) item = NULL;
  g_autoptr (GPtrArray) recovered = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GPtrArray) left = NULL;
  guint n_loaded = 0;
  gboolean is_done = FALSE;

  scratch_write (self, "a.md", BEFORE);
  set_title (self, a, "two");
  list = bs_step_list_new (editor);
  g_assert_false (bs_step_list_is_loaded (list));
  g_signal_connect (list, "loaded", G_CALLBACK (loaded_cb), &n_loaded);
  scratch_wait_until (n_loaded > 0);
  g_assert_true (bs_step_list_is_loaded (list));
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (list)), ==, 1);
  g_assert_cmpuint (bs_step_list_get_size (list), >, 0);
  item = g_list_model_get_item (G_LIST_MODEL (list), 0);
  g_assert_null (bs_step_item_get_state (item));
  bs_step_list_examine (list, item);
  scratch_wait_until (bs_step_item_get_state (item) != NULL);
  g_assert_cmpuint (bs_step_item_get_state (item)->n_in_place, ==, 1);

  set_title (self, a, "three");
  scratch_wait_until (g_list_model_get_n_items (G_LIST_MODEL (list)) == 2);
  g_assert_true (g_list_model_get_item (G_LIST_MODEL (list), 1) == item);
  g_object_unref (item);
  bs_step_list_examine (list, item);
  scratch_wait_until (bs_step_item_get_state (item)->n_in_place == 0);
  g_assert_cmpstr (get_name (list, 0), ==, "Set title of 1 article");

  bs_editor_clear_history_async (editor, NULL, done_cb, &is_done);
  scratch_wait_until (is_done);
  scratch_wait_until (g_list_model_get_n_items (G_LIST_MODEL (list)) == 0);
  edit_scratch_assert_content (self, "a.md", "---\ntitle: three\n---\nText.\n");
  left = bs_editing_list (self->path, recovered, NULL);
  g_assert_cmpuint (left->len, ==, 0);
  edit_scratch_assert_step (self, BS_JOURNAL_UNDO, NULL);
  bs_step_list_close (list);
}

static GPtrArray *
write_many (Scratch *self)
{
  GPtrArray *paths = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < N_MANY; i++)
    {
      g_autofree char *name = g_strdup_printf ("%03u.md", i);

      scratch_write (self, name, BEFORE);
      g_ptr_array_add (paths, g_steal_pointer (&name));
    }
  g_ptr_array_add (paths, NULL);
  return paths;
}

typedef struct
{
  guint n_calls;
  guint n_last;
  guint cancel_at;
  GCancellable *cancellable;
} Progress;

static void
progress_cb (guint n_done, gpointer user_data)
{
  Progress *self = user_data;

  g_assert_cmpuint (n_done, >=, self->n_last);
  self->n_last = n_done;
  self->n_calls++;
  if (self->cancel_at > 0 && n_done >= self->cancel_at)
    g_cancellable_cancel (self->cancellable);
}

/* Writing reports its progress. Files that were written before it was cancelled stay, as one step. */
static void
test_progress (Scratch *self, gconstpointer data)
{
  g_autoptr (GPtrArray) paths = write_many (self);
  g_autoptr (BsHome) home = edit_scratch_open_home (self);
  g_autoptr (BsEdit) edit = edit_scratch_make_edit ("two");
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (BsEditReport) cancelled = NULL;
  g_autoptr (BsEditReport) rest = NULL;
  g_autoptr (BsEditReport) undone = NULL;
  Progress progress = { .cancel_at = 10, .cancellable = cancellable };
  Progress all = { 0 };

  cancelled = bs_editing_apply (home, self->path, (const char *const *) paths->pdata, edit, progress_cb, &progress,
                                cancellable, NULL);
  g_assert_true (cancelled->is_cancelled);
  g_assert_cmpuint (cancelled->changed->len, >=, 10);
  g_assert_cmpuint (cancelled->changed->len, <, N_MANY);
  g_assert_cmpuint (cancelled->changed->len + cancelled->left->len, ==, N_MANY);
  g_assert_cmpuint (cancelled->failed->len, ==, 0);
  edit_scratch_assert_content (self, "000.md", AFTER);
  edit_scratch_assert_content (self, "199.md", BEFORE);
  edit_scratch_assert_names (self, N_MANY);

  rest = bs_editing_apply (home, self->path, (const char *const *) paths->pdata, edit, progress_cb, &all, NULL, NULL);
  g_assert_cmpuint (rest->changed->len, ==, cancelled->left->len);
  g_assert_cmpuint (all.n_calls, >, 2);
  undone = undo (self, cancelled->step, BS_EDITING_ASK);
  g_assert_cmpuint (undone->changed->len, ==, cancelled->changed->len);
  edit_scratch_assert_content (self, "000.md", BEFORE);
  edit_scratch_assert_content (self, "199.md", AFTER);
}

/* A preview has the number of older steps that would leave the history. */
static void
test_pushed_out (Scratch *self, gconstpointer data)
{
  const char *const paths[] = { "a.md", NULL };
  g_autoptr (BsHome) home = edit_scratch_open_home (self);
  g_autofree char *folder = bs_home_build_data_path (home, "journal");
  g_autoptr (BsEdit) edit = edit_scratch_make_edit ("four");
  g_autoptr (BsEditReport) plan = NULL;
  g_autoptr (BsEditReport) written = NULL;

  scratch_write (self, "a.md", BEFORE);
  set_title (self, paths, "two");
  set_title (self, paths, "three");
  for (guint i = 1; i <= 2; i++)
    {
      g_autofree char *name = g_strdup_printf ("%010u.step", i);
      g_autofree char *path = g_build_filename (folder, name, NULL);

      g_assert_cmpint (truncate (path, BS_JOURNAL_MAX_BYTES / 2 - 10), ==, 0);
    }
  plan = bs_plan_edit (self->path, paths, edit, NULL, NULL, NULL);
  g_assert_cmpuint (plan->changed->len, ==, 1);
  bs_plan_count_pushed_out (self->path, plan);
  g_assert_cmpuint (plan->n_pushed_out, ==, 1);
  written = edit_scratch_apply (self, paths, "four");
  g_assert_cmpuint (written->n_pushed_out, ==, 1);
}

static BsTrial *
try_replacement (Scratch *self, const char *const *paths, const char *key, const char *from, const char *to,
                 gboolean is_regex)
{
  const char *const path[] = { key, NULL };
  g_autoptr (GError) error = NULL;
  g_autoptr (BsReplacement) replacement = bs_replacement_new (from, to, is_regex, &error);
  g_autoptr (BsEdit) edit = bs_edit_new ();

  g_assert_no_error (error);
  bs_edit_replace (edit, key != NULL ? path : NULL, replacement);
  return bs_trial_run (self->path, paths, edit, NULL, NULL, NULL);
}

/* A replacement is previewed with the edit that would be written. */
static void
test_trial (Scratch *self, gconstpointer data)
{
  const char *const paths[] = { "a.md", "b.md", "c.md", "broken.md", "gbk.md", NULL };
  g_autoptr (BsTrial) trial = NULL;
  g_autoptr (BsTrial) body = NULL;
  g_autoptr (BsTrial) none = NULL;
  g_auto (GStrv) keys = NULL;
  const BsTrialSample *sample;

  scratch_write (self, "a.md", "---\ntitle: A\ntags: [旧, 新]\n---\n旧文。\n");
  scratch_write (self, "b.md", "---\ntitle: B\ntags: [旧, 新]\n---\n新文。\n");
  scratch_write (self, "c.md", "---\ntitle: 旧\ntags: [陈旧]\n---\n旧旧\n");
  scratch_write (self, "broken.md", "---\ntitle: 旧\n");
  /* GBK: 旧 is BE C9. */
  scratch_write (self, "gbk.md",
                 "---\ntitle: \xd6\xd0\xb9\xfa\xc8\xcb\xc3\xf1\n---\n"
                 "\xd5\xe2\xca\xc7\xd2\xbb\xb8\xf6\xb2\xe2\xca\xd4\xce\xc4\xbc\xfe\xa1\xa3\xbe\xc9\n");
  trial = try_replacement (self, paths, "tags", "旧", "老", FALSE);
  g_assert_cmpuint (trial->n_examined, ==, 5);
  g_assert_cmpuint (trial->n_changed, ==, 3);
  g_assert_cmpuint (trial->n_failed, ==, 1);
  g_assert_nonnull (trial->reason);
  g_assert_cmpuint (trial->samples->len, ==, 2);
  sample = trial->samples->pdata[0];
  g_assert_cmpstr (sample->before, ==, "tags: [旧, 新]");
  g_assert_cmpstr (sample->after, ==, "tags: [老, 新]");
  g_assert_cmpuint (sample->n_articles, ==, 2);

  /* A body whose encoding was recovered is refused, but only if there is something to replace. */
  body = try_replacement (self, paths, NULL, "旧", "老", FALSE);
  g_assert_cmpuint (body->n_changed, ==, 2);
  g_assert_cmpuint (body->n_failed, ==, 2);
  none = try_replacement (self, paths, NULL, "没有", "老", FALSE);
  g_assert_cmpuint (none->n_changed + none->n_failed, ==, 0);

  keys = bs_trial_list_keys (self->path, paths, 10, NULL);
  g_assert_cmpstr (keys[0], ==, "title");
  g_assert_cmpstr (keys[1], ==, "tags");
  g_assert_null (keys[2]);
}

static BsEdit *
make_replace (const char *key, const char *from, const char *to)
{
  const char *const path[] = { key, NULL };
  g_autoptr (BsReplacement) replacement = bs_replacement_new (from, to, TRUE, NULL);
  BsEdit *edit = bs_edit_new ();

  g_assert_nonnull (replacement);
  bs_edit_replace (edit, key != NULL ? path : NULL, replacement);
  return edit;
}

/* A line that is far away from the start of a long line is shown around the change. */
static void
test_long_line (Scratch *self, gconstpointer data)
{
  const char *const paths[] = { "a.md", NULL };
  g_autoptr (GString) text = g_string_new ("---\ntitle: A\n---\n");
  g_autoptr (BsTrial) trial = NULL;
  const BsTrialSample *sample;

  for (guint i = 0; i < 2000; i++)
    g_string_append (text, "长");
  g_string_append (text, "针");
  for (guint i = 0; i < 2000; i++)
    g_string_append (text, "行");
  scratch_write (self, "a.md", text->str);
  trial = try_replacement (self, paths, NULL, "针", "线", FALSE);
  sample = trial->samples->pdata[0];
  g_assert_cmpint (g_utf8_strlen (sample->before, -1), <, 200);
  g_assert_nonnull (strstr (sample->before, "长针行"));
  g_assert_nonnull (strstr (sample->after, "长线行"));
}

/* The time that a regular expression may take is that of a whole file, however many values or characters it has. */
static void
test_time (Scratch *self, gconstpointer data)
{
  g_autoptr (GString) list = g_string_new ("---\ntags:\n");
  g_autoptr (GString) body = g_string_new ("---\ntitle: A\n---\n");
  g_autoptr (BsEdit) in_tags = make_replace ("tags", "(?:a|a){12}[bc]", "x");
  g_autoptr (BsEdit) in_body = make_replace (NULL, "(?:a|a){9}[bc]", "x");
  const BsEdit *edits[] = { in_tags, in_body };
  const GString *texts[] = { list, body };

  for (guint i = 0; i < 3000; i++)
    g_string_append_printf (list, "  - aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa%u\n", i);
  g_string_append (list, "---\n");
  for (guint i = 0; i < 4000000; i++)
    g_string_append_c (body, 'a');
  for (guint i = 0; i < G_N_ELEMENTS (edits); i++)
    {
      g_autoptr (GBytes) bytes = g_bytes_new (texts[i]->str, texts[i]->len);
      g_autoptr (GError) error = NULL;
      g_autoptr (GBytes) made = NULL;
      gint64 start = g_get_monotonic_time ();

      made = bs_edit_apply (edits[i], bytes, &error);
      g_assert_null (made);
      g_assert_nonnull (strstr (error->message, "takes too long"));
      g_assert_cmpint ((g_get_monotonic_time () - start) / G_USEC_PER_SEC, <, 15);
    }
}

static void
assert_replaced (const char *from, const char *to, const char *text, const char *expected)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (BsReplacement) replacement = bs_replacement_new (from, to, TRUE, &error);
  g_autofree char *replaced = NULL;

  g_assert_no_error (error);
  replaced = bs_replacement_apply (replacement, text, bs_replacement_get_deadline (), &error);
  g_assert_no_error (error);
  g_assert_cmpstr (replaced, ==, expected);
}

/* As Perl does it, also where matches are empty, look around, or are beyond a window. */
static void
test_regex (Scratch *self, gconstpointer data)
{
  g_autofree char *far_away = g_strnfill (10000, 'x');
  g_autofree char *with = g_strconcat (far_away, "针y", NULL);
  g_autofree char *expected = g_strconcat (far_away, "<针>y", NULL);
  g_autoptr (GError) error = NULL;

  assert_replaced ("o*", "X", "foo bar\nfoo\n", "XfXX XbXaXrX\nXfXX\nX");
  assert_replaced ("\\b|foo", "_", "foo bar\nfoo\n", "___ _bar_\n___\n");
  assert_replaced ("^", "> ", "a\nb", "> a\n> b");
  assert_replaced ("(?<=a)b|c", "[\\0]", "abcb", "a[b][c]b");
  assert_replaced ("(?i)LINUX (\\w+)", "\\1", "linux 内核", "内核");
  assert_replaced ("[针]", "<\\0>", with, expected);
  g_assert_null (bs_replacement_new ("a)(b", "", TRUE, &error));
  g_assert_error (error, BS_CHANGE_ERROR, BS_CHANGE_ERROR_WRONG_VALUE);
}

/* A preview of an article in another encoding is in UTF-8; the edit keeps the encoding. */
static void
test_show (Scratch *self, gconstpointer data)
{
  g_autoptr (BsEdit) edit = make_replace ("title", "人民", "x");
  g_autofree char *shown = NULL;
  g_autofree char *patch = NULL;

  scratch_write (self, "gbk.md",
                 "---\ntitle: \xd6\xd0\xb9\xfa\xc8\xcb\xc3\xf1\n---\n"
                 "\xd5\xe2\xca\xc7\xd2\xbb\xb8\xf6\xb2\xe2\xca\xd4\xce\xc4\xbc\xfe\xa1\xa3\xbe\xc9\n");
  shown = bs_plan_show (self->path, "gbk.md", edit, NULL);
  g_assert_nonnull (strstr (shown, "-title: 中国人民\n+title: 中国x\n"));
  patch = bs_plan_diff (self->path, "gbk.md", edit, NULL);
  g_assert_nonnull (strstr (patch, "+title: \xd6\xd0\xb9\xfax\n"));
}

int
main (int argc, char *argv[])
{
  static const struct
  {
    const char *path;
    void (*test) (Scratch *self, gconstpointer data);
  } tests[] = {
    { "/broadsheet/steps/examine", test_examine },
    { "/broadsheet/steps/undo-any", test_undo_any },
    { "/broadsheet/steps/list", test_list },
    { "/broadsheet/steps/progress", test_progress },
    { "/broadsheet/steps/pushed-out", test_pushed_out },
    { "/broadsheet/steps/trial", test_trial },
    { "/broadsheet/steps/long-line", test_long_line },
    { "/broadsheet/steps/time", test_time },
    { "/broadsheet/steps/regex", test_regex },
    { "/broadsheet/steps/show", test_show },
  };
  g_autofree char *data = scratch_isolate_data ();
  int status;

  g_test_init (&argc, &argv, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add (tests[i].path, Scratch, NULL, scratch_set_up, tests[i].test, scratch_tear_down);

  status = g_test_run ();
  remove_tree (data);

  return status;
}
