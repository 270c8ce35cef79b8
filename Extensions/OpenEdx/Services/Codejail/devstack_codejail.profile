# The AppArmor profile of codejail: course authors' Python runs below it. For AppArmor 3 and later: Ubuntu 22.04, Debian 12.
# Without it the service refuses to run anything.
abi <abi/3.0>,
include <tunables/global>

# The service. It is asked over TCP and runs the other profile's Python as another user, by sudo. No datagram: it can't look
# names up, and has nobody to ask.
profile devstack_codejail flags=(mediate_deleted, attach_disconnected) {
  include <abstractions/base>

  file,
  network inet stream,
  network inet6 stream,
  network netlink raw,
  unix,
  capability setuid,
  capability setgid,
  capability audit_write,
  capability kill,
  signal (receive),
  signal (send, receive) peer=devstack_codejail,
  signal (send) set=(kill, term) peer=devstack_codejail//sandbox,

  # Exactly this path: the image's Python for the sandbox is a copy of its own.
  /sandbox/venv/bin/python Cx -> sandbox,

  # What a course author wrote: its Python with its libraries, and a folder for each run. No network, and no other program.
  profile sandbox flags=(mediate_deleted) {
    include <abstractions/base>

    /sandbox/venv/** mr,
    /tmp/codejail-*/ r,
    /tmp/codejail-*/** rw,
    signal (receive) set=(kill, term) peer=devstack_codejail,
  }
}
