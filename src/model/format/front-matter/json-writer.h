/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Writes JSON directly into a string. */
void bs_json_append_string (GString *json, const char *text);
void bs_json_append_member (GString *json, const char *name);
void bs_json_append_text (GString *json, const char *name, const char *text);
void bs_json_append_number (GString *json, const char *name, guint64 number);
void bs_json_append_boolean (GString *json, const char *name, gboolean is_true);
void bs_json_append_path (GString *json, const char *name, const char *path);

G_END_DECLS
