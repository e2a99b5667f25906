#!/bin/sh
# After the Debian package is unpacked. electron-builder puts the names in.
set -e
ln -sf '/opt/${sanitizedProductName}/${executable}' '/usr/bin/${executable}'
# Chromium takes this sandbox where the system forbids user namespaces to programs like it (Ubuntu from 24.04).
chmod 4755 '/opt/${sanitizedProductName}/chrome-sandbox'
# The machine's data folder. The account at the counter is to be in the group; docs/DEPLOYMENT.md.
getent group holdfast >/dev/null || groupadd --system holdfast
install -d -o root -g holdfast -m 2770 /var/lib/holdfast
