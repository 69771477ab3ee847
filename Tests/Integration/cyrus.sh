#!/bin/bash
# Starts a private Cyrus IMAP on 127.0.0.1, or stops it. Its Debian package and Dovecot's exclude each other, so it lives
# in a Debian of its own below DIR, made by debootstrap at the first run (a few minutes) and kept for the next ones.
set -euo pipefail

user=bob
password=secret

usage() {
  cat <<'TEXT'
Usage: cyrus.sh start DIR [IMAP_PORT [LMTP_PORT]]
       cyrus.sh stop DIR

Needs root and debootstrap (apt-get install debootstrap). The ports are 11143 and 11024 unless given.
Every start begins with empty mailboxes, and prints the environment that the integration tests need.
TEXT
}

fail() {
  printf 'cyrus.sh: %s\n' "$*" >&2
  exit 1
}

inside() { env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin LC_ALL=C.UTF-8 DEBIAN_FRONTEND=noninteractive chroot "$root" "$@"; }

make_debian() {
  [[ ! -e $root/.complete ]] || return 0
  command -v debootstrap >/dev/null || fail "debootstrap is missing: apt-get install debootstrap"
  rm -rf "$root"
  debootstrap --variant=minbase bookworm "$root" >"$dir/debootstrap.log" 2>&1 || fail "see $dir/debootstrap.log"
  # Nothing starts there by itself: a chroot has no init system.
  inside apt-get -qq install --yes --no-install-recommends \
    cyrus-imapd cyrus-admin sasl2-bin libsasl2-modules db-util openssl >"$dir/install.log" 2>&1 ||
    fail "see $dir/install.log"
  touch "$root/.complete"
}

# With unixhierarchysep a dot may stand in a name; with altnamespace folders stand beside INBOX, not below it. The
# mailbox and its folders are made at the first login or delivery.
configure() {
  cat >"$root/etc/imapd.conf" <<TEXT
configdirectory: /var/lib/cyrus
proc_path: /run/cyrus/proc
mboxname_lockpath: /run/cyrus/lock
defaultpartition: default
partition-default: /var/spool/cyrus/mail
servername: localhost
unixhierarchysep: yes
altnamespace: yes
lmtp_downcase_rcpt: yes
delete_mode: immediate
autocreate_quota: 0
autocreate_post: yes
autocreate_inbox_folders: Sent | Drafts | Archive | Junk | Trash
autocreate_subscribe_folders: Sent | Drafts | Archive | Junk | Trash
xlist-sent: Sent
xlist-drafts: Drafts
xlist-archive: Archive
xlist-junk: Junk
xlist-trash: Trash
allowplaintext: yes
sasl_mech_list: PLAIN LOGIN
sasl_pwcheck_method: auxprop
sasl_auxprop_plugin: sasldb
tls_server_cert: /etc/cyrus.pem
tls_server_key: /etc/cyrus.key
idlesocket: /run/cyrus/socket/idle
notifysocket: /run/cyrus/socket/notify
TEXT
  cat >"$root/etc/cyrus.conf" <<TEXT
START {
  recover cmd="/usr/sbin/cyrus ctl_cyrusdb -r"
}
SERVICES {
  imap cmd="imapd -U 30" listen="127.0.0.1:$imap_port" prefork=1 maxchild=100
  lmtp cmd="lmtpd -a" listen="127.0.0.1:$lmtp_port" prefork=0 maxchild=20
}
EVENTS {
  checkpoint cmd="/usr/sbin/cyrus ctl_cyrusdb -c" period=30
}
DAEMON {
  idled cmd="idled"
}
TEXT
  [[ -s $root/etc/cyrus.key ]] || inside openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes \
    -days 3650 -subj /CN=localhost -addext 'subjectAltName=DNS:localhost,IP:127.0.0.1' \
    -keyout /etc/cyrus.key -out /etc/cyrus.pem 2>/dev/null
  printf '%s' "$password" | inside saslpasswd2 -p -c -u localhost "$user"
  inside chown cyrus:mail /etc/cyrus.key /etc/sasldb2
}

empty() {
  rm -rf "$root"/{var/lib,var/spool,run}/cyrus
  inside install -d -o cyrus -g mail -m 750 /var/{lib,spool}/cyrus /var/spool/cyrus/mail \
    /run/cyrus /run/cyrus/{proc,lock,socket}
  inside /usr/sbin/cyrus makedirs >>"$dir/start.log" 2>&1
}

listens() { (exec 3<>"/dev/tcp/127.0.0.1/$1") 2>/dev/null; }

start() {
  mkdir -p "$dir"
  make_debian
  stop
  ! listens "$imap_port" || fail "port $imap_port is taken."
  configure
  empty
  inside /usr/sbin/cyrmaster -d -p /run/cyrus-master.pid </dev/null >>"$dir/start.log" 2>&1
  local turn
  for turn in {1..100}; do
    ! listens "$imap_port" || break
    ((turn < 100)) || fail "it does not listen; see $dir/start.log"
    sleep 0.1
  done
  cat <<TEXT
Cyrus IMAP runs. To test against it:

  export VAGUEMESTRE_TEST_IMAP=127.0.0.1:$imap_port
  export VAGUEMESTRE_TEST_LMTP=127.0.0.1:$lmtp_port
  export VAGUEMESTRE_TEST_USER=$user
  export VAGUEMESTRE_TEST_PASSWORD=$password
  export VAGUEMESTRE_TEST_CA=$root/etc/cyrus.pem

Then: $0 stop $dir
TEXT
}

# Without a word when it does not run.
stop() {
  local number turn
  number=$(cat "$root/run/cyrus-master.pid" 2>/dev/null) || return 0
  rm -f "$root/run/cyrus-master.pid"
  # The number may be another program's by now.
  [[ $(readlink "/proc/$number/root" 2>/dev/null) == "$root" ]] || return 0
  kill "$number"
  for turn in {1..100}; do
    [[ -e /proc/$number/exe ]] || return 0
    sleep 0.1
  done
  kill -KILL "$number"
}

(($# >= 2)) || {
  usage >&2
  exit 2
}
((EUID == 0)) || fail "it needs root."
dir=$(realpath -m "$2")
root=$dir/debian
imap_port=${3:-11143}
lmtp_port=${4:-11024}
case $1 in
  start) start ;;
  stop) stop ;;
  *)
    usage >&2
    exit 2
    ;;
esac
