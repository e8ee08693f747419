/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "model/format/text/problem.h"

G_BEGIN_DECLS

void bs_output_append_plain (GString *line, const char *text);
void bs_output_text (const char *text);
void bs_output_line (GString *line);
void bs_output_problem (const char *path, const BsProblem *problem);
void bs_output_problem_left (const char *path, const BsProblem *problem, const char *reason);
void bs_output_error (const char *path, const char *message);
void bs_output_say (const char *text);
void bs_output_message (const char *message);
void bs_output_messages (const GPtrArray *messages);
gboolean bs_output_finish (void);

G_END_DECLS
