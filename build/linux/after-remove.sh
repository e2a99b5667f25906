#!/bin/sh
# The data folder stays, and the secret that opens it: what was sold is the shop's.
set -e
rm -f '/usr/bin/${executable}'
