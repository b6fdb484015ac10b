#!/usr/bin/env bash
# Builds once more in another folder, as somebody else would, and compares with target/ byte for byte.
set -euo pipefail
cd "$(dirname "$0")/../.."
there=$(mktemp -d)
trap 'rm -rf "$there"' EXIT

# what is tracked or would be: a second build sees no target/
git ls-files -z --cached --others --exclude-standard | tar --create --null --files-from=- | tar --extract -C "$there"
(
  umask 077
  cd "$there"
  TZ=Pacific/Auckland LC_ALL=C ./mvnw --batch-mode --no-transfer-progress --quiet \
    -Dmaven.test.skip -Dspotless.check.skip -Duser.language=de -Duser.timezone=Pacific/Auckland package
)

differ=0
for file in target/aps-solar.jar target/aps-solar[-_]*.{zip,tar.gz,deb,cdx.json}; do
  if cmp -s "$file" "$there/$file"; then
    echo "the same: $file"
  else
    echo "differs: $file; compare with what another folder, umask and time zone gave" >&2
    differ=1
  fi
done
exit $differ
