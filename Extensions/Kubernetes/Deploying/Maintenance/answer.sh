# One connection of the maintenance page: a request on standard input, the answer on standard output. For the sh of BusyBox.
folder=${0%/*}
read -t 10 -r method path rest || exit
# All of the head: a connection that is closed over what nobody has read is reset, and the answer is lost.
while read -t 10 -r line && [ ${#line} -gt 1 ]; do :; done

if [ "$path" = /devstack-page-is-ready ]; then
    printf 'HTTP/1.1 200 OK\r\nContent-Length: 0\r\nConnection: close\r\n\r\n'
    exit
fi
printf 'HTTP/1.1 503 Service Unavailable\r\nRetry-After: 300\r\nCache-Control: no-store\r\n'
printf 'Content-Type: text/html; charset=utf-8\r\nContent-Length: %s\r\nConnection: close\r\n\r\n' "$(wc -c < "$folder/page.html" | tr -d ' ')"
[ "$method" = HEAD ] || cat "$folder/page.html"
