#!/usr/bin/env bash
# Puts what a release of a tag consists of into target/release, out of a build: src/release/assets.sh v0.2.0
set -euo pipefail
cd "$(dirname "$0")/../.."
tag=${1:?the tag is missing, such as v0.2.0}
version=${tag#v}
if ! [ -e "target/aps-solar_${version}_all.deb" ]; then
  echo "target/ has no build of $version, only: $(echo target/*.deb). The tag and the version in pom.xml must agree" >&2
  exit 1
fi
# the links of CHANGES.md are meant for the folder that it is in
here=${GITHUB_REPOSITORY:+${GITHUB_SERVER_URL:-https://github.com}/$GITHUB_REPOSITORY/blob/$tag/}
src/release/changes.sh "$version" | sed -E "s#\]\(([A-Za-z]+[^:)]*)\)#](${here}\1)#g" >target/notes.md

rm -rf target/release
mkdir target/release
cp target/aps-solar.jar "target/release/aps-solar-$version.jar"
cp "target/aps-solar-$version.zip" "target/aps-solar-$version.tar.gz" "target/aps-solar_${version}_all.deb" \
  "target/aps-solar-$version.cdx.json" target/release
cd target/release
sha256sum -- * >../SHA256SUMS
mv ../SHA256SUMS .
cat SHA256SUMS
