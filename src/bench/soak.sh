#!/usr/bin/env bash
# A year of polls with everything that goes wrong; prints one line in the end:
#
#   src/bench/soak.sh [DAYS]
#
# It builds what it runs, and keeps its files in the memory of the machine where there is /dev/shm.
set -euo pipefail
cd "$(dirname "$0")/../.."

./mvnw --batch-mode --quiet -Pbench -DskipTests package
work=$(mktemp -d "$([ -d /dev/shm ] && echo /dev/shm || echo /tmp)/aps-solar-soak-XXXXXX")
trap 'rm -rf "$work"' EXIT
java -Dorg.slf4j.simpleLogger.log.solar.aps=error \
  -cp "target/aps-solar.jar:target/test-classes" solar.aps.bench.Soak "$work" "${1:-365}"
