/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "model/change/import/import-input.h"

#include "model/format/text/encoding.h"
#include "model/format/article/html-page-head.h"
#include "model/format/text/problem.h"

#include <glib/gi18n-lib.h>
#include <string.h>

static BsImportInput *
input_new (BsImportInputKind kind, const char *name)
{
  BsImportInput *self = g_new0 (BsImportInput, 1);

  g_atomic_ref_count_init (&self->ref_count);
  self->kind = kind;
  self->name = g_strdup (name);
  self->folder = g_strdup ("");
  return self;
}

/**
 * bs_import_input_new_file:
 * @path: an absolute path
 * @name: the name as the user gave it
 *
 * Returns: (transfer full): a file, a folder or an archive
 */
BsImportInput *
bs_import_input_new_file (const char *path, const char *name)
{
  BsImportInput *self;

  g_return_val_if_fail (path != NULL && name != NULL, NULL);

  self = input_new (BS_IMPORT_FILE, name);
  self->path = g_strdup (path);
  return self;
}

/**
 * bs_import_input_new_inside:
 * @path: an absolute path
 * @name: the display name
 * @folder: its folder, relative to the input that contains it
 * @tree: the named folder, or the one that an archive was unpacked to
 *
 * Returns: (transfer full): a file found in a folder or an archive
 */
BsImportInput *
bs_import_input_new_inside (const char *path, const char *name, const char *folder, BsImportTree *tree)
{
  BsImportInput *self;

  g_return_val_if_fail (path != NULL && name != NULL && folder != NULL && tree != NULL, NULL);

  self = input_new (BS_IMPORT_FILE, name);
  self->path = g_strdup (path);
  g_free (self->folder);
  self->folder = g_strdup (folder);
  self->tree = bs_import_tree_ref (tree);
  self->inside = TRUE;
  return self;
}

/**
 * bs_import_input_is_ours:
 * @self: an input
 *
 * Returns: whether it was found in an archive of ours
 */
gboolean
bs_import_input_is_ours (const BsImportInput *self)
{
  g_return_val_if_fail (self != NULL, FALSE);

  return self->tree != NULL && self->tree->is_ours;
}

static BsImportInput *
new_html (const char *html, const char *address)
{
  BsImportInput *self;

  g_return_val_if_fail (html != NULL, NULL);

  self = input_new (BS_IMPORT_HTML, address != NULL ? address : _ ("a selection"));
  self->text = g_utf8_make_valid (html, -1);
  self->address = g_strdup (address);
  return self;
}

static BsImportInput *
new_text (const char *text)
{
  BsImportInput *self;

  g_return_val_if_fail (text != NULL, NULL);

  self = input_new (BS_IMPORT_TEXT, _ ("a piece of text"));
  self->text = g_utf8_make_valid (text, -1);
  return self;
}

/**
 * bs_import_input_new_link:
 * @address: an absolute web address
 * @title: (nullable): the link's title
 *
 * Returns: (transfer full): a link, which becomes an article that contains it; nothing is downloaded
 */
BsImportInput *
bs_import_input_new_link (const char *address, const char *title)
{
  BsImportInput *self;

  g_return_val_if_fail (address != NULL, NULL);

  self = input_new (BS_IMPORT_LINK, address);
  self->address = g_strdup (address);
  self->title = title != NULL ? g_utf8_make_valid (title, -1) : NULL;
  return self;
}

/**
 * bs_import_input_ref:
 * @self: an input
 *
 * Returns: (transfer full): @self
 */
BsImportInput *
bs_import_input_ref (BsImportInput *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

/**
 * bs_import_input_unref:
 * @self: (transfer full): an input
 */
void
bs_import_input_unref (BsImportInput *self)
{
  g_return_if_fail (self != NULL);

  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;
  g_free (self->path);
  g_free (self->name);
  g_free (self->folder);
  g_clear_pointer (&self->tree, bs_import_tree_unref);
  g_free (self->text);
  g_free (self->address);
  g_free (self->title);
  g_free (self);
}

/* Some programs include the machine in a file's address. A file on another machine is not accessible. */
static gboolean
is_here (const char *host)
{
  return host == NULL || *host == '\0' || g_ascii_strcasecmp (host, "localhost") == 0 ||
         g_ascii_strcasecmp (host, g_get_host_name ()) == 0;
}

/* Returns a file or a web link; NULL for anything else. */
static BsImportInput *
read_address (const char *address, const char *title)
{
  g_autofree char *path = NULL;
  g_autofree char *host = NULL;
  g_autofree char *name = NULL;

  if (bs_html_address_is_web (address))
    return bs_import_input_new_link (address, title);
  if (g_ascii_strncasecmp (address, "file:", 5) != 0)
    return NULL;
  path = g_filename_from_uri (address, &host, NULL);
  if (path == NULL || !g_path_is_absolute (path) || !is_here (host))
    return NULL;
  name = g_filename_display_name (path);
  return bs_import_input_new_file (path, name);
}

/* RFC 2483, 5: one address per line; `#` starts a comment. */
static void
read_uri_list (GPtrArray *inputs, char **lines)
{
  for (guint i = 0; lines[i] != NULL; i++)
    {
      BsImportInput *input = NULL;

      g_strstrip (lines[i]);
      if (*lines[i] != '\0' && *lines[i] != '#')
        input = read_address (lines[i], NULL);
      if (input != NULL)
        g_ptr_array_add (inputs, input);
    }
}

/* Mozilla's format: alternating addresses and titles. */
static void
read_moz_url (GPtrArray *inputs, char **lines)
{
  for (guint i = 0; lines[i] != NULL; i += 2)
    {
      const char *title = lines[i + 1];
      BsImportInput *input;

      g_strstrip (lines[i]);
      input = read_address (lines[i], title != NULL && *g_strstrip (lines[i + 1]) != '\0' ? title : NULL);
      if (input != NULL)
        g_ptr_array_add (inputs, input);
      if (title == NULL)
        break;
    }
}

static void
read_text (GPtrArray *inputs, const char *text, char **lines)
{
  guint n_addresses = 0;
  guint n_lines = 0;

  /* Text that consists only of addresses is a list of links, whatever its media type. */
  for (guint i = 0; lines[i] != NULL; i++)
    {
      g_strstrip (lines[i]);
      if (*lines[i] == '\0')
        continue;
      n_lines++;
      if (strpbrk (lines[i], " \t") == NULL &&
          (bs_html_address_is_web (lines[i]) || g_str_has_prefix (lines[i], "file:///")))
        n_addresses++;
    }
  if (n_lines > 0 && n_addresses == n_lines)
    read_uri_list (inputs, lines);
  else if (n_lines > 0)
    g_ptr_array_add (inputs, new_text (text));
}

/* Windows programs prepend a header with the source; others a comment. */
static char *
find_source_address (const char *html)
{
  const char *place = strstr (html, "SourceURL:");
  gsize length;
  g_autofree char *address = NULL;

  if (place == NULL)
    return NULL;
  place += strlen ("SourceURL:");
  length = strcspn (place, "\r\n <>\"'");
  address = g_strndup (place, length);
  return bs_html_address_is_web (address) ? g_steal_pointer (&address) : NULL;
}

static void
read_html (GPtrArray *inputs, const char *html)
{
  g_autofree char *address = find_source_address (html);
  const char *start = html;

  if (g_str_has_prefix (html, "Version:"))
    {
      start = strchr (html, '<');
      if (start == NULL)
        return;
    }
  if (strspn (start, " \t\r\n") < strlen (start))
    g_ptr_array_add (inputs, new_html (start, address));
}

/* Mozilla passes text as UTF-16 in native byte order, without a byte order mark. */
static char *
to_utf8 (const char *bytes, gsize length)
{
  g_auto (BsText) text = BS_TEXT_INIT;
  g_autoptr (GPtrArray) problems = bs_problems_new ();

  if (length >= 4 && length % 2 == 0 && bytes[1] == '\0' && bytes[0] != '\0')
    {
      g_autofree char *converted = g_convert (
          bytes, (gssize) length, "UTF-8", G_BYTE_ORDER == G_LITTLE_ENDIAN ? "UTF-16LE" : "UTF-16BE", NULL, NULL, NULL);

      if (converted != NULL)
        return g_utf8_make_valid (converted, -1);
    }
  bs_text_decode (&text, bytes, length, problems);
  return g_strndup (text.data != NULL ? text.data : "", text.length);
}

/**
 * bs_import_html_is_plain:
 * @html: (array length=length): HTML from another program
 * @length: the length of @html in bytes
 *
 * Recognises the HTML of terminals and editors: plain text with colours, whose lines must be kept.
 *
 * Returns: whether the HTML contains nothing else
 */
gboolean
bs_import_html_is_plain (const char *html, gsize length)
{
  static const char *const names[] = { "html", "head", "meta", "title", "style", "body", "pre", "code",   "span",
                                       "font", "div",  "br",   "b",     "i",     "u",    "em",  "strong", NULL };
  const char *end = html + length;
  gboolean is_preformatted = FALSE;

  g_return_val_if_fail (html != NULL || length == 0, FALSE);

  for (const char *p = html; p < end && (p = memchr (p, '<', (gsize) (end - p))) != NULL;)
    {
      const char *name = p + 1 + (p + 1 < end && p[1] == '/');
      const char *name_end = name;
      const char *close = memchr (p, '>', (gsize) (end - p));
      g_autofree char *lower = NULL;

      while (name_end < end && g_ascii_isalnum (*name_end))
        name_end++;
      p = close != NULL ? close : end;
      /* A comment or the doctype. */
      if (name == name_end)
        continue;
      lower = g_ascii_strdown (name, name_end - name);
      if (!g_strv_contains (names, lower))
        return FALSE;
      is_preformatted = is_preformatted || g_str_equal (lower, "pre") ||
                        g_strstr_len (name_end, p - name_end, "white-space: pre") != NULL ||
                        g_strstr_len (name_end, p - name_end, "white-space:pre") != NULL;
    }
  return is_preformatted;
}

/**
 * bs_import_inputs_read:
 * @mime_type: a media type
 * @bytes: (array length=length): data from another program
 * @length: the number of bytes
 *
 * Reads dropped or pasted data: `text/uri-list` (RFC 2483), `text/x-moz-url`, `text/html`; anything else is plain text.
 *
 * Returns: (transfer full) (element-type BsImportInput): the inputs; empty if there are none
 */
GPtrArray *
bs_import_inputs_read (const char *mime_type, const char *bytes, gsize length)
{
  g_autoptr (GPtrArray) inputs = g_ptr_array_new_with_free_func ((GDestroyNotify) bs_import_input_unref);
  g_autofree char *text = NULL;
  g_auto (GStrv) lines = NULL;

  g_return_val_if_fail (mime_type != NULL, NULL);
  g_return_val_if_fail (bytes != NULL || length == 0, NULL);

  text = to_utf8 (bytes, length);
  lines = g_strsplit (text, "\n", -1);
  if (g_str_equal (mime_type, "text/uri-list"))
    read_uri_list (inputs, lines);
  else if (g_str_equal (mime_type, "text/x-moz-url"))
    read_moz_url (inputs, lines);
  else if (g_str_equal (mime_type, "text/html"))
    read_html (inputs, text);
  else
    read_text (inputs, text, lines);
  return g_steal_pointer (&inputs);
}
