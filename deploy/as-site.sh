#!/bin/sh
# `mutualise ...` as the site's own user and with the site's own settings; to be typed by root.
# For /usr/local/sbin/mutualise.
set -eu
set -a
. /etc/mutualise/mutualise.env
set +a
# A folder that the user can read, whoever calls from wherever.
cd /
exec runuser -u mutualise -- /opt/mutualise/current/bin/mutualise "$@"
