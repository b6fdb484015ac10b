#!/usr/bin/env bash
# Measures the program as a user runs it, against a simulated ECU with ten panels, and prints tables:
#
#   src/bench/whole-process.sh [-n RUNS] [-s POLLS] [-m] [-p COMMAND] [JDK...]
#
#   -n RUNS     how often each command runs, 10 if not given
#   -s POLLS    how many polls of the service, 1000 if not given; 0 leaves the service out
#   -m          the page and the summary too, with JMH on the first JDK
#   -p COMMAND  the original Python tool, such as "python3 /opt/aps_solar/aps_solar.py"
#   JDK         the folders of the JDKs; if not given, that of the java on the PATH
#
# It needs GNU time as /usr/bin/time and builds what it runs. The commands take turns, so that a busy
# minute of the machine meets all of them.
set -euo pipefail
cd "$(dirname "$0")/../.."

runs=10 polls=1000 jmh= python=
while getopts n:s:mp: option; do
  case $option in
    n) runs=$OPTARG ;;
    s) polls=$OPTARG ;;
    m) jmh=yes ;;
    p) python=$OPTARG ;;
    *) sed -n 's/^#   //p' "$0" >&2; exit 2 ;;
  esac
done
shift $((OPTIND - 1))
[ $# -gt 0 ] || set -- "$(dirname "$(dirname "$(readlink -f "$(command -v java)")")")"

# the options of bin/aps-solar
tuning="$(sed -n "s/^tuning='\(.*\)'/\1/p" src/main/dist/bin/aps-solar) -XX:+UseSerialGC"

./mvnw --batch-mode --quiet -Pbench -DskipTests package
jar=$PWD/target/aps-solar.jar
work=$(mktemp -d)
"$1/bin/jar" cf "$work/bench.jar" -C target/test-classes solar/aps/bench

mkfifo "$work/alive"
"$1/bin/java" -cp "$jar:$work/bench.jar" solar.aps.bench.SimulatedHouse "$work" \
  <"$work/alive" >"$work/house.log" 2>&1 &
exec 9>"$work/alive"
trap 'exec 9>&-; wait; rm -rf "$work"' EXIT
until [ -e "$work/application.properties" ]; do sleep 0.1; done
cd "$work"

major() { sed -n 's/^JAVA_VERSION="\([0-9]*\).*/\1/p' "$1/release"; }

# archive JDK NAME ARGUMENTS...: prints the option for a start-up archive made by a run of this
archive() {
  local jdk=$1 name=$2 make=-XX:ArchiveClassesAtExit= use=-XX:SharedArchiveFile=
  shift 2
  [ "$(major "$jdk")" -lt 25 ] || make=-XX:AOTCacheOutput= use=-XX:AOTCache=
  # shellcheck disable=SC2086
  "$jdk/bin/java" $tuning "$make$work/$name.archive" "$@" >/dev/null 2>&1
  echo "$use$work/$name.archive"
}

names=() commands=()
if [ -n "$python" ]; then
  names+=("Python tool")
  commands+=("$python --config config.json --json")
fi
for jdk; do
  cache=$(archive "$jdk" "once-$(major "$jdk")" -cp "$jar" solar.aps.ApsSolar --once --json)
  names+=("JDK $(major "$jdk")")
  commands+=("$jdk/bin/java $tuning $cache -cp $jar solar.aps.ApsSolar --once --json")
done

# run I: appends the wall time in ms, the processor time in s and the peak memory in KiB to I.runs
run() {
  local start end
  start=${EPOCHREALTIME/[.,]/}
  # shellcheck disable=SC2086
  /usr/bin/time --format '%U %S %M' --output one ${commands[$1]} >out 2>err || { cat err >&2; exit 1; }
  end=${EPOCHREALTIME/[.,]/}
  echo "$((end - start)) $(cat one)" | awk '{ print $1 / 1000, ($2 + $3) * 1000, $4 / 1024 }' >>"$1.runs"
}

# median I COLUMN
median() {
  cut -d ' ' -f "$2" "$1.runs" | sort -n | awk '{ v[NR] = $1 } END { print (v[int((NR + 1) / 2)] + v[int(NR / 2) + 1]) / 2 }'
}

for ((i = 0; i < ${#names[@]}; i++)); do run $i; done
rm -f ./*.runs # the first run of each meets cold files
for ((n = 0; n < runs; n++)); do
  for ((i = 0; i < ${#names[@]}; i++)); do run $i; done
done

echo "$(date --iso-8601), $(nproc) processors, load $(cut -d ' ' -f 1-3 /proc/loadavg), options $tuning"
echo
echo "| \`--once --json\`, medians of $runs | wall, ms | × first row | processor, ms | peak, MiB |"
echo "|---|---|---|---|---|"
for ((i = 0; i < ${#names[@]}; i++)); do
  awk -v name="${names[$i]}" -v wall="$(median $i 1)" -v first="$(median 0 1)" \
    -v cpu="$(median $i 2)" -v peak="$(median $i 3)" \
    'BEGIN { printf "| %s | %.0f | %.2f | %.0f | %.0f |\n", name, wall, wall / first, cpu, peak }'
done

# service JDK SINKS: prints "ms a poll" and "MiB"
service() {
  local class_path="$jar:$work/bench.jar" cache
  cache=$(archive "$1" "service-$(major "$1")$2" -cp "$class_path" solar.aps.bench.ServicePolls . 20 $2)
  # shellcheck disable=SC2086
  "$1/bin/java" $tuning "$cache" -cp "$class_path" solar.aps.bench.ServicePolls . "$polls" $2 2>err
}

if [ "$polls" -gt 0 ]; then
  echo
  echo "| service, $polls polls | processor a poll, ms (JSON file, PVOutput) | resident, MiB (all sinks) |"
  echo "|---|---|---|"
  for jdk; do
    read -r cpu _ < <(service "$jdk" "")
    read -r _ resident < <(service "$jdk" all)
    echo "| JDK $(major "$jdk") | $cpu | $resident |"
  done
fi

if [ -n "$jmh" ]; then
  cd "$OLDPWD"
  echo
  "$1/bin/java" -cp "target/test-classes:target/classes:$(cat target/bench.classpath)" \
    org.openjdk.jmh.Main PageBenchmark | sed -n '/^Benchmark/,$p'
fi
