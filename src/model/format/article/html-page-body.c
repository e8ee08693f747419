/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "model/format/article/html-page-body.h"

#include <string.h>

#include "model/format/body/html.h"
#include "model/format/body/html-tree.h"
#include "model/format/text/entity.h"

/* An element with less text, in bytes, is not accepted as the article by its name alone. */
#define LEAST_BYTES 140

typedef struct
{
  const BsHtmlPageHead *head;
  BsHtmlPictureFunc picture_func; /* (nullable) */
  gpointer user_data;
  GString *out;
  gboolean title_is_left_out;
  gboolean leave_title_out;
} Writer;

static gboolean
is_one_of (const char *name, const char *const *names)
{
  return name != NULL && g_strv_contains (names, name);
}

/* Parts of a page other than its articles. */
static gboolean
is_dropped (const BsHtmlNode *node)
{
  static const char *const names[] = {
    "applet", "aside", "audio",    "base",     "button", "canvas", "datalist", "dialog", "embed",
    "footer", "form",  "frame",    "frameset", "head",   "iframe", "input",    "link",   "math",
    "meta",   "nav",   "noframes", "object",   "option", "param",  "script",   "select", "source",
    "style",  "svg",   "template", "textarea", "title",  "track",  "video",    NULL,
  };
  const char *role;

  if (node->name == NULL)
    return FALSE;
  if (is_one_of (node->name, names) || bs_html_node_get (node, "hidden") != NULL)
    return TRUE;
  role = bs_html_node_get (node, "role");
  return role != NULL && (g_str_equal (role, "navigation") || g_str_equal (role, "complementary") ||
                          g_str_equal (role, "search") || g_str_equal (role, "banner"));
}

/* The amount of text in an element outside links. */
static gsize
measure (BsHtmlNode *top)
{
  gsize length = 0;

  for (BsHtmlNode *node = top; node != NULL;)
    {
      gboolean into = !is_dropped (node) && !(node->name != NULL && g_str_equal (node->name, "a"));

      if (node->text != NULL)
        length += strlen (node->text) - strspn (node->text, " \t\r\n");
      node = bs_html_node_follow (node, top, into);
    }
  return length;
}

static gboolean
has_role (const BsHtmlNode *node, const char *name)
{
  const char *role = bs_html_node_get (node, "role");
  const char *property = bs_html_node_get (node, "itemprop");

  if (g_str_equal (name, "article"))
    return g_str_equal (node->name, "article") || (property != NULL && g_str_equal (property, "articleBody"));
  return g_str_equal (node->name, "main") || (role != NULL && g_str_equal (role, "main"));
}

/* Chooses the candidate with the most text. Nested candidates are not counted separately. */
static BsHtmlNode *
find_by_role (BsHtmlNode *root, const char *role)
{
  BsHtmlNode *best = NULL;
  gsize most = LEAST_BYTES - 1;

  for (BsHtmlNode *node = root; node != NULL;)
    {
      gboolean is_it = node->name != NULL && has_role (node, role);

      if (is_it)
        {
          gsize length = measure (node);

          if (length > most)
            {
              most = length;
              best = node;
            }
        }
      node = bs_html_node_follow (node, root, !is_it);
    }
  return best;
}

static gboolean
is_paragraph (const BsHtmlNode *node)
{
  static const char *const names[] = { "p", "pre", "blockquote", "ul", "ol", "table", "dl", "h2", "h3", NULL };

  return is_one_of (node->name, names);
}

/* A paragraph scores fully for its parent and half for its grandparent. */
static BsHtmlNode *
find_densest (BsHtmlNode *root)
{
  g_autoptr (GHashTable) scores = g_hash_table_new (NULL, NULL);
  BsHtmlNode *best = root;
  gsize most = 0;

  for (BsHtmlNode *node = root; node != NULL;)
    {
      gboolean dropped = is_dropped (node);
      gboolean counts = !dropped && (is_paragraph (node) || node->text != NULL);
      gsize length =
          counts ? (node->text != NULL ? strlen (node->text) - strspn (node->text, " \t\r\n") : measure (node)) : 0;

      for (BsHtmlNode *above = node->parent; length > 0 && above != NULL; above = above->parent, length /= 2)
        {
          gsize score = GPOINTER_TO_SIZE (g_hash_table_lookup (scores, above)) + length;

          if (g_str_equal (above->name, "a"))
            break;
          g_hash_table_insert (scores, above, GSIZE_TO_POINTER (score));
          if (score > most)
            {
              most = score;
              best = above;
            }
        }
      node = bs_html_node_follow (node, root, !dropped && !counts);
    }
  return best;
}

/* Braces are escaped too, so that no text of the page becomes a template tag. */
static void
append_escaped (GString *out, const char *text)
{
  for (gsize length; *text != '\0'; text += length)
    {
      length = strcspn (text, "{}");
      bs_entities_append_escaped (out, text, length);
      if (text[length] != '\0')
        g_string_append (out, text[length++] == '{' ? "&#123;" : "&#125;");
    }
}

static void
append_attribute (Writer *self, const char *name, const char *value)
{
  g_string_append_printf (self->out, " %s=\"", name);
  append_escaped (self->out, value);
  g_string_append_c (self->out, '"');
}

static char *
make_whole (Writer *self, const char *address)
{
  char *whole = NULL;

  if (self->head->base != NULL && address[0] != '#' && strncmp (address, "data:", 5) != 0)
    whole = g_uri_resolve_relative (self->head->base, address, G_URI_FLAGS_ENCODED, NULL);
  return whole != NULL ? whole : g_strdup (address);
}

static void
append_link (Writer *self, const char *name, const char *value)
{
  g_autofree char *stripped = g_strstrip (g_strdup (value));
  g_autofree char *whole = make_whole (self, stripped);

  append_attribute (self, name, whole);
}

/* Pages that load images lazily keep the address in another attribute. */
static const char *
find_picture (const BsHtmlNode *node)
{
  static const char *const names[] = { "data-src", "data-original", "data-actualsrc", "data-lazy-src" };
  const char *address = bs_html_node_get (node, "src");

  if (address != NULL && *address != '\0' && g_ascii_strncasecmp (address, "data:", 5) != 0)
    return address;
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      const char *late = bs_html_node_get (node, names[i]);

      if (late != NULL && *late != '\0')
        return late;
    }
  return address;
}

static void
append_picture (Writer *self, const BsHtmlNode *node)
{
  const char *address = find_picture (node);
  g_autofree char *local = NULL;

  if (address == NULL || *address == '\0')
    return;
  if (self->picture_func != NULL)
    local = self->picture_func (address, self->user_data);
  if (local != NULL)
    append_attribute (self, "src", local);
  else
    append_link (self, "src", address);
}

static void
open_element (Writer *self, const BsHtmlNode *node)
{
  static const char *const kept[] = {
    "alt",      "cite",    "colspan", "datetime", "dir",   "height", "id",    "lang",  "name", "open",
    "reversed", "rowspan", "span",    "start",    "title", "type",   "value", "width", NULL,
  };

  g_string_append_printf (self->out, "<%s", node->name);
  if (g_str_equal (node->name, "img"))
    append_picture (self, node);
  for (guint i = 0; i < node->n_attributes; i++)
    {
      const BsHtmlAttribute *attribute = &node->attributes[i];

      if (g_str_equal (node->name, "a") && g_str_equal (attribute->name, "href"))
        append_link (self, "href", attribute->value);
      else if (is_one_of (attribute->name, kept))
        append_attribute (self, attribute->name, attribute->value);
    }
  g_string_append_c (self->out, '>');
}

static gboolean
is_void (const char *name)
{
  static const char *const names[] = { "area", "br", "col", "hr", "img", "wbr", NULL };

  return is_one_of (name, names);
}

/* The reader shows the title above the body, so the heading would repeat it. */
static gboolean
is_title (Writer *self, BsHtmlNode *node)
{
  g_autoptr (GString) text = NULL;
  g_autofree char *wanted = NULL;
  g_autofree char *found = NULL;

  if (!self->leave_title_out || self->title_is_left_out || self->head->title == NULL || node->name == NULL ||
      !g_str_equal (node->name, "h1"))
    return FALSE;
  text = g_string_new (NULL);
  for (BsHtmlNode *part = node; part != NULL; part = bs_html_node_follow (part, node, TRUE))
    if (part->text != NULL)
      g_string_append (text, part->text);
  wanted = bs_html_to_text (self->head->title, strlen (self->head->title));
  found = g_strstrip (g_strdup (text->str));
  self->title_is_left_out = g_str_equal (wanted, found);
  return self->title_is_left_out;
}

/* The elements that are kept. Others (a custom element, <font>) are replaced by their content. */
static gboolean
is_kept (const char *name)
{
  static const char *const names[] = {
    "a",    "abbr",    "address",    "b",        "bdi",   "bdo",  "blockquote", "br",    "caption", "center",
    "cite", "code",    "col",        "colgroup", "dd",    "del",  "details",    "dfn",   "div",     "dl",
    "dt",   "em",      "figcaption", "figure",   "h1",    "h2",   "h3",         "h4",    "h5",      "h6",
    "hr",   "i",       "img",        "ins",      "kbd",   "li",   "mark",       "ol",    "p",       "pre",
    "q",    "rp",      "rt",         "ruby",     "s",     "samp", "section",    "small", "strike",  "strong",
    "sub",  "summary", "sup",        "table",    "tbody", "td",   "tfoot",      "th",    "thead",   "time",
    "tr",   "tt",      "u",          "ul",       "var",   "wbr",  NULL,
  };

  return is_one_of (name, names);
}

static void
close_element (Writer *self, const BsHtmlNode *node)
{
  if (node->name != NULL && is_kept (node->name) && !is_void (node->name))
    g_string_append_printf (self->out, "</%s>", node->name);
}

static void
write_children (Writer *self, BsHtmlNode *top)
{
  BsHtmlNode *node = top->first_child;

  while (node != NULL)
    {
      gboolean skipped = is_dropped (node) || is_title (self, node);

      if (node->text != NULL)
        append_escaped (self->out, node->text);
      else if (!skipped && is_kept (node->name))
        open_element (self, node);
      if (!skipped && node->first_child != NULL)
        {
          node = node->first_child;
          continue;
        }
      if (!skipped)
        close_element (self, node);
      while (node->next == NULL && node->parent != top)
        {
          node = node->parent;
          close_element (self, node);
        }
      node = node->next;
    }
}

/* Trims the result and ends it with one newline. */
static char *
finish (GString *out)
{
  g_autofree char *text = g_string_free (out, FALSE);

  g_strstrip (text);
  return *text != '\0' ? g_strconcat (text, "\n", NULL) : g_strdup ("");
}

/* Blank lines separate paragraphs, and other line ends become line breaks. */
static char *
convert_text (const char *text)
{
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);
  g_autoptr (GString) out = g_string_new (NULL);
  gboolean is_open = FALSE;

  for (guint i = 0; lines[i] != NULL; i++)
    {
      g_strchomp (lines[i]);
      if (*lines[i] == '\0')
        {
          if (is_open)
            g_string_append (out, "</p>\n");
          is_open = FALSE;
          continue;
        }
      g_string_append (out, is_open ? "<br>\n" : "<p>");
      append_escaped (out, lines[i]);
      is_open = TRUE;
    }
  if (is_open)
    g_string_append (out, "</p>\n");
  return g_string_free (g_steal_pointer (&out), FALSE);
}

static char *
clean_without_tree (const char *html, gsize length)
{
  g_autofree char *text = bs_html_to_text (html, length);

  return convert_text (text);
}

/*
 * bs_html_page_body_find:
 *
 * Returns: (transfer full): the article's body in a page, as HTML
 */
char *
bs_html_page_body_find (const BsHtmlPageHead *head, const char *html, gsize length, BsHtmlPictureFunc picture_func,
                        gpointer user_data)
{
  Writer writer = { head, picture_func, user_data, NULL, FALSE, TRUE };
  g_autoptr (BsHtmlTree) tree = NULL;
  BsHtmlNode *root;
  BsHtmlNode *node;

  g_return_val_if_fail (head != NULL, NULL);

  tree = bs_html_tree_parse (html, length);
  if (tree == NULL)
    return clean_without_tree (html, length);
  root = bs_html_tree_get_root (tree);
  node = find_by_role (root, "article");
  if (node == NULL)
    node = find_by_role (root, "main");
  if (node == NULL && head->text != NULL && strlen (head->text) >= LEAST_BYTES)
    return convert_text (head->text);
  if (node == NULL)
    node = find_densest (root);
  writer.out = g_string_sized_new (length / 2 + 64);
  write_children (&writer, node);
  return finish (writer.out);
}

/*
 * bs_html_page_body_clean:
 *
 * Returns: (transfer full): the HTML without anything that does not belong to an article
 */
char *
bs_html_page_body_clean (const BsHtmlPageHead *head, const char *html, gsize length)
{
  Writer writer = { head, NULL, NULL, NULL, FALSE, FALSE };
  g_autoptr (BsHtmlTree) tree = NULL;

  g_return_val_if_fail (head != NULL, NULL);

  tree = bs_html_tree_parse (html, length);
  if (tree == NULL)
    return clean_without_tree (html, length);
  writer.out = g_string_sized_new (length + 64);
  write_children (&writer, bs_html_tree_get_root (tree));
  return finish (writer.out);
}
