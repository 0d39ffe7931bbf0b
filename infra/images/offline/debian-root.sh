#!/bin/sh
# Builds a small Debian in a folder: debootstrap and security updates, without documentation and locales.
# Usage, as root: debian-root.sh FOLDER SUITE MIRROR SECURITY_MIRROR
set -eu
root=$1 suite=$2 mirror=$3 security=$4

# Node.js loads libatomic.
debootstrap --variant=minbase --include=libatomic1 "$suite" "$root" "$mirror"

cat >"$root/etc/apt/sources.list" <<SOURCES
deb $mirror $suite main
deb $mirror $suite-updates main
deb $security $suite-security main
SOURCES
printf '#!/bin/sh\nexit 101\n' >"$root/usr/sbin/policy-rc.d"
chmod 0755 "$root/usr/sbin/policy-rc.d"
# dpkg need not sync to disk, because images are rebuilt after a power failure.
echo force-unsafe-io >"$root/etc/dpkg/dpkg.cfg.d/unsafe-io"
cat >"$root/etc/dpkg/dpkg.cfg.d/small" <<'PATHS'
path-exclude=/usr/share/doc/*
path-include=/usr/share/doc/*/copyright
path-exclude=/usr/share/man/*
path-exclude=/usr/share/locale/*
path-exclude=/usr/share/info/*
PATHS

in_root() { DEBIAN_FRONTEND=noninteractive LC_ALL=C chroot "$root" "$@"; }
in_root apt-get -q -o Acquire::Retries=3 update
in_root apt-get -q -y -o Acquire::Retries=3 upgrade
in_root apt-get clean

rm -rf "$root"/var/lib/apt/lists/* "$root"/var/cache/apt/* "$root"/var/cache/debconf/*-old "$root"/var/log/* \
  "$root"/usr/share/man "$root"/usr/share/locale "$root"/usr/share/info "$root"/tmp/* "$root"/var/lib/dpkg/*-old
find "$root/usr/share/doc" ! -type d ! -name copyright -delete
: >"$root/etc/machine-id"
: >"$root/etc/resolv.conf"
: >"$root/etc/hostname"
mkdir -p "$root/usr/share/waylight"
in_root dpkg-query -W >"$root/usr/share/waylight/packages.txt"
