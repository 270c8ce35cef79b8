# attended.sh SECONDS FOLDER [ARGUMENT ...]: runs FOLDER/deploy.sh with a limit of time, and ends it when standard input ends: whoever began it is gone.
export TIMEOUT="$1"
cd "$2" || exit
shift 2
trap '' INT
exec 3<&0
own_group=$(command -v setsid) || own_group=
$own_group sh deploy.sh "$@" </dev/null 3<&- &
child=$!
{
    read -r _ <&3
    kill -TERM -- "-$child" || kill -TERM "$child"
} >/dev/null 2>&1 &
watcher=$!
wait "$child"
code=$?
kill "$watcher" 2>/dev/null
exit "$code"
