/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "edit-scratch.h"
#include "marks-fixture.h"

/* Articles that move, with the references from and to them. */

typedef struct
{
  const char *path;
  const char *before;
  const char *after;    /* (nullable): the same */
  const char *new_path; /* (nullable): the same */
} File;

#define HEXO                                                                                                           \
  { "_config.yml", "title: x\n" },                                                                                     \
  {                                                                                                                    \
    "source/_posts/.keep", ""                                                                                          \
  }
#define JEKYLL                                                                                                         \
  { "_config.yml", "title: x\n" },                                                                                     \
  {                                                                                                                    \
    "_posts/.keep", ""                                                                                                 \
  }
#define HUGO                                                                                                           \
  {                                                                                                                    \
    "hugo.toml", "title = 'x'\n"                                                                                       \
  }

typedef struct
{
  BsFilesAction action;
  const char *paths[4];
  const char *argument;
  BsFilesFlags flags;
  guint n_notes;
  File files[12];
} Case;

static const Case cases[] = {
  /* Relative paths, in all notations, from above, below and beside. */
  { BS_FILES_MOVE,
    { "a/one.md" },
    "b/deep",
    0,
    0,
    {
        { "a/one.md",
          "---\ntitle: one\n---\n![x](pic.png) [y](two.md#s) [z](../b/three.md?q) ![n](no.png)\n<img "
          "src='https://a/b.png'>\n"
          "`[y](two.md)`\n\n```\n[y](two.md)\n```\n",
          "---\ntitle: one\n---\n![x](../../a/pic.png) [y](../../a/two.md#s) [z](../three.md?q) ![n](no.png)\n"
          "<img src='https://a/b.png'>\n`[y](two.md)`\n\n```\n[y](two.md)\n```\n",
          "b/deep/one.md" },
        { "a/pic.png", "x" },
        { "a/two.md",
          "[1](one.md) [2](./one.md#top) <a href=\"one.md\">3</a> [4](<one.md>) `one.md` one.md\n\n[r]: one.md 'x'\n",
          "[1](../b/deep/one.md) [2](../b/deep/one.md#top) <a href=\"../b/deep/one.md\">3</a> [4](<../b/deep/one.md>) "
          "`one.md` "
          "one.md\n\n[r]: ../b/deep/one.md 'x'\n" },
        { "b/three.md", "[1](../a/one.md) [2](../c/one.md) [[one]] [[a/one|x]]\n",
          "[1](deep/one.md) [2](../c/one.md) [[one]] [[b/deep/one|x]]\n" },
        { "top.html", "<p><a href='a/one.md'>x</a><a href='http://x/a/one.md'>y</a></p>\n",
          "<p><a href='b/deep/one.md'>x</a><a href='http://x/a/one.md'>y</a></p>\n" },
    } },
  /* Nothing is named from the folder of an article's images but what is in it. */
  { BS_FILES_MOVE,
    { "one.md", "b/pic.md" },
    "a",
    0,
    0,
    {
        { "one.md", "x", "x", "a/one.md" },
        { "b/pic.md", "x", "x", "a/pic.md" },
        { "a/two.md", "[1](../one.md) [2](../b/pic.md) ![3](in.png)\n", "[1](one.md) [2](pic.md) ![3](in.png)\n" },
        { "a/two/in.png", "x" },
        { "b.md", "[1](one.md)\n", "[1](a/one.md)\n" },
    } },
  { BS_FILES_MOVE,
    { "one.md" },
    "two",
    0,
    0,
    {
        { "one.md", "x", "x", "two/one.md" },
        { "two.md", "[1](one.md)\n", "[1](two/one.md)\n" },
    } },
  /* Names that need escapes, as they were written. */
  { BS_FILES_RENAME,
    { "中文 一.md" },
    "新的 名字.md",
    0,
    0,
    {
        { "中文 一.md", "x", "x", "新的 名字.md" },
        { "a.md", "[1](<中文 一.md>) [2](中文%20一.md) [3](%E4%B8%AD%E6%96%87%20%E4%B8%80.md)\n",
          "[1](<新的%20名字.md>) [2](新的%20名字.md) [3](%E6%96%B0%E7%9A%84%20%E5%90%8D%E5%AD%97.md)\n" },
    } },
  /* Hexo finds posts by slugs, which contain the folder below _posts. */
  { BS_FILES_RENAME,
    { "source/_posts/old.md" },
    "new name.md",
    0,
    0,
    {
        HEXO,
        { "source/_posts/old.md", "x", "x", "source/_posts/new name.md" },
        { "source/_posts/old/a.png", "x", "x", "source/_posts/new name/a.png" },
        { "source/_posts/a.md",
          "{% post_link old %} {% post_link old#x 'T' true %} {% post_link 'old' %} {% post_path old %} {% post_link "
          "older %}\n"
          "`{% post_link old %}`\n",
          "{% post_link \"new name\" %} {% post_link \"new name#x\" 'T' true %} {% post_link 'new name' %} {% "
          "post_path \"new name\" "
          "%} {% post_link older %}\n`{% post_link old %}`\n" },
        { "source/_posts/older.md", "{% asset_link a.png %}\n" },
    } },
  { BS_FILES_MOVE,
    { "source/_posts/old.md" },
    "source/_posts/linux",
    0,
    0,
    {
        HEXO,
        { "source/_posts/old.md", "{% asset_img a.png %} ![](a.png)\n", NULL, "source/_posts/linux/old.md" },
        { "source/_posts/old/a.png", "x", "x", "source/_posts/linux/old/a.png" },
        { "source/_posts/a.md", "{% post_link old %} {% post_link twice %}\n",
          "{% post_link linux/old %} {% post_link twice %}\n" },
        { "source/_posts/b/c.md", "{% post_link b/d %}[x](../old.md)\n", "{% post_link b/d %}[x](../linux/old.md)\n" },
    } },
  { BS_FILES_RENAME,
    { "source/_posts/a=b.md" },
    "c=d.md",
    0,
    0,
    {
        HEXO,
        { "source/_posts/a=b.md", "x", "x", "source/_posts/c=d.md" },
        { "source/_posts/c.md", "{% post_link a=b %} {% post_link 'a=b' T %}\n",
          "{% post_link \"c=d\" %} {% post_link 'c=d' T %}\n" },
    } },
  /* Without the folders of a site, two posts may be meant. */
  { BS_FILES_RENAME,
    { "a/old.md" },
    "new.md",
    0,
    1,
    {
        { "a/old.md", "x", "x", "a/new.md" },
        { "b/old.md", "x" },
        { "c.md", "{% post_link old %} {% post_link a/old %}\n", "{% post_link old %} {% post_link a/new %}\n" },
    } },
  /* Jekyll runs tags in code too, but not in raw parts. */
  { BS_FILES_RENAME,
    { "_posts/2024-01-02-old.md" },
    "2024-01-03-new.md",
    0,
    0,
    {
        JEKYLL,
        { "_posts/2024-01-02-old.md", "x", "x", "_posts/2024-01-03-new.md" },
        { "_posts/2024-01-01-a.md",
          "[x]({% post_url 2024-01-02-old %}) {%- link _posts/2024-01-02-old.md -%} `{% post_url 2024-01-02-old %}`\n"
          "{% raw %}{% post_url 2024-01-02-old %}{% endraw %} {% post_url 2024-01-02-other %}\n",
          "[x]({% post_url 2024-01-03-new %}) {%- link _posts/2024-01-03-new.md -%} `{% post_url 2024-01-03-new %}`\n"
          "{% raw %}{% post_url 2024-01-02-old %}{% endraw %} {% post_url 2024-01-02-other %}\n" },
    } },
  { BS_FILES_MOVE,
    { "_posts/2024-01-02-old.md" },
    "_posts/sub",
    0,
    0,
    {
        JEKYLL,
        { "_posts/2024-01-02-old.md", "x", "x", "_posts/sub/2024-01-02-old.md" },
        { "_posts/2024-01-01-a.md", "{% post_url 2024-01-02-old %} {% link /_posts/2024-01-02-old.md %}\n",
          "{% post_url sub/2024-01-02-old %} {% link /_posts/sub/2024-01-02-old.md %}\n" },
    } },
  /* Hugo resolves a path beside the page, then in the content, then by its name alone. */
  { BS_FILES_MOVE,
    { "content/posts/old.md" },
    "content/notes",
    0,
    0,
    {
        HUGO,
        { "content/posts/old.md", "{{< ref \"a\" >}}", "{{< ref \"a\" >}}", "content/notes/old.md" },
        { "content/posts/a.md",
          "{{< ref \"old\" >}} {{% relref \"old.md#x\" %}} {{< ref \"/posts/old\" >}} {{< relref path=\"posts/old.md\" "
          "lang=\"en\" >}} "
          "{{</* ref \"old\" */>}}\n",
          "{{< ref \"old\" >}} {{% relref \"old.md#x\" %}} {{< ref \"/notes/old\" >}} {{< relref path=\"notes/old.md\" "
          "lang=\"en\" >}} {{</* ref \"old\" */>}}\n" },
    } },
  /* A bundle moves with its folder. */
  { BS_FILES_MOVE,
    { "content/posts/trip/index.md" },
    "content/notes",
    0,
    0,
    {
        HUGO,
        { "content/posts/trip/index.md", "![](a.png) ![](sub/b.png) {{< ref \"a.md\" >}} [x](../a.md)\n",
          "![](a.png) ![](sub/b.png) {{< ref \"a.md\" >}} [x](../../posts/a.md)\n", "content/notes/trip/index.md" },
        { "content/posts/trip/a.png", "x", "x", "content/notes/trip/a.png" },
        { "content/posts/trip/sub/b.png", "x", "x", "content/notes/trip/sub/b.png" },
        { "content/posts/a.md",
          "{{< ref \"trip\" >}} {{< ref \"/posts/trip/index.md\" >}} [x](trip/) ![](trip/a.png)\n",
          "{{< ref \"trip\" >}} {{< ref \"/notes/trip/index.md\" >}} [x](../notes/trip/) ![](../notes/trip/a.png)\n" },
    } },
  { BS_FILES_RENAME,
    { "content/posts/trip/index.md" },
    "journey.md",
    BS_FILES_ADD_ALIASES,
    0,
    {
        HUGO,
        { "content/posts/trip/index.md", "---\ntitle: x # y\n---\n",
          "---\ntitle: x # y\naliases:\n  - /posts/trip/\n---\n", "content/posts/journey/index.md" },
        { "content/posts/trip/a.png", "x", "x", "content/posts/journey/a.png" },
        { "content/posts/a.md", "{{< ref \"trip\" >}}\n", "{{< ref \"journey\" >}}\n" },
    } },
  /* The references of two moving articles to each other. */
  { BS_FILES_MOVE,
    { "a/one.md", "a/two.md" },
    "b",
    0,
    0,
    {
        { "a/one.md", "---\ntitle: x\nimage: pics/x.png\n---\n[2](two.md) [3](three.md)\n",
          "---\ntitle: x\nimage: ../a/pics/x.png\n---\n[2](two.md) [3](../a/three.md)\n", "b/one.md" },
        { "a/two.md", "[1](one.md)\r\n", NULL, "b/two.md" },
        { "a/three.md", "[1](one.md) [2](two.md)\r\n[1](one.md)\n",
          "[1](../b/one.md) [2](../b/two.md)\r\n[1](../b/one.md)\n" },
        { "a/pics/x.png", "x" },
    } },
  /* Drafts: a folder, a date in the name, or a key. */
  { BS_FILES_PUBLISH,
    { "source/_drafts/x.md", "source/_posts/y.md" },
    NULL,
    0,
    0,
    {
        HEXO,
        { "source/_drafts/x.md", "---\ntitle: x\ndraft: yes # no\n---\n![](a.png) [y](../_posts/y.md)\n",
          "---\ntitle: x\ndraft: false # no\n---\n![](a.png) [y](../_posts/y.md)\n", "source/_posts/x.md" },
        { "source/_drafts/x/a.png", "x", "x", "source/_posts/x/a.png" },
        { "source/_posts/y.md", "---\ntitle: y\npublished: false\n---\n{% post_link x %}\n",
          "---\ntitle: y\npublished: true\n---\n{% post_link x %}\n" },
    } },
  { BS_FILES_UNPUBLISH,
    { "_posts/2024-01-02-x.md", "about.md" },
    NULL,
    0,
    2,
    {
        JEKYLL,
        { "_posts/2024-01-02-x.md", "---\ntitle: x\ndate: 2024-01-02\n---\n", "---\ntitle: x\ndate: 2024-01-02\n---\n",
          "_drafts/x.md" },
        { "_posts/2024-01-03-y.md", "{% post_url 2024-01-02-x %} {% link _posts/2024-01-02-x.md %}\n",
          "{% post_url 2024-01-02-x %} {% link _drafts/x.md %}\n" },
        { "about.md", "---\ntitle: x\n---\n", "---\ntitle: x\npublished: false\n---\n" },
    } },
  /* A reference to a draft does not work in the site; it does from another draft. */
  { BS_FILES_UNPUBLISH,
    { "source/_posts/x.md", "source/_posts/z.md" },
    NULL,
    0,
    2,
    {
        HEXO,
        { "source/_posts/x.md", "---\ntitle: x\n---\n[y](y.md) {% post_link z %}\n",
          "---\ntitle: x\n---\n[y](../_posts/y.md) {% post_link z %}\n", "source/_drafts/x.md" },
        { "source/_posts/z.md", "---\ntitle: z\n---\n", NULL, "source/_drafts/z.md" },
        { "source/_posts/y.md", "---\ntitle: y\n---\n{% post_link x %} {% post_link x %} [x](x.md)\n",
          "---\ntitle: y\n---\n{% post_link x %} {% post_link x %} [x](../_drafts/x.md)\n" },
        { "source/_drafts/d.md", "---\ntitle: d\n---\n{% post_link x %}\n" },
    } },
  { BS_FILES_PUBLISH,
    { "content/x.md", "content/y.md" },
    NULL,
    0,
    0,
    {
        HUGO,
        { "content/x.md", "---\ntitle: x\nDraft: true\npublished: false\n---\n",
          "---\ntitle: x\nDraft: false\npublished: false\n---\n" },
        { "content/y.md", "+++\ntitle = 'x'\ndraft = true # yes\n+++\n",
          "+++\ntitle = 'x'\ndraft = false # yes\n+++\n" },
    } },
  { BS_FILES_UNPUBLISH,
    { "content/x.md" },
    NULL,
    0,
    0,
    {
        HUGO,
        { "content/x.md", "+++\ntitle = 'x'\n+++\n", "+++\ntitle = 'x'\ndraft = true\n+++\n" },
    } },
  { BS_FILES_UNPUBLISH,
    { "content/x.md" },
    NULL,
    0,
    1,
    {
        HUGO,
        { "content/x.md", "+++\ntitle = 'x'\n+++\n", "+++\ntitle = 'x'\ndraft = true\n+++\n" },
        { "content/y.md", "+++\ntitle = 'y'\n+++\n[x]({{< ref \"x\" >}})\n" },
        { "content/d.md", "+++\ntitle = 'd'\ndraft = true\n+++\n[x]({{< ref \"x\" >}})\n" },
    } },
};

static BsEditReport *
act (Scratch *self, const Case *test)
{
  g_autoptr (BsHome) home = edit_scratch_open_home (self);
  g_autoptr (BsMovePlan) plan = bs_files_plan (self->path, test->action, test->paths, test->argument, test->flags);
  g_autoptr (BsEditReport) planned = bs_move_plan_look (plan, NULL, NULL, NULL);
  g_autoptr (GError) error = NULL;
  BsEditReport *report = bs_move_plan_write (plan, home, NULL, NULL, NULL, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (planned->failed->len, ==, report->failed->len);
  g_assert_cmpuint (planned->notes->len, ==, report->notes->len);
  g_assert_cmpstr (planned->name, ==, report->name);

  return report;
}

static void
assert_files (Scratch *self, const Case *test, gboolean after)
{
  for (guint i = 0; i < G_N_ELEMENTS (test->files) && test->files[i].path != NULL; i++)
    {
      const File *file = &test->files[i];
      g_autofree char *other = file->new_path != NULL ? scratch_get (self, after ? file->path : file->new_path) : NULL;

      edit_scratch_assert_content (self, after && file->new_path != NULL ? file->new_path : file->path,
                                   after && file->after != NULL ? file->after : file->before);
      g_assert_true (other == NULL || !g_file_test (other, G_FILE_TEST_EXISTS));
    }
}

static void
test_references (gconstpointer data)
{
  const Case *test = data;
  Scratch scratch;
  g_autoptr (BsEditReport) report = NULL;
  g_autoptr (BsEditReport) undone = NULL;
  g_autoptr (BsEditReport) redone = NULL;

  scratch_set_up (&scratch, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (test->files) && test->files[i].path != NULL; i++)
    scratch_write (&scratch, test->files[i].path, test->files[i].before);
  report = act (&scratch, test);
  for (guint i = 0; i < report->failed->len; i++)
    g_test_message ("%s", ((BsTransactionResult *) report->failed->pdata[i])->error->message);
  for (guint i = 0; i < report->notes->len; i++)
    g_test_message ("%s", (char *) report->notes->pdata[i]);
  g_assert_cmpuint (report->failed->len, ==, 0);
  assert_files (&scratch, test, TRUE);
  g_assert_cmpuint (report->notes->len, ==, test->n_notes);
  undone = edit_scratch_move (&scratch, BS_JOURNAL_UNDO, BS_EDITING_ASK);
  g_assert_cmpuint (undone->failed->len, ==, 0);
  assert_files (&scratch, test, FALSE);
  redone = edit_scratch_move (&scratch, BS_JOURNAL_REDO, BS_EDITING_ASK);
  g_assert_cmpuint (redone->failed->len, ==, 0);
  assert_files (&scratch, test, TRUE);
  scratch_tear_down (&scratch, NULL);
}

static void
write_converted (Scratch *self, const char *name, const char *text, const char *charset)
{
  g_autofree char *path = scratch_get (self, name);
  g_autofree char *converted = NULL;
  g_autoptr (GError) error = NULL;
  gsize length;

  converted = g_convert (text, -1, charset, "UTF-8", NULL, &length, &error);
  g_assert_no_error (error);
  g_assert_true (g_file_set_contents (path, converted, (gssize) length, NULL));
}

static void
assert_converted (Scratch *self, const char *name, const char *text, const char *charset)
{
  g_autofree char *path = scratch_get (self, name);
  g_autofree char *expected = g_convert (text, -1, charset, "UTF-8", NULL, NULL, NULL);
  g_autofree char *found = NULL;
  gsize length;

  g_assert_true (g_file_get_contents (path, &found, &length, NULL));
  g_assert_cmpmem (found, length, expected, strlen (expected));
}

/* A file keeps its encoding and its other bytes, even invalid ones. Characters that it cannot hold are reported. */
static void
test_encodings (Scratch *self, gconstpointer data)
{
#define ARTICLE(link)                                                                                                  \
  "---\r\ntitle: 系统\r\n---\r\n这是一篇关于操作系统的文章，写在很久以前，现在还有许多人在读它。[链接](" link          \
  ") 结束。\n"
  g_autoptr (BsHome) home = edit_scratch_open_home (self);
  g_autoptr (GError) error = NULL;
  g_autoptr (BsEditReport) first = NULL;
  g_autoptr (BsEditReport) second = NULL;
  g_autoptr (BsEditReport) undone = NULL;

  scratch_write (self, "旧的.md", "x");
  write_converted (self, "gbk.md", ARTICLE ("旧的.md"), "GB18030");
  scratch_write (self, "broken.md", "---\ntitle: x\n---\n\xFF [x](旧的.md) \xC0\x80\r\n");
  first = edit_scratch_act (self, home, BS_FILES_RENAME, "旧的.md", "新的.md", &error);
  g_assert_no_error (error);
  g_assert_cmpuint (first->notes->len, ==, 0);
  assert_converted (self, "gbk.md", ARTICLE ("新的.md"), "GB18030");
  edit_scratch_assert_content (self, "broken.md", "---\ntitle: x\n---\n\xFF [x](新的.md) \xC0\x80\r\n");
  undone = edit_scratch_move (self, BS_JOURNAL_UNDO, BS_EDITING_ASK);
  g_assert_cmpuint (undone->failed->len, ==, 0);
  assert_converted (self, "gbk.md", ARTICLE ("旧的.md"), "GB18030");

  scratch_write (self, "plain.md", "x");
  scratch_delete (self, "gbk.md");
  write_converted (self, "latin.md",
                   "---\ntitle: café\n---\nUn café très cher, là-bas, été comme hiver. [x](plain.md)\n", "ISO-8859-1");
  second = edit_scratch_act (self, home, BS_FILES_RENAME, "plain.md", "新的.md", &error);
  g_assert_no_error (error);
  g_assert_cmpuint (second->notes->len, ==, 1);
  assert_converted (self, "latin.md",
                    "---\ntitle: café\n---\nUn café très cher, là-bas, été comme hiver. [x](plain.md)\n", "ISO-8859-1");
}

/* Nothing is written when a move is cancelled, and a preview ends early. */
static void
test_cancelled (Scratch *self, gconstpointer data)
{
  const char *const paths[] = { "a.md", NULL };
  g_autoptr (BsHome) home = edit_scratch_open_home (self);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;

  scratch_write (self, "a.md", BEFORE);
  scratch_write (self, "b.md", "[a](a.md)");
  g_cancellable_cancel (cancellable);
  g_assert_null (bs_files_move (home, self->path, paths, "c", cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  edit_scratch_assert_content (self, "a.md", BEFORE);
  edit_scratch_assert_step (self, BS_JOURNAL_UNDO, NULL);
}

/* Nothing is copied that could not be removed from its old place, because of the permissions of a file, of one of its
 * own files or of its folder. The rest moves. */
static void
test_permissions (Scratch *self, gconstpointer data)
{
  static const struct
  {
    const char *path;
    guint mode;
    guint old_mode;
  } locked[] = { { "a/one.md", 0444, 0644 }, { "a/two/pic.png", 0444, 0644 }, { "b", 0555, 0755 } };
  static const char *const stays[] = { "a/one.md", "a/two.md", "a/two/pic.png", "b/three.md" };
  const char *const paths[] = { "a/one.md", "a/two.md", "b/three.md", "a/four.md", NULL };
  g_autoptr (BsHome) home = edit_scratch_open_home (self);
  g_autoptr (GError) error = NULL;
  g_autoptr (BsEditReport) report = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (stays); i++)
    scratch_write (self, stays[i], BEFORE);
  scratch_write (self, "a/four.md", AFTER);
  for (guint i = 0; i < G_N_ELEMENTS (locked); i++)
    {
      g_autofree char *path = scratch_get (self, locked[i].path);

      g_assert_cmpint (chmod (path, locked[i].mode), ==, 0);
    }
  report = bs_files_move (home, self->path, paths, "c", NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (report->failed->len, ==, 3);
  for (guint i = 0; i < report->failed->len; i++)
    g_assert_error (((BsTransactionResult *) g_ptr_array_index (report->failed, i))->error, BS_CHANGE_ERROR,
                    BS_CHANGE_ERROR_NOT_EDITABLE);
  for (guint i = 0; i < G_N_ELEMENTS (stays); i++)
    {
      g_autofree char *copy = g_build_filename (self->path, "c", strchr (stays[i], '/'), NULL);

      edit_scratch_assert_content (self, stays[i], BEFORE);
      g_assert_false (g_file_test (copy, G_FILE_TEST_EXISTS));
    }
  edit_scratch_assert_content (self, "c/four.md", AFTER);
  for (guint i = 0; i < G_N_ELEMENTS (locked); i++)
    {
      g_autofree char *path = scratch_get (self, locked[i].path);

      g_assert_cmpint (chmod (path, locked[i].old_mode), ==, 0);
    }
}

static void
move_without_room (Scratch *self)
{
  const char *const paths[] = { "a.md", NULL };
  g_autoptr (BsHome) home = edit_scratch_open_home (self);
  g_autoptr (BsEditReport) report = NULL;
  g_autoptr (GError) error = NULL;

  edit_scratch_limit_files (4096);
  report = bs_files_move (home, self->path, paths, "kept/new/deep", NULL, &error);
  g_assert_no_error (error);
  edit_scratch_assert_no_space (report);
}

/* On a full disk an article stays, and no empty folder is left of those that it was to get. */
static void
test_room (Scratch *self, gconstpointer data)
{
  g_autofree char *text = edit_scratch_write_long (self, "a.md");
  g_autofree char *kept = scratch_get (self, "kept");
  g_autofree char *new = scratch_get (self, "kept/new");

  g_assert_cmpint (g_mkdir (kept, 0755), ==, 0);
  g_assert_cmpint (edit_scratch_run_apart (self, move_without_room), ==, 0);
  edit_scratch_assert_content (self, "a.md", text);
  g_assert_true (g_file_test (kept, G_FILE_TEST_IS_DIR));
  g_assert_false (g_file_test (new, G_FILE_TEST_EXISTS));
}

#define N_MANY 600

/* Each refers to one in the other half and to its neighbour; one that stays refers to all. */
static GStrv
write_many (Scratch *self)
{
  GStrv paths = g_new0 (char *, N_MANY + 1);
  g_autoptr (GString) all = g_string_new (NULL);

  for (guint i = 0; i < N_MANY; i++)
    {
      g_autofree char *text =
          g_strdup_printf ("[far](%u.md) [near](%u.md)\n", (i + N_MANY / 2) % N_MANY, (i + 1) % N_MANY);

      paths[i] = g_strdup_printf ("a/%u.md", i);
      scratch_write (self, paths[i], text);
      g_string_append_printf (all, "[%u](a/%u.md)\n", i, i);
    }
  scratch_write (self, "all.md", all->str);

  return paths;
}

static void
assert_leads (Scratch *self, const char *folder, const char *address)
{
  g_autofree char *whole = g_build_filename (self->path, folder, address, NULL);

  if (!g_file_test (whole, G_FILE_TEST_IS_REGULAR))
    g_error ("%s in %s leads nowhere", address, folder);
}

static void
assert_no_dead_links (Scratch *self, const char *folder, const char *name)
{
  g_autofree char *path = g_build_filename (self->path, folder, name, NULL);
  g_autofree char *text = NULL;
  g_autoptr (GError) error = NULL;
  g_auto (GStrv) parts = NULL;

  g_file_get_contents (path, &text, NULL, &error);
  g_assert_no_error (error);
  parts = g_strsplit (text, "](", -1);
  g_assert_cmpuint (g_strv_length (parts), >, 2);
  for (guint i = 1; parts[i] != NULL; i++)
    {
      *strchr (parts[i], ')') = '\0';
      assert_leads (self, folder, parts[i]);
    }
}

/* Returns how many are in the new folder. Each is in one of them, and refers to files that are there. */
static guint
count_moved (Scratch *self, const char *const *paths)
{
  guint n = 0;

  for (guint i = 0; i < N_MANY; i++)
    {
      const char *name = strrchr (paths[i], '/') + 1;
      g_autofree char *old = scratch_get (self, paths[i]);
      g_autofree char *new = g_build_filename (self->path, "b/c", name, NULL);
      gboolean is_moved = g_file_test (new, G_FILE_TEST_EXISTS);

      g_assert_cmpint (is_moved, !=, g_file_test (old, G_FILE_TEST_EXISTS));
      assert_no_dead_links (self, is_moved ? "b/c" : "a", name);
      n += is_moved;
    }
  assert_no_dead_links (self, "", "all.md");

  return n;
}

static void
cancel_cb (guint n_done, gpointer user_data)
{
  g_assert_cmpuint (n_done, >, 0);
  g_assert_cmpuint (n_done, <, N_MANY);
  g_cancellable_cancel (user_data);
}

/* @cancellable: (nullable): cancelled when the first files are moved */
static BsEditReport *
move_many (Scratch *self, const char *const *paths, GCancellable *cancellable)
{
  g_autoptr (BsHome) home = edit_scratch_open_home (self);
  g_autoptr (BsMovePlan) plan = bs_files_plan (self->path, BS_FILES_MOVE, paths, "b/c", BS_FILES_DEFAULT);
  g_autoptr (GError) error = NULL;
  BsEditReport *report =
      bs_move_plan_write (plan, home, cancellable != NULL ? cancel_cb : NULL, cancellable, cancellable, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (report->failed->len, ==, 0);
  g_assert_cmpuint (report->notes->len, ==, 0);

  return report;
}

static void
undo_many (Scratch *self, const char *const *paths)
{
  g_autoptr (BsEditReport) undone = edit_scratch_move (self, BS_JOURNAL_UNDO, BS_EDITING_ASK);

  g_assert_false (undone->is_question);
  g_assert_cmpuint (undone->failed->len, ==, 0);
  g_assert_cmpuint (count_moved (self, paths), ==, 0);
  edit_scratch_assert_content (self, "a/5.md", "[far](305.md) [near](6.md)\n");
  edit_scratch_assert_content (self, "a/599.md", "[far](299.md) [near](0.md)\n");
  edit_scratch_assert_step (self, BS_JOURNAL_UNDO, NULL);
}

/* References are right in all files, although they are not all moved at once. */
static void
test_many (Scratch *self, gconstpointer data)
{
  g_auto (GStrv) paths = write_many (self);
  g_autoptr (BsEditReport) report = move_many (self, (const char *const *) paths, NULL);

  g_assert_cmpuint (report->changed->len, ==, 2 * N_MANY + 1);
  g_assert_cmpuint (count_moved (self, (const char *const *) paths), ==, N_MANY);
  undo_many (self, (const char *const *) paths);
}

/* Files that were moved before it was cancelled stay, as one step, and the rest stays too. */
static void
test_cancelled_between (Scratch *self, gconstpointer data)
{
  g_auto (GStrv) paths = write_many (self);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (BsEditReport) report = move_many (self, (const char *const *) paths, cancellable);
  g_autoptr (BsEditReport) again = NULL;
  guint n = count_moved (self, (const char *const *) paths);

  g_assert_cmpuint (n, >, 0);
  g_assert_cmpuint (n, <, N_MANY);
  g_assert_true (report->is_cancelled);
  g_assert_cmpuint (report->n_articles, ==, n);
  g_assert_cmpuint (report->left->len, ==, N_MANY - n);
  edit_scratch_assert_content (self, "b/c/5.md", "[far](../../a/305.md) [near](6.md)\n");
  edit_scratch_assert_content (self, "a/305.md", "[far](../b/c/5.md) [near](306.md)\n");
  undo_many (self, (const char *const *) paths);
  again = edit_scratch_move (self, BS_JOURNAL_REDO, BS_EDITING_ASK);
  g_assert_cmpuint (again->failed->len, ==, 0);
  g_assert_cmpuint (count_moved (self, (const char *const *) paths), ==, n);
}

static void
move_one (Scratch *root, const char *path, const char *folder)
{
  const char *const paths[] = { path, NULL };
  g_autoptr (BsHome) home = edit_scratch_open_home (root);
  g_autoptr (GError) error = NULL;
  g_autoptr (BsEditReport) report = bs_files_move (home, root->path, paths, folder, NULL, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (report->failed->len, ==, 0);
}

static gboolean
has_folder (Scratch *self, const char *name)
{
  g_autofree char *path = scratch_get (self, name);

  return g_file_test (path, G_FILE_TEST_IS_DIR);
}

/* Undo takes the folders away again that a move has made, and no others. */
static void
test_made_folders (Scratch *self, gconstpointer data)
{
  g_autofree char *empty = scratch_get (self, "empty");
  g_autoptr (BsEditReport) undone = NULL;
  g_autoptr (BsEditReport) redone = NULL;

  scratch_write (self, "a.md", "Text.\n");
  g_assert_cmpint (g_mkdir (empty, 0755), ==, 0);
  move_one (self, "a.md", "empty/made/deep");
  undone = edit_scratch_move (self, BS_JOURNAL_UNDO, BS_EDITING_ASK);
  g_assert_cmpuint (undone->failed->len, ==, 0);
  g_assert_true (has_folder (self, "empty"));
  g_assert_false (has_folder (self, "empty/made"));
  redone = edit_scratch_move (self, BS_JOURNAL_REDO, BS_EDITING_ASK);
  g_assert_cmpuint (redone->failed->len, ==, 0);
  edit_scratch_assert_content (self, "empty/made/deep/a.md", "Text.\n");
  /* What is in one of them stays. */
  scratch_write (self, "empty/made/note.txt", "x");
  g_clear_pointer (&undone, bs_edit_report_unref);
  undone = edit_scratch_move (self, BS_JOURNAL_UNDO, BS_EDITING_ASK);
  g_assert_false (has_folder (self, "empty/made/deep"));
  edit_scratch_assert_content (self, "empty/made/note.txt", "x");
}

/* Although the links in an article change when it moves, it is the same article for its reader; while the library is
 * open, and while it is not. */
static void
test_marks (MarksFixture *self, gconstpointer data)
{
  Scratch root = { self->root };
  g_autoptr (BsEditReport) undone = NULL;

  scratch_write (&self->scratch, "root/a.md", "---\ntitle: A\n---\n[b](b.md)\n");
  marks_start (self);
  marks_mark (self, "a.md", BS_MARK_STARRED, TRUE);
  bs_library_set_position (self->library, "a.md", "here", 0.5);
  marks_settle (self);
  move_one (&root, "a.md", "deep");
  edit_scratch_assert_content (&root, "deep/a.md", "---\ntitle: A\n---\n[b](../b.md)\n");
  marks_assert_here (self, "deep/a.md");
  scratch_wait_until (!marks_is_there (self, "a.md"));
  undone = edit_scratch_move (&root, BS_JOURNAL_UNDO, BS_EDITING_ASK);
  g_assert_cmpuint (undone->failed->len, ==, 0);
  marks_assert_here (self, "a.md");
  scratch_wait_until (!marks_is_there (self, "deep/a.md"));

  marks_stop (self);
  move_one (&root, "a.md", "other");
  marks_start (self);
  marks_assert_here (self, "other/a.md");
  marks_settle (self);
  g_assert_cmpuint (bs_library_get_n_unread (self->library), ==, 0);
}

int
main (int argc, char *argv[])
{
  g_autofree char *user = NULL;
  int status;

  g_test_init (&argc, &argv, NULL);
  user = scratch_isolate_user ();
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strdup_printf ("/broadsheet/moves/references/%u", i);

      g_test_add_data_func (path, &cases[i], test_references);
    }
  g_test_add ("/broadsheet/moves/marks", MarksFixture, NULL, marks_set_up, test_marks, marks_tear_down);
  g_test_add ("/broadsheet/moves/made-folders", Scratch, NULL, scratch_set_up, test_made_folders, scratch_tear_down);
  g_test_add ("/broadsheet/moves/encodings", Scratch, NULL, scratch_set_up, test_encodings, scratch_tear_down);
  g_test_add ("/broadsheet/moves/cancelled", Scratch, NULL, scratch_set_up, test_cancelled, scratch_tear_down);
  g_test_add ("/broadsheet/moves/permissions", Scratch, NULL, scratch_set_up, test_permissions, scratch_tear_down);
  g_test_add ("/broadsheet/moves/room", Scratch, NULL, scratch_set_up, test_room, scratch_tear_down);
  g_test_add ("/broadsheet/moves/many", Scratch, NULL, scratch_set_up, test_many, scratch_tear_down);
  g_test_add ("/broadsheet/moves/cancelled-between", Scratch, NULL, scratch_set_up, test_cancelled_between,
              scratch_tear_down);
  status = g_test_run ();
  remove_tree (user);

  return status;
}
