#!/bin/sh
# Build what is checked out in /opt/mutualise/source into a folder of its own, beside the releases
# that are there already. Nothing that runs is touched; docs/hosting.md says how to switch over.
set -eu
cd /opt/mutualise/source
release=/opt/mutualise/releases/$(git log -1 --format=%cs-%h)
# The system's own Python, which the site's user can run too.
python=/usr/bin/python3

"$python" -m venv --clear "$release"
"$release/bin/pip" install --quiet --require-hashes \
    --requirement requirements/runtime.txt --requirement requirements/postgresql.txt

# Building takes tools that the site never needs, so they stay out of its folder.
"$python" -m venv --clear /opt/mutualise/build
/opt/mutualise/build/bin/pip install --quiet --require-hashes --requirement requirements/build.txt
/opt/mutualise/build/bin/pip wheel --quiet --no-deps --no-build-isolation --wheel-dir "$release/wheel" .

"$release/bin/pip" install --quiet --no-deps --no-index "$release"/wheel/*.whl
"$release/bin/mutualise" --version
echo "$release"
