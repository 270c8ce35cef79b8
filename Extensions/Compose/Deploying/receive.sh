# receive.sh FOLDER [--diff]: takes a published folder from standard input, as tar and gzip, into FOLDER.
# What was changed by hand here is kept as .orig, what is no longer published goes, a secret that is here stays.
# With --diff nothing is taken: deploy.sh says what it would change.
set -eu
mkdir -p "$1"
cd "$1"
other=$(cat .deploying/process 2>/dev/null) || other=
if [ -n "$other" ] && kill -0 "$other" 2>/dev/null; then
    echo "Another deployment into $PWD is going on, as process $other. Wait for it, or end it: kill $other" >&2
    exit 1
fi
rm -rf .incoming
mkdir -m 700 .incoming
trap 'rm -rf .incoming' EXIT
trap 'exit 130' INT TERM HUP
tar -xz -C .incoming || { echo "The folder didn't arrive whole at $PWD; nothing was changed there. Deploy again." >&2; exit 1; }

if [ "${2:-}" = --diff ]; then
    for own in .env compose.override.yaml secrets/readers secrets/environment; do
        if [ ! -e ".incoming/$own" ] && [ -e "$own" ]; then ln -s "$PWD/$own" ".incoming/$own"; fi
    done
    cd .incoming
    DEPLOYED=$OLDPWD/.deployed sh deploy.sh --diff
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
find . -type d | while IFS= read -r folder; do mkdir -p "../$folder"; done
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
