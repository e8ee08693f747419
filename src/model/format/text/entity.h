/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

void bs_entities_append_decoded (GString *out, const char *text, gsize length, gboolean lenient);
void bs_entities_append_escaped (GString *out, const char *text, gsize length);

G_END_DECLS
