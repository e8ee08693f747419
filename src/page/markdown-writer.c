/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "page/markdown-writer.h"

#include <string.h>

#include "model/format/body/html-tree.h"
#include "page/sanitiser-rules.h"

/* The maximum nesting of elements. Anything deeper is left out. */
#define MAX_DEPTH 100

typedef struct
{
  GString *out;
  GString *prefix; /* of each line: quote marks and list indentation */
  guint depth;
  guint preformatted;
  gboolean wants_space; /* a space was read since the last word */
  gboolean wants_block; /* the next word is preceded by an empty line */
  gboolean wants_line;  /* the next word is preceded by a new line */
  gboolean is_fresh;    /* a list or quote mark precedes the next word */
} Writer;

static void write_children (Writer *self, const BsHtmlNode *node);

static gboolean
at_start (const Writer *self)
{
  return self->out->len == 0;
}

/* Writes the separators due before the next word. */
static void
flush (Writer *self)
{
  if (self->is_fresh)
    {
      self->is_fresh = FALSE;
    }
  else if (!at_start (self) && (self->wants_block || self->wants_line))
    {
      if (self->wants_block)
        {
          g_autofree char *empty = g_strchomp (g_strdup (self->prefix->str));

          g_string_append_printf (self->out, "\n%s", empty);
        }
      g_string_append_printf (self->out, "\n%s", self->prefix->str);
    }
  else if (self->wants_space && !at_start (self) && !g_ascii_isspace (self->out->str[self->out->len - 1]))
    {
      g_string_append_c (self->out, ' ');
    }
  self->wants_block = FALSE;
  self->wants_line = FALSE;
  self->wants_space = FALSE;
}

static void
write_mark (Writer *self, const char *mark)
{
  flush (self);
  g_string_append (self->out, mark);
}

static void
write_text (Writer *self, const char *text)
{
  for (const char *c = text; *c != '\0'; c++)
    {
      if (self->preformatted > 0)
        {
          g_string_append_c (self->out, *c);
          if (*c == '\n')
            g_string_append (self->out, self->prefix->str);
          continue;
        }
      if (g_ascii_isspace (*c))
        {
          self->wants_space = TRUE;
          continue;
        }
      flush (self);
      if (strchr ("\\`*_[]<>", *c) != NULL)
        g_string_append_c (self->out, '\\');
      g_string_append_c (self->out, *c);
    }
}

static void
begin_block (Writer *self)
{
  self->wants_block = TRUE;
  self->wants_space = FALSE;
}

static void
write_around (Writer *self, const BsHtmlNode *node, const char *mark)
{
  gsize before;

  write_mark (self, mark);
  before = self->out->len;
  write_children (self, node);
  if (self->out->len > before)
    g_string_append (self->out, mark);
  else
    g_string_truncate (self->out, before - strlen (mark));
}

static void
write_indented (Writer *self, const BsHtmlNode *node, const char *prefix)
{
  gsize length = self->prefix->len;

  g_string_append (self->prefix, prefix);
  write_children (self, node);
  g_string_truncate (self->prefix, length);
}

static void
write_list (Writer *self, const BsHtmlNode *node)
{
  gboolean is_ordered = g_str_equal (node->name, "ol");
  guint number = 1;

  begin_block (self);
  for (const BsHtmlNode *item = node->first_child; item != NULL; item = item->next)
    {
      g_autofree char *mark = is_ordered ? g_strdup_printf ("%u. ", number) : g_strdup ("- ");
      g_autofree char *indent = g_strnfill (strlen (mark), ' ');

      if (item->name == NULL)
        continue;
      if (number > 1)
        self->wants_line = TRUE;
      number++;
      write_mark (self, mark);
      self->is_fresh = TRUE;
      write_indented (self, item, indent);
      self->is_fresh = FALSE;
      self->wants_block = FALSE;
      self->wants_space = FALSE;
    }
  begin_block (self);
}

static void
write_listing (Writer *self, const BsHtmlNode *node)
{
  begin_block (self);
  write_mark (self, "```\n");
  g_string_append (self->out, self->prefix->str);
  self->preformatted++;
  write_children (self, node);
  self->preformatted--;
  if (self->out->str[self->out->len - 1] != '\n')
    g_string_append_printf (self->out, "\n%s", self->prefix->str);
  g_string_append (self->out, "```");
  begin_block (self);
}

static void
write_row (Writer *self, const BsHtmlNode *row, gboolean is_first)
{
  guint n_cells = 0;

  self->wants_line = !is_first;
  write_mark (self, "|");
  for (const BsHtmlNode *cell = row->first_child; cell != NULL; cell = cell->next)
    {
      if (cell->name == NULL)
        continue;
      g_string_append_c (self->out, ' ');
      write_children (self, cell);
      self->wants_space = self->wants_block = self->wants_line = FALSE;
      g_string_append (self->out, " |");
      n_cells++;
    }
  if (!is_first)
    return;
  g_string_append_printf (self->out, "\n%s|", self->prefix->str);
  for (guint i = 0; i < n_cells; i++)
    g_string_append (self->out, " --- |");
}

static void
write_table (Writer *self, const BsHtmlNode *node)
{
  gboolean is_first = TRUE;

  begin_block (self);
  for (const BsHtmlNode *part = node->first_child; part != NULL; part = part->next)
    {
      if (part->name != NULL && g_str_equal (part->name, "tr"))
        {
          write_row (self, part, is_first);
          is_first = FALSE;
          continue;
        }
      for (const BsHtmlNode *row = part->first_child; row != NULL; row = row->next)
        if (row->name != NULL && g_str_equal (row->name, "tr"))
          {
            write_row (self, row, is_first);
            is_first = FALSE;
          }
    }
  begin_block (self);
}

static void
write_link (Writer *self, const BsHtmlNode *node)
{
  const char *address = bs_html_node_get (node, "href");

  if (address == NULL)
    {
      write_children (self, node);
      return;
    }
  write_mark (self, "[");
  write_children (self, node);
  g_string_append_printf (self->out, "](<%s>)", address);
}

static void
write_picture (Writer *self, const BsHtmlNode *node)
{
  const char *address = bs_html_node_get (node, "src");
  const char *words = bs_html_node_get (node, "alt");

  if (address == NULL || g_str_has_prefix (address, "data:"))
    return;
  flush (self);
  g_string_append_printf (self->out, "![%s](<%s>)", words != NULL ? words : "", address);
}

static gboolean
write_inline (Writer *self, const BsHtmlNode *node)
{
  const char *name = node->name;

  if (g_str_equal (name, "a"))
    write_link (self, node);
  else if (g_str_equal (name, "img"))
    write_picture (self, node);
  else if (g_str_equal (name, "b") || g_str_equal (name, "strong"))
    write_around (self, node, "**");
  else if (g_str_equal (name, "i") || g_str_equal (name, "em"))
    write_around (self, node, "*");
  else if (g_str_equal (name, "del") || g_str_equal (name, "s"))
    write_around (self, node, "~~");
  else if (g_str_equal (name, "code") && self->preformatted == 0)
    write_around (self, node, "`");
  else if (g_str_equal (name, "br"))
    self->wants_line = TRUE;
  else
    return FALSE;
  return TRUE;
}

static void
write_node (Writer *self, const BsHtmlNode *node)
{
  const BsElementRule *rule;

  if (node->name == NULL)
    {
      write_text (self, node->text);
      return;
    }
  rule = bs_sanitise_get_rule (node->name);
  if (rule->action == BS_ELEMENT_DROP || bs_html_node_get (node, "hidden") != NULL || write_inline (self, node))
    return;

  if (strlen (node->name) == 2 && node->name[0] == 'h' && node->name[1] >= '1' && node->name[1] <= '6')
    {
      g_autofree char *mark = g_strnfill (node->name[1] - '0', '#');

      begin_block (self);
      write_mark (self, mark);
      g_string_append_c (self->out, ' ');
      write_children (self, node);
      begin_block (self);
    }
  else if (g_str_equal (node->name, "ul") || g_str_equal (node->name, "ol"))
    {
      write_list (self, node);
    }
  else if ((rule->flags & BS_ELEMENT_PREFORMATTED) != 0)
    {
      write_listing (self, node);
    }
  else if (g_str_equal (node->name, "blockquote"))
    {
      begin_block (self);
      flush (self);
      g_string_append (self->out, "> ");
      self->is_fresh = TRUE;
      write_indented (self, node, "> ");
      begin_block (self);
    }
  else if (g_str_equal (node->name, "table"))
    {
      write_table (self, node);
    }
  else if (g_str_equal (node->name, "hr"))
    {
      begin_block (self);
      write_mark (self, "---");
      begin_block (self);
    }
  else if ((rule->flags & BS_ELEMENT_BLOCK) != 0)
    {
      begin_block (self);
      write_children (self, node);
      begin_block (self);
    }
  else
    {
      write_children (self, node);
    }
}

static void
write_children (Writer *self, const BsHtmlNode *node)
{
  if (self->depth >= MAX_DEPTH)
    return;
  self->depth++;
  for (const BsHtmlNode *child = node->first_child; child != NULL; child = child->next)
    write_node (self, child);
  self->depth--;
}

/*
 * bs_markdown_from_html:
 * @html: (array length=length): untrusted HTML in UTF-8
 * @length: of @html, in bytes
 *
 * Returns: (transfer full): the text as Markdown (CommonMark with GitHub's tables), ending in a newline; empty if
 *   parsing would take too long
 */
char *
bs_markdown_from_html (const char *html, gsize length)
{
  g_autoptr (BsHtmlTree) tree = NULL;
  g_autoptr (GString) prefix = g_string_new (NULL);
  Writer self = { .prefix = prefix };

  g_return_val_if_fail (html != NULL || length == 0, NULL);

  self.out = g_string_new (NULL);
  tree = bs_html_tree_parse (html, length);
  if (tree != NULL)
    write_children (&self, bs_html_tree_get_root (tree));
  if (self.out->len > 0)
    g_string_append_c (self.out, '\n');
  return g_string_free (self.out, FALSE);
}
