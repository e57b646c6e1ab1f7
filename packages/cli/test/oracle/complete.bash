# What bash completes: reads command lines, writes for each the candidates on one line, with | behind each.
# usage: bash complete.bash SCRIPT <LINES
. "$1"
while IFS= read -r line; do
    # Readline takes "=" for a word of its own, and begins a new word behind a space.
    read -r -a COMP_WORDS <<<"${line//=/ = }"
    if [[ $line == *[\ =] ]]; then COMP_WORDS+=(""); fi
    COMP_CWORD=$((${#COMP_WORDS[@]} - 1))
    _stx_patch
    printf '%s|' "${COMPREPLY[@]}"
    echo
done
