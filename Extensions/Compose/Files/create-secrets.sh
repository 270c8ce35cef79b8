# Makes the secrets that are missing, and never changes one that is there. Run it again after you changed one.
set -eu
umask 077
cd "$(dirname "$0")"
chmod 700 .
missing=

# Who takes enough of an endless stream closes it; where that is no signal (below .NET), tr complains.
random() { LC_ALL=C tr -dc "$2" </dev/urandom 2>/dev/null | head -c "$1"; }
rsa_key() { openssl genrsa -traditional "$1" 2>/dev/null || openssl genrsa "$1"; }

# create NAME COMMAND ...: whole or not at all.
create() {
    if [ -s "$1" ]; then
        return
    fi
    name=$1
    shift
    "$@" >"$name.next"
    [ -s "$name.next" ] || { echo "secrets/$name can't be made by '$*'." >&2; exit 1; }
    mv "$name.next" "$name"
    echo "Made secrets/$name."
}
given() { [ -s "$1" ] || missing="$missing secrets/$1"; }
complain_about_missing() {
    [ -z "$missing" ] && return
    echo "These are yours to write; see secrets/README.md:$missing" >&2
    exit 1
}

plain() { cat "$1"; }
# RFC 3986: all but letters, digits and -._~ as %XX.
encode() {
    od -An -v -tx1 "$1" | tr -s ' \n' '\n\n' | while read -r byte; do
        case $byte in
            '') ;;
            2d | 2e | 3[0-9] | 4[1-9a-f] | 5[0-9a] | 5f | 6[1-9a-f] | 7[0-9a] | 7e) printf "\\$(printf %o "0x$byte")" ;;
            *) printf '%%%s' "$byte" | tr a-f A-F ;;
        esac
    done
}
quoted() { sed -e 's/[\\"]/\\&/g' -e 's/\$/$$/g'; }

# reader USER NAME: for one user's eyes; where this script may not give a file away, or the user isn't known, the
# folder above (0700) is what keeps others on this server out.
reader() {
    mkdir -p "readers/$1"
    cat >"readers/$1/$2.next"
    if [ "$1" != anyone ] && chown "$1" "readers/$1/$2.next" 2>/dev/null; then
        chmod 400 "readers/$1/$2.next"
    else
        chmod 444 "readers/$1/$2.next"
    fi
    mv -f "readers/$1/$2.next" "readers/$1/$2"
}
environment() {
    mkdir -p environment
    cat >"environment/$1.env.next"
    mv -f "environment/$1.env.next" "environment/$1.env"
}
