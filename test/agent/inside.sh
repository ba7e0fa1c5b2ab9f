#!/bin/sh
# The first process of a machine: makes ROOT its root directory and runs the agent there, until the agent ends
# or standard input is closed, by whoever started this or by their end. Nothing of the machine outlives it.
# usage: inside.sh ROOT ZINCATI STAND-INS FOLDER...   (FOLDERs of the host that are to be seen as they are)
set -eu
root=$1 zincati=$2 stand_ins=$3
shift 3
for folder; do mount --rbind "/$folder" "$root/$folder"; done
mount --bind "$root/machine/cmdline" "$root/proc/cmdline"
mount --bind "$zincati" "$root/machine/zincati"
mount --bind "$stand_ins" "$root/machine/stand-ins"

exec 3<&0
PATH=/machine/stand-ins:$PATH chroot "$root" /machine/zincati agent -vvv 3<&- &
agent=$!
(cat <&3 && kill -KILL "$agent") >/dev/null 2>&1 &
exec 3<&- 2>/dev/null
wait "$agent"
