/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "page/page-text.h"

#include <gio/gio.h>
#include <glib/gi18n-lib.h>
#include <string.h>

#include "model/format/body/html-tree.h"
#include "page/page.h"

/* A longer text is divided, because laying out one label takes as long as its text. In characters. */
#define MAX_CHARACTERS 2000
#define MAX_LINK_CHARACTERS 300
#define MAX_BLOCKS 50000

#define BULLET "• "

struct _BsTextBlock
{
  GObject parent_instance;

  BsTextKind kind;
  guint level; /* of a heading, from 1 */
  char *text;
  char *folded;
  char *address; /* (nullable): of a link */
  GStrv ids;     /* (nullable): of the elements that begin here */
};

G_DEFINE_FINAL_TYPE (BsTextBlock, bs_text_block, G_TYPE_OBJECT)

typedef struct
{
  gsize start; /* in the text */
  char *text;
  const char *address;
} Link;

typedef struct
{
  GPtrArray *blocks;
  GString *text; /* of the block that is being read */
  GArray *links; /* (element-type Link): in it */
  GPtrArray *ids;
  guint level;
  guint preformatted;
  gboolean wants_space;
} Reading;

static void
bs_text_block_finalize (GObject *object)
{
  BsTextBlock *self = BS_TEXT_BLOCK (object);

  g_free (self->text);
  g_free (self->folded);
  g_free (self->address);
  g_strfreev (self->ids);

  G_OBJECT_CLASS (bs_text_block_parent_class)->finalize (object);
}

static void
bs_text_block_class_init (BsTextBlockClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = bs_text_block_finalize;
}

static void
bs_text_block_init (BsTextBlock *self)
{
}

BsTextKind
bs_text_block_get_kind (BsTextBlock *self)
{
  g_return_val_if_fail (BS_IS_TEXT_BLOCK (self), BS_TEXT_PARAGRAPH);

  return self->kind;
}

/* Returns: the level of a heading, from 1; 0 of anything else */
guint
bs_text_block_get_level (BsTextBlock *self)
{
  g_return_val_if_fail (BS_IS_TEXT_BLOCK (self), 0);

  return self->level;
}

const char *
bs_text_block_get_text (BsTextBlock *self)
{
  g_return_val_if_fail (BS_IS_TEXT_BLOCK (self), NULL);

  return self->text;
}

/* Returns: the text with its cases folded, to be searched */
const char *
bs_text_block_get_folded (BsTextBlock *self)
{
  g_return_val_if_fail (BS_IS_TEXT_BLOCK (self), NULL);

  return self->folded;
}

/* Returns: (nullable): the target of a link, as in the page */
const char *
bs_text_block_get_address (BsTextBlock *self)
{
  g_return_val_if_fail (BS_IS_TEXT_BLOCK (self), NULL);

  return self->address;
}

gboolean
bs_text_block_has_id (BsTextBlock *self, const char *id)
{
  g_return_val_if_fail (BS_IS_TEXT_BLOCK (self), FALSE);
  g_return_val_if_fail (id != NULL, FALSE);

  return self->ids != NULL && g_strv_contains ((const char *const *) self->ids, id);
}

static void
clear_link (gpointer data)
{
  g_free (((Link *) data)->text);
}

static void
add (Reading *self, BsTextKind kind, const char *text, gsize length, const char *address)
{
  BsTextBlock *block;

  if (self->blocks->len >= MAX_BLOCKS)
    return;
  block = g_object_new (BS_TYPE_TEXT_BLOCK, NULL);
  block->kind = kind;
  block->level = kind == BS_TEXT_HEADING ? self->level : 0;
  block->text = g_strndup (text, length);
  block->folded = g_utf8_casefold (block->text, -1);
  block->address = g_strdup (address);
  if (self->ids->len > 0)
    {
      g_ptr_array_add (self->ids, NULL);
      block->ids = g_strdupv ((char **) self->ids->pdata);
      g_ptr_array_set_size (self->ids, 0);
    }
  g_ptr_array_add (self->blocks, block);
}

/* The length of the first part of a text, in bytes: it ends after a space or a full stop, if there is one. */
static gsize
measure_part (const char *text)
{
  const char *end = text;
  const char *space = NULL;
  guint n = 0;

  while (*end != '\0' && n < MAX_CHARACTERS)
    {
      gunichar c = g_utf8_get_char (end);

      end = g_utf8_next_char (end);
      n++;
      if (g_unichar_isspace (c) || c == 0x3002)
        space = end;
    }
  return *end != '\0' && space != NULL ? (gsize) (space - text) : (gsize) (end - text);
}

/* Ends the block that is being read. A block that is one link is only that link. */
static void
flush (Reading *self)
{
  const char *text = g_strchomp (self->text->str);
  const char *words = g_str_has_prefix (text, BULLET) ? text + strlen (BULLET) : text;
  gboolean is_link =
      self->links->len == 1 && *words != '\0' && g_strcmp0 (g_array_index (self->links, Link, 0).text, words) == 0;

  while (*text != '\0' && !is_link)
    {
      gsize length = measure_part (text);

      add (self, self->level > 0 ? BS_TEXT_HEADING : BS_TEXT_PARAGRAPH, text, length, NULL);
      text += length;
    }
  for (guint i = 0; i < self->links->len; i++)
    {
      const Link *link = &g_array_index (self->links, Link, i);

      if (link->text != NULL && *link->text != '\0')
        add (self, BS_TEXT_LINK, link->text, strlen (link->text), link->address);
    }
  g_string_truncate (self->text, 0);
  g_array_set_size (self->links, 0);
  self->wants_space = FALSE;
}

static void
write_text (Reading *self, const char *text)
{
  for (const char *c = text; *c != '\0'; c++)
    {
      if (self->preformatted == 0 && g_ascii_isspace (*c))
        {
          self->wants_space = TRUE;
          continue;
        }
      if (self->wants_space && self->text->len > 0 && self->text->str[self->text->len - 1] != '\n')
        g_string_append_c (self->text, ' ');
      self->wants_space = FALSE;
      g_string_append_c (self->text, *c);
    }
}

static gboolean
is_one_of (const char *name, const char *const *names)
{
  return name != NULL && g_strv_contains (names, name);
}

/* Elements that begin and end a block. */
static gboolean
is_block (const char *name)
{
  static const char *const names[] = { "p",       "div",     "li",         "ul",   "ol",      "dl",     "dt",
                                       "dd",      "pre",     "blockquote", "hr",   "figure",  "table",  "tr",
                                       "caption", "section", "article",    "main", "header",  "footer", "aside",
                                       "nav",     "details", "summary",    "h1",   "h2",      "h3",     "h4",
                                       "h5",      "h6",      "figcaption", "body", "address", NULL };

  return is_one_of (name, names);
}

static gboolean
is_skipped (const char *name)
{
  static const char *const names[] = { "head", "title", "style", "script", "template", "noscript", NULL };

  return is_one_of (name, names);
}

static guint
find_level (const char *name)
{
  return name[0] == 'h' && name[1] >= '1' && name[1] <= '6' && name[2] == '\0' ? (guint) (name[1] - '0') : 0;
}

/* A formula is represented by its source: its parts, one after another, would mean something else. */
static gboolean
is_formula (const BsHtmlNode *node)
{
  return g_strcmp0 (node->name, "math") == 0 && bs_html_node_get (node, "alttext") != NULL;
}

static void
read_name (Reading *self, const char *format, const char *name)
{
  g_autoptr (GString) text = g_string_new (format);

  if (name == NULL || *name == '\0')
    return;
  g_string_replace (text, "%s", name, 1);
  self->wants_space = TRUE;
  write_text (self, text->str);
  self->wants_space = TRUE;
}

static void
enter (Reading *self, const BsHtmlNode *node)
{
  const char *id = bs_html_node_get (node, "id");

  if (is_block (node->name))
    {
      flush (self);
      self->level = find_level (node->name);
    }
  if (id != NULL)
    g_ptr_array_add (self->ids, g_strdup (id));

  if (g_str_equal (node->name, "a") && bs_html_node_get (node, "href") != NULL)
    {
      Link link = { self->text->len, NULL, bs_html_node_get (node, "href") };

      g_array_append_val (self->links, link);
    }
  else if (g_strcmp0 (bs_html_node_get (node, "class"), "bs-item") == 0 && self->text->len > 0)
    {
      g_string_append (self->text, " · ");
      self->wants_space = FALSE;
    }
  else if (g_str_equal (node->name, "pre"))
    self->preformatted++;
  else if (g_str_equal (node->name, "li"))
    g_string_append (self->text, BULLET);
  else if (g_str_equal (node->name, "br"))
    g_string_append_c (self->text, '\n');
  else if (g_str_equal (node->name, "img"))
    /* Translators: an image of an article that is read as text, and its description */
    read_name (self, _ ("Image: %s"), bs_html_node_get (node, "alt"));
  else if (is_formula (node))
    /* Translators: a formula of an article that is read as text, in TeX */
    read_name (self, _ ("Formula: %s"), bs_html_node_get (node, "alttext"));
}

static void
end_link (Reading *self)
{
  for (guint i = self->links->len; i > 0; i--)
    {
      Link *link = &g_array_index (self->links, Link, i - 1);
      g_autofree char *text = NULL;

      if (link->text != NULL)
        continue;
      text = g_strstrip (g_strdup (self->text->str + MIN (link->start, self->text->len)));
      link->text = g_utf8_strlen (text, -1) > MAX_LINK_CHARACTERS ? g_utf8_substring (text, 0, MAX_LINK_CHARACTERS) :
                                                                    g_steal_pointer (&text);
      return;
    }
}

static void
leave (Reading *self, const BsHtmlNode *node)
{
  static const char *const cells[] = { "td", "th", NULL };

  if (g_str_equal (node->name, "a") && bs_html_node_get (node, "href") != NULL)
    end_link (self);
  else if (is_one_of (node->name, cells))
    write_text (self, "\t");
  if (g_str_equal (node->name, "pre") && self->preformatted > 0)
    self->preformatted--;
  if (!is_block (node->name))
    return;
  flush (self);
  self->level = 0;
}

/* Without recursion, because the depth of elements is under the author's control. */
static void
read_tree (Reading *self, const BsHtmlNode *root)
{
  const BsHtmlNode *node = root;

  while (node != NULL && self->blocks->len < MAX_BLOCKS)
    {
      gboolean goes_in =
          node->name != NULL && node->first_child != NULL && !is_skipped (node->name) && !is_formula (node);

      if (node->text != NULL)
        write_text (self, node->text);
      else if (node->name != NULL && !is_skipped (node->name))
        enter (self, node);
      if (goes_in)
        {
          node = node->first_child;
          continue;
        }
      while (node != NULL)
        {
          if (node->name != NULL && !is_skipped (node->name))
            leave (self, node);
          if (node == root)
            return;
          if (node->next != NULL)
            break;
          node = node->parent;
        }
      node = node != NULL ? node->next : NULL;
    }
}

/**
 * bs_page_read_text:
 * @document: an article and its text
 * @token: unpredictable letters and digits
 *
 * Reads the page of bs_page_render_with_token() as text, for readers who cannot use the page: headings, paragraphs, and
 * after each paragraph its links. Texts have at most 2,000 characters each, and there are at most 50,000 of them. Waits
 * for the disk if the body contains pictures of the library.
 *
 * Returns: (transfer full) (element-type BsTextBlock): the blocks in their order
 */
GPtrArray *
bs_page_read_text (const BsDocument *document, const char *token)
{
  Reading reading = { NULL };
  g_autofree char *html = NULL;
  g_autoptr (BsHtmlTree) tree = NULL;

  g_return_val_if_fail (document != NULL, NULL);
  g_return_val_if_fail (token != NULL, NULL);

  html = bs_page_render_with_token (document, FALSE, token);
  tree = bs_html_tree_parse (html, strlen (html));
  reading.blocks = g_ptr_array_new_with_free_func (g_object_unref);
  reading.text = g_string_new (NULL);
  reading.links = g_array_new (FALSE, FALSE, sizeof (Link));
  g_array_set_clear_func (reading.links, clear_link);
  reading.ids = g_ptr_array_new_with_free_func (g_free);
  if (tree != NULL)
    {
      read_tree (&reading, bs_html_tree_get_root (tree));
    }
  else
    {
      g_autofree char *text = bs_page_render_text (document);

      g_string_append (reading.text, text);
    }
  flush (&reading);
  if (reading.blocks->len >= MAX_BLOCKS)
    {
      const char *notice = _ ("This article is very long. Only its first part is shown.");

      g_ptr_array_set_size (reading.blocks, MAX_BLOCKS - 1);
      add (&reading, BS_TEXT_PARAGRAPH, notice, strlen (notice), NULL);
    }
  g_string_free (reading.text, TRUE);
  g_array_unref (reading.links);
  g_ptr_array_unref (reading.ids);
  return reading.blocks;
}
