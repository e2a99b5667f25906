#!/bin/sh
# The data folder stays: what was sold is the shop's.
set -e
rm -f '/usr/bin/${executable}'
