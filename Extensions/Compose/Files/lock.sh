
# --- one deployment at a time ---------------------------------------------------------------------------------------

# .deploying holds the number of the process that changes this folder. It is linked into place: nobody sees it empty.
lock() {
    tries=0
    echo $$ >".deploying.$$"
    until ln ".deploying.$$" .deploying 2>/dev/null; do
        if other=$(cat .deploying 2>/dev/null) && is_deploying "$other"; then
            rm -f ".deploying.$$"
            echo "Another deployment of this folder is going on, as process $other. Wait for it, or end it: kill $other" >&2
            return 1
        fi
        # One that was killed left it behind. One at a time takes such a one away, and looks again before: it may be new.
        if mkdir .deploying.old 2>/dev/null; then
            if other=$(cat .deploying 2>/dev/null) && ! is_deploying "$other"; then rm -f .deploying; fi
            rmdir .deploying.old
        elif [ "$tries" -lt 10 ]; then
            tries=$((tries + 1))
            sleep 1
        else
            rm -f ".deploying.$$"
            echo "Another deployment of this folder was killed while it began. When none is going on, remove $PWD/.deploying.old." >&2
            return 1
        fi
    done
    rm -f ".deploying.$$"
}
unlock() { rm -f .deploying; }
# After a restart of the server the number may be another program's. Another user's process can't be sent a signal.
is_deploying() {
    [ -n "$1" ] || return 1
    kill -0 "$1" 2>/dev/null || [ -d "/proc/$1" ] || return 1
    case $(ps -o args= -p "$1" 2>/dev/null) in
        '' | *deploy.sh* | *receive.sh*) ;;
        *) return 1 ;;
    esac
}
