#!/usr/bin/env bash
# Measures one service that polls many simulated ECUs once a minute, all sinks on, and prints a table:
#
#   src/bench/fleet.sh [-w SECONDS] [-s SECONDS] [-j JDK] [ECUS...]
#
#   -w SECONDS  how long each runs before it is measured, 120 if not given
#   -s SECONDS  how long it is measured, 180 if not given
#   -j JDK      the folder of the JDK; if not given, that of the java on the PATH
#   ECUS        how many, 1 10 100 1000 if not given
#
# It builds what it runs. The ECUs and PVOutput are in a process of their own. It needs Linux, where
# every address of 127.0.0.0/8 is there.
set -euo pipefail
cd "$(dirname "$0")/../.."

warmup=120 seconds=180 jdk=$(dirname "$(dirname "$(readlink -f "$(command -v java)")")")
while getopts w:s:j: option; do
  case $option in
    w) warmup=$OPTARG ;;
    s) seconds=$OPTARG ;;
    j) jdk=$OPTARG ;;
    *) sed -n 's/^#   //p' "$0" >&2; exit 2 ;;
  esac
done
shift $((OPTIND - 1))
[ $# -gt 0 ] || set -- 1 10 100 1000

./mvnw --batch-mode --quiet -Pbench -DskipTests package
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cp target/aps-solar.jar "$work/"
"$jdk/bin/jar" cf "$work/bench.jar" -C target/test-classes solar/aps/bench
class_path=$work/aps-solar.jar:$work/bench.jar

echo "| ECUs | polls a minute | failed | processor time a poll, ms | start, ms | resident, MiB | heap in use, MiB | most threads |"
echo "|---|---|---|---|---|---|---|---|"
for ecus in "$@"; do
  folder=$work/$ecus
  mkdir "$folder"
  mkfifo "$folder/alive"
  "$jdk/bin/java" -cp "$class_path" solar.aps.bench.SimulatedFleet "$folder" "$ecus" \
    <"$folder/alive" >"$folder/fleet.log" 2>&1 &
  exec 9>"$folder/alive"
  until [ -e "$folder/application.properties" ]; do sleep 0.1; done
  result=$("$jdk/bin/java" -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -cp "$class_path" \
    solar.aps.bench.FleetPolls "$folder" "$warmup" "$seconds" 2>"$folder/polls.log") ||
    { tail -n 5 "$folder/polls.log" >&2; result="- - - - - - -"; }
  echo "| $ecus | ${result// / | } |"
  exec 9>&-
  wait
done
