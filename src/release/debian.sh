#!/usr/bin/env bash
# Installs the package of target/ on this very machine, upgrades it from 0.1.0 with an outbox in it, removes and
# purges it, and looks after each step. It needs root, and goes nowhere near an aps-solar that is there already.
set -euo pipefail
cd "$(dirname "$0")/../.."
deb=$(echo "$PWD"/target/aps-solar_*_all.deb)
settings=/etc/aps-solar/application.properties
state=/var/lib/aps-solar

skip() {
  echo "the Debian package is not installed here: $1"
  exit 0
}
fail() {
  echo "the Debian package, $step: $1" >&2
  exit 1
}
is() {
  [ "$2" = "$3" ] || fail "$1 is “$2”, not “$3”"
}
gone() {
  for path in "$@"; do
    [ ! -e "$path" ] && [ ! -L "$path" ] || fail "$path is still there"
  done
}

[ "$(id -u)" -eq 0 ] || skip "that needs root"
command -v dpkg >/dev/null && command -v adduser >/dev/null || skip "that needs dpkg and adduser"
for there in /usr/share/aps-solar /usr/bin/aps-solar "$settings" "$state"; do
  [ ! -e "$there" ] || skip "$there is there already, and may be somebody's"
done
getent passwd aps-solar >/dev/null && skip "there is a user aps-solar already"
java=$(readlink -f "$(command -v java)")
export JAVA_HOME=${java%/bin/java}

work=$(mktemp -d)
ecu=
trap '[ -z "$ecu" ] || kill "$ecu"; dpkg --purge aps-solar >/dev/null 2>&1 || true; rm -rf "$work"' EXIT
# the Java that this is tested with need not be Debian's; the rest of the dependencies is there
unpack() {
  dpkg --force-depends --install "$1" >"$work/log" 2>&1 </dev/null || fail "$(cat "$work/log")"
}
# systemd makes the folder of the state; where it does not run, this does
once() {
  install -d -o aps-solar -g aps-solar -m 750 "$state"
  (cd "$state" && setpriv --reuid=aps-solar --regid=aps-solar --clear-groups \
    env HOME="$state" JAVA_OPTS=-Xshare:auto aps-solar --config "$settings" --once >"$work/log" 2>&1)
}

# an ECU with one page, of Perl, which every Debian has
perl -MIO::Socket::INET -e '
  undef $/; open my $file, "<", shift; my $page = <$file>;
  my $door = IO::Socket::INET->new(LocalAddr => "127.0.0.1", LocalPort => 0, Listen => 9, ReuseAddr => 1) or die;
  $| = 1; print $door->sockport, "\n";
  while (my $guest = $door->accept) {
    local $/ = "\r\n\r\n"; <$guest>;
    print $guest "HTTP/1.0 200 OK\r\nContent-Type: text/html\r\n\r\n$page"; close $guest;
  }' src/test/resources/pages/form-a-cgi/page.html >"$work/port" &
ecu=$!
until [ -s "$work/port" ]; do kill -0 "$ecu"; done

# 0.1.0 had its settings as a file of the package
step="0.1.0 installed"
dpkg-deb --raw-extract "$deb" "$work/former"
sed -i 's/^Version: .*/Version: 0.1.0/' "$work/former/DEBIAN/control"
echo "$settings" >"$work/former/DEBIAN/conffiles"
cp application.properties.example "$work/former$settings"
dpkg-deb --root-owner-group --build "$work/former" "$work/former.deb" >/dev/null
unpack "$work/former.deb"
chown root:aps-solar "$settings"
chmod 640 "$settings"

# as it is after some weeks: the owner's settings, and a status that waits where 0.1.0 kept it
step="upgraded from 0.1.0"
cat >"$settings" <<END
ecu.source=page
ecu.host=127.0.0.1:$(cat "$work/port")
ecu.max-age=0
time-zone=UTC
pvoutput.publish=true
pvoutput.api-key=0123456789abcdef
pvoutput.system-id=12345
pvoutput.url=http://127.0.0.1:9
END
before=$(cat "$settings")
slot=$(date -u +%Y-%m-%dT%H)
install -d -o aps-solar -g aps-solar -m 750 "$state" "$state/data" "$state/data/outbox"
printf '{"slot":"%s:00","taken_at":"%s","values":{"v2":"126"}}' "$slot" "$(date -u +%Y-%m-%dT%H:00:00Z)" \
  >"$state/data/outbox/$slot-00.json"
touch "$state/data/lock"
chown -R aps-solar:aps-solar "$state"
unpack "$deb"
is "the settings" "$(cat "$settings")" "$before"
is "the settings' mode and owner" "$(stat -c '%a %U %G' "$settings")" "640 root aps-solar"
# PVOutput is not reached: the reading of now waits, too
once && fail "exit code 0, not 4" || [ $? -eq 4 ] || fail "$(cat "$work/log")"
[ -e "$state/data/outbox/pvoutput/$slot-00.json" ] || fail "the status that waited was not taken over: $(cat "$work/log")"
is "what is left in the former folder" "$(cd "$state/data/outbox" && echo *.json)" "*.json"

step="removed"
dpkg --remove aps-solar >"$work/log" 2>&1 || fail "$(cat "$work/log")"
gone /usr/share/aps-solar /usr/bin/aps-solar
is "the settings" "$(cat "$settings")" "$before"
[ -e "$state/data/outbox/pvoutput/$slot-00.json" ] || fail "what waited is gone"

step="purged"
cp -p "$settings" "$settings.bak"
dpkg --purge aps-solar >"$work/log" 2>&1 || fail "$(cat "$work/log")"
gone /etc/aps-solar "$state" /var/cache/aps-solar
! getent passwd aps-solar >/dev/null || fail "its user is still there"

step="installed"
unpack "$deb"
is "the settings" "$(cat "$settings")" "$(cat application.properties.example)"
is "the settings' mode and owner" "$(stat -c '%a %U %G' "$settings")" "640 root aps-solar"
is "the line about the settings" "$(grep -c "^Now: sudo aps-solar --setup --config $settings" "$work/log")" 1
dpkg --purge aps-solar >/dev/null 2>&1
gone /etc/aps-solar "$state"

if command -v lintian >/dev/null; then
  step="seen by lintian"
  lintian --allow-root --fail-on error "$deb" >"$work/log" 2>&1 || fail "$(cat "$work/log")"
fi
echo "the Debian package was installed, upgraded from 0.1.0, removed and purged"
