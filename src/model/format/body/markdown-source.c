/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "model/format/body/markdown-source.h"

#include <string.h>

#include "model/format/body/markdown-html-block.h"
#include "model/format/body/markdown-inline.h"
#include "model/format/body/markdown-line.h"
#include "model/format/body/markdown-table.h"
#include "model/format/body/markdown-text.h"

/* The maximum depth of quotations and lists. Deeper ones are left to the parser. */
#define MAX_CONTAINERS 64

typedef enum
{
  LINE_OTHER, /* a rule, code, HTML, or nothing yet */
  LINE_BLANK,
  LINE_PARAGRAPH, /* and its next line may continue it */
} LineKind;

typedef struct
{
  gboolean is_quote;
  gboolean is_definition;
  gsize column; /* of an item: the column of its content */
} Container;

typedef struct
{
  BsMarkdownText in; /* first, because the struct is cast to it */

  Container containers[MAX_CONTAINERS];
  guint n_containers;
  char fence; /* of the open code block, or NUL */
  gsize fence_length;
  guint fence_depth;
  const char *html_end; /* (nullable): the text that ends the open HTML block; "" for a blank line */
  guint html_depth;
  GString *note; /* (nullable): the open footnote */
  LineKind note_kind;
  gboolean in_note; /* the line is part of the footnote, including its line end */

  LineKind last;        /* of the line before */
  LineKind before_last; /* of the line before a blank one */
  guint last_depth;     /* how many containers that line was in */
  gboolean is_first;    /* that line was the first of its paragraph */
  gboolean in_table;
  gboolean ends_definition; /* the line may be another definition of the same term */
  gsize last_out;           /* where the line starts in out */
  gsize last_prefix;        /* the length of its quotation and list markers in out */
  gsize last_content;       /* where its content starts in text */
  gsize last_end;
  gboolean last_is_item; /* the first line of a list's first item */
} Source;

/* Skips the quotations and lists that continue on this line. Returns their number. */
static guint
match_containers (const Source *self, gsize *position, gsize *column, gsize end)
{
  guint n;

  for (n = 0; n < self->n_containers; n++)
    {
      const Container *container = &self->containers[n];
      gsize i = *position;
      gsize at = *column;

      while (i < end && (self->in.text[i] == ' ' || self->in.text[i] == '\t') &&
             (container->is_quote || at < container->column))
        {
          at += self->in.text[i] == '\t' ? 4 - at % 4 : 1;
          i++;
        }
      if (container->is_quote)
        {
          if (i >= end || self->in.text[i] != '>' || at - *column > 3)
            break;
          i++;
          at++;
          if (i < end && self->in.text[i] == ' ')
            {
              i++;
              at++;
            }
        }
      else if (i >= end || bs_markdown_line_is_blank (self->in.text + i, end - i))
        {
          continue;
        }
      else if (at < container->column)
        {
          break;
        }
      *position = i;
      *column = at;
    }
  return n;
}

static void
skip_containers (const BsMarkdownText *text, gsize *position, gsize end)
{
  gsize column = 0;

  match_containers ((const Source *) text, position, &column, end);
}

static void
pass_text (Source *self, gsize start, gsize end)
{
  self->in.in_quote = FALSE;
  for (guint i = 0; i < self->n_containers; i++)
    self->in.in_quote = self->in.in_quote || self->containers[i].is_quote;
  bs_markdown_text_pass (&self->in, start, end);
}

/* The id at the end of a heading: `## Words {#id}`, possibly followed by closing hashes. */
static gsize
find_heading_attributes (const Source *self, gsize content, gsize end, char **id)
{
  gsize last = end;
  gsize open;

  *id = NULL;
  while (last > content && g_ascii_isspace (self->in.text[last - 1]))
    last--;
  if (last <= content + 2 || self->in.text[last - 1] != '}')
    return end;
  for (open = last - 1; open > content && self->in.text[open] != '{'; open--)
    ;
  if (self->in.text[open] != '{' || bs_markdown_match_attributes (self->in.text, last, open, FALSE, id) != last)
    {
      g_clear_pointer (id, g_free);
      return end;
    }
  return open;
}

static void
pass_heading (Source *self, gsize content, gsize end, gboolean hashes)
{
  g_autofree char *id = NULL;
  gsize open = find_heading_attributes (self, content, end, &id);
  gsize last = open;

  if (open < end && hashes)
    {
      while (last > content && g_ascii_isspace (self->in.text[last - 1]))
        last--;
      for (gsize i = last; i > content && self->in.text[i - 1] == '#'; i--)
        if (i >= 2 && g_ascii_isspace (self->in.text[i - 2]))
          last = i - 1;
    }
  pass_text (self, content, last);
  if (open == end)
    return;
  self->in.position = MAX (self->in.position, open);
  if (id != NULL)
    bs_markdown_text_mark (&self->in, end, BS_MARK_ID, g_steal_pointer (&id), 0);
  else
    self->in.position = end;
}

/* A delimiter row below a line of text makes both a table if they have the same number of cells. */
static gboolean
pass_delimiter_row (Source *self, gsize content, gsize end)
{
  g_autoptr (GString) row = NULL;
  const char *header;
  gsize length;
  guint n_cells;

  if (self->last != LINE_PARAGRAPH || self->in_table || self->last_depth != self->n_containers)
    return FALSE;
  row = bs_markdown_table_read_delimiters (self->in.text + content, end - content, &n_cells);
  if (row == NULL)
    return FALSE;
  header = self->in.text + self->last_content;
  length = self->last_end - self->last_content;
  if (bs_markdown_table_count_cells (header, length, FALSE) != n_cells &&
      bs_markdown_table_count_cells (header, length, TRUE) != n_cells)
    {
      /* The parser does not count cells and would drop extra ones. */
      if (!bs_marks_append (self->in.marks, self->in.out, BS_MARK_HTML, "", 0, g_strdup (""), 0))
        return FALSE;
      bs_markdown_text_copy (&self->in, end);
      return TRUE;
    }
  if (!self->is_first)
    {
      g_autofree char *prefix = g_strndup (self->in.out->str + self->last_out, self->last_prefix);
      g_autofree char *blank = g_strconcat (prefix, "\n", NULL);

      g_string_insert (self->in.out, self->last_out, blank);
    }
  g_string_append_len (self->in.out, row->str, row->len);
  self->in.position = end;
  self->in_table = TRUE;
  return TRUE;
}

/* `: text` after a term is its definition. The parser gets a list item. */
static gboolean
is_definition (const Source *self, const char *line, gsize length)
{
  gboolean follows = self->last == LINE_PARAGRAPH && self->last_depth == self->n_containers && !self->in_table;
  gboolean follows_blank = self->last == LINE_BLANK && self->before_last == LINE_PARAGRAPH &&
                           self->last_depth == self->n_containers && !self->in_table;

  return length > 2 && line[0] == ':' && (line[1] == ' ' || line[1] == '\t') &&
         !bs_markdown_line_is_blank (line + 1, length - 1) && (follows || follows_blank || self->ends_definition);
}

static gboolean
pass_alert (Source *self, gsize content, gsize end)
{
  static const char *const kinds[] = { "note", "tip", "important", "warning", "caution" };
  const char *line = self->in.text + content;
  gsize length = end - content;

  if (self->n_containers == 0 || !self->containers[self->n_containers - 1].is_quote || length < 6 ||
      memcmp (line, "[!", 2) != 0)
    return FALSE;
  for (gsize i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      gsize n = strlen (kinds[i]);

      if (length >= n + 3 && g_ascii_strncasecmp (line + 2, kinds[i], n) == 0 && line[n + 2] == ']' &&
          bs_markdown_line_is_blank (line + n + 3, length - n - 3))
        {
          bs_markdown_text_mark (&self->in, end, BS_MARK_ALERT, g_strdup (kinds[i]), 0);
          return TRUE;
        }
    }
  return FALSE;
}

static void
push_container (Source *self, Container container)
{
  if (self->n_containers < MAX_CONTAINERS)
    self->containers[self->n_containers++] = container;
}

static void
pop_containers (Source *self, guint n)
{
  self->ends_definition = FALSE;
  while (self->n_containers > n)
    {
      self->n_containers--;
      self->ends_definition = self->containers[self->n_containers].is_definition;
    }
}

/* Opens the quotation or list that starts here. Returns the length of its marker, or 0. */
static gsize
open_container (Source *self, gsize position, gsize column, gsize end, gboolean in_paragraph)
{
  const char *line = self->in.text + position;
  gsize length = end - position;
  gsize n;
  gsize spaces = 0;

  if (length > 0 && line[0] == '>')
    {
      push_container (self, (Container){ .is_quote = TRUE });
      return length > 1 && line[1] == ' ' ? 2 : 1;
    }
  if (bs_markdown_line_match_rule (line, length) > 0 || (in_paragraph && bs_markdown_line_is_underline (line, length)))
    return 0;
  if (length > 0 && strchr ("-+*", line[0]) != NULL)
    n = 1;
  else
    for (n = 0; n < length && n < 9 && g_ascii_isdigit (line[n]); n++)
      ;
  if (n > 0 && g_ascii_isdigit (line[0]))
    n = n < length && (line[n] == '.' || line[n] == ')') ? n + 1 : 0;
  if (n == 0 || (n < length && line[n] != ' ' && line[n] != '\t'))
    return 0;
  if (in_paragraph &&
      ((g_ascii_isdigit (line[0]) && (n != 2 || line[0] != '1')) || bs_markdown_line_is_blank (line + n, length - n)))
    return 0;
  while (n + spaces < length && (line[n + spaces] == ' ' || line[n + spaces] == '\t'))
    spaces++;
  if (n + spaces == length || bs_markdown_line_count_columns (line + n, spaces, column + n) > 4)
    spaces = MIN (spaces, 1);
  push_container (
      self,
      (Container){ .column = column + n + MAX (bs_markdown_line_count_columns (line + n, spaces, column + n), 1) });
  return n + spaces;
}

static void
set_last (Source *self, LineKind kind)
{
  if (kind == LINE_BLANK && self->last != LINE_BLANK)
    self->before_last = self->last;
  self->is_first = kind == LINE_PARAGRAPH && self->last != LINE_PARAGRAPH;
  self->last = kind;
  self->last_depth = self->n_containers;
  if (kind != LINE_PARAGRAPH)
    self->in_table = FALSE;
}

/* Adds a line to the open footnote. Returns FALSE if the footnote ends before it. */
static gboolean
pass_note (Source *self, gsize end)
{
  const char *line = self->in.text + self->in.position;
  gsize length = end - self->in.position;
  gsize columns;
  gsize indent = bs_markdown_line_get_indent (line, length, &columns);
  gsize used = 0;

  if (indent == length || line[indent] == '\r')
    {
      g_string_append_c (self->note, '\n');
      self->note_kind = LINE_BLANK;
    }
  else if (columns >= 4)
    {
      for (gsize column = 0; column < 4; used++)
        column += line[used] == '\t' ? 4 : 1;
      g_string_append_len (self->note, line + used, length - used);
      g_string_append_c (self->note, '\n');
      self->note_kind = LINE_PARAGRAPH;
    }
  else if (self->note_kind == LINE_PARAGRAPH && strchr ("#>-+*`~<|", line[indent]) == NULL &&
           !g_ascii_isdigit (line[indent]) && !(line[indent] == '[' && indent + 1 < length && line[indent + 1] == '^'))
    {
      g_string_append_len (self->note, line, length);
      g_string_append_c (self->note, '\n');
    }
  else
    {
      self->note = NULL;
      return FALSE;
    }
  self->in.position = MIN (end + 1, self->in.length);
  self->in_note = TRUE;
  return TRUE;
}

/* Handles a line that starts a block other than a paragraph. */
static gboolean
pass_block (Source *self, gsize content, gsize end, gboolean in_paragraph)
{
  const char *line = self->in.text + content;
  gsize length = end - content;
  const char *html;
  gsize used = 0;

  if (line[0] == '`' || line[0] == '~')
    {
      while (used < length && line[used] == line[0])
        used++;
      if (used >= 3 && (line[0] == '~' || memchr (line + used, '`', length - used) == NULL))
        {
          self->fence = line[0];
          self->fence_length = used;
          self->fence_depth = self->n_containers;
          bs_markdown_text_copy (&self->in, end);
          set_last (self, LINE_OTHER);
          return TRUE;
        }
      return FALSE;
    }
  if (line[0] == '#')
    {
      while (used < length && line[used] == '#')
        used++;
      if (used > 6 || (used < length && !g_ascii_isspace (line[used])))
        return FALSE;
      bs_markdown_text_copy (&self->in, content + used);
      pass_heading (self, self->in.position, end, TRUE);
      set_last (self, LINE_OTHER);
      return TRUE;
    }
  if ((in_paragraph && self->last_depth == self->n_containers && bs_markdown_line_is_underline (line, length)) ||
      bs_markdown_line_match_rule (line, length) > 0)
    {
      bs_markdown_text_copy (&self->in, end);
      set_last (self, LINE_OTHER);
      return TRUE;
    }
  html = line[0] == '<' ? bs_markdown_html_block_match (line, length, in_paragraph) : NULL;
  if (html == NULL)
    return FALSE;
  if (*html != '\0')
    {
      gsize html_end = bs_markdown_html_block_find_end (&self->in.landmarks, html, content + 2);

      /* An unclosed block would swallow the rest of the article, so it becomes text. */
      if (html_end == G_MAXSIZE)
        {
          bs_markdown_text_mark (&self->in, content + 1, BS_MARK_LITERAL, NULL, 0);
          pass_text (self, content + 1, end);
          set_last (self, LINE_PARAGRAPH);
          return TRUE;
        }
      if (html_end >= end)
        self->html_end = html;
    }
  else
    {
      self->html_end = html;
    }
  self->html_depth = self->n_containers;
  bs_markdown_text_copy (&self->in, end);
  set_last (self, LINE_OTHER);
  return TRUE;
}

static gboolean
is_followed_by_underline (const Source *self, gsize end)
{
  gsize start = end + 1;
  gsize next;

  if (start >= self->in.length)
    return FALSE;
  next = bs_markdown_text_find_line_end (&self->in, start);
  while (start < next && self->in.text[start] == ' ')
    start++;
  return bs_markdown_line_is_underline (self->in.text + start, next - start);
}

/* kramdown's attributes on their own line. {:toc} replaces its list with a table of contents. */
static gboolean
pass_attribute_line (Source *self, gsize line, gsize content, gsize end)
{
  static const char comment[] = "{::comment}";
  g_autofree char *id = NULL;
  gsize last = end;

  while (last > content && g_ascii_isspace (self->in.text[last - 1]))
    last--;
  if (last - content < 4 || memcmp (self->in.text + content, "{:", 2) != 0 ||
      bs_markdown_match_attributes (self->in.text, last, content, TRUE, &id) != last)
    return FALSE;
  if (last - content == strlen (comment) && memcmp (self->in.text + content, comment, strlen (comment)) == 0)
    {
      gsize close = bs_landmarks_find (&self->in.landmarks, "{:/", end);

      if (close != G_MAXSIZE)
        end = bs_markdown_text_find_line_end (&self->in, close);
    }
  if (memmem (self->in.text + content, last - content, "toc", 3) != NULL && self->last_is_item &&
      self->last == LINE_PARAGRAPH)
    {
      g_string_truncate (self->in.out, self->last_out);
      pop_containers (self, 0);
    }
  else
    {
      g_string_append_len (self->in.out, self->in.text + line, content - line);
      /* A link target is an empty paragraph of its own. */
      if (id != NULL)
        {
          g_autofree char *place = g_markup_printf_escaped ("<a id=\"%s\"></a>", id);

          g_string_append_c (self->in.out, '\n');
          g_string_append_len (self->in.out, self->in.text + line, content - line);
          bs_marks_append (self->in.marks, self->in.out, BS_MARK_HTML, self->in.text + content, end - content,
                           g_steal_pointer (&place), 0);
          g_string_append_c (self->in.out, '\n');
        }
    }
  self->in.position = end;
  set_last (self, LINE_OTHER);
  return TRUE;
}

static gboolean
pass_verbatim (Source *self, gsize content, guint matched, gsize end)
{
  const char *line = self->in.text + content;
  gsize length = end - content;
  gboolean is_blank = bs_markdown_line_is_blank (line, length);

  if (self->fence != '\0' && (matched >= self->fence_depth || is_blank))
    {
      gsize used = 0;
      gsize indent = 0;

      while (indent < length && indent < 4 && line[indent] == ' ')
        indent++;
      while (indent + used < length && line[indent + used] == self->fence)
        used++;
      if (indent < 4 && used >= self->fence_length &&
          bs_markdown_line_is_blank (line + indent + used, length - indent - used))
        self->fence = '\0';
      bs_markdown_text_copy (&self->in, end);
      return TRUE;
    }
  self->fence = '\0';
  if (self->html_end != NULL && matched >= self->html_depth)
    {
      if (*self->html_end == '\0' ?
              is_blank :
              bs_markdown_html_block_find_end (&self->in.landmarks, self->html_end, content) < end)
        {
          gboolean ends = *self->html_end != '\0';

          self->html_end = NULL;
          if (!ends)
            return FALSE;
        }
      bs_markdown_text_copy (&self->in, end);
      return TRUE;
    }
  self->html_end = NULL;
  return FALSE;
}

static void
pass_paragraph_line (Source *self, gsize line, gsize content, gsize end)
{
  gsize out = self->in.out->len - (content - line);
  gsize prefix = content - line;

  if (!pass_delimiter_row (self, content, end))
    {
      if (!pass_alert (self, content, end))
        {
          if (end > content && self->in.text[end - 1] == '}' && is_followed_by_underline (self, end))
            pass_heading (self, content, end, FALSE);
          else
            pass_text (self, content, end);
        }
      self->last_content = content;
      self->last_end = MAX (end, self->in.position);
    }
  self->last_out = out;
  self->last_prefix = prefix;
  set_last (self, LINE_PARAGRAPH);
}

/* A definition becomes a list item that starts with a mark. */
static void
pass_definition (Source *self, gsize column, gsize end)
{
  const char *line = self->in.text + self->in.position;
  gsize spaces = 1;
  gsize width;

  while (line[1 + spaces] == ' ' || line[1 + spaces] == '\t')
    spaces++;
  width = bs_markdown_line_count_columns (line + 1, spaces, column + 1);
  if (width > 4)
    width = 1;
  g_string_append_printf (self->in.out, "*%*s", (int) width, "");
  bs_marks_append (self->in.marks, self->in.out, BS_MARK_DEFINITION, "", 0, NULL, 0);
  push_container (self, (Container){ .is_definition = TRUE, .column = column + 1 + width });
  self->in.position += 1 + spaces;
  self->last = LINE_OTHER;
  self->ends_definition = FALSE;
  if (strchr ("`~>#-+*<", self->in.text[self->in.position]) != NULL)
    {
      g_string_append_printf (self->in.out, "\n%*s", (int) (column + 1 + width), "");
      if (pass_block (self, self->in.position, end, TRUE))
        return;
    }
  pass_paragraph_line (self, self->in.position, self->in.position, end);
}

static void
pass_line (Source *self)
{
  gsize line = self->in.position;
  gsize end = bs_markdown_text_find_line_end (&self->in, line);
  gsize content = line;
  gsize column = 0;
  gsize indent;
  gsize columns;
  guint matched;
  guint depth = self->n_containers;
  gboolean in_paragraph = self->last == LINE_PARAGRAPH;
  gboolean is_item = FALSE;
  gboolean is_list_start = FALSE;

  if (self->note != NULL && pass_note (self, end))
    return;

  matched = match_containers (self, &content, &column, end);
  if ((self->fence != '\0' || self->html_end != NULL) && pass_verbatim (self, content, matched, end))
    return;

  indent = bs_markdown_line_get_indent (self->in.text + content, end - content, &columns);
  columns = bs_markdown_line_count_columns (self->in.text + content, indent, column);
  if (content + indent >= end || self->in.text[content + indent] == '\r')
    {
      /* A blank line ends quotations but not lists. */
      for (guint i = matched; i < self->n_containers; i++)
        if (self->containers[i].is_quote)
          {
            pop_containers (self, i);
            break;
          }
      self->ends_definition = FALSE;
      bs_markdown_text_copy (&self->in, end);
      set_last (self, LINE_BLANK);
      self->last_depth = depth;
      return;
    }
  while (columns < 4)
    {
      guint n = self->n_containers;
      gboolean goes_on = in_paragraph && matched == self->last_depth;
      gsize used;

      /* A new block ends the containers that the line is outside of; other lines continue their paragraph. */
      if (matched < n)
        {
          Container saved = self->containers[matched];

          self->n_containers = matched;
          used = open_container (self, content + indent, column + columns, end, goes_on);
          if (used == 0)
            {
              self->containers[matched] = saved;
              self->n_containers = n;
              break;
            }
          is_list_start = !self->containers[matched].is_quote;
        }
      else
        {
          used = open_container (self, content + indent, column + columns, end, goes_on);
          if (used == 0)
            break;
          is_list_start = !self->containers[self->n_containers - 1].is_quote;
        }
      if (self->n_containers == MAX_CONTAINERS)
        break;
      is_item = TRUE;
      in_paragraph = FALSE;
      column += columns + bs_markdown_line_count_columns (self->in.text + content + indent, used, column + columns);
      content += indent + used;
      matched = depth = self->n_containers;
      indent = bs_markdown_line_get_indent (self->in.text + content, end - content, &columns);
      columns = bs_markdown_line_count_columns (self->in.text + content, indent, column);
      if (content + indent >= end)
        break;
    }
  if (is_item)
    {
      self->last = self->last == LINE_PARAGRAPH ? LINE_OTHER : self->last;
      self->in_table = FALSE;
    }
  if (content + indent >= end)
    {
      bs_markdown_text_copy (&self->in, end);
      set_last (self, LINE_OTHER);
      return;
    }

  if (columns >= 4 && !in_paragraph)
    {
      if (matched < self->n_containers)
        pop_containers (self, matched);
      bs_markdown_text_copy (&self->in, end);
      set_last (self, LINE_OTHER);
      return;
    }
  content += indent;

  if (self->in.notes != NULL && self->in.text[content] == '[' && columns < 4)
    {
      gsize used;

      self->note = bs_markdown_notes_define (self->in.notes, self->in.text + content, end - content, &used);
      if (self->note != NULL)
        {
          while (content + used < end &&
                 (self->in.text[content + used] == ' ' || self->in.text[content + used] == '\t'))
            used++;
          g_string_append_len (self->note, self->in.text + content + used, end - content - used);
          g_string_append_c (self->note, '\n');
          self->note_kind = content + used < end ? LINE_PARAGRAPH : LINE_BLANK;
          self->in.position = end;
          set_last (self, LINE_BLANK);
          return;
        }
    }
  if (matched < self->n_containers && !in_paragraph)
    pop_containers (self, matched);
  if (matched < self->n_containers)
    {
      /* Only text can continue a paragraph lazily; anything else ends the containers. */
      const char *start = self->in.text + content;
      gsize length = end - content;

      if (start[0] == '#' || start[0] == '`' || start[0] == '~' || start[0] == ':' ||
          bs_markdown_line_match_rule (start, length) > 0 ||
          (start[0] == '<' && bs_markdown_html_block_match (start, length, TRUE) != NULL))
        {
          guint kept = self->n_containers;

          if (start[0] != ':' || self->containers[matched].is_definition)
            pop_containers (self, matched);
          if (self->n_containers != kept)
            in_paragraph = FALSE;
        }
    }
  if (pass_attribute_line (self, line, content, end))
    {
      self->last_is_item = FALSE;
      return;
    }
  if ((matched >= self->n_containers || self->ends_definition) &&
      is_definition (self, self->in.text + content, end - content))
    {
      bs_markdown_text_copy (&self->in, content);
      pass_definition (self, column + columns, end);
      return;
    }
  self->ends_definition = FALSE;
  bs_markdown_text_copy (&self->in, content);
  if (pass_block (self, content, end, in_paragraph))
    {
      self->last_is_item = FALSE;
      return;
    }
  pass_paragraph_line (self, line, content, end);
  self->last_is_item = is_list_start;
}

static void
pass_all (Source *self)
{
  while (self->in.position < self->in.length)
    {
      self->in_note = FALSE;
      pass_line (self);
      if (self->in.position < self->in.length && !self->in_note && self->in.text[self->in.position] == '\n')
        bs_markdown_text_copy (&self->in, self->in.position + 1);
    }
}

static void
source_init (Source *self, const char *text, gsize length, GString *out, BsMarks *marks, BsMarkdownNotes *notes)
{
  *self = (Source){ .in = { .text = text,
                            .length = length,
                            .out = out,
                            .marks = marks,
                            .notes = notes,
                            .skip_containers = skip_containers } };
  bs_landmarks_init (&self->in.landmarks, text, length);
}

static GString *
prepare (const char *text, gsize length, BsMarks *marks, BsMarkdownNotes *notes)
{
  GString *out = g_string_sized_new (length + length / 8 + 64);
  Source self;

  source_init (&self, text, length, out, marks, notes);
  pass_all (&self);
  if (self.fence != '\0' && notes != NULL)
    {
      g_string_append_c (out, '\n');
      for (gsize i = 0; i < self.fence_length; i++)
        g_string_append_c (out, self.fence);
    }
  bs_landmarks_clear (&self.in.landmarks);
  return out;
}

/* Whether a line starts a table, a quotation, a heading, code or a bulleted list. A number may be a year. */
static gboolean
begins_block (const char *line)
{
  if (*line == '\0')
    return FALSE;
  if (g_str_has_prefix (line, "```"))
    return strchr (line + 3, '`') == NULL;

  return strchr ("|>#", *line) != NULL || g_str_has_prefix (line, "~~~") ||
         (strchr ("-*+", *line) != NULL && line[1] == ' ');
}

/* Appends the footnotes as a list in the order of their first references. */
static void
append_notes (GString *out, BsMarks *marks, BsMarkdownNotes *notes)
{
  g_autofree guint *numbers = g_new0 (guint, 1);
  guint n_found = 0;

  /* A footnote may refer to further footnotes. */
  for (guint i = 1; i <= bs_markdown_notes_count (notes); i++)
    {
      GString *text = bs_markdown_notes_get (notes, i);
      g_autofree char *start = NULL;
      GString *prepared;
      g_auto (GStrv) lines = NULL;

      numbers = g_renew (guint, numbers, i + 1);
      numbers[i] = text == NULL ? 0 : ++n_found;
      if (text == NULL)
        continue;
      if (n_found == 1)
        g_string_append (out, "\n\n---\n\n");
      prepared = prepare (g_strchomp (text->str), strlen (text->str), marks, notes);
      lines = g_strsplit (prepared->str, "\n", -1);
      g_string_free (prepared, TRUE);
      start = g_strdup_printf ("%u. ", n_found);
      g_string_append (out, start);
      bs_marks_append (marks, out, BS_MARK_NOTE_START, "", 0, NULL, n_found);
      /* An empty text has no lines at all. */
      if (lines[0] != NULL && begins_block (lines[0]))
        g_string_append_printf (out, "\n\n%*s", (int) strlen (start), "");
      for (guint j = 0; lines[j] != NULL; j++)
        {
          if (j > 0)
            g_string_append_printf (out, "\n%*s", *lines[j] != '\0' ? (int) strlen (start) : 0, "");
          g_string_append (out, lines[j]);
        }
      g_string_append_c (out, '\n');
    }
  bs_marks_renumber (marks, numbers);
}

/*
 * bs_markdown_prepare:
 * @markdown: (array length=length): NUL-terminated Markdown in UTF-8, which may already contain marks
 * @length: the length of @markdown in bytes
 * @marks: the replaced pieces are added here
 *
 * Rewrites Markdown so that a CommonMark parser reads the extensions of GitHub, Hexo, Hugo, Jekyll and Obsidian.
 * Formulas, bare addresses, single tildes and images in other notations become marks. Tables, definitions and footnotes
 * are rewritten in the parser's syntax. Emphasis works next to Chinese, Japanese and Korean. Takes one pass that looks
 * back at most one line.
 *
 * Returns: (transfer full): Markdown
 */
GString *
bs_markdown_prepare (const char *markdown, gsize length, BsMarks *marks)
{
  g_autoptr (BsMarkdownNotes) notes = NULL;
  GString *out;

  g_return_val_if_fail (markdown != NULL, NULL);
  g_return_val_if_fail (marks != NULL, NULL);

  notes = bs_markdown_notes_new (markdown, length);
  out = prepare (markdown, length, marks, notes);
  if (notes != NULL)
    append_notes (out, marks, notes);
  return out;
}
