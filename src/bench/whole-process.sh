#!/usr/bin/env bash
# Measures the program as a user runs it: the package's launcher, against a simulated ECU with ten panels
# and a simulated PVOutput. Prints tables:
#
#   src/bench/whole-process.sh [-n RUNS] [-s RUNS] [-i SECONDS] [-m] [-p COMMAND] [JDK...]
#
#   -n RUNS     how often each start is measured, 12 if not given
#   -s RUNS     how often each service is measured, 3 if not given
#   -i SECONDS  how long a service is watched while it waits, 300 if not given; 0 leaves that out
#   -m          the page and the summary too, with JMH on the first JDK
#   -p COMMAND  the original Python tool, such as "python3 /opt/aps_solar/aps_solar.py"
#   JDK         the folders of the JDKs; if not given, that of the java on the PATH
#
# It needs Linux and GNU time as /usr/bin/time, and builds what it runs. What is compared takes turns, so
# that a busy minute of the machine meets all of it; what waits does so side by side.
set -euo pipefail
cd "$(dirname "$0")/../.."

runs=12 rounds=3 idle=300 jmh= python=
while getopts n:s:i:mp: option; do
  case $option in
    n) runs=$OPTARG ;;
    s) rounds=$OPTARG ;;
    i) idle=$OPTARG ;;
    m) jmh=yes ;;
    p) python=$OPTARG ;;
    *) sed -n 's/^#   //p' "$0" >&2; exit 2 ;;
  esac
done
shift $((OPTIND - 1))
[ $# -gt 0 ] || set -- "$(dirname "$(dirname "$(readlink -f "$(command -v java)")")")"

./mvnw --batch-mode --quiet -Pbench -DskipTests package
project=$PWD
work=$(mktemp -d)
tar xzf target/aps-solar-*.tar.gz -C "$work"
mv "$work"/aps-solar-* "$work/package"
"$1/bin/jar" cf "$work/package/lib/ext/bench.jar" -C target/test-classes solar/aps/bench
# the same command with another main class, and the same cache
sed 's/solar\.aps\.ApsSolar "\$@"/$BENCH "$@"/' "$work/package/bin/aps-solar" >"$work/package/bin/bench"
chmod +x "$work/package/bin/bench"

mkfifo "$work/alive"
"$1/bin/java" -cp "$work/package/lib/*:$work/package/lib/ext/*" solar.aps.bench.SimulatedHouse "$work" \
  <"$work/alive" >"$work/house.log" 2>&1 &
exec 9>"$work/alive"
services=()
trap 'kill "${services[@]}" 2>/dev/null; exec 9>&-; wait; rm -rf "$work"' EXIT
until [ -e "$work/application.properties" ]; do sleep 0.1; done
cd "$work"

major() { sed -n 's/^JAVA_VERSION="\([0-9]*\).*/\1/p' "$1/release"; }

# on JDK PROGRAM ARGUMENTS...: the package's program with this JDK and a cache for it
on() {
  local jdk=$1 program=$2
  shift 2
  JAVA_HOME=$jdk APS_SOLAR_STATE=$work/state package/bin/"$program" "$@"
}

median() { sort -n | awk '{ v[NR] = $1 } END { print (v[int((NR + 1) / 2)] + v[int(NR / 2) + 1]) / 2 }'; }
column() { cut -d ' ' -f "$2" "$1.runs" | median; }

# measured NAME COMMAND...: appends the wall time in ms, the processor time in ms and the peak in MiB
measured() {
  local name=$1 start end
  shift
  start=${EPOCHREALTIME/[.,]/}
  /usr/bin/time --format '%U %S %M' --output one "$@" >out 2>err || { cat err >&2; exit 1; }
  end=${EPOCHREALTIME/[.,]/}
  echo "$((end - start)) $(cat one)" | awk '{ print $1 / 1000, ($2 + $3) * 1000, $4 / 1024 }' >>"$name.runs"
}

# once NAME: one start of what has this name
once() {
  case $1 in
    Python) measured "$1" $python --config config.json --json ;;
    *) JAVA_HOME=$1 APS_SOLAR_STATE=$work/state measured "$(major "$1")" package/bin/aps-solar --once --json ;;
  esac
}

names=("$@")
[ -z "$python" ] || names=(Python "$@")
first=()
for name in "${names[@]}"; do
  once "$name" # it makes the cache
  [ "$name" = Python ] || first+=("$(cut -d ' ' -f 1 "$(major "$name").runs")")
  once "$name"
done
rm -f ./*.runs
for ((n = 0; n < runs; n++)); do
  for name in "${names[@]}"; do once "$name"; done
done

echo "$(date --iso-8601), $(nproc) processors, load $(cut -d ' ' -f 1-3 /proc/loadavg)"
echo
echo "| \`--once --json\`, medians of $runs | wall, ms | × Python | processor, ms | peak, MiB | first start, ms |"
echo "|---|---|---|---|---|---|"
[ -z "$python" ] ||
  printf '| Python tool | %.0f | 1 | %.0f | %.0f | – |\n' "$(column Python 1)" "$(column Python 2)" "$(column Python 3)"
for ((i = 1; i <= $#; i++)); do
  name=$(major "${!i}") times=–
  [ -z "$python" ] || times=$(echo "$(column "$name" 1) $(column Python 1)" | awk '{ printf "%.2f", $1 / $2 }')
  printf '| JDK %s | %.0f | %s | %.0f | %.0f | %.0f |\n' "$name" "$(column "$name" 1)" "$times" \
    "$(column "$name" 2)" "$(column "$name" 3)" "${first[$i - 1]}"
done

# polls NAME JDK ARGUMENTS...: appends the processor time a poll in ms and the resident memory in MiB
polls() {
  local name=$1 jdk=$2
  shift 2
  rm -rf data readings* # days are never as long as many runs
  BENCH=solar.aps.bench.ServicePolls on "$jdk" bench . "$@" 2>err >>"$name.runs" || { tail -n 20 err >&2; exit 1; }
}

if [ "$rounds" -gt 0 ]; then
  for ((n = 0; n < rounds; n++)); do
    for jdk; do
      polls "some-$(major "$jdk")" "$jdk" 6000
      polls "all-$(major "$jdk")" "$jdk" 1000 all
      polls "web-$(major "$jdk")" "$jdk" 1000 all web
    done
  done
  echo
  echo "| a service, medians of $rounds | processor a poll, ms (JSON file, PVOutput; after 3,000) | resident, MiB (all sinks, 1,000 polls) | the same with the page, 1,000 requests |"
  echo "|---|---|---|---|"
  for jdk; do
    name=$(major "$jdk")
    printf '| JDK %s | %.2f | %.0f | %.0f |\n' "$name" "$(column "some-$name" 1)" "$(column "all-$name" 2)" "$(column "web-$name" 2)"
  done
fi

# threads PID: of all its threads the voluntary context switches and the processor time in ms
threads() {
  cat /proc/"$1"/task/*/status | awk '/^voluntary/ { n += $2 } END { printf "%d ", n }'
  cat /proc/"$1"/task/*/schedstat | awk '{ t += $1 } END { print t / 1e6 }'
}

if [ "$idle" -gt 0 ]; then
  mkdir -p sinks
  cp package/sinks/csv.yaml sinks/
  cat >idle.properties <<END
$(cat application.properties)
poll.interval=60m
console.format=json
json-file.path=idle-{date}.jsonl
sinks.dir=sinks
pvoutput.publish=yes
pvoutput.fill-gaps=no
pvoutput.api-key=key-of-the-benchmark
pvoutput.system-id=12345
pvoutput.url=$(cat pvoutput.url)
END
  export APS_SOLAR_STATE=$work/state
  labels=()
  for jdk; do
    name=$(major "$jdk")
    labels+=("JDK $name|asleep" "JDK $name|service")
    JAVA_HOME=$jdk BENCH=solar.aps.bench.Asleep package/bin/bench &
    services+=($!)
    JAVA_HOME=$jdk DATA_DIR=idle-$name package/bin/aps-solar --config idle.properties >"idle-$name.log" 2>&1 &
    services+=($!)
  done
  sleep 120 # the first poll, what the compiler does after it, and the end of threads that have no more to do
  for pid in "${services[@]}"; do threads "$pid" || { tail -n 20 idle-*.log >&2; exit 1; }; done >before
  sleep "$idle"
  for pid in "${services[@]}"; do threads "$pid"; done >after
  echo
  echo "| $idle s without a poll, side by side | | wake-ups | processor, ms |"
  echo "|---|---|---|---|"
  paste -d ' ' before after | awk -v labels="$(IFS=,; echo "${labels[*]}")" \
    'BEGIN { split(labels, l, ",") } { sub(/\|/, " | ", l[NR]); printf "| %s | %d | %.1f |\n", l[NR], $3 - $1, $4 - $2 }'
fi

echo
echo "jar $(stat -c %s "$project/target/aps-solar.jar" | awk '{ printf "%.1f", $1 / 1e6 }') MB," \
  "package $(stat -c %s "$project"/target/aps-solar_*.deb | awk '{ printf "%.1f", $1 / 1e6 }') MB"

if [ -n "$jmh" ]; then
  cd "$project"
  echo
  "$1/bin/java" -cp "target/test-classes:target/classes:$(cat target/bench.classpath)" \
    org.openjdk.jmh.Main PageBenchmark | sed -n '/^Benchmark/,$p'
fi
