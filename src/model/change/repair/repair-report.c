/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "model/change/repair/repair-report.h"

#include "model/change/repair/repair-edit.h"
#include "model/change/repair/repair-sides.h"
#include "model/change/repair/repair-words.h"
#include "model/change/write/file-access.h"
#include "model/library/folder/document.h"
#include "model/library/library-work.h"

#include <string.h>

#define BIT(kind) (G_GUINT64_CONSTANT (1) << (kind))

static void
option_free (BsRepairOption *self)
{
  g_ptr_array_unref (self->fixes);
  g_free (self);
}

static void
finding_free (BsRepairFinding *self)
{
  g_free (self->sentence);
  g_free (self->text);
  g_ptr_array_unref (self->options);
  g_free (self);
}

/**
 * bs_repair_report_free:
 * @self: (nullable) (transfer full): a report
 */
void
bs_repair_report_free (BsRepairReport *self)
{
  if (self == NULL)
    return;
  g_free (self->path);
  g_free (self->whole);
  g_bytes_unref (self->bytes);
  g_ptr_array_unref (self->findings);
  g_ptr_array_unref (self->sides);
  g_free (self);
}

/**
 * bs_repair_get_shown_kinds:
 *
 * Returns: a bit for each kind that windows list: problems that need repair, and notes with a fix
 */
guint64
bs_repair_get_shown_kinds (void)
{
  BsRepairWish wish;

  bs_repair_wish_init (&wish);

  return wish.kinds | BIT (BS_PROBLEM_BAD_DATE) | BIT (BS_PROBLEM_OTHER_ENCODING);
}

/**
 * bs_repair_wish_take_kind:
 * @wish: (out caller-allocates): gets one kind, and the safe ones with it if it alone is not enough
 * @kind: a kind of problem
 * @way: (nullable): the chosen way
 */
void
bs_repair_wish_take_kind (BsRepairWish *wish, BsProblemKind kind, const char *way)
{
  g_return_if_fail (wish != NULL && kind < BS_N_PROBLEMS);

  memset (wish, 0, sizeof *wish);
  wish->kinds = BIT (kind);
  wish->others = bs_repair_get_safe_kinds ();
  wish->ways[kind] = way;
}

static void
try_way (const BsRepairReport *self, BsRepairFinding *finding, const char *way)
{
  g_autoptr (GPtrArray) fixes = g_ptr_array_new_with_free_func ((GDestroyNotify) bs_repair_fix_free);
  g_autoptr (GBytes) made = NULL;
  BsRepairWish wish;
  BsRepairOption *option;

  bs_repair_wish_take_kind (&wish, finding->kind, way);
  made = bs_repair_make (&wish, self->whole, self->bytes, fixes, NULL);
  if (made == NULL || fixes->len == 0)
    return;
  option = g_new (BsRepairOption, 1);
  *option = (BsRepairOption){ way, g_steal_pointer (&fixes) };
  g_ptr_array_add (finding->options, option);
}

static void
add_finding (BsRepairReport *self, const BsDocument *document, const BsProblem *problem)
{
  BsRepairFinding *finding = (BsRepairFinding *) bs_repair_report_find (self, problem->kind);
  const char *const *ways = bs_repair_get_ways (problem->kind);

  if (finding != NULL)
    {
      finding->n_problems++;
      return;
    }
  finding = g_new0 (BsRepairFinding, 1);
  finding->kind = problem->kind;
  finding->n_problems = 1;
  finding->line = problem->line;
  finding->column = problem->column;
  finding->sentence = bs_repair_dup_sentence (problem, document->text.data, document->text.length);
  finding->text = bs_repair_dup_line (problem, document->text.data, document->text.length, &finding->mark_start,
                                      &finding->mark_end);
  finding->options = g_ptr_array_new_with_free_func ((GDestroyNotify) option_free);
  if (ways == NULL)
    try_way (self, finding, NULL);
  for (guint i = 0; ways != NULL && ways[i] != NULL; i++)
    try_way (self, finding, ways[i]);
  g_ptr_array_add (self->findings, finding);
}

/**
 * bs_repair_report_new:
 * @site: the library's site
 * @path: (type filename): an article, relative to the library
 * @kinds: a bit for each kind of problem that is looked for
 * @error: return location
 *
 * Reads an article, and finds a fix for each kind of problem in it. Blocks on disk I/O.
 *
 * Returns: (transfer full) (nullable): the report; %NULL with a #GIOErrorEnum if the file cannot be read
 */
BsRepairReport *
bs_repair_report_new (BsSite *site, const char *path, guint64 kinds, GError **error)
{
  g_autofree char *whole = NULL;
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (BsDocument) document = NULL;
  g_autoptr (BsRepairReport) self = NULL;
  gsize length;
  const char *data;

  g_return_val_if_fail (site != NULL && path != NULL, NULL);

  whole = g_build_filename (site->root, path, NULL);
  bytes = bs_file_read (whole, error);
  if (bytes == NULL)
    return NULL;
  data = g_bytes_get_data (bytes, &length);
  document = bs_document_new (site, path, g_memdup2 (length > 0 ? data : "", MAX (length, 1)), length);
  self = g_new0 (BsRepairReport, 1);
  self->path = g_strdup (path);
  self->whole = g_steal_pointer (&whole);
  self->bytes = g_steal_pointer (&bytes);
  self->findings = g_ptr_array_new_with_free_func ((GDestroyNotify) finding_free);
  for (guint i = 0; i < document->article->problems->len; i++)
    {
      const BsProblem *problem = document->article->problems->pdata[i];

      if ((BIT (problem->kind) & kinds) != 0)
        add_finding (self, document, problem);
    }
  self->sides = bs_repair_report_find (self, BS_PROBLEM_CONFLICT_MARKERS) != NULL ?
                    bs_repair_sides_find (document->text.data, document->text.length) :
                    g_ptr_array_new ();

  return g_steal_pointer (&self);
}

/**
 * bs_repair_report_find:
 * @self: a report
 * @kind: a kind of problem
 *
 * Returns: (transfer none) (nullable): the problems of that kind
 */
const BsRepairFinding *
bs_repair_report_find (const BsRepairReport *self, BsProblemKind kind)
{
  g_return_val_if_fail (self != NULL, NULL);

  for (guint i = 0; i < self->findings->len; i++)
    if (((const BsRepairFinding *) self->findings->pdata[i])->kind == kind)
      return self->findings->pdata[i];

  return NULL;
}

/**
 * bs_repair_report_make_edit:
 * @self: a report
 * @kind: a kind of problem in it
 * @way: (nullable): the chosen way
 *
 * Returns: (transfer full): an edit that makes the fix, unless the article has changed since
 */
BsEdit *
bs_repair_report_make_edit (const BsRepairReport *self, BsProblemKind kind, const char *way)
{
  BsRepairWish wish;

  g_return_val_if_fail (self != NULL, NULL);

  bs_repair_wish_take_kind (&wish, kind, way);

  return bs_repair_edit_new_for_bytes (&wish, self->whole, self->bytes);
}

typedef struct
{
  char *path;
  guint64 kinds;
} Look;

static void
look_free (gpointer data)
{
  Look *look = data;

  g_free (look->path);
  g_free (look);
}

static gpointer
look_at (BsLibraryWork *work, GCancellable *cancellable, GError **error)
{
  const Look *look = work->data;

  return bs_repair_report_new (work->site, look->path, look->kinds, error);
}

/**
 * bs_repair_report_async:
 * @library: the library
 * @path: (type filename): an article, relative to it
 * @kinds: a bit for each kind of problem that is looked for
 * @cancellable: (nullable): cancels it
 * @callback: called when it is done
 * @user_data: for @callback
 *
 * Reads an article on a worker; see bs_repair_report_new().
 */
void
bs_repair_report_async (BsLibrary *library, const char *path, guint64 kinds, GCancellable *cancellable,
                        GAsyncReadyCallback callback, gpointer user_data)
{
  BsLibraryWork work = { look_at, (GDestroyNotify) bs_repair_report_free };
  Look *look;

  g_return_if_fail (BS_IS_LIBRARY (library));
  g_return_if_fail (path != NULL);

  look = g_new (Look, 1);
  *look = (Look){ g_strdup (path), kinds };
  work.data = look;
  work.free_data = look_free;
  bs_library_work_on_file (library, work, bs_repair_report_async, cancellable, callback, user_data);
}

/**
 * bs_repair_report_finish:
 * @library: the library
 * @result: the result passed to the callback
 * @error: return location
 *
 * Returns: (transfer full) (nullable): the report, or %NULL with an error
 */
BsRepairReport *
bs_repair_report_finish (BsLibrary *library, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, library), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
