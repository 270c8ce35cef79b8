# Makes the secrets that an overlay lacks, and never changes one that is there: sh secrets/create.sh overlays/production
# Run it again after you changed one.
set -eu
umask 077
overlay=${1:?the folder of an overlay, for example overlays/production}
folder=$overlay/secrets
mkdir -p "$folder"
chmod 700 "$folder"
missing=

random() { LC_ALL=C tr -dc "$2" </dev/urandom 2>/dev/null | head -c "$1"; }
rsa_key() { openssl genrsa -traditional "$1" 2>/dev/null || openssl genrsa "$1"; }

# create NAME COMMAND ...: whole or not at all.
create() {
    if [ -s "$folder/$1" ]; then
        return
    fi
    name=$1
    shift
    "$@" >"$folder/$name.next"
    [ -s "$folder/$name.next" ] || { echo "$folder/$name can't be made by '$*'." >&2; exit 1; }
    mv "$folder/$name.next" "$folder/$name"
    [ "$name" = .salt ] || { mkdir -p "$folder/.made" && digest "$name" >"$folder/.made/$name"; }
    echo "Made $folder/$name."
}
# made_up NAME: whether the value is one that create has made.
made_up() { [ "$(digest "$1")" = "$(cat "$folder/.made/$1" 2>/dev/null)" ]; }
given() {
    [ -s "$folder/$1" ] || missing="$missing
  $folder/$1"
}
complain_about_missing() {
    [ -z "$missing" ] && return
    echo "These are yours to write, see secrets/README.md:$missing" >&2
    exit 1
}

# create_for SERVER NAME COMMAND ...: the password of a server. One outside of the cluster has a password already, and none that is made up here.
create_for() {
    server=$1
    shift
    if ! is_outside "$server"; then
        create "$@"
    elif [ ! -s "$folder/$1" ] || made_up "$1"; then
        missing="$missing
  $folder/$1: the password of the server outside of the cluster that answers as $server"
    fi
}
is_outside() { grep -Eqs "^ *- *[\"']?\.\./\.\./components/external-$1[\"']? *(#.*)?\$" "$overlay/kustomization.yaml"; }

# RFC 3986: all but letters, digits and -._~ as %XX.
encode() {
    od -An -v -tx1 "$folder/$1" | tr -s ' \n' '\n\n' | while read -r byte; do
        case $byte in
            '') ;;
            2d | 2e | 3[0-9] | 4[1-9a-f] | 5[0-9a] | 5f | 6[1-9a-f] | 7[0-9a] | 7e) printf "\\$(printf %o "0x$byte")" ;;
            *) printf '%%%s' "$byte" | tr a-f A-F ;;
        esac
    done >"$folder/$1.uri"
}

# The hash of what a workload reads. The salt keeps anyone from guessing a short secret by its hash.
digest() {
    {
        cat "$folder/.salt"
        for name; do
            printf '%s ' "$name"
            cat "$folder/$name"
        done
    } | { sha256sum 2>/dev/null || shasum -a 256; } | cut -c 1-16
}
