#!/bin/sh
# Runs a command until it ends by itself or standard input is closed, by whoever started this or by their end:
# then it is killed, as by a power cut.
# usage: leash.sh COMMAND...
exec 3<&0
"$@" 3<&- &
command=$!
(cat <&3 && kill -KILL "$command") >/dev/null 2>&1 &
exec 3<&-
wait "$command"
