/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "article-fixture.h"

/* How front matter keys become an article. */

/* Front matter with additional lines. */
static BsArticle *
read_keys (BsSiteKind site, const char *keys)
{
  g_autofree char *text = g_strdup_printf ("---\ntitle: T\n%s\n---\nBody\n", keys);

  return article_read_at ("folder/name.md", site, text);
}

static char *
join_categories (const BsArticle *article)
{
  GString *out = g_string_new (NULL);

  for (guint i = 0; i < article->categories->len; i++)
    {
      g_autofree char *path = g_strjoinv (" › ", g_ptr_array_index (article->categories, i));

      g_string_append_printf (out, "%s%s", i > 0 ? " | " : "", path);
    }

  return g_string_free (out, FALSE);
}

/* An article as a crawler writes it. */
static void
test_crawled (void)
{
  static const char text[] = "\n---\ntitle: '部长：强&#123;对&#125;企业'\ncategories: \n - 金融\n - 财经\n - "
                             "财经－国內\nheadimg: 'https://example.com/a.png'\n"
                             "author: 财经\ncomments: false\ndate: Tue, 17 May 2022 23:51:20 GMT\nthumbnail: "
                             "'https://example.com/b.png'\n---\n\n"
                             "<div>   \n<p>正文。</p>\n\n                <p>又</p>  \n</div>\n            ";
  g_autoptr (BsArticle) article = article_read_text (text);
  g_autofree char *categories = join_categories (article);

  g_assert_cmpuint (article->problems->len, ==, 0);
  g_assert_cmpstr (article->path, ==, "folder/name.md");
  g_assert_cmpstr (article->title, ==, "部长：强{对}企业");
  g_assert_true (article->title_is_written);
  g_assert_cmpstr (categories, ==, "金融 › 财经 › 财经－国內");
  g_assert_cmpstr (article->authors[0], ==, "财经");
  g_assert_null (article->authors[1]);
  g_assert_cmpstr (article->date_text, ==, "Tue, 17 May 2022 23:51:20 GMT");
  g_assert_true (article->has_date);
  g_assert_true (article->date.has_zone);
  g_assert_cmpint (bs_date_to_unix (&article->date, NULL), ==, 1652831480);
  g_assert_false (article->has_updated);
  g_assert_cmpstr (article->image, ==, "https://example.com/a.png");
  g_assert_cmpint (article->body_kind, ==, BS_BODY_HTML);
  g_assert_cmpint (article->front_matter_kind, ==, BS_FRONT_MATTER_YAML);
  g_assert_true (g_str_has_prefix (text + article->body_start, "\n<div>"));
  g_assert_cmpuint (article->keys->items->len, ==, 7);
  g_assert_cmpint (bs_value_lookup (article->keys, "comments")->kind, ==, BS_VALUE_BOOLEAN);
  g_assert_cmpstr (bs_value_get_text (bs_value_lookup (article->keys, "title")), ==, "部长：强&#123;对&#125;企业");
}

static void
test_titles (void)
{
  static const struct
  {
    const char *written;
    const char *title;
  } titles[] = {
    { "404", "404" },
    { "true", "true" },
    { "2020-01-02", "2020-01-02" },
    { "1.50", "1.50" },
    { "  spaced  out ", "spaced  out" },
    { "' 　in quotes　 '", "in quotes" },
    { "A &amp; B &#58; C", "A & B : C" },
    { "[Repost]", "[Repost]" },
    { "[a, b]", "[a, b]" },
    { "{{ page.title }}", "{{ page.title }}" },
    { "\"a\\tb\\nc\"", "a b c" },
    { "a: b", "a: b" },
    { "*alias", "*alias" },
    { "'no'", "no" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (titles); i++)
    {
      g_autofree char *text = g_strdup_printf ("---\ntitle: %s\nn: 1\n---\n", titles[i].written);
      g_autoptr (BsArticle) article = article_read_text (text);

      g_assert_cmpstr (article->title, ==, titles[i].title);
      g_assert_true (article->title_is_written);
    }
}

static void
test_folded_titles (void)
{
  static const struct
  {
    const char *written;
    const char *title;
  } titles[] = {
    { "'走着\n走着'", "走着走着" },
    { "'走 着\n  走 着'", "走 着走 着" },
    { "'走着，\n走着'", "走着，走着" },
    { "'one\ntwo'", "one two" },
    { "'走着\ntwo'", "走着 two" },
    { "'It''s 走着\n走着'", "It's 走着走着" },
    { "\"\\u8d70 \\\"着\n走\\\"\"", "走 \"着走\"" },
    { "走着\n  走着\n  two", "走着走着 two" },
    { ">\n  走着\n  走着", "走着走着" },
    { "|\n  走着\n  two", "走着 two" },
    { "'走着\n'", "走着" },
    { "\"走着 \\\n  走着\"", "走着 走着" },
    { "'한글\n한글'", "한글 한글" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (titles); i++)
    {
      g_autofree char *text = g_strdup_printf ("---\n题: 1\ntitle: %s\nn: 1\n---\n", titles[i].written);
      g_autoptr (BsArticle) article = article_read_text (text);

      g_assert_cmpstr (article->title, ==, titles[i].title);
      article_assert_only_problem (article, BS_PROBLEM_TITLE_FOLDED, 3, 8, NULL);
    }
}

/* Also if another line had to be repaired. */
static void
test_folded_and_recovered (void)
{
  g_autoptr (BsArticle) article = article_read_text ("---\ntitle: '走着\n走着'\nauthor: @a\n---\n");

  g_assert_cmpstr (article->title, ==, "走着走着");
  g_assert_cmpstr (article->authors[0], ==, "@a");
}

static void
test_no_title (void)
{
  static const struct
  {
    const char *path;
    const char *text;
    const char *title;
    gboolean has_note;
  } files[] = {
    { "a/name.md", "---\nn: 1\n---\nText\n", "name", TRUE },
    { "a/name.md", "---\ntitle:\n---\nText\n", "name", TRUE },
    { "a/name.md", "---\ntitle: ''\n---\nText\n", "name", TRUE },
    { "a/name.md", "---\n---\n# A *heading*\n", "A heading", TRUE },
    { "a/name.md", "# A heading\n\nText\n", "A heading", FALSE },
    { "a/name.html", "<html><head><title>A &amp; B</title></head></html>", "A & B", FALSE },
    { "a/name.html", "<p>x</p><h1>A</h1>", "A", FALSE },
    { "2017-2-5-no-zeroes.md", "---\n---\n", "no-zeroes", TRUE },
    { "2017-02-05.md", "---\n---\n", "2017-02-05", TRUE },
    { "a/two.dots.MARKDOWN", "Text", "two.dots", FALSE },
    { "a/ .md", "Text", " .md", FALSE },
    { "a/\xff\xfe.md", "Text", "\xef\xbf\xbd\xef\xbf\xbd", FALSE },
    { "a/.md", "Text", ".md", FALSE },
    { "a/two\nlines.md", "Text", "two lines", FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (files); i++)
    {
      g_autoptr (BsArticle) article = article_read_at (files[i].path, BS_SITE_HEXO, files[i].text);

      g_assert_cmpstr (article->title, ==, files[i].title);
      g_assert_false (article->title_is_written);
      g_assert_cmpint (article_has_problem (article, BS_PROBLEM_NO_TITLE), ==, files[i].has_note);
      g_assert_cmpint (article_has_problem (article, BS_PROBLEM_NO_FRONT_MATTER), ==, !files[i].has_note);
    }
}

static void
test_categories (void)
{
  static const struct
  {
    const char *written;
    const char *hexo;
    const char *jekyll;
    const char *hugo;
  } categories[] = {
    { "categories: a b", "a b", "folder | a | b", "a b" },
    { "categories: [a, b, c]", "a › b › c", "folder | a | b | c", "a | b | c" },
    { "categories: [[a, b], [c]]", "a › b | c", "folder | a | b | c", "a | b | c" },
    { "categories: [[a, b], c, [d]]", "a › b | c | d", "folder | a | b | c | d", "a | b | c | d" },
    { "categories:\n- - a\n  - b\n- c", "a › b | c", "folder | a | b | c", "a | b | c" },
    { "category: a b", "a b", "folder | a b", "" },
    { "category: [a, b]", "a › b", "folder | a | b", "" },
    { "category: a b\ncategories: c d", "c d", "folder | c | d | a b", "c d" },
    { "category: a\ncategories: []", "", "folder | a", "" },
    { "category: a\ncategories:", "a", "folder | a", "" },
    { "categories: [[a, b], [a, b], [a]]", "a › b | a", "folder | a | b", "a | b" },
    { "base: &b [a, b]\ncategories: *b", "a › b", "folder | a | b", "a | b" },
    { "base: &b {categories: [a, b]}\n<<: *b", "a › b", "folder | a | b", "a | b" },
    { "categories:", "", "folder", "" },
    { "categories: ''", "", "folder", "" },
    { "categories: []", "", "folder", "" },
    { "categories: [[], '']", "", "folder", "" },
    { "categories: [a, '', ~, b]", "a › b", "folder | a | b", "a | b" },
    { "categories: 2013", "2013", "folder | 2013", "2013" },
    { "categories: [true, 1.0, 2020-01-02]", "true › 1.0 › 2020-01-02", "folder | true | 1.0 | 2020-01-02",
      "true | 1.0 | 2020-01-02" },
    { "categories: [MIXED, mixed, ｍ]", "MIXED › mixed › ｍ", "folder | MIXED | mixed | ｍ", "MIXED | mixed | ｍ" },
    { "categories: [a, a]", "a › a", "folder | a", "a" },
    { "categories:\n- AI: news\n- R&amp;D", "AI: news › R&D", "folder | AI: news | R&D", "AI: news | R&D" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (categories); i++)
    {
      g_autofree char *text = g_strdup_printf ("---\ntitle: T\n%s\n---\nBody\n", categories[i].written);
      g_autoptr (BsArticle) hexo = article_read_at ("folder/_posts/x.md", BS_SITE_HEXO, text);
      g_autoptr (BsArticle) jekyll = article_read_at ("folder/_posts/x.md", BS_SITE_JEKYLL, text);
      g_autoptr (BsArticle) hugo = article_read_at ("folder/_posts/x.md", BS_SITE_HUGO, text);
      g_autofree char *one = join_categories (hexo);
      g_autofree char *two = join_categories (jekyll);
      g_autofree char *three = join_categories (hugo);

      g_test_message ("%s", categories[i].written);
      g_assert_cmpstr (one, ==, categories[i].hexo);
      g_assert_cmpstr (two, ==, categories[i].jekyll);
      g_assert_cmpstr (three, ==, categories[i].hugo);
      g_assert_cmpuint (hexo->problems->len, ==, 0);
    }
}

static void
test_jekyll_folders (void)
{
  g_autoptr (BsArticle) article =
      article_read_at ("a/b/_posts/c/x.md", BS_SITE_JEKYLL, "---\ntitle: T\ncategories: b c\n---\n");
  g_autoptr (BsArticle) top = article_read_at ("_posts/x.md", BS_SITE_JEKYLL, "---\ntitle: T\n---\n");
  g_autofree char *categories = join_categories (article);

  g_assert_cmpstr (categories, ==, "a | b | c");
  g_assert_cmpuint (top->categories->len, ==, 0);
}

static void
test_tags (void)
{
  static const struct
  {
    const char *written;
    const char *tags;
    const char *jekyll;
  } tags[] = {
    { "tags: [a, 8964, ~, '', b]", "a|8964|b", "a|8964|b" },
    { "tags: a b", "a b", "a|b" },
    { "tag: a b", "a b", "a b" },
    { "tags:\n-\n- x y\n-", "x y", "x y" },
    { "tags:", "", "" },
    { "tags: {a: b}", "a: b", "a: b" },
    { "tags: ['&#123;x&#125;']", "{x}", "{x}" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (tags); i++)
    {
      g_autoptr (BsArticle) hexo = read_keys (BS_SITE_HEXO, tags[i].written);
      g_autoptr (BsArticle) jekyll = read_keys (BS_SITE_JEKYLL, tags[i].written);
      g_autofree char *one = g_strjoinv ("|", hexo->tags);
      g_autofree char *two = g_strjoinv ("|", jekyll->tags);

      g_assert_cmpstr (one, ==, tags[i].tags);
      g_assert_cmpstr (two, ==, tags[i].jekyll);
    }
}

static void
test_authors (void)
{
  static const struct
  {
    const char *written;
    const char *authors;
  } authors[] = {
    { "author: A B", "A B" },
    { "author: [A, B]", "A|B" },
    { "author: {name: A, mail: x}", "A" },
    { "author:\n- name: A\n  mail: x\n- B", "A|B" },
    { "authors: [A, {name: B}]", "A|B" },
    { "author:\nauthors: A", "A" },
    { "author: @a", "@a" },
    { "author: a: b", "a: b" },
    { "authors: - Sara Cope", "Sara Cope" },
    { "author:", "" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (authors); i++)
    {
      g_autoptr (BsArticle) article = read_keys (BS_SITE_HEXO, authors[i].written);
      g_autofree char *joined = g_strjoinv ("|", article->authors);

      g_assert_cmpstr (joined, ==, authors[i].authors);
    }
}

static void
test_images (void)
{
  static const struct
  {
    const char *written;
    const char *image;
  } images[] = {
    { "thumbnail: b\nheadimg: a", "a" },
    { "headimg: ''\nthumbnail: b", "b" },
    { "headimg: false\ncover: c.jpg", "c.jpg" },
    { "banner_img: '#aabbcc'\nindex_img: d", "d" },
    { "top_img: true\nfeatured_image: f", "f" },
    { "image:\n  uid: x\n  src: i.png", "i.png" },
    { "image: [a.png, b.png]", "a.png" },
    { "image: https://x/?http://y/z.png", "https://x/?http://y/z.png" },
    { "headimg:", NULL },
    { "photo: x", NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (images); i++)
    {
      g_autoptr (BsArticle) article = read_keys (BS_SITE_HEXO, images[i].written);

      g_assert_cmpstr (article->image, ==, images[i].image);
    }
}

static void
test_other_keys (void)
{
  g_autoptr (BsArticle) article =
      read_keys (BS_SITE_HEXO, "summary: s\ndescription: 'd &lt;'\nlanguage: zh-CN\nlocale: en\nlastmod: 2020-01-02\n"
                               "custom: {deep: [1]}");

  g_assert_cmpstr (article->excerpt, ==, "d <");
  g_assert_cmpstr (article->language, ==, "zh-CN");
  g_assert_cmpstr (article->updated_text, ==, "2020-01-02");
  g_assert_true (article->has_updated);
  g_assert_false (article->draft);
  g_assert_cmpint (bs_value_lookup (bs_value_lookup (article->keys, "custom"), "deep")->kind, ==, BS_VALUE_LIST);
}

static void
test_drafts (void)
{
  static const struct
  {
    const char *path;
    const char *keys;
    gboolean draft;
  } drafts[] = {
    { "a.md", "draft: true", TRUE },      { "a.md", "draft: False", FALSE },
    { "a.md", "published: false", TRUE }, { "a.md", "draft: yes", TRUE },
    { "a.md", "draft: on", TRUE },        { "a.md", "draft: Y", TRUE },
    { "a.md", "draft: 1", TRUE },         { "a.md", "draft: 'yes'", FALSE },
    { "a.md", "draft: no", FALSE },       { "a.md", "published: no", TRUE },
    { "a.md", "published: OFF", TRUE },   { "a.md", "published: 2020-01-01", FALSE },
    { "a.md", "published: true", FALSE }, { "source/_drafts/a.md", "n: 1", TRUE },
    { "_drafts.md", "n: 1", FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (drafts); i++)
    {
      g_autofree char *text = g_strdup_printf ("---\n%s\n---\n", drafts[i].keys);
      g_autoptr (BsArticle) article = article_read_at (drafts[i].path, BS_SITE_HEXO, text);

      g_assert_cmpint (article->draft, ==, drafts[i].draft);
    }
}

/* `draft` and `published` together, and a word in quotes, as the generators answered. */
static void
test_drafts_by_site (void)
{
  static const struct
  {
    BsSiteKind site;
    const char *keys;
    gboolean draft;
  } drafts[] = {
    { BS_SITE_HUGO, "draft: no\npublished: false", FALSE },
    { BS_SITE_HUGO, "Draft: true\npublished: true", TRUE },
    { BS_SITE_HUGO, "published: false", TRUE },
    { BS_SITE_JEKYLL, "draft: no\npublished: false", TRUE },
    { BS_SITE_JEKYLL, "published: 'false'", FALSE },
    { BS_SITE_JEKYLL, "published: off", TRUE },
    { BS_SITE_HEXO, "published: 'false'", TRUE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (drafts); i++)
    {
      g_autofree char *text = g_strdup_printf ("---\n%s\n---\n", drafts[i].keys);
      g_autoptr (BsArticle) article = article_read_at ("a.md", drafts[i].site, text);

      g_test_message ("%s", text);
      g_assert_cmpint (article->draft, ==, drafts[i].draft);
    }
}

/* Hugo lower-cases keys and reads the date from several of them. */
static void
test_hugo (void)
{
  g_autoptr (BsArticle) toml = article_read_at (
      "a.md", BS_SITE_HUGO,
      "+++\nTitle = \"T\"\nDATE = 2021-03-04T10:00:00Z\nTags = [\"a\", \"b\", \"a\"]\nDraft = true\n+++\n");
  g_autoptr (BsArticle) json = article_read_at (
      "a.md", BS_SITE_HUGO, "{\"TITLE\": \"T\", \"Categories\": [\"x\"], \"pubDate\": \"2021-03-04\"}\n");
  g_autoptr (BsArticle) other = article_read_at ("a.md", BS_SITE_HEXO, "---\nTitle: T\n---\n");
  g_autoptr (BsArticle) late =
      article_read_at ("a.md", BS_SITE_HUGO, "---\nlastmod: 2021-05-05\nPublishDate: 2021-03-04\n---\n");
  g_autoptr (BsArticle) never = article_read_at ("a.md", BS_SITE_HUGO, "---\ndate: 0001-01-01T00:00:00Z\n---\n");

  g_assert_cmpstr (toml->title, ==, "T");
  g_assert_true (toml->has_date);
  g_assert_true (toml->draft);
  g_assert_cmpuint (g_strv_length (toml->tags), ==, 2);
  g_assert_cmpstr (json->title, ==, "T");
  g_assert_cmpuint (json->categories->len, ==, 1);
  g_assert_true (json->has_date);
  g_assert_false (other->title_is_written);
  g_assert_true (late->has_date);
  g_assert_cmpstr (late->date_text, ==, "2021-03-04");
  g_assert_false (never->has_date);
  g_assert_cmpuint (never->problems->len, ==, 1);
}

/* Only the visible part of a value counts. */
static void
test_invisible (void)
{
  static const char *const titles[] = { "\"\\u200b\\ufeff\"", "\"\\u2060\\u00ad\\u200d\"", "'　'",
                                        "\"\\u00a0\\u200e\"" };

  for (guint i = 0; i < G_N_ELEMENTS (titles); i++)
    {
      g_autofree char *text = g_strdup_printf ("---\ntitle: %s\ntags: [a, A, a, 'a ', '　a']\n---\n", titles[i]);
      g_autoptr (BsArticle) article = article_read_at ("the name.md", BS_SITE_NONE, text);
      g_autofree char *tags = g_strjoinv ("|", article->tags);

      g_assert_cmpstr (article->title, ==, "the name");
      g_assert_cmpstr (tags, ==, "a|A");
    }
}

static void
test_duplicate_key (void)
{
  const char *text = "---\ntitle: a\ntitle: b\n---\n";
  g_autoptr (BsArticle) hexo = article_read_at ("a.md", BS_SITE_HEXO, text);
  g_autoptr (BsArticle) plain = article_read_at ("a.md", BS_SITE_NONE, text);
  g_autofree char *loud = bs_problem_describe (hexo->problems->pdata[0]);
  g_autofree char *quiet = bs_problem_describe (plain->problems->pdata[0]);

  g_assert_cmpstr (hexo->title, ==, "b");
  g_assert_cmpstr (plain->title, ==, "b");
  g_assert_nonnull (strstr (loud, "Hexo"));
  g_assert_null (strstr (quiet, "Hexo"));
}

static void
test_no_date (void)
{
  static const char *const values[] = { "[2021-03-04]", "{created: 2021-03-04}" };
  g_autoptr (BsArticle) zone = read_keys (BS_SITE_NONE, "date: 2021-03-04 10:00:00 XYZT");

  for (guint i = 0; i < G_N_ELEMENTS (values); i++)
    {
      g_autofree char *text = g_strdup_printf ("date: %s", values[i]);
      g_autoptr (BsArticle) article = read_keys (BS_SITE_NONE, text);

      g_assert_false (article->has_date);
      g_assert_cmpint (((BsProblem *) article->problems->pdata[0])->kind, ==, BS_PROBLEM_BAD_DATE);
    }
  g_assert_true (zone->has_date);
  g_assert_cmpint (((BsProblem *) zone->problems->pdata[0])->kind, ==, BS_PROBLEM_UNKNOWN_ZONE);
}

static void
test_dates (void)
{
  static const char *const bad[] = { "Invalid Date", "2021-10-XX", "2021-13-01", "0-12-31", "[]", "{}", "true" };
  g_autoptr (BsArticle) none = read_keys (BS_SITE_HEXO, "n: 1");
  g_autoptr (BsArticle) empty = read_keys (BS_SITE_HEXO, "date:");
  g_autoptr (BsArticle) twice = read_keys (BS_SITE_HEXO, "date: date: 2020-03-24T13:00:00-05:00");
  g_autoptr (BsArticle) glued = read_keys (BS_SITE_HEXO, "date: posted: 2020-03-24 13:00:00");

  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autofree char *text = g_strdup_printf ("---\ntitle: T\ndate: %s\n---\n", bad[i]);
      g_autoptr (BsArticle) article = article_read_text (text);
      g_autoptr (BsArticle) named = article_read_at ("x/2017-2-5-name.md", BS_SITE_HEXO, text);

      g_assert_false (article->has_date);
      g_assert_cmpstr (article->date_text, ==, bad[i]);
      article_assert_only_problem (article, BS_PROBLEM_BAD_DATE, 3, 7, bad[i]);
      g_assert_true (named->has_date);
      g_assert_cmpint (named->date.face, ==, 1486252800);
      g_assert_false (named->date.has_time);
    }

  g_assert_true (glued->has_date);
  g_assert_false (none->has_date);
  g_assert_null (none->date_text);
  g_assert_cmpuint (none->problems->len, ==, 0);
  g_assert_false (empty->has_date);
  g_assert_cmpuint (empty->problems->len, ==, 0);
  g_assert_true (twice->has_date);
  g_assert_cmpint (twice->date.zone, ==, -5 * 3600);
}

static void
test_comment_links (void)
{
  g_autoptr (BsArticle) article =
      article_read_text ("[#]: subject: \"A &amp; B\"\n[#]: author: \"Ann Ash https://example.org/ann\"\n\nText\n");

  g_assert_cmpstr (article->title, ==, "A & B");
  g_assert_cmpstr (article->authors[0], ==, "Ann Ash");
  g_assert_cmpuint (article->problems->len, ==, 0);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/broadsheet/article/crawled", test_crawled);
  g_test_add_func ("/broadsheet/article/titles", test_titles);
  g_test_add_func ("/broadsheet/article/folded-titles", test_folded_titles);
  g_test_add_func ("/broadsheet/article/folded-and-recovered", test_folded_and_recovered);
  g_test_add_func ("/broadsheet/article/no-title", test_no_title);
  g_test_add_func ("/broadsheet/article/categories", test_categories);
  g_test_add_func ("/broadsheet/article/jekyll-folders", test_jekyll_folders);
  g_test_add_func ("/broadsheet/article/tags", test_tags);
  g_test_add_func ("/broadsheet/article/authors", test_authors);
  g_test_add_func ("/broadsheet/article/images", test_images);
  g_test_add_func ("/broadsheet/article/other-keys", test_other_keys);
  g_test_add_func ("/broadsheet/article/drafts", test_drafts);
  g_test_add_func ("/broadsheet/article/drafts-by-site", test_drafts_by_site);
  g_test_add_func ("/broadsheet/article/dates", test_dates);
  g_test_add_func ("/broadsheet/article/no-date", test_no_date);
  g_test_add_func ("/broadsheet/article/hugo", test_hugo);
  g_test_add_func ("/broadsheet/article/invisible", test_invisible);
  g_test_add_func ("/broadsheet/article/duplicate-key", test_duplicate_key);
  g_test_add_func ("/broadsheet/article/comment-links", test_comment_links);

  return g_test_run ();
}
