#!/bin/sh
# After the Debian package is unpacked. electron-builder puts the names in.
set -e
ln -sf '/opt/${sanitizedProductName}/${executable}' '/usr/bin/${executable}'
# Chromium takes this sandbox where the system forbids user namespaces to programs like it (Ubuntu from 24.04).
chmod 4755 '/opt/${sanitizedProductName}/chrome-sandbox'
# The machine's data folder. The accounts at the counter are to be in the group; docs/DEPLOYMENT.md.
data=/var/lib/holdfast
getent group holdfast >/dev/null || groupadd --system holdfast
install -d -o root -g holdfast -m 2770 "$data"
# What one account made before is for all of them. Links of both kinds are passed over: whoever writes the folder could lead them away.
find "$data" -type d -exec chgrp holdfast {} + -exec chmod 2770 {} +
find "$data" -type f -links 1 -exec chgrp holdfast {} + -exec chmod u+rw,g+rw,o= {} +
# What seals the key of the database for this machine. Never in the data folder, so that a copy of that opens nothing; never made anew.
secret=/etc/holdfast/machine.secret
if [ ! -s "$secret" ]; then
  install -d -m 0755 /etc/holdfast
  (umask 077 && head -c 32 /dev/urandom | base64 -w 0 > "$secret.new")
  chgrp holdfast "$secret.new"
  chmod 0640 "$secret.new"
  mv "$secret.new" "$secret"
fi
