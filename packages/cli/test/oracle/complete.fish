# What fish completes: reads command lines, writes for each the candidates on one line, with | behind each.
# usage: fish --no-config complete.fish SCRIPT <LINES
source $argv[1]
while read -L line
    echo (string replace -r '\t.*' '' -- (complete -C $line) | string join '|')
end
