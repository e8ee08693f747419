# SPDX-License-Identifier: GPL-3.0-or-later
# Completion for bash. The program itself says what there is, so that this is never older than it.

_broadsheet_cli()
{
    local current=${COMP_WORDS[COMP_CWORD]} previous=${COMP_WORDS[COMP_CWORD - 1]} program=${COMP_WORDS[0]}
    local option values

    COMPREPLY=()
    if [ "$COMP_CWORD" -eq 1 ]; then
        mapfile -t COMPREPLY < <(compgen -W "--help --version $(LC_ALL=C "$program" --help 2>/dev/null |
            sed -n '/^Commands:/,/^$/ s/^  \([a-z][a-z-]*\) .*/\1/p')" -- "$current")
        return
    fi

    # What bash breaks at the equals sign: --sort = date.
    option=$previous
    [ "$current" != = ] || current= option=$previous
    [ "$previous" != = ] || option=${COMP_WORDS[COMP_CWORD - 2]}
    case $option in
    --?*)
        values=$(LC_ALL=C "$program" "${COMP_WORDS[1]}" --help 2>/dev/null |
            sed -n "s/^  $option=\([a-z-]*|[a-z|-]*\) .*/\1/p" | tr '|' ' ')
        if [ -n "$values" ]; then
            mapfile -t COMPREPLY < <(compgen -W "$values" -- "$current")
            return
        fi
        ;;
    esac

    case $current in
    -*)
        mapfile -t COMPREPLY < <(compgen -W "$(LC_ALL=C "$program" "${COMP_WORDS[1]}" --help 2>/dev/null |
            sed -n 's/^  \(-h, \)\{0,1\}\(--[a-z-]*\).*/\2/p')" -- "$current")
        ;;
    *)
        compopt -o filenames
        mapfile -t COMPREPLY < <(compgen -f -- "$current")
        ;;
    esac
}
complete -F _broadsheet_cli broadsheet-cli
