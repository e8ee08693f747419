/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "model/change/repair/repair.h"

#include "model/change/edit/byte-map.h"
#include "model/change/edit/change-error.h"
#include "model/change/repair/repair-kind.h"
#include "model/change/repair/repair-line.h"
#include "model/change/repair/repair-words.h"
#include "model/format/article/article.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* A file with more faults than these is not repaired as a whole. */
#define MAX_FIXES 64

/* For a problem that several take, the first whose fix removes it is used. */
static const BsRepairKind *const kinds[] = {
  &bs_repair_nul,   &bs_repair_delimiter, &bs_repair_list,      &bs_repair_space,
  &bs_repair_value, &bs_repair_indent,    &bs_repair_duplicate, &bs_repair_conflict,
  &bs_repair_date,  &bs_repair_second,    &bs_repair_encoding,
};

static void
source_clear (BsRepairSource *self)
{
  bs_front_matter_clear (&self->front_matter);
  bs_text_clear (&self->text);
  g_clear_pointer (&self->problems, g_ptr_array_unref);
  g_clear_pointer (&self->bytes, g_bytes_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (BsRepairSource, source_clear)

static void
source_read (BsRepairSource *self, const char *path, GBytes *bytes)
{
  g_autoptr (BsArticle) article = NULL;
  gsize length;
  const char *data = g_bytes_get_data (bytes, &length);

  memset (self, 0, sizeof *self);
  self->path = path;
  self->bytes = g_bytes_ref (bytes);
  self->problems = bs_problems_new ();
  bs_text_decode (&self->text, data, length, self->problems);
  bs_front_matter_read (&self->front_matter, self->text.data, self->text.length, NULL);
  article = bs_article_read_text_in_site ("article.md", "article.md", BS_SITE_NONE, self->text.data, self->text.length,
                                          self->problems);
}

/* The text without the placeholders of dropped bytes. */
static char *
plain_text (const char *text, gssize length, gboolean drops_nuls)
{
  g_autoptr (GString) out = length < 0 ? g_string_new (text) : g_string_new_len (text, length);

  if (drops_nuls)
    g_string_replace (out, "\357\277\275", "", 0);

  return g_strndup (out->str, out->len);
}

static gboolean
has_same_text (const BsValue *one, const BsValue *other, gboolean drops_nuls)
{
  if (bs_value_is_scalar (one) != bs_value_is_scalar (other))
    return FALSE;
  if (bs_value_is_scalar (one))
    {
      g_autofree char *text = g_strstrip (plain_text (one->text != NULL ? one->text : "", -1, drops_nuls));
      g_autofree char *other_text = g_strstrip (plain_text (other->text != NULL ? other->text : "", -1, drops_nuls));

      return strcmp (text, other_text) == 0;
    }
  if (one->kind != other->kind || one->items->len != other->items->len)
    return FALSE;
  for (guint i = 0; i < one->items->len; i++)
    {
      const BsValue *a = one->items->pdata[i], *b = other->items->pdata[i];

      if (g_strcmp0 (a->key, b->key) != 0 || !has_same_text (a, b, drops_nuls))
        return FALSE;
    }

  return TRUE;
}

/* Whether each key but @exempt has the same text in both. */
static gboolean
have_same_keys (const BsValue *one, const BsValue *other, GHashTable *exempt, gboolean drops_nuls)
{
  guint n_one = one != NULL ? one->items->len : 0, n_other = other != NULL ? other->items->len : 0;

  if (n_one != n_other)
    return FALSE;
  for (guint i = 0; i < n_one; i++)
    {
      const BsValue *item = one->items->pdata[i];
      const BsValue *now = bs_value_lookup (other, item->key);

      if (now == NULL)
        return FALSE;
      if (!g_hash_table_contains (exempt, item->key) && !has_same_text (item, now, drops_nuls))
        return FALSE;
    }

  return TRUE;
}

static void
left_free (gpointer data)
{
  BsRepairLeft *self = data;

  bs_problem_free (self->problem);
  g_free (self->reason);
  g_free (self);
}

/* The keys that the fixes of a file may change. */
typedef struct
{
  GHashTable *keys; /* (element-type utf8): whose value is chosen */
  gboolean drops_nuls;
  guint64 problems; /* a bit for each BsProblemKind that the file had */
} Allowance;

/* Whether the result can be read without recovery, has no new problem, and has the same meaning as before. */
static gboolean
is_proved (const BsRepairSource *before, const BsRepairSource *after, const Allowance *allowance)
{
  g_autofree char *body = NULL;
  g_autofree char *new_body = NULL;

  if (after->front_matter.recovered || after->front_matter.kind != before->front_matter.kind ||
      (bs_problems_get_kinds (after->problems) & ~allowance->problems) != 0)
    return FALSE;
  for (guint i = 0; i < after->problems->len; i++)
    {
      const BsProblem *problem = after->problems->pdata[i];

      if (bs_problem_kind_get_severity (problem->kind) == BS_SEVERITY_ERROR &&
          problem->kind != BS_PROBLEM_UNKNOWN_ENCODING)
        return FALSE;
    }
  if (!have_same_keys (before->front_matter.root, after->front_matter.root, allowance->keys, allowance->drops_nuls))
    return FALSE;
  body = plain_text (before->text.data + before->front_matter.body_start,
                     (gssize) (before->text.length - before->front_matter.body_start), allowance->drops_nuls);
  new_body = plain_text (after->text.data + after->front_matter.body_start,
                         (gssize) (after->text.length - after->front_matter.body_start), allowance->drops_nuls);

  return strcmp (g_strchug (body), g_strchug (new_body)) == 0;
}

/* Whether putting the replaced parts back gives the original text. */
static gboolean
is_reversible (const BsText *before, const BsText *after, const BsSplices *splices)
{
  g_autoptr (BsSplices) back = bs_splices_new ();
  g_autofree char *text = NULL;
  gssize shift = 0;
  gsize length;

  for (guint i = 0; i < bs_splices_get_length (splices); i++)
    {
      const BsSplice *splice = bs_splices_get (splices, i);
      gsize start = (gsize) ((gssize) splice->start + shift), n = strlen (splice->with);
      g_autofree char *old = g_strndup (before->data + splice->start, splice->end - splice->start);

      if (start + n > after->length)
        return FALSE;
      bs_splices_add (back, start, start + n, old);
      shift += (gssize) n - (gssize) (splice->end - splice->start);
    }
  text = bs_splices_apply (back, after->data, after->length, &length);

  return length == before->length && memcmp (text, before->data, length) == 0;
}

/* Returns: (transfer full) (nullable): the bytes that a kind of fix proposes, if they can be reverted */
static GBytes *
propose (const BsRepairKind *kind, const BsRepairSource *source, const BsProblem *problem, const char *way)
{
  g_autoptr (BsSplices) splices = NULL;
  g_autoptr (GBytes) made = NULL;
  g_auto (BsText) text = BS_TEXT_INIT;
  g_autofree char *reason = NULL;
  gsize length;
  const char *data;

  splices = bs_splices_new ();
  if (kind->propose == NULL || !kind->propose (source, problem, way, splices))
    return kind->convert != NULL ? kind->convert (source, problem, way) : NULL;
  if (!bs_splices_sort (splices))
    return NULL;
  made = bs_byte_map_splice (source->bytes, &source->text, splices, &reason);
  if (made == NULL || g_bytes_equal (made, source->bytes))
    return NULL;
  data = g_bytes_get_data (made, &length);
  bs_text_decode (&text, data, length, NULL);

  return is_reversible (&source->text, &text, splices) ? g_steal_pointer (&made) : NULL;
}

static gboolean
has_problem (const BsRepairSource *source, const BsProblem *problem, gboolean any_recovered)
{
  for (guint i = 0; i < source->problems->len; i++)
    {
      const BsProblem *other = source->problems->pdata[i];

      if (any_recovered ? bs_problem_kind_is_recovered (other->kind) && other->line <= problem->line :
                          other->kind == problem->kind && other->line == problem->line &&
                              g_strcmp0 (other->detail, problem->detail) == 0)
        return TRUE;
    }

  return FALSE;
}

static GPtrArray *
split_lines (const char *text, gsize length)
{
  GPtrArray *all = g_ptr_array_new_with_free_func (g_free);
  BsLines lines;
  BsLine line;

  bs_lines_init (&lines, text, length, 1);
  while (bs_lines_next (&lines, &line))
    g_ptr_array_add (all, g_strndup (line.text, line.length));

  return all;
}

static char *
join_lines (const GPtrArray *lines, guint start, guint end)
{
  GString *out = g_string_new (NULL);

  for (guint i = start; i < end; i++)
    g_string_append_printf (out, "%s%s", i > start ? "\n" : "", (const char *) lines->pdata[i]);

  return g_string_free (out, FALSE);
}

/* The first line that UTF-8 readers see differently. */
static void
add_readings (BsRepairFix *fix, const BsRepairSource *before, const BsRepairSource *after)
{
  gsize length;
  const char *bytes = g_bytes_get_data (before->bytes, &length);
  g_autoptr (GString) raw = g_string_new_len (bytes, (gssize) length);
  g_autofree char *valid = NULL;
  g_autoptr (GPtrArray) old_lines = NULL;
  g_autoptr (GPtrArray) new_lines = split_lines (after->text.data, after->text.length);

  /* Two or four bytes per character: without the zeros, the text has the same lines. */
  if (g_str_has_prefix (before->text.charset, "UTF-"))
    {
      gsize n = 0;

      for (gsize i = 0; i < length; i++)
        if (bytes[i] != '\0')
          raw->str[n++] = bytes[i];
      g_string_truncate (raw, n);
    }
  valid = g_utf8_make_valid (raw->str, (gssize) raw->len);
  old_lines = split_lines (valid, strlen (valid));
  for (guint i = 0; i < MIN (old_lines->len, new_lines->len); i++)
    {
      const char *old_line = old_lines->pdata[i], *new_line = new_lines->pdata[i];

      if (i > 0 && g_str_is_ascii (new_line))
        continue;
      fix->line = i + 1;
      g_free (fix->before);
      g_free (fix->after);
      fix->before = g_strdup (old_line);
      fix->after = g_strdup (new_line);
      if (!g_str_is_ascii (new_line))
        break;
    }
}

/* The lines that differ. */
static void
add_fix (GPtrArray *fixes, const BsRepairKind *kind, const BsProblem *problem, const BsRepairSource *before,
         const BsRepairSource *after)
{
  g_autoptr (GPtrArray) old_lines = split_lines (before->text.data, before->text.length);
  g_autoptr (GPtrArray) new_lines = split_lines (after->text.data, after->text.length);
  guint n = MIN (old_lines->len, new_lines->len), n_start = 0, n_end = 0;
  BsRepairFix *fix = g_new0 (BsRepairFix, 1);

  while (n_start < n && strcmp (old_lines->pdata[n_start], new_lines->pdata[n_start]) == 0)
    n_start++;
  while (n_end < n - n_start &&
         strcmp (old_lines->pdata[old_lines->len - n_end - 1], new_lines->pdata[new_lines->len - n_end - 1]) == 0)
    n_end++;
  fix->kind = problem->kind;
  fix->is_safe = kind->ways == NULL;
  fix->line = n_start < n ? n_start + 1 : MAX (problem->line, 1);
  fix->before = join_lines (old_lines, n_start, old_lines->len - n_end);
  fix->after = join_lines (new_lines, n_start, new_lines->len - n_end);
  if (problem->kind == BS_PROBLEM_OTHER_ENCODING && before->text.charset != NULL)
    add_readings (fix, before, after);
  g_ptr_array_add (fixes, fix);
}

static void
allow (Allowance *allowance, const BsRepairSource *source, const BsProblem *problem)
{
  BsRecoveryLine parts;
  BsLine line;

  allowance->drops_nuls = allowance->drops_nuls || problem->kind == BS_PROBLEM_NUL_BYTES;
  if (problem->kind == BS_PROBLEM_DUPLICATE_KEY)
    g_hash_table_add (allowance->keys, g_strdup (problem->detail));
  else if (problem->kind == BS_PROBLEM_BAD_DATE &&
           bs_repair_line_find (source, problem->line, BS_RECOVERY_YAML, &line, &parts) && parts.key != NULL)
    g_hash_table_add (allowance->keys, g_strndup (parts.key, parts.key_length));
}

/* Fixes one problem. The other problems may still be there, so the proof covers all of them together. */
static GBytes *
fix_problem (const BsRepairSource *source, const BsProblem *problem, const BsRepairWish *wish, GPtrArray *fixes)
{
  gboolean is_recovered = bs_problem_kind_is_recovered (problem->kind);

  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      const BsRepairKind *kind = kinds[i];
      g_auto (BsRepairSource) after = { 0 };
      g_autoptr (GBytes) made = NULL;

      if ((kind->problems & BS_REPAIR_BIT (problem->kind)) == 0 ||
          (kind->ways != NULL && wish->ways[problem->kind] == NULL))
        continue;
      made = propose (kind, source, problem, wish->ways[problem->kind]);
      if (made == NULL)
        continue;
      source_read (&after, source->path, made);
      /* A missing space may hide that the value needs quotes, on the same line. */
      if (has_problem (&after, problem, FALSE) ||
          (is_recovered && has_problem (&after, problem, TRUE) && problem->kind != BS_PROBLEM_NO_SPACE))
        continue;
      add_fix (fixes, kind, problem, source, &after);
      return g_steal_pointer (&made);
    }

  return NULL;
}

/* The problem, and its possible repairs. */
static char *
advise (const BsRepairWish *wish, BsProblemKind kind, const char *what)
{
  const char *const *ways = bs_repair_get_ways (kind);
  g_autofree char *all = NULL;

  if (ways == NULL || wish->ways[kind] != NULL)
    return g_strdup_printf ("%s %s", what, bs_repair_get_remedy (kind));
  all = g_strjoinv ("|", (GStrv) ways);

  /* Translators: the arguments are a sentence, and an option of the command. */
  return g_strdup_printf (_ ("%s Choose how with --choose %s=%s."), what, bs_problem_kind_to_string (kind), all);
}

static void
refuse (const BsRepairSource *source, const BsRepairWish *wish, GError **error)
{
  for (guint i = 0; i < source->problems->len; i++)
    {
      const BsProblem *problem = source->problems->pdata[i];
      g_autofree char *what = NULL;
      g_autofree char *message = NULL;

      if ((wish->kinds & BS_REPAIR_BIT (problem->kind)) == 0)
        continue;
      what = bs_repair_dup_sentence (problem, source->text.data, source->text.length);
      message = advise (wish, problem->kind, what);
      g_set_error_literal (error, BS_CHANGE_ERROR, BS_CHANGE_ERROR_NO_FIX, message);
      return;
    }
}

static GBytes *
make (const BsRepairWish *wish, const char *path, GBytes *bytes, GPtrArray *fixes, GError **error)
{
  g_auto (BsRepairSource) first = { 0 };
  g_autoptr (GHashTable) keys = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GPtrArray) made_fixes = g_ptr_array_new_with_free_func ((GDestroyNotify) bs_repair_fix_free);
  g_autoptr (GBytes) current = NULL;
  g_autoptr (GBytes) proved = NULL;
  Allowance allowance = { keys, FALSE, 0 };
  guint n_proved = 0;

  source_read (&first, path, bytes);
  if ((bs_problems_get_kinds (first.problems) & wish->kinds) == 0)
    return g_bytes_ref (bytes);
  allowance.problems = bs_problems_get_kinds (first.problems);
  current = g_bytes_ref (bytes);
  while (made_fixes->len < MAX_FIXES)
    {
      g_auto (BsRepairSource) source = { 0 };
      g_auto (BsRepairSource) after = { 0 };
      g_autoptr (GBytes) next = NULL;
      gboolean is_chosen = FALSE;

      source_read (&source, path, current);
      for (guint i = 0; i < source.problems->len && next == NULL; i++)
        {
          const BsProblem *problem = source.problems->pdata[i];

          if ((wish->kinds & BS_REPAIR_BIT (problem->kind)) == 0)
            continue;
          next = fix_problem (&source, problem, wish, made_fixes);
          if (next != NULL)
            allow (&allowance, &source, problem);
          is_chosen = problem->kind == BS_PROBLEM_CONFLICT_MARKERS || problem->kind == BS_PROBLEM_SECOND_FRONT_MATTER;
        }
      if (next == NULL)
        break;
      g_bytes_unref (current);
      current = g_steal_pointer (&next);
      source_read (&after, path, current);
      /* The chosen value may differ from the value that was read; the other key was removed, nothing else. */
      if (is_chosen)
        {
          source_clear (&first);
          source_read (&first, path, current);
        }
      if (is_proved (&first, &after, &allowance))
        {
          g_clear_pointer (&proved, g_bytes_unref);
          proved = g_bytes_ref (current);
          n_proved = made_fixes->len;
        }
    }
  if (proved == NULL)
    {
      refuse (&first, wish, error);
      return NULL;
    }
  for (guint i = 0; fixes != NULL && i < n_proved; i++)
    g_ptr_array_add (fixes, g_steal_pointer (&made_fixes->pdata[i]));

  return g_steal_pointer (&proved);
}

/**
 * bs_repair_make:
 * @wish: the requested repairs
 * @path: (nullable) (type filename): its path, for its name and time
 * @bytes: a whole file
 * @fixes: (nullable) (element-type BsRepairFix): receives the fixed problems
 * @error: return location
 *
 * Repairs a file. Every fix is a set of splices, or a conversion of all bytes. The result is returned only if it can be
 * read without recovery, has no problem that the file did not have, and equals the recovered values, except for the
 * keys that a kind of fix names. If the requested kinds are not enough, the further kinds in @wish are fixed too.
 *
 * Returns: (transfer full) (nullable): the new bytes, or @bytes itself if there is nothing to repair; %NULL with
 *   %BS_CHANGE_ERROR_NO_FIX and the reason as a sentence if nothing can be repaired
 */
GBytes *
bs_repair_make (const BsRepairWish *wish, const char *path, GBytes *bytes, GPtrArray *fixes, GError **error)
{
  BsRepairWish wider;
  GBytes *made;

  g_return_val_if_fail (wish != NULL && bytes != NULL, NULL);
  g_return_val_if_fail (error == NULL || *error == NULL, NULL);

  wider = *wish;
  wider.kinds |= wish->others;
  if (wider.kinds == wish->kinds)
    return make (wish, path, bytes, fixes, error);
  made = make (wish, path, bytes, fixes, NULL);

  return made != NULL ? made : make (&wider, path, bytes, fixes, error);
}

/**
 * bs_repair_find_left:
 * @wish: the requested repairs
 * @name: (type filename): the file's name
 * @bytes: a whole file, after its repair
 *
 * Lists the remaining problems of a file, including those of the whole file: that it is empty, or a conflicted copy.
 *
 * Returns: (transfer full) (element-type BsRepairLeft): the problems of the kinds that are wished for
 */
GPtrArray *
bs_repair_find_left (const BsRepairWish *wish, const char *name, GBytes *bytes)
{
  GPtrArray *left = g_ptr_array_new_with_free_func (left_free);
  g_auto (BsText) text = BS_TEXT_INIT;
  g_autoptr (BsArticle) article = NULL;
  gsize length;
  const char *data;

  g_return_val_if_fail (wish != NULL && name != NULL && bytes != NULL, left);

  data = g_bytes_get_data (bytes, &length);
  article = bs_article_read (name, BS_SITE_NONE, data, length);
  if ((bs_problems_get_kinds (article->problems) & wish->kinds) == 0)
    return left;
  bs_text_decode (&text, data != NULL ? data : "", MIN (length, BS_ARTICLE_MAX_BYTES), NULL);
  for (guint i = 0; i < article->problems->len; i++)
    {
      const BsProblem *problem = article->problems->pdata[i];
      g_autofree char *what = NULL;
      BsRepairLeft *one;

      if ((wish->kinds & BS_REPAIR_BIT (problem->kind)) == 0)
        continue;
      what = bs_repair_dup_words (problem, text.data, text.length);
      one = g_new (BsRepairLeft, 1);
      *one = (BsRepairLeft){ bs_problem_copy (problem), advise (wish, problem->kind, what) };
      g_ptr_array_add (left, one);
    }

  return left;
}

/**
 * bs_repair_fix_free:
 * @self: (nullable) (transfer full): a fix
 */
void
bs_repair_fix_free (BsRepairFix *self)
{
  if (self == NULL)
    return;
  g_free (self->before);
  g_free (self->after);
  g_free (self);
}

/**
 * bs_repair_get_ways:
 * @kind: a kind of problem
 *
 * Returns: (nullable) (array zero-terminated=1): the ways of which the user chooses one
 */
const char *const *
bs_repair_get_ways (BsProblemKind kind)
{
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    if ((kinds[i]->problems & BS_REPAIR_BIT (kind)) != 0)
      return kinds[i]->ways;

  return NULL;
}

/**
 * bs_repair_get_safe_kinds:
 *
 * Returns: a bit for each kind that is fixed without a choice
 */
guint64
bs_repair_get_safe_kinds (void)
{
  guint64 all = 0;

  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    if (kinds[i]->ways == NULL)
      all |= kinds[i]->problems;

  return all;
}

/**
 * bs_repair_find_kind:
 * @name: a name as bs_problem_kind_to_string() returns it
 * @kind: (out): the kind
 *
 * Returns: whether there is such a kind
 */
gboolean
bs_repair_find_kind (const char *name, BsProblemKind *kind)
{
  g_return_val_if_fail (name != NULL && kind != NULL, FALSE);

  for (guint i = 0; i < BS_N_PROBLEMS; i++)
    if (strcmp (bs_problem_kind_to_string (i), name) == 0)
      {
        *kind = i;
        return TRUE;
      }

  return FALSE;
}

/**
 * bs_repair_wish_init:
 * @self: (out caller-allocates): everything that needs repair, but no notes, and no choices
 */
void
bs_repair_wish_init (BsRepairWish *self)
{
  g_return_if_fail (self != NULL);

  memset (self, 0, sizeof *self);
  for (guint i = 0; i < BS_N_PROBLEMS; i++)
    if (bs_problem_kind_get_severity (i) != BS_SEVERITY_NOTE)
      self->kinds |= BS_REPAIR_BIT (i);
}
