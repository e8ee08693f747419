/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "page/export/export-report.h"

static void
problem_free (gpointer data)
{
  BsExportProblem *problem = data;

  g_free (problem->path);
  g_free (problem->reason);
  g_free (problem);
}

/**
 * bs_export_problems_new:
 *
 * Returns: (transfer full) (element-type BsExportProblem): no problems
 */
GPtrArray *
bs_export_problems_new (void)
{
  return g_ptr_array_new_with_free_func (problem_free);
}

/**
 * bs_export_problems_add:
 * @problems: (element-type BsExportProblem): the omitted parts of an export
 * @path: (type filename): of an article, relative to the library
 * @reason: why it is left out
 *
 * Notes an article that is left out.
 */
void
bs_export_problems_add (GPtrArray *problems, const char *path, const char *reason)
{
  BsExportProblem *problem;

  g_return_if_fail (problems != NULL);
  g_return_if_fail (path != NULL && reason != NULL);

  problem = g_new (BsExportProblem, 1);
  problem->path = g_strdup (path);
  problem->reason = g_strdup (reason);
  g_ptr_array_add (problems, problem);
}
