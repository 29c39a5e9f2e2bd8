#!/bin/sh
# Write the locks: exact versions with hashes, and no address, so that a host can use its own mirror.
set -eu
uv="$1"
compile() {
    output="requirements/$1.txt"
    shift
    "$uv" pip compile --quiet --universal --python-version 3.11 --generate-hashes \
        --no-header --no-emit-index-url --no-emit-find-links --no-annotate \
        --upgrade --output-file "$output" "$@"
}
printf 'uv\n' | compile uv -
compile runtime pyproject.toml
# Beside the runtime lock, for hosts that use PostgreSQL.
sed -n '/^postgresql = \[/,/^\]/s/^  "\(.*\)",$/\1/p' pyproject.toml |
    compile postgresql - --constraints requirements/runtime.txt
compile test pyproject.toml --group dev --constraints requirements/runtime.txt
compile benchmarks pyproject.toml --group benchmarks --constraints requirements/runtime.txt --constraints requirements/test.txt
# What hatchling needs when it builds the checkout: the list of pyproject.toml, and what hatch_build.py adds.
sed -n '/^requires = \[/,/^\]/s/^  "\(.*\)",$/\1/p' pyproject.toml |
    { cat; printf 'editables\nnodejs-wheel-binaries>=22\n'; } | compile build -
