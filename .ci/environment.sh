# SPDX-License-Identifier: GPL-3.0-or-later
# Shared by ./run and ./check, which source it from the top of the checkout. Nothing here asks a question.

build=build
# ./run installs into the build folder, so that translations, schemas and icons are found as in the system.
prefix=$PWD/$build/install

export DEBIAN_FRONTEND=noninteractive

say() {
  printf '%s\n' "$*" >&2
}

# The packages of the given sections of packages.txt.
packages_of() {
  awk -v wanted=" $* " '
    /^[[:space:]]*(#|$)/ { next }
    /^\[.*\]$/ { section = substr($0, 2, length($0) - 2); next }
    index(wanted, " " section " ") { print $1 }' packages.txt
}

missing_packages() {
  local have
  have=$(dpkg-query -W -f '${db:Status-Status} ${Package}\n' 2>/dev/null | awk '$1 == "installed" { print $2 }' | sort -u)
  comm -23 <(packages_of "$@" | sort -u) <(printf '%s\n' "$have")
}

libraries_are_there() {
  command -v meson ninja cc pkg-config >/dev/null 2>&1 &&
    pkg-config --exists 'gtk4 >= 4.8' 'libadwaita-1 >= 1.2' webkitgtk-6.0 javascriptcoregtk-6.0 'gtksourceview-5 >= 5.6' 'glib-2.0 >= 2.74' yaml-0.1 \
      gumbo md4c uchardet icu-i18n libxxhash sqlite3 libsoup-3.0 libarchive 'libqpdf >= 11.0' zlib 'gdk-pixbuf-2.0 >= 2.42'
}

# Runs a command, and shows its output only if it fails.
quietly() {
  local log status=0
  log=$(mktemp)
  "$@" >"$log" 2>&1 </dev/null || status=$?
  [ "$status" -eq 0 ] || cat "$log" >&2
  rm -f "$log"
  return "$status"
}

as_root() {
  if [ "$(id -u)" -eq 0 ]; then
    "$@"
  else
    sudo -n "$@"
  fi
}

# install_missing SECTION...: installs missing packages.
install_missing() {
  local missing
  if ! command -v dpkg-query >/dev/null 2>&1 || ! command -v apt-get >/dev/null 2>&1; then
    libraries_are_there && return 0
    say "This system is not Debian or Ubuntu. Install what these packages hold, under its own names for them:"
    say "$(packages_of "$@" | tr '\n' ' ')"
    return 1
  fi

  missing=$(missing_packages "$@")
  [ -n "$missing" ] || return 0
  if [ "$(id -u)" -ne 0 ] && ! { command -v sudo >/dev/null 2>&1 && { sudo -n true 2>/dev/null || { [ -t 2 ] && sudo -v; }; }; }; then
    say "These packages are missing, and installing them needs root: $(printf '%s ' $missing)"
    libraries_are_there
    return
  fi

  say "Installing $(printf '%s\n' "$missing" | wc -l) packages…"
  # The package lists of a fresh system are old or missing.
  quietly as_root apt-get -q update || say "The list of packages could not be refreshed."
  # shellcheck disable=SC2086 # One argument a package.
  quietly as_root env DEBIAN_FRONTEND=noninteractive apt-get -q -y --no-install-recommends install $missing
}

# Configures the build folder once; meson notices later changes itself. A folder that was configured for another prefix,
# or was moved, is configured again, because ./run must never install anywhere else.
configure() {
  local mark=$build/configured-for arguments=()
  [ "$(cat "$mark" 2>/dev/null)" != "$prefix" ] || return 0
  say "Configuring…"
  [ ! -e "$build/build.ninja" ] || arguments+=(--wipe)
  quietly meson setup "${arguments[@]}" --prefix="$prefix" --libdir=lib "$build"
  printf '%s\n' "$prefix" >"$mark"
}

# compile [TARGET...]: builds, and shows only errors and warnings.
compile() {
  local log status=0
  log=$(mktemp)
  ninja -C "$build" "$@" >"$log" 2>&1 </dev/null || status=$?
  if [ "$status" -ne 0 ]; then
    # The failed command, without everything built before it.
    if grep -q '^FAILED:' "$log"; then
      sed -n '/^FAILED:/,$ { /^\[[0-9]*\/[0-9]*\]/d; p }' "$log" >&2
    else
      cat "$log" >&2
    fi
  else
    grep 'warning:' "$log" >&2 || true
  fi
  rm -f "$log"
  return "$status"
}
