#!/usr/bin/env bash
# Prints the section of CHANGES.md of a version, without its head: src/release/changes.sh 0.2.0
set -euo pipefail
cd "$(dirname "$0")/../.."
section=$(awk -v version="${1:?the version is missing, such as 0.2.0}" '
  /^## / { inside = ($2 == version || $2 == version ",") ; next }
  inside' CHANGES.md)
if [ -z "${section//[[:space:]]/}" ]; then
  echo "CHANGES.md has nothing under “## $1”. Write what a user gets with it" >&2
  exit 1
fi
# without the empty lines around it
printf '%s\n' "$section" | sed -e '/./,$!d'
