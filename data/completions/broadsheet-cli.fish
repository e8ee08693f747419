# SPDX-License-Identifier: GPL-3.0-or-later
# Completion for fish. The program itself says what there is, so that this is never older than it.

function __broadsheet_cli_commands
    LC_ALL=C broadsheet-cli --help 2>/dev/null | sed -n '/^Commands:/,/^$/ s/^  //p' | string replace -r '^(\S+) .*  (\S.*)' '$1\t$2'
end

function __broadsheet_cli_command
    set -l words (commandline -opc)
    test (count $words) -gt 1; and echo $words[2]
end

function __broadsheet_cli_options
    LC_ALL=C broadsheet-cli (__broadsheet_cli_command) --help 2>/dev/null | while read -l line
        set -l parts (string match -rg '^ *(?:-h, )?(--[a-z-]+)(?:=(\S+))? +(.*)' -- $line)
        or continue
        if string match -q '*|*' -- $parts[2]
            for value in (string split '|' -- $parts[2])
                printf '%s=%s\t%s\n' $parts[1] $value $parts[3]
            end
        else if test (count $parts) -gt 2; and test -n "$parts[2]"
            printf '%s=\t%s\n' $parts[1] $parts[3]
        else
            printf '%s\t%s\n' $parts[1] $parts[-1]
        end
    end
end

complete -c broadsheet-cli -n 'test -z (__broadsheet_cli_command)' -f -a '(__broadsheet_cli_commands)'
complete -c broadsheet-cli -n 'test -n (__broadsheet_cli_command); and string match -q -- "-*" (commandline -ct)' -f -a '(__broadsheet_cli_options)'
