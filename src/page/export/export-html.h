/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

/* By this an export is recognised when it is replaced. */
#define BS_EXPORT_HTML_MARK "<meta name=\"generator\" content=\"Broadsheet\"/>"
