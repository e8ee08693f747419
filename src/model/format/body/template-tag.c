/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "model/format/body/template-tag.h"

#include <string.h>

/* The reader handles these addresses. `post` is a path, or a file name without its date and extension. */
#define POST_ADDRESS "broadsheet://article/?post="

static void
add_words (GPtrArray *words, const char *text)
{
  const char *c = text;

  while (*c != '\0')
    {
      g_autoptr (GString) word = NULL;
      char quote = '\0';

      while (g_ascii_isspace (*c))
        c++;
      if (*c == '\0')
        return;
      word = g_string_new (NULL);
      for (; *c != '\0' && (quote != '\0' || !g_ascii_isspace (*c)); c++)
        {
          if (quote != '\0' && *c == quote)
            quote = '\0';
          else if (quote == '\0' && (*c == '"' || *c == '\'' || *c == '`') && (word->len == 0 || c[-1] == '='))
            quote = *c;
          else
            g_string_append_c (word, *c);
        }
      g_ptr_array_add (words, g_string_free (g_steal_pointer (&word), FALSE));
    }
}

/*
 * bs_template_tag_init:
 * @self: (out caller-allocates): a tag
 * @text: (array length=length): the tag with its delimiters
 * @length: the length of @text in bytes
 */
void
bs_template_tag_init (BsTemplateTag *self, const char *text, gsize length)
{
  const char *end = text + length - 2;
  const char *name;

  g_return_if_fail (self != NULL);
  g_return_if_fail (text != NULL && length >= 4);

  *self = (BsTemplateTag){ .words = g_ptr_array_new_with_free_func (g_free) };
  text += 2;
  if (text[-1] == '%')
    {
      self->style = BS_TEMPLATE_LIQUID;
      if (text < end && *text == '-')
        text++;
      if (text < end && end[-1] == '-')
        end--;
    }
  else if (length >= 6 && ((*text == '<' && end[-1] == '>') || (*text == '%' && end[-1] == '%')))
    {
      self->style = BS_TEMPLATE_SHORTCODE;
      text++;
      end--;
      /* Hugo's notation for a literal shortcode. */
      if (end - text >= 4 && memcmp (text, "/*", 2) == 0)
        self->style = BS_TEMPLATE_OUTPUT;
    }
  else
    {
      self->style = end - text >= 4 && memcmp (text, "/*", 2) == 0 ? BS_TEMPLATE_COMMENT : BS_TEMPLATE_OUTPUT;
    }

  while (text < end && g_ascii_isspace (*text))
    text++;
  if (self->style == BS_TEMPLATE_SHORTCODE && text < end && *text == '/')
    {
      self->closing = TRUE;
      do
        text++;
      while (text < end && g_ascii_isspace (*text));
    }
  while (end > text && g_ascii_isspace (end[-1]))
    end--;

  name = text;
  if (self->style == BS_TEMPLATE_LIQUID || self->style == BS_TEMPLATE_SHORTCODE)
    while (text < end && (g_ascii_isalnum (*text) || *text == '_' || *text == '-'))
      text++;
  self->name = g_ascii_strdown (name, text - name);
  self->arguments = g_strndup (text, end - text);
  g_strstrip (self->arguments);
  add_words (self->words, self->arguments);
}

void
bs_template_tag_clear (BsTemplateTag *self)
{
  g_clear_pointer (&self->name, g_free);
  g_clear_pointer (&self->arguments, g_free);
  g_clear_pointer (&self->words, g_ptr_array_unref);
}

static const char *
get_word (const BsTemplateTag *self, guint index)
{
  return index < self->words->len ? g_ptr_array_index (self->words, index) : NULL;
}

/* The value of `key="value"`, or NULL. */
static const char *
get_named (const BsTemplateTag *self, const char *key)
{
  gsize length = strlen (key);

  for (guint i = 0; i < self->words->len; i++)
    {
      const char *word = g_ptr_array_index (self->words, i);

      if (g_ascii_strncasecmp (word, key, length) == 0 && word[length] == '=')
        return word + length + 1;
    }
  return NULL;
}

static char *
join_words (const BsTemplateTag *self, guint from)
{
  g_autoptr (GString) out = g_string_new (NULL);

  for (guint i = from; i < self->words->len; i++)
    {
      if (out->len > 0)
        g_string_append_c (out, ' ');
      g_string_append (out, g_ptr_array_index (self->words, i));
    }
  return g_string_free (g_steal_pointer (&out), FALSE);
}

/*
 * bs_template_append_markup:
 *
 * Appends HTML on one line, with its arguments escaped.
 */
void
bs_template_append_markup (GString *out, const char *format, ...)
{
  g_autofree char *markup = NULL;
  va_list arguments;

  va_start (arguments, format);
  markup = g_markup_vprintf_escaped (format, arguments);
  va_end (arguments);
  /* A line end would end the HTML inside Markdown. */
  g_strdelimit (markup, "\r\n", ' ');
  g_string_append (out, markup);
}

static char *
make_link (const char *address, const char *text)
{
  GString *out = g_string_new (NULL);

  bs_template_append_markup (out, "<a href=\"%s\">%s</a>", address, text);
  return g_string_free (out, FALSE);
}

static char *
make_post_address (const char *post)
{
  g_autofree char *escaped = g_uri_escape_string (post, "/", TRUE);

  return g_strconcat (POST_ADDRESS, escaped, NULL);
}

static gboolean
is_number (const char *word)
{
  return word != NULL && *word != '\0' && strspn (word, "0123456789") == strlen (word);
}

/*
 * bs_template_word_is_address:
 *
 * Returns: whether a tag's word is an address or path rather than a name
 */
gboolean
bs_template_word_is_address (const char *word)
{
  return strstr (word, "://") != NULL || *word == '/';
}

/* Hexo: [class names] picture [width] [height] ["title" ["alt"]]. */
static guint
find_picture_word (const BsTemplateTag *self)
{
  for (guint i = 0; i < self->words->len; i++)
    if (bs_template_word_is_address (g_ptr_array_index (self->words, i)))
      return i;
  for (guint i = 0; i < self->words->len; i++)
    if (strchr (g_ptr_array_index (self->words, i), '.') != NULL)
      return i;
  return 0;
}

static char *
make_picture (const BsTemplateTag *self)
{
  GString *out;
  guint i = find_picture_word (self);
  const char *address = get_word (self, i++);
  const char *width = NULL;
  const char *height = NULL;
  const char *title;
  const char *alt;

  if (address == NULL)
    return NULL;
  if (is_number (get_word (self, i)))
    width = get_word (self, i++);
  if (is_number (get_word (self, i)))
    height = get_word (self, i++);
  title = get_word (self, i);
  alt = title == NULL ? NULL : get_word (self, i + 1);

  out = g_string_new (NULL);
  bs_template_append_markup (out, "<img src=\"%s\" alt=\"%s\"", address,
                             alt != NULL   ? alt :
                             title != NULL ? title :
                                             "");
  if (title != NULL)
    bs_template_append_markup (out, " title=\"%s\"", title);
  if (width != NULL)
    bs_template_append_markup (out, " width=\"%s\"", width);
  if (height != NULL)
    bs_template_append_markup (out, " height=\"%s\"", height);
  g_string_append_c (out, '>');
  return g_string_free (out, FALSE);
}

static char *
make_figure (const BsTemplateTag *self)
{
  const char *address = get_named (self, "src");
  const char *title = get_named (self, "title");
  const char *caption = get_named (self, "caption");
  const char *credit = get_named (self, "attr");
  const char *credit_address = get_named (self, "attrlink");
  const char *alt = get_named (self, "alt");
  const char *link = get_named (self, "link");
  GString *out;

  if (address == NULL)
    address = get_word (self, 0);
  if (address == NULL || strchr (address, '=') == address)
    return NULL;

  out = g_string_new ("\n\n<figure>");
  if (link != NULL)
    bs_template_append_markup (out, "<a href=\"%s\">", link);
  bs_template_append_markup (out, "<img src=\"%s\" alt=\"%s\">", address,
                             alt != NULL     ? alt :
                             caption != NULL ? caption :
                             title != NULL   ? title :
                                               "");
  if (link != NULL)
    g_string_append (out, "</a>");
  if (title != NULL || caption != NULL || credit != NULL)
    {
      g_string_append (out, "<figcaption>");
      if (title != NULL)
        bs_template_append_markup (out, "<strong>%s</strong> ", title);
      if (caption != NULL)
        bs_template_append_markup (out, "%s ", caption);
      if (credit != NULL && credit_address != NULL)
        bs_template_append_markup (out, "<a href=\"%s\">%s</a>", credit_address, credit);
      else if (credit != NULL)
        bs_template_append_markup (out, "%s", credit);
      g_string_append (out, "</figcaption>");
    }
  g_string_append (out, "</figure>\n\n");
  return g_string_free (out, FALSE);
}

/* Hexo: text address [external] [title]; Jekyll's tag of the same name has only a file. */
static char *
make_hexo_link (const BsTemplateTag *self)
{
  for (guint i = 1; i < self->words->len; i++)
    if (bs_template_word_is_address (g_ptr_array_index (self->words, i)))
      {
        g_autoptr (GString) text = g_string_new (g_ptr_array_index (self->words, 0));

        for (guint j = 1; j < i; j++)
          g_string_append_printf (text, " %s", (const char *) g_ptr_array_index (self->words, j));
        return make_link (g_ptr_array_index (self->words, i), text->str);
      }
  return NULL;
}

static char *
make_media_address (const BsTemplateTag *self)
{
  const char *id = get_named (self, "id");
  g_autofree char *escaped = NULL;

  if (id == NULL)
    id = get_word (self, 0);
  if (id == NULL)
    return NULL;
  if (strstr (id, "://") != NULL)
    return g_strdup (id);
  escaped = g_uri_escape_string (id, "/", TRUE);
  if (g_str_equal (self->name, "youtube"))
    return g_strconcat ("https://www.youtube.com/watch?v=", escaped, NULL);
  if (g_str_equal (self->name, "vimeo"))
    return g_strconcat ("https://vimeo.com/", escaped, NULL);
  if (g_str_equal (self->name, "gist") && self->words->len > 1)
    return g_strconcat ("https://gist.github.com/", escaped, "/", get_word (self, 1), NULL);
  if (g_str_equal (self->name, "gist"))
    return g_strconcat ("https://gist.github.com/", escaped, NULL);
  return NULL;
}

/*
 * bs_template_tag_to_address:
 *
 * Returns: (transfer full) (nullable): the address of the element that a tag is replaced by; NULL if unknown
 */
char *
bs_template_tag_to_address (const BsTemplateTag *self)
{
  const char *word;

  g_return_val_if_fail (self != NULL, NULL);

  if (self->style == BS_TEMPLATE_COMMENT)
    return g_strdup ("");
  if (self->style == BS_TEMPLATE_OUTPUT)
    {
      /* {{ "/a.png" | relative_url }} is its text; {{ site.baseurl }} is empty. */
      if (*self->arguments == '"' || *self->arguments == '\'')
        return g_strdup (get_word (self, 0));
      if (g_str_has_prefix (self->arguments, "site.") || g_str_has_prefix (self->arguments, ".Site."))
        return g_strdup ("");
      return NULL;
    }
  if (self->closing)
    return NULL;

  word = get_word (self, 0);
  if (word == NULL)
    return NULL;
  if (g_str_equal (self->name, "post_url") || g_str_equal (self->name, "post_path") ||
      g_str_equal (self->name, "post_link") || g_str_equal (self->name, "link") || g_str_equal (self->name, "ref") ||
      g_str_equal (self->name, "relref"))
    return make_post_address (word);
  if (g_str_equal (self->name, "asset_path") || g_str_equal (self->name, "asset_link") ||
      g_str_equal (self->name, "static") || g_str_equal (self->name, "url_for"))
    return g_strdup (word);
  if (g_str_equal (self->name, "asset_img") || g_str_equal (self->name, "img"))
    return g_strdup (get_word (self, find_picture_word (self)));
  return make_media_address (self);
}

/*
 * bs_template_tag_to_html:
 *
 * Returns: (transfer full) (nullable): a tag without content as HTML that is valid inside Markdown; NULL for a tag that
 *   is shown literally
 */
char *
bs_template_tag_to_html (const BsTemplateTag *self)
{
  g_autofree char *address = NULL;
  g_autofree char *text = NULL;
  const char *word;

  g_return_val_if_fail (self != NULL, NULL);

  if (self->style == BS_TEMPLATE_COMMENT || g_str_equal (self->name, "raw") || g_str_equal (self->name, "endraw"))
    return g_strdup ("");
  if (self->style == BS_TEMPLATE_OUTPUT || self->closing)
    return NULL;
  word = get_word (self, 0);
  if (word == NULL)
    return NULL;

  if (g_str_equal (self->name, "asset_img") || g_str_equal (self->name, "img"))
    return make_picture (self);
  if (g_str_equal (self->name, "figure") && self->style == BS_TEMPLATE_SHORTCODE)
    return make_figure (self);
  if (g_str_equal (self->name, "link") && self->words->len > 1)
    return make_hexo_link (self);
  if (g_str_equal (self->name, "post_link") || g_str_equal (self->name, "asset_link"))
    {
      guint last = self->words->len - 1;

      address = bs_template_tag_to_address (self);
      /* Hexo's last argument decides whether to escape the title, which we always do. */
      if (last > 1 && (g_str_equal (get_word (self, last), "true") || g_str_equal (get_word (self, last), "false")))
        g_ptr_array_set_size (self->words, last);
      text = join_words (self, 1);
      return make_link (address, *text != '\0' ? text : word);
    }
  if (g_str_equal (self->name, "iframe") && bs_template_word_is_address (word))
    return make_link (word, word);
  if (g_str_equal (self->name, "youtube") || g_str_equal (self->name, "vimeo") || g_str_equal (self->name, "gist"))
    {
      address = make_media_address (self);
      return address == NULL ? NULL : make_link (address, strstr (address, "://") + 3);
    }
  if (g_str_equal (self->name, "post_url") || g_str_equal (self->name, "post_path") || g_str_equal (self->name, "link"))
    {
      address = make_post_address (word);
      return make_link (address, word);
    }
  return NULL;
}
