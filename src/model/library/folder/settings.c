/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "model/library/folder/settings.h"

/* A program that runs from its build folder finds the schema there. */
static GSettingsSchema *
lookup_beside_program (void)
{
  g_autofree char *program = g_file_read_link ("/proc/self/exe", NULL);
  g_autofree char *folder = program != NULL ? g_path_get_dirname (program) : NULL;
  g_autofree char *data = folder != NULL ? g_build_filename (folder, "..", "..", "data", NULL) : NULL;
  g_autoptr (GSettingsSchemaSource) source = NULL;

  if (data == NULL)
    return NULL;
  source = g_settings_schema_source_new_from_directory (data, g_settings_schema_source_get_default (), FALSE, NULL);
  return source != NULL ? g_settings_schema_source_lookup (source, SCHEMA_ID, FALSE) : NULL;
}

/**
 * bs_settings_new:
 *
 * Finds the application's settings without ending the program if they are not installed, as g_settings_new() would.
 *
 * Returns: (transfer full) (nullable): the settings, or %NULL, which has been reported on standard error
 */
GSettings *
bs_settings_new (void)
{
  GSettingsSchemaSource *source = g_settings_schema_source_get_default ();
  g_autoptr (GSettingsSchema) schema = NULL;

  if (source != NULL)
    schema = g_settings_schema_source_lookup (source, SCHEMA_ID, TRUE);
  if (schema == NULL)
    schema = lookup_beside_program ();
  if (schema == NULL)
    {
      g_printerr ("Broadsheet’s settings are not installed (%s.gschema.xml): nothing will be remembered.\n", SCHEMA_ID);
      return NULL;
    }

  return g_settings_new_full (schema, NULL, NULL);
}
