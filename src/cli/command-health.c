/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "cli/command.h"
#include "cli/json.h"
#include "cli/output.h"
#include "cli/place.h"
#include "model/change/organise/health-check.h"

#include <glib/gi18n-lib.h>

typedef struct
{
  BsSite *site;
  gboolean json;
  gboolean paths;
} Work;

static const char *const section_names[] = {
  [BS_HEALTH_MONTHS] = "months", [BS_HEALTH_SOURCES] = "sources",     [BS_HEALTH_PROBLEMS] = "problems",
  [BS_HEALTH_SIZES] = "sizes",   [BS_HEALTH_LANGUAGES] = "languages",
};
static const char *const key_names[] = {
  [BS_HEALTH_MONTHS] = "month", [BS_HEALTH_SOURCES] = "source",     [BS_HEALTH_PROBLEMS] = "kind",
  [BS_HEALTH_SIZES] = "from",   [BS_HEALTH_LANGUAGES] = "language",
};

static void
append_key (GString *line, BsHealthSection section, const char *key)
{
  bs_json_append_member (line, key_names[section]);
  if (section == BS_HEALTH_SIZES)
    g_string_append (line, key);
  else
    bs_json_append_string (line, *key != '\0' ? key : NULL);
}

static void
append_figure (const Work *self, GString *line, BsHealthSection section, const BsSnapshot *snapshot,
               const BsHealthFigure *figure)
{
  g_string_append_c (line, '{');
  append_key (line, section, figure->key);
  bs_json_append_number (line, "count", figure->ids->len);
  bs_json_append_text (line, "query", figure->query);
  if (self->paths)
    {
      bs_json_append_member (line, "paths");
      g_string_append_c (line, '[');
      for (guint i = 0; i < figure->ids->len; i++)
        {
          g_autofree char *path = bs_row_dup_path (snapshot->rows[g_array_index (figure->ids, guint32, i)]);
          g_autofree char *valid = g_utf8_make_valid (path, -1);

          if (i > 0)
            g_string_append_c (line, ',');
          bs_json_append_string (line, valid);
        }
      g_string_append_c (line, ']');
    }
  g_string_append_c (line, '}');
}

static void
append_links (GString *line, const char *name, const char *target_name, const BsSnapshot *snapshot,
              const GPtrArray *links)
{
  bs_json_append_member (line, name);
  g_string_append_c (line, '[');
  for (guint i = 0; i < links->len; i++)
    {
      const BsHealthLink *link = links->pdata[i];
      g_autofree char *path = bs_row_dup_path (snapshot->rows[link->id]);

      g_string_append (line, i > 0 ? ",{" : "{");
      bs_json_append_path (line, "path", path);
      bs_json_append_number (line, "line", link->line);
      bs_json_append_text (line, target_name, link->target);
      g_string_append_c (line, '}');
    }
  g_string_append_c (line, ']');
}

static void
write_json (const Work *self, const BsSnapshot *snapshot, const BsHealth *health)
{
  g_autoptr (GString) line = g_string_new ("{");

  bs_json_append_number (line, "articles", health->n_articles);
  bs_json_append_number (line, "bytes", health->bytes);
  for (guint section = 0; section < BS_HEALTH_N_SECTIONS; section++)
    {
      const GPtrArray *figures = health->sections[section];

      bs_json_append_member (line, section_names[section]);
      g_string_append_c (line, '[');
      for (guint i = 0; i < figures->len; i++)
        {
          if (i > 0)
            g_string_append_c (line, ',');
          append_figure (self, line, section, snapshot, figures->pdata[i]);
        }
      g_string_append_c (line, ']');
    }
  append_links (line, "missing_images", "image", snapshot, health->missing_images);
  bs_json_append_member (line, "unused_images");
  g_string_append_c (line, '[');
  for (guint i = 0; i < health->unused_images->len; i++)
    {
      g_string_append (line, i > 0 ? ",{" : "{");
      bs_json_append_path (line, "path", health->unused_images->pdata[i]);
      g_string_append_c (line, '}');
    }
  g_string_append_c (line, ']');
  append_links (line, "dead_links", "link", snapshot, health->dead_links);
  bs_json_append_member (line, "left_out");
  g_string_append_c (line, '[');
  for (guint i = 0; i < health->left_out->len; i++)
    {
      const BsHealthLeftOut *left_out = health->left_out->pdata[i];

      g_string_append (line, i > 0 ? ",{" : "{");
      bs_json_append_path (line, "path", left_out->path);
      bs_json_append_text (line, "reason", bs_health_reason_to_string (left_out->reason));
      if (left_out->other != NULL)
        bs_json_append_path (line, "other", left_out->other);
      g_string_append_c (line, '}');
    }
  g_string_append (line, "]}");
  bs_output_line (line);
}

static void
write_heading (const char *heading, guint n)
{
  g_autoptr (GString) line = g_string_new (NULL);

  g_string_append_printf (line, "%s (%u)", heading, n);
  bs_output_line (line);
}

static char *
describe_key (BsHealthSection section, const char *key)
{
  if (section == BS_HEALTH_SIZES)
    {
      g_autofree char *size = g_format_size (g_ascii_strtoull (key, NULL, 10));

      return g_strdup_printf (_ ("from %s"), size);
    }
  if (*key != '\0')
    return g_strdup (key);
  return g_strdup (section == BS_HEALTH_MONTHS  ? _ ("no date") :
                   section == BS_HEALTH_SOURCES ? _ ("no source") :
                                                  _ ("unknown language"));
}

static void
write_sections (const BsHealth *health)
{
  const char *const headings[] = {
    [BS_HEALTH_MONTHS] = _ ("Months"), [BS_HEALTH_SOURCES] = _ ("Sources"),     [BS_HEALTH_PROBLEMS] = _ ("Problems"),
    [BS_HEALTH_SIZES] = _ ("Sizes"),   [BS_HEALTH_LANGUAGES] = _ ("Languages"),
  };

  for (guint section = 0; section < BS_HEALTH_N_SECTIONS; section++)
    {
      const GPtrArray *figures = health->sections[section];

      write_heading (headings[section], figures->len);
      for (guint i = 0; i < figures->len; i++)
        {
          const BsHealthFigure *figure = figures->pdata[i];
          g_autofree char *key = describe_key (section, figure->key);
          g_autoptr (GString) line = g_string_new (NULL);

          g_string_append_printf (line, "%8u  ", figure->ids->len);
          bs_output_append_plain (line, key);
          bs_output_line (line);
        }
    }
}

static void
write_links (const char *heading, const BsSnapshot *snapshot, const GPtrArray *links)
{
  write_heading (heading, links->len);
  for (guint i = 0; i < links->len; i++)
    {
      const BsHealthLink *link = links->pdata[i];
      g_autofree char *path = bs_row_dup_path (snapshot->rows[link->id]);
      g_autoptr (GString) line = g_string_new ("  ");

      bs_output_append_plain (line, path);
      if (link->line > 0)
        g_string_append_printf (line, ":%u", link->line);
      g_string_append (line, ": ");
      bs_output_append_plain (line, link->target);
      bs_output_line (line);
    }
}

static const char *
describe_reason (BsHealthReason reason)
{
  switch (reason)
    {
    case BS_HEALTH_DRAFT:
      return _ ("draft");
    case BS_HEALTH_FUTURE:
      return _ ("future date");
    case BS_HEALTH_OUTSIDE:
      return _ ("outside the content folder");
    case BS_HEALTH_SAME_ADDRESS:
    default:
      return _ ("same address as");
    }
}

static void
write_text (const BsSnapshot *snapshot, const BsHealth *health)
{
  write_sections (health);
  write_links (_ ("Missing images"), snapshot, health->missing_images);
  write_heading (_ ("Unused images"), health->unused_images->len);
  for (guint i = 0; i < health->unused_images->len; i++)
    {
      g_autoptr (GString) line = g_string_new ("  ");

      bs_output_append_plain (line, health->unused_images->pdata[i]);
      bs_output_line (line);
    }
  write_links (_ ("Dead links"), snapshot, health->dead_links);
  write_heading (_ ("Left out by the site generator"), health->left_out->len);
  for (guint i = 0; i < health->left_out->len; i++)
    {
      const BsHealthLeftOut *left_out = health->left_out->pdata[i];
      g_autoptr (GString) line = g_string_new ("  ");

      bs_output_append_plain (line, left_out->path);
      g_string_append_printf (line, ": %s", describe_reason (left_out->reason));
      if (left_out->other != NULL)
        {
          g_string_append_c (line, ' ');
          bs_output_append_plain (line, left_out->other);
        }
      bs_output_line (line);
    }
}

static void
snapshot_cb (const BsSnapshot *snapshot, gpointer user_data)
{
  const Work *self = user_data;
  g_autoptr (BsHealth) health = bs_health_new (snapshot, self->site);

  bs_health_check (health, snapshot, self->site, NULL, NULL, NULL);
  if (self->json)
    write_json (self, snapshot, health);
  else
    write_text (snapshot, health);
}

static BsExitStatus
run (char **args)
{
  g_auto (GStrv) operands = NULL;
  g_autoptr (BsSite) site = NULL;
  g_auto (BsScanResult) result = { 0 };
  g_autoptr (GError) error = NULL;
  Work work = { 0 };
  BsExitStatus status;
  const GOptionEntry options[] = {
    { "paths", 0, 0, G_OPTION_ARG_NONE, &work.paths, N_ ("With --json, add the paths of the articles to each number"),
      NULL },
    { "json", 0, 0, G_OPTION_ARG_NONE, &work.json, N_ ("Write one JSON object"), NULL },
    { 0 },
  };

  site = bs_place_parse (&bs_command_health, args, options, &operands, &status);
  if (site == NULL)
    return status;

  work.site = site;
  if (!bs_folder_read (site, &result, snapshot_cb, &work, &error))
    {
      bs_output_error (operands[0], error->message);
      return BS_EXIT_FAILED;
    }
  return bs_place_say_unreadable (operands[0], result.unreadable) ? BS_EXIT_FAILED : BS_EXIT_DONE;
}

const BsCommand bs_command_health = {
  .name = "health",
  .arguments = N_ ("FOLDER"),
  .summary = N_ ("Show statistics of a library: months, sources, problems, sizes, languages, links and images."),
  .run = run,
};
