# Brings the server to what this folder says, or leaves it as it was:
#     sh deploy.sh [--diff]
# Images first, then what the jobs need and the jobs; then services with replicas behind a proxy, one container after the
# other, so that no request is lost; then everything else. What doesn't get healthy is taken back, with the settings and
# images of the last deployment that succeeded (.deployed). It is safe to run again, also after an interruption.
# --diff shows what would change, and changes nothing.
# TIMEOUT: seconds for everything together, and again for going back. DRAIN: seconds for a container's last requests.
set -eu
cd "$(dirname "$0")"
: "${TIMEOUT:=1200}" "${DRAIN:=120}" "${DEPLOYED:=.deployed}"
folder=.
handed_over=
# Lines of a log. What ended may have begun again: why it ended stands before all that it says first.
last=100

say() { printf '%s\n' "$*"; }
fail() { printf '%s\n' "$*" >&2; return 1; }
compose() { (cd "$folder" && docker compose --ansi never --progress quiet "$@"); }
inspect() { docker inspect --format "$1" "$2"; }

now() { date +%s; }
begin() { deadline=$(($(now) + TIMEOUT)); }
is_late() { [ "$(now)" -ge "$deadline" ]; }
left() { is_late && echo 1 || echo $((deadline - $(now))); }

# --- what it needs --------------------------------------------------------------------------------------------------

check_tools() {
    command -v docker >/dev/null || { fail "There is no docker on the PATH of $(uname -n). Install Docker Engine: https://docs.docker.com/engine/install/"; return 1; }
    version=$(docker compose version --short 2>/dev/null) || { fail "Docker on $(uname -n) has no Compose. Install the package docker-compose-plugin of Docker's repository, or docker-compose of Debian 13 or newer."; return 1; }
    echo "${version#v}" | awk -F. '{ exit !($1 > 2 || ($1 == 2 && $2 >= 24)) }' || { fail "Docker Compose on $(uname -n) is $version, and this folder needs 2.24 or newer. Update the package docker-compose-plugin."; return 1; }
    answer=$(docker version --format '{{.Server.Version}}' 2>&1) || fail "The Docker engine on $(uname -n) doesn't answer: $answer
Start it (systemctl start docker), or let this user use it (usermod --append --groups docker USER)."
}
begin_alone() {
    lock || return 1
    trap unlock EXIT
    trap 'say "Interrupted: what was updated so far stays. Run it again to go on." >&2; exit 130' INT TERM HUP
}

# --- images ---------------------------------------------------------------------------------------------------------

has_image() { docker image inspect "$1" >/dev/null 2>&1; }
missing_images() {
    for image in $(compose config --images | sort -u); do
        has_image "$image" || printf '%s ' "$image"
    done
}
# Each service and its image.
service_images() {
    compose config | awk '/^[a-z]/ { on = $1 == "services:" } on && /^  [^ ]/ { sub(":", "", $1); service = $1 } on && /^    image: / { print service, $2 }'
}
# What isn't there, and no more: an image that is built again may be another one by its old name, and all that run it would
# be made anew. What others are built on comes first: by Bake, Compose builds the rest at once.
build_images() {
    all=$(service_images)
    for base in $bases; do
        has_image "$(echo "$all" | awk -v service="$base" '$1 == service { print $2 }')" || compose build "$base" || return 1
    done
    absent=$(echo "$all" | sort -u -k 2,2 | while read -r service image; do
        has_image "$image" || printf '%s ' "$service"
    done)
    # shellcheck disable=SC2086 # a list of names
    [ -z "$absent" ] || compose build $absent
}
bring_images() {
    missing=$(missing_images)
    [ -n "$missing" ] || return 0
    say "Bringing images: $missing"
    compose pull --ignore-buildable || say "Not all of them can be pulled."
    [ -z "$(missing_images)" ] || build_images || return 1
    missing=$(missing_images)
    [ -z "$missing" ] || fail "These images are neither in a registry nor built from this folder: $missing"
}
# A name may be given to another image later; its id may not.
note_images() {
    for image in $(compose config --images | sort -u); do
        printf '%s %s\n' "$(inspect '{{.Id}}' "$image")" "$image"
    done
}
restore_images() {
    while read -r id image; do
        [ "$(docker image inspect --format '{{.Id}}' "$image" 2>/dev/null)" = "$id" ] || docker tag "$id" "$image"
    done <.deployed/images
}

# --- containers -----------------------------------------------------------------------------------------------------

# shellcheck disable=SC2086 # a list of ids
count() { set -- $1; echo $#; }
is_among() {
    for other in $2; do
        [ "$other" != "$1" ] || return 0
    done
    return 1
}
others() {
    for id in $1; do
        [ "$id" = "$2" ] || printf '%s ' "$id"
    done
}
is_outdated() {
    [ "$(inspect '{{index .Config.Labels "com.docker.compose.config-hash"}}' "$1")" = "$2" ] || return 0
    [ "$(docker image inspect --format '{{.Id}}' "$(inspect '{{.Config.Image}}' "$1")" 2>/dev/null)" != "$(inspect '{{.Image}}' "$1")" ]
}
wait_healthy() {
    while :; do
        state=$(inspect '{{.State.Status}} {{.RestartCount}} {{if .State.Health}}{{.State.Health.Status}}{{else}}none{{end}}' "$1" 2>/dev/null) || state=gone
        case $state in
            'running 0 healthy' | 'running 0 none') return 0 ;;
            'running 0 starting' | 'created 0 '*) ;;
            *) break ;;
        esac
        ! is_late || break
        sleep 1
    done
    docker logs --tail "$last" "$1" >&2 || true
    fail "The new container of $2 doesn't get healthy (${state}); the end of its log is above."
}
# Where a proxy reaches a container: its address on a network that both are on.
address() {
    # shellcheck disable=SC2016 # a template of Docker's
    for network in $(inspect '{{range $name, $_ := .NetworkSettings.Networks}}{{$name}} {{end}}' "$(compose ps --quiet "$2" | head -n 1)"); do
        found=$(inspect "{{with index .NetworkSettings.Networks \"$network\"}}{{.IPAddress}}{{end}}" "$1")
        if [ -n "$found" ]; then
            echo "$found"
            return
        fi
    done
}
# Connections from other containers to a port, by the kernel's table: 0A is listening, 01 a connection, 7F a loopback address.
connections() {
    docker exec "$1" cat /proc/net/tcp /proc/net/tcp6 2>/dev/null | awk -v port="$(printf '%04X' "$2")" '
        { split($2, local, ":"); if (local[2] == port && $4 == "01" && $3 !~ /^(0+|0+FFFF0000)?0100007F:/) n++ } END { print n + 0 }'
}
drain() {
    until=$(($(now) + DRAIN))
    while [ "$(connections "$1" "$2")" != 0 ] && [ "$(now)" -lt "$until" ]; do
        sleep 1
    done
}

# --- networks -------------------------------------------------------------------------------------------------------

# SERVICE NETWORK, by the names in the Compose file.
service_networks() {
    compose config | awk '
        /^[a-z]/ { on = $1 == "services:" }
        on && /^  [^ ]/ { sub(":", "", $1); service = $1 }
        on && /^    [^ ]/ { inside = $1 == "networks:" }
        on && inside && /^      [^ ]/ { sub(":", "", $1); print service, $1 }'
}
project() { compose config | sed -n 's/^name: //p' | head -n 1; }
# NETWORK NAME, of those that this project has made.
made_networks() {
    docker network ls --filter "label=com.docker.compose.project=$(project)" \
        --format '{{.Label "com.docker.compose.network"}} {{.Name}}'
}
lacks() { # LINES WORD: whether no line begins with it
    ! printf '%s\n' "$1" | grep -q "^$2 "
}
# Where services moved to other networks, what runs joins those first. Else it would lose a datastore that is made anew in
# them, until its own turn comes.
join_networks() {
    wanted=$(service_networks)
    made=$(made_networks)
    for network in $(echo "$wanted" | awk '{ print $2 }' | sort -u); do
        if lacks "$made" "$network"; then
            say "What runs joins the new networks first."
            compose create --no-build --no-recreate || return 1 # no other command of Compose makes networks alone
            made=$(made_networks)
            break
        fi
    done
    docker ps --filter "label=com.docker.compose.project=$(project)" --filter label=com.docker.compose.oneoff=False \
        --format '{{.ID}} {{.Label "com.docker.compose.service"}} {{.Networks}}' | while read -r id service joined; do
        for network in $(echo "$wanted" | awk -v service="$service" '$1 == service { print $2 }'); do
            name=$(echo "$made" | awk -v network="$network" '$1 == network { print $2 }')
            case ",$joined," in
                *",$name,"*) ;;
                *) docker network connect --alias "$service" "$name" "$id" || return 1 ;;
            esac
        done
    done
}
# Each takes a range of addresses, of which an engine has few.
remove_networks() {
    wanted=$(service_networks | awk '{ print $2, "" }')
    made_networks | while read -r network name; do
        ! lacks "$wanted" "$network" || docker network rm "$name" >/dev/null || say "The network $name is in use, and no longer of this stack."
    done
}

# --- behind a proxy -------------------------------------------------------------------------------------------------

# A proxy that takes other containers listens anew; connections that wait at what it listened on before are reset, unless
# the kernel hands them over.
hand_over() {
    ! is_among "$proxy" "$handed_over" || return 0
    handed_over="$handed_over $proxy"
    docker run --rm --network "container:$front" --user 0 --cap-drop ALL --cap-add NET_ADMIN --security-opt systempaths=unconfined \
        --entrypoint sh "$(inspect '{{.Config.Image}}' "$front")" -c 'echo 1 >/proc/sys/net/ipv4/tcp_migrate_req' 2>/dev/null ||
        say "The kernel of $(uname -n) is older than 5.14, or doesn't let it be set: a few new connections may be reset each time that $proxy takes other containers."
}

# to_proxy CONTAINERS COMMAND ...: these get requests; without any, all that have the service's name.
to_proxy() {
    containers=$1
    shift
    [ -n "$proxy" ] || return 0
    front=$(compose ps --quiet "$proxy" | head -n 1)
    [ -n "$front" ] || return 0
    hand_over
    upstreams=
    for container in $containers; do
        upstreams="$upstreams $(address "$container" "$proxy"):$port"
    done
    if [ -n "$upstreams" ]; then
        set -- --env "$variable=${upstreams# }" "$proxy" "$@"
    else
        set -- "$proxy" "$@"
    fi
    said=$(compose exec -T "$@" 2>&1) && return
    # One of an earlier version may not be able to, for example since its files were given to the user of the later one.
    if ! is_outdated "$front" "$(compose config --hash "$proxy" | cut -d ' ' -f 2)"; then
        fail "The proxy $proxy doesn't take over other replicas: $said"
        return
    fi
    say "Replacing $proxy, which doesn't take over other replicas: $said"
    compose up --detach --no-build --no-deps --wait --wait-timeout "$(left)" "$proxy" || return 1
    # The kernel was told for the network of the old container.
    front=$(compose ps --quiet "$proxy" | head -n 1) handed_over=
    hand_over
    said=$(compose exec -T "$@" 2>&1) || fail "The proxy $proxy doesn't take over other replicas: $said"
}

# roll SERVICE PORT [PROXY VARIABLE COMMAND ...]: a new container, then an old one goes, until none is old.
roll() {
    service=$1 port=$2 proxy=${3:-} variable=${4:-}
    if [ $# -ge 4 ]; then shift 4; else shift $#; fi
    running=$(compose ps --quiet "$service")
    [ -n "$running" ] || return 0
    hash=$(compose config --hash "$service" | cut -d ' ' -f 2)
    old=
    for id in $running; do
        ! is_outdated "$id" "$hash" || old="$old $id"
    done
    if [ -z "$old" ]; then
        to_proxy "" "$@" # an interrupted update may have left it with addresses
        return
    fi
    say "Updating $service: $(count "$old") of $(count "$running") containers, one after the other."
    to_proxy "$running" "$@" || return 1
    for id in $old; do
        # Not 'up': it starts the finished jobs again, and without what the service depends on it makes another container.
        compose create --no-build --no-recreate --scale "$service=$(($(count "$running") + 1))" "$service" || return 1
        new=
        for candidate in $(compose ps --all --quiet "$service"); do
            [ -n "$new" ] || is_among "$candidate" "$running" || new=$candidate
        done
        if ! docker start "$new" >/dev/null || ! wait_healthy "$new" "$service"; then
            docker rm --force --volumes "$new" >/dev/null # of volumes, those without a name
            to_proxy "" "$@" || true
            return 1
        fi
        running="$(others "$running" "$id")$new"
        to_proxy "$running" "$@" || return 1
        drain "$id" "$port"
        docker stop "$id" >/dev/null
        docker rm --volumes "$id" >/dev/null
    done
    to_proxy "" "$@"
}

# --- the whole ------------------------------------------------------------------------------------------------------

# A job that ended is asked for its result; one that runs is waited for.
wait_jobs() {
    for job in "$@"; do
        id=$(compose ps --all --quiet "$job" | head -n 1)
        until [ "$(inspect '{{.State.Status}}' "$id")" = exited ] || is_late; do
            sleep 1
        done
        code=$(inspect '{{if eq .State.Status "exited"}}{{.State.ExitCode}}{{else}}no result in time{{end}}' "$id")
        if [ "$code" != 0 ]; then
            compose logs --no-color --no-log-prefix --tail "$last" "$job" >&2 || true
            fail "The job $job ended with $code; the end of its log is above."
            return 1
        fi
    done
}
# What isn't well, with its last lines.
explain() {
    for id in $(compose ps --all --quiet); do
        state=$(inspect '{{.Name}} {{.State.Status}} {{.State.ExitCode}} {{if .State.Health}}{{.State.Health.Status}}{{else}}none{{end}}' "$id" 2>/dev/null) || continue
        case ${state#* } in
            'running '*' healthy' | 'running '*' none' | 'exited 0 '* | 'created '*) ;;
            *)
                echo "${state%% *} is ${state#* }; the end of its log:" >&2
                docker logs --tail "$last" "$id" >&2 || true
                ;;
        esac
    done
}
bring_all() {
    compose up --detach --no-build --remove-orphans --wait --wait-timeout "$(left)" || { explain; return 1; }
}
# On their own: an 'up' of everything that makes a job anew does so with all that depends on it, all containers at once.
# shellcheck disable=SC2086 # a list of names
run_jobs() {
    [ -n "$jobs" ] || return 0
    say "Jobs, and what they need: $jobs"
    compose up --detach --no-build $jobs && wait_jobs $jobs
}
update() {
    join_networks && run_jobs && roll_all || return 1
    say "Everything else."
    bring_all
}
keep() {
    rm -rf .deployed.next
    mkdir .deployed.next
    cp -R compose.yaml .deployed.next/
    for own in config .env compose.override.yaml; do
        [ ! -e "$own" ] || cp -R "$own" .deployed.next/
    done
    ln -s ../secrets .deployed.next/secrets
    note_images >.deployed.next/images
    rm -rf .deployed
    mv .deployed.next .deployed
}
take_back() {
    if [ ! -d .deployed ]; then
        fail "Nothing was deployed from this folder before, so there is nothing to go back to. What runs was left as it is."
        return
    fi
    say "Going back to what was deployed before."
    folder=.deployed
    begin
    if restore_images && roll_all && run_jobs && bring_all; then
        fail "The deployment failed; what was deployed before runs again. Data that a job changed stays changed."
    else
        fail "The deployment failed, and so did going back to what was deployed before. See: docker compose ps --all"
    fi
}
deploy() {
    check_tools && begin_alone || return 1
    begin
    [ ! -f secrets/create.sh ] || sh secrets/create.sh || return 1
    compose config --quiet || return 1
    bring_images || return 1
    if [ -z "$(compose ps --quiet)" ]; then
        say "Starting everything."
        bring_all || { fail "Not everything is healthy. What runs was left as it is; when the cause is gone, run it again."; return 1; }
    elif ! update; then
        take_back
        return 1
    fi
    keep
    remove_networks
    say "Everything is healthy."
}

# --- what would change ----------------------------------------------------------------------------------------------

show_services() {
    project=$(compose config | sed -n 's/^name: //p' | head -n 1)
    there=$(docker ps --all --filter "label=com.docker.compose.project=$project" --filter label=com.docker.compose.oneoff=False \
        --format '{{.ID}} {{.Label "com.docker.compose.service"}} {{.Label "com.docker.compose.config-hash"}} {{.Image}}')
    images=$(service_images)
    compose config --hash '*' | while read -r service hash; do
        found=$(echo "$there" | awk -v service="$service" '$2 == service { print; exit }')
        # shellcheck disable=SC2086 # id, service, hash, image
        set -- $found
        if [ $# -lt 3 ]; then
            echo "+ $service"
        elif [ "$3" != "$hash" ]; then
            image=$(echo "$images" | awk -v service="$service" '$1 == service { print $2 }')
            echo "~ $service$([ "$image" = "$4" ] || echo ": $4 -> $image")"
        elif is_outdated "$1" "$hash"; then
            echo "~ $service: another image by the name $4"
        fi
    done
    wanted=$(compose config --services)
    echo "$there" | awk '{ print $2 }' | sort -u | while read -r service; do
        [ -z "$service" ] || echo "$wanted" | grep -qx "$service" || echo "- $service"
    done
}
show_changes() {
    check_tools || return 1
    if [ -f secrets/create.sh ] && [ ! -e secrets/readers ] && [ ! -e secrets/environment ]; then
        say "Nothing has been deployed from this folder yet: everything is new."
        return
    fi
    changes=$(show_services) || return 1
    if [ -d "$DEPLOYED" ]; then
        changes=$(printf '%s\n' "$changes"; for file in compose.yaml config .env compose.override.yaml; do
            [ ! -e "$file" ] && [ ! -e "$DEPLOYED/$file" ] || diff -ruN "$DEPLOYED/$file" "$file" || true
        done)
    fi
    if [ -n "$changes" ]; then printf '%s\n' "$changes"; else echo "Nothing changes."; fi
}

case ${1:-} in
    '') action=deploy ;;
    --diff) action=show_changes ;;
    *) fail "deploy.sh knows no '$1'; it is: sh deploy.sh [--diff]" || exit 2 ;;
esac
