# What zsh completes: reads command lines, writes for each the candidates on one line, with | behind each.
# usage: zsh -f complete.zsh FOLDER_OF_SCRIPT SCRATCH <LINES
zmodload zsh/zpty
zpty inner zsh -f -i
# The inner shell writes what is offered to it into a file, and what it was asked about behind that.
zpty -w inner "fpath=(${(q)1} \$fpath); autoload -Uz compinit; compinit -u -d ${(q)2}/dump; SEEN=${(q)2}/seen"
zpty -w inner 'compadd() {
  if [[ ${@[1,(i)(-|--)]} == *-(O|A|D)\ * ]]; then builtin compadd "$@"; return; fi
  local -a offered
  builtin compadd -A offered "$@"
  (( $#offered )) && print -rl -- $offered >>$SEEN
  builtin compadd "$@"
}
finish() { print -r -- "END OF $BUFFER" >>$SEEN; zle kill-buffer }
zle -N finish; bindkey "^I" complete-word "^G" finish; LISTMAX=10000'
while IFS= read -r line; do
  : >$2/seen
  zpty -w -n inner "$line"$'\t\x07'
  for (( i = 0; i < 500; i++ )); do
    grep -q "^END OF" $2/seen && break
    sleep 0.02
  done
  grep -v "^END OF" $2/seen | tr '\n' '|'
  echo
done
zpty -d inner
