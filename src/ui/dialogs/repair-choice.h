/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "model/change/repair/repair-report.h"

G_BEGIN_DECLS

#define BS_TYPE_REPAIR_CHOICE (bs_repair_choice_get_type ())
G_DECLARE_FINAL_TYPE (BsRepairChoice, bs_repair_choice, BS, REPAIR_CHOICE, AdwWindow)

/* Asks how to fix a problem, and shows the result of each way. Signal: chosen (the edit that does it). */
BsRepairChoice *bs_repair_choice_new (GtkWindow *parent, const BsRepairReport *report, BsProblemKind kind);

G_END_DECLS
