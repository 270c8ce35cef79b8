#!/usr/bin/env bash
# Builds everything and runs every test project; the last line is 'N passed, N failed'. Called by ./devstack verify.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

only=
while [[ $# -gt 0 ]]; do
  case $1 in
    --only) only=${2:?--only needs a name}; shift ;;
    --only=*) only=${1#--only=} ;;
    --yes) ;;
    *) printf "There is no option '%s'. See ./devstack verify --help\n" "$1" >&2; exit 2 ;;
  esac
  shift
done

# A hanging project is named by its own failure, not by the end of the whole run.
readonly limit=45m
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1

step() { printf '\n== %s\n' "$*"; }

# Benchmarks and PowerShell are not tests. EndToEnd starts whole platforms: it comes last, when the quick ones have spoken.
projects() {
  local project
  for project in tests/*/*.csproj; do
    case $project in
      *Benchmarks* | *PowerShell* | *EndToEnd*) ;;
      *) printf '%s\n' "$project" ;;
    esac
  done
  printf '%s\n' tests/EndToEnd/EndToEnd.csproj
}

# Scenarios with a whole published stack, which take minutes: --only Compose runs them too.
slow=(--filter-not-class Devstack.Compose.Tests.RunningAShop --filter-not-class Devstack.Compose.Tests.RunningJobs
  --filter-not-class Devstack.Compose.Tests.DeployingHere --filter-not-class Devstack.Compose.Tests.DeployingOverSsh
  --filter-not-class Devstack.Compose.Tests.ChangingAService --filter-not-class Devstack.Compose.Tests.PasswordsWithAnyCharacter
  --filter-not-class Devstack.Compose.Tests.Platform.CopiesOfADatabase)

# Whole platforms as pods, too: --only Kubernetes.
pods=(--filter-not-class Devstack.Kubernetes.Tests.Running.RunningThePods)

# The scenarios that a devstack stands or falls with; --only EndToEnd runs all of them, which takes half an hour.
first=(--filter-class Devstack.EndToEnd.Scenarios.StartingAndStopping --filter-class Devstack.EndToEnd.Scenarios.WorkingOnTheCode
  --filter-class Devstack.EndToEnd.Scenarios.SavingAFile --filter-class Devstack.EndToEnd.Scenarios.BadInput --filter-class Devstack.EndToEnd.Scenarios.InABrowser
  --filter-class Devstack.EndToEnd.Scenarios.SeeingWhatHappens)

# run NAME: runs a test project's executable and adds its summary to the sums.
passed=0 failed=0 skipped=0
broken=()
count() { sed -n "s/^ *$1: *\([0-9][0-9]*\).*/\1/p" "$2" | tail -n 1; }
run() {
  local name=$1 exit_code=0
  local log=artifacts/test-logs/$name.log bounded=()
  local filters=()
  if [[ $name == Compose.Tests && -z $only ]]; then filters=("${slow[@]}"); fi
  if [[ $name == Kubernetes.Tests && -z $only ]]; then filters=("${pods[@]}"); fi
  if [[ $name == EndToEnd && -z $only ]]; then filters=("${first[@]}"); fi
  if command -v timeout >/dev/null 2>&1; then bounded=(timeout --kill-after=30s "$limit"); fi
  "${bounded[@]+"${bounded[@]}"}" dotnet "artifacts/bin/$name/debug/$name.dll" --no-ansi --progress off "${filters[@]+"${filters[@]}"}" 2>&1 | tee "$log" || exit_code=${PIPESTATUS[0]}
  local succeeded failures
  succeeded=$(count succeeded "$log")
  failures=$(count failed "$log")
  if [[ -z $succeeded || ( $exit_code -ne 0 && ${failures:-0} -eq 0 ) ]]; then
    # No summary, none run, or a process that broke after its tests: it counts as one failure.
    printf '%s ended with %s and no failed test.\n' "$name" "$exit_code"
    failures=1
  fi
  passed=$((passed + ${succeeded:-0}))
  failed=$((failed + failures))
  skipped=$((skipped + $(count skipped "$log" | grep . || echo 0)))
  if [[ $failures -gt 0 ]]; then broken+=("$name"); fi
}

if command -v shellcheck >/dev/null 2>&1; then
  step "Shell scripts"
  shellcheck devstack .ci/run .ci/verify.sh
fi

step "Restore"
dotnet restore Devstack.sln --nologo --verbosity quiet --tl:off
step "Build"
dotnet build Devstack.sln --no-restore --nologo --verbosity quiet --tl:off -p:TreatWarningsAsErrors=true

step "Base image"
# What the container tests build on: from a registry where one answers, else made here.
engine=${ASPIRE_CONTAINER_RUNTIME:-docker}
"$engine" image inspect debian:trixie-slim >/dev/null 2>&1 || "$engine" pull --quiet debian:trixie-slim 2>/dev/null \
  || bash samples/miniature/base/debootstrap.sh debian:trixie-slim

mkdir -p artifacts/test-logs
while read -r project; do
  name=$(basename "$project" .csproj)
  if [[ $name == *"$only"* ]]; then
    step "$name"
    run "$name"
  fi
done < <(projects)

step "Sum"
for name in "${broken[@]+"${broken[@]}"}"; do
  printf 'failed: %s (artifacts/test-logs/%s.log)\n' "$name" "$name"
  # With what each failure says: whoever reads only the end of a long log must not have to search.
  grep -A 12 '^failed ' "artifacts/test-logs/$name.log" | head -n 60 | sed 's/^/  /' || true
done
line="$passed passed, $failed failed"
if [[ $skipped -gt 0 ]]; then line="$line, $skipped skipped"; fi
printf '%s\n' "$line"
[[ $failed -eq 0 && $passed -gt 0 ]]
