# The maintenance page's server. The first process of a container gets no signal that it doesn't ask for.
trap exit TERM
# '-ll' goes on with the next connection; both of BusyBox's ways to be nc know it.
nc -ll -p "$1" -e sh "${0%/*}/answer.sh" &
wait
