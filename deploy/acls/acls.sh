#!/usr/bin/env bash
# Makes Kafka's own commands of acls.txt, and runs them where it is told to.
#
#   acls.sh --bootstrap-server kafka:9093 --command-config admin.properties            prints them
#   acls.sh --bootstrap-server kafka:9093 --command-config admin.properties --apply    runs them, one after the other
#
#   --only PRINCIPAL    this one's alone (raido-worker)
#   --as FORMAT         how the brokers call a principal, %s for its name; 'User:%s' by default (SCRAM),
#                       'User:CN=%s' where a certificate tells who somebody is
#   --remove            takes the rights away instead of giving them
#
# KAFKA_ACLS is the tool, kafka-acls.sh by default. Giving a right twice gives it once. It needs a user who may Alter the
# cluster; none of Raido's principals may. Exit codes: 0 done, 1 the tool failed, 2 wrong usage or table.
set -euo pipefail

table=$(dirname "${BASH_SOURCE[0]}")/acls.txt
tool=${KAFKA_ACLS:-kafka-acls.sh}
format='User:%s'
only=''
action=--add
apply=false
connection=()

usage() {
  printf 'acls.sh: %s\n' "$1" >&2
  exit 2
}

while [ $# -gt 0 ]; do
  case $1 in
    --apply) apply=true ;;
    --remove) action=--remove ;;
    --only | --as | --bootstrap-server | --command-config)
      [ $# -ge 2 ] && [ -n "$2" ] || usage "$1 needs a value"
      case $1 in
        --only) only=$2 ;;
        --as) format=$2 ;;
        *) connection+=("$1" "$2") ;;
      esac
      shift
      ;;
    -h | --help)
      sed -n '2,/^set /{/^set /d;s/^# \{0,1\}//;p;}' "${BASH_SOURCE[0]}"
      exit 0
      ;;
    *) usage "unknown option $1" ;;
  esac
  shift
done
case ${connection[*]-} in
  *--bootstrap-server*) ;;
  *) usage 'say which brokers: --bootstrap-server HOST:PORT' ;;
esac
case $format in
  *%s*) ;;
  *) usage "--as is \"$format\": must hold %s" ;;
esac

trim() { # without blanks at both ends, in $trimmed
  trimmed=$1
  trimmed=${trimmed#"${trimmed%%[![:space:]]*}"}
  trimmed=${trimmed%"${trimmed##*[![:space:]]}"}
}

found=false
number=0
while IFS='|' read -r -u 3 principal resource pattern name operations why; do
  number=$((number + 1))
  trim "$principal"
  principal=$trimmed
  case $principal in '' | '#'*) continue ;; esac
  trim "$resource"
  resource=$trimmed
  trim "$pattern"
  pattern=$trimmed
  trim "$name"
  name=$trimmed
  trim "$why"
  [ -n "$trimmed" ] || usage "$table line $number: six columns, with | between"
  if [ -n "$only" ] && [ "$principal" != "$only" ]; then
    continue
  fi
  found=true
  command=("$tool" "${connection[@]}" "$action" --allow-principal "${format//%s/$principal}")
  for operation in $operations; do
    command+=(--operation "$operation")
  done
  case $resource in
    cluster) command+=(--cluster) ;;
    topic | group | transactional-id) command+=("--$resource" "$name" --resource-pattern-type "$pattern") ;;
    *) usage "$table line $number: resource is \"$resource\": must be topic, group, transactional-id or cluster" ;;
  esac
  if [ "$action" = --remove ]; then
    command+=(--force)
  fi
  if [ "$apply" = true ]; then
    "${command[@]}" || exit 1
  else
    printf '%q' "${command[0]}"
    printf ' %q' "${command[@]:1}"
    printf '\n'
  fi
done 3<"$table"
[ "$found" = true ] || usage "--only is \"$only\": no such principal in $table"
