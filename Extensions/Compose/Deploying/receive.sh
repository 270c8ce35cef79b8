# receive.sh FOLDER [--diff]: takes a published folder from standard input, as tar and gzip, into FOLDER.
# What was changed by hand here is kept as .orig, what is no longer published goes, a secret that is here stays.
# With --diff nothing is taken: deploy.sh says what it would change.
set -eu
mkdir -p "$1"
cd "$1"
lock
folder=$PWD
trap 'cd "$folder" && rm -rf .incoming && unlock' EXIT
trap 'exit 130' INT TERM HUP
rm -rf .incoming
mkdir -m 700 .incoming
tar -xz -C .incoming || { echo "The folder didn't arrive whole at $PWD; nothing was changed there. Deploy again." >&2; exit 1; }

if [ "${2:-}" = --diff ]; then
    for own in .env compose.override.yaml secrets/readers secrets/environment; do
        if [ ! -e ".incoming/$own" ] && [ -e "$own" ]; then ln -s "$PWD/$own" ".incoming/$own"; fi
    done
    cd .incoming
    DEPLOYED=$folder/.deployed sh deploy.sh --diff
    exit
fi

keep() {
    copy=$1.orig number=1
    while [ -e "$copy" ]; do copy=$1.orig.$number number=$((number + 1)); done
    mv "$1" "$copy"
    echo "$1 had been changed by hand here; the changed one is kept as $copy."
}
if [ -f generated.sha256 ]; then
    sha256sum --check generated.sha256 2>/dev/null | sed -n 's/: FAILED$//p' | while IFS= read -r file; do
        cmp -s "$file" ".incoming/$file" || keep "$file"
    done
    while read -r _ file; do
        if [ -f "$file" ] && [ ! -f ".incoming/$file" ]; then rm "$file"; fi
    done <generated.sha256
fi

# Renamed into place: a running container goes on with the file that it has.
cd .incoming
find . -type d | while IFS= read -r inside; do mkdir -p "../$inside"; done
chmod 700 ../secrets 2>/dev/null || true
find . -type f | while IFS= read -r file; do
    case $file in
        ./secrets/README.md | ./secrets/create.sh) ;;
        ./secrets/*)
            [ ! -e "../$file" ] || continue
            echo "Brought ${file#./}."
            ;;
    esac
    mv -f "$file" "../$file"
done
