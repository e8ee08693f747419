/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "cli/command.h"
#include "cli/json.h"
#include "cli/output.h"
#include "cli/place.h"
#include "model/change/organise/conflict-merge.h"
#include "model/library/marks/marks-reader.h"
#include "model/library/similar/conflict.h"
#include "model/library/similar/similar-reason.h"
#include "model/library/similar/similar.h"

#include <glib/gi18n-lib.h>

typedef struct
{
  BsSite *site;
  guint threshold;
  gboolean conflicts;
  gboolean json;
  guint n_others; /* articles besides the first of each group, or conflicted copies */
} Work;

/* Why an article is in its group. There is nothing to report about the first. */
static BsSimilarReason *
make_reason (const Work *self, const BsSnapshot *snapshot, const BsSimilarGroup *group, guint i)
{
  const BsSimilarMember *members = (const BsSimilarMember *) (gpointer) group->members->data;

  return bs_similar_reason_new (self->site, snapshot->rows[members[0].id], snapshot->rows[members[i].id],
                                members[i].permille);
}

static void
append_similarity (GString *line, guint permille)
{
  bs_json_append_member (line, "similarity");
  g_string_append_printf (line, "%u.%u", permille / 10, permille % 10);
}

static void
append_reason (GString *line, const BsSimilarReason *reason)
{
  bs_json_append_text (line, "reason", reason->sentence);
  bs_json_append_text (line, "difference", reason->difference);
}

static void
write_json (const Work *self, const BsSnapshot *snapshot, const BsSimilarGroup *group)
{
  g_autoptr (GString) line = g_string_new ("{");
  g_autoptr (BsSimilarReason) last = make_reason (self, snapshot, group, group->members->len - 1);

  append_similarity (line, group->permille);
  append_reason (line, last);
  bs_json_append_member (line, "articles");
  g_string_append_c (line, '[');
  for (guint i = 0; i < group->members->len; i++)
    {
      const BsSimilarMember *member = &g_array_index (group->members, BsSimilarMember, i);
      const BsRow *row = snapshot->rows[member->id];
      g_autofree char *path = bs_row_dup_path (row);

      g_string_append (line, i > 0 ? ",{" : "{");
      bs_json_append_path (line, "path", path);
      bs_json_append_text (line, "title", bs_row_get_title (row));
      append_similarity (line, member->permille);
      if (i > 0)
        {
          g_autoptr (BsSimilarReason) reason = make_reason (self, snapshot, group, i);

          append_reason (line, reason);
        }
      g_string_append_c (line, '}');
    }
  g_string_append (line, "]}");
  bs_output_line (line);
}

static void
write_text (const Work *self, const BsSnapshot *snapshot, const BsSimilarGroup *group)
{
  for (guint i = 0; i < group->members->len; i++)
    {
      g_autofree char *path = bs_row_dup_path (snapshot->rows[g_array_index (group->members, BsSimilarMember, i).id]);
      g_autoptr (GString) line = g_string_new (i == 0 ? NULL : "  ");

      bs_output_append_plain (line, path);
      if (i > 0)
        {
          g_autoptr (BsSimilarReason) reason = make_reason (self, snapshot, group, i);

          g_string_append_printf (line, "  (%s", reason->sentence);
          if (reason->difference != NULL && *reason->difference != '\0')
            {
              g_string_append (line, ": “");
              bs_output_append_plain (line, reason->difference);
              g_string_append (line, "”");
            }
          g_string_append_c (line, ')');
        }
      bs_output_line (line);
    }
}

static const char *
describe_state (BsConflictState state)
{
  switch (state)
    {
    case BS_CONFLICT_IDENTICAL:
      return _ ("identical");
    case BS_CONFLICT_LINE_ENDINGS:
      return _ ("only line endings differ");
    case BS_CONFLICT_DIFFERENT:
      return _ ("different");
    case BS_CONFLICT_NO_ORIGINAL:
      return _ ("the original is missing");
    case BS_CONFLICT_UNREADABLE:
    default:
      return _ ("cannot be read");
    }
}

static void
append_copy (const Work *self, GString *line, const BsSnapshot *snapshot, const BsConflict *conflict,
             const BsConflictCopy *copy)
{
  g_autofree char *path = bs_row_dup_path (snapshot->rows[copy->id]);
  g_autoptr (BsHome) home = bs_home_find (self->site->root);
  BsMergeBase base = BS_MERGE_BASE_NONE;
  g_autoptr (GBytes) merged =
      copy->state == BS_CONFLICT_DIFFERENT ? bs_conflict_merge (self->site, home, conflict->path, path, &base) : NULL;

  if (self->json)
    {
      gsize length = 0;
      const char *data = merged != NULL ? g_bytes_get_data (merged, &length) : NULL;
      g_autofree char *text = merged != NULL ? g_utf8_make_valid (data != NULL ? data : "", (gssize) length) : NULL;

      g_string_append_c (line, '{');
      bs_json_append_path (line, "path", path);
      bs_json_append_text (line, "program", copy->program);
      bs_json_append_text (line, "state", bs_conflict_state_to_string (copy->state));
      bs_json_append_text (line, "base", bs_merge_base_to_string (base));
      bs_json_append_text (line, "merged", text);
      g_string_append_c (line, '}');
      return;
    }
  g_string_append (line, "\n  ");
  bs_output_append_plain (line, path);
  g_string_append_printf (line, "  (%s%s%s)", describe_state (copy->state), merged != NULL ? "; " : "",
                          merged != NULL ? _ ("can be merged") : "");
}

static void
conflicts_cb (const BsSnapshot *snapshot, gpointer user_data)
{
  Work *self = user_data;
  g_autoptr (GPtrArray) conflicts = bs_conflicts_find (snapshot, self->site, NULL);

  for (guint i = 0; i < conflicts->len; i++)
    {
      const BsConflict *conflict = conflicts->pdata[i];
      g_autoptr (GString) line = g_string_new (NULL);

      self->n_others += conflict->copies->len;
      if (self->json)
        {
          g_string_append_c (line, '{');
          bs_json_append_path (line, "path", conflict->path);
          bs_json_append_boolean (line, "exists", conflict->original != BS_ROW_NO_ID);
          bs_json_append_member (line, "copies");
          g_string_append_c (line, '[');
        }
      else
        bs_output_append_plain (line, conflict->path);
      for (guint j = 0; j < conflict->copies->len; j++)
        {
          if (self->json && j > 0)
            g_string_append_c (line, ',');
          append_copy (self, line, snapshot, conflict, &g_array_index (conflict->copies, BsConflictCopy, j));
        }
      if (self->json)
        g_string_append (line, "]}");
      bs_output_line (line);
    }
}

static void
snapshot_cb (const BsSnapshot *snapshot, gpointer user_data)
{
  Work *self = user_data;
  g_autoptr (BsSimilar) similar = bs_similar_new (snapshot, self->site, BS_SIMILAR_DEFAULT, NULL, NULL, NULL);
  g_autoptr (GArray) distinct = bs_marks_read_distinct (self->site->root);
  g_autoptr (GPtrArray) groups = bs_similar_group (similar, self->threshold, distinct);

  for (guint i = 0; i < groups->len; i++)
    {
      const BsSimilarGroup *group = groups->pdata[i];

      self->n_others += group->members->len - 1;
      if (self->json)
        write_json (self, snapshot, group);
      else
        write_text (self, snapshot, group);
    }
}

static BsExitStatus
run (char **args)
{
  g_auto (GStrv) operands = NULL;
  g_autoptr (BsSite) site = NULL;
  g_auto (BsScanResult) result = { 0 };
  g_autoptr (GError) error = NULL;
  int threshold = BS_SIMILAR_USUAL_THRESHOLD;
  Work work = { 0 };
  BsExitStatus status;
  const GOptionEntry options[] = {
    { "threshold", 0, 0, G_OPTION_ARG_INT, &threshold,
      N_ ("Minimum similarity, from 60 to 100 (same text); the default is 80"), N_ ("PERCENT") },
    { "conflicts", 0, 0, G_OPTION_ARG_NONE, &work.conflicts,
      N_ ("Show the conflicted copies of sync programs instead, each with its original"), NULL },
    { "json", 0, 0, G_OPTION_ARG_NONE, &work.json, N_ ("Write one JSON object per line"), NULL },
    { 0 },
  };

  if (!bs_command_parse (&bs_command_duplicates, args, options, 1, 1, &operands, &status))
    return status;
  if (threshold < BS_SIMILAR_MIN_THRESHOLD || threshold > 100)
    return bs_command_usage_error (&bs_command_duplicates, _ ("The threshold must be from 60 to 100."));
  site = bs_place_open_folder (operands[0]);
  if (site == NULL)
    return BS_EXIT_FAILED;

  work.site = site;
  work.threshold = (guint) threshold;
  if (!bs_folder_read (site, &result, work.conflicts ? conflicts_cb : snapshot_cb, &work, &error))
    {
      bs_output_error (operands[0], error->message);
      return BS_EXIT_FAILED;
    }
  if (!work.json)
    {
      g_autofree char *others =
          work.conflicts ? g_strdup_printf (ngettext ("%u conflicted copy was found.",
                                                      "%u conflicted copies were found.", work.n_others),
                                            work.n_others) :
                           g_strdup_printf (ngettext ("%u article is similar to another one.",
                                                      "%u articles are similar to another one.", work.n_others),
                                            work.n_others);

      bs_output_message (others);
    }
  return bs_place_say_unreadable (operands[0], result.unreadable) ? BS_EXIT_FAILED : BS_EXIT_DONE;
}

const BsCommand bs_command_duplicates = {
  .name = "duplicates",
  .arguments = N_ ("FOLDER"),
  .summary = N_ ("Show groups of articles with nearly the same text. Nothing is changed."),
  .run = run,
};
