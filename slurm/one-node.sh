#!/usr/bin/env bash
# A Slurm of one node on 127.0.0.1, to try array jobs on: no systemd, no cgroups, no accounting. As root, on Debian or Ubuntu.
#   one-node.sh [start]   installs slurm-wlm and munge where absent, starts Slurm, waits until the node is idle
#   one-node.sh stop      cancels its jobs, stops it and removes its folder; the packages stay
set -euo pipefail

# Not under /run, where Debian allows nothing to be executed, such as the copies of job scripts that slurmd makes.
home=/var/lib/natsbench-slurm
conf=$home/slurm.conf
socket=$home/munge/socket

die() {
    echo "one-node.sh: $*" >&2
    exit 1
}

# until_true SECONDS COMMAND…: fails when the command has not succeeded by then.
until_true() {
    local left=$(($1 * 5))
    shift
    until "$@"; do
        ((left-- > 0)) || return 1
        sleep 0.2
    done
}

install_packages() {
    hash slurmctld slurmd sbatch munged 2>/dev/null && return
    export DEBIAN_FRONTEND=noninteractive
    apt-get update -qq
    apt-get install -y -qq --no-install-recommends slurm-wlm munge >/dev/null
}

write_conf() {
    # At least four processors, whatever the machine has, so that tasks run side by side (config_overrides).
    local processors memory
    processors=$(nproc)
    memory=$(awk '/^MemTotal:/ { print int($2 / 1024) }' /proc/meminfo)
    cat >"$conf" <<END
ClusterName=one-node
SlurmctldHost=localhost(127.0.0.1)
SlurmUser=root
CommunicationParameters=NoCtldInAddrAny,NoInAddrAny
AuthInfo=socket=$socket
StateSaveLocation=$home/state
SlurmdSpoolDir=$home/spool
SlurmctldPidFile=$home/slurmctld.pid
SlurmdPidFile=$home/slurmd.pid
SlurmctldLogFile=$home/slurmctld.log
SlurmdLogFile=$home/slurmd.log
ProctrackType=proctrack/linuxproc
TaskPlugin=task/none
JobAcctGatherType=jobacct_gather/none
SelectType=select/cons_tres
SelectTypeParameters=CR_CPU
SlurmdParameters=config_overrides
ReturnToService=2
NodeName=one NodeAddr=127.0.0.1 CPUs=$((processors < 4 ? 4 : processors)) RealMemory=$memory
PartitionName=all Nodes=one Default=YES MaxTime=INFINITE State=UP
END
}

is_idle() {
    [[ $(sinfo --noheader --format=%T 2>/dev/null) == idle ]]
}

start() {
    [[ ! -e $home ]] || die "$home is there already; run 'one-node.sh stop' first"
    install_packages
    mkdir -p "$home"/{state,spool,munge}
    chmod 755 "$home" "$home/munge"
    write_conf
    (umask 077 && head -c 128 /dev/urandom >"$home/munge/key")
    munged --key-file="$home/munge/key" --socket="$socket" --pid-file="$home/munge/pid" \
        --log-file="$home/munge/log" --seed-file="$home/munge/seed"
    slurmctld -f "$conf"
    slurmd -f "$conf" -N one
    until_true 60 is_idle || die "the node is not idle after a minute; see $home/slurmctld.log and slurmd.log"
    sinfo
    echo "Slurm runs. In each shell that uses it: export SLURM_CONF=$conf"
}

has_no_jobs() {
    [[ -z $(squeue --noheader) ]]
}

# end PIDFILE: asks a daemon to end, and waits until it has.
end() {
    local pid
    pid=$(cat "$1" 2>/dev/null) || return 0
    kill "$pid" 2>/dev/null || return 0
    until_true 30 is_gone "$pid" || die "process $pid does not end"
}

is_gone() {
    ! kill -0 "$1" 2>/dev/null
}

stop() {
    [[ -e $home ]] || die "$home is not there; nothing to stop"
    if scontrol ping >/dev/null 2>&1; then
        squeue --noheader --format=%A | sort -u | xargs --no-run-if-empty scancel
        # Longer than KillWait, after which Slurm kills what does not end by itself.
        until_true 60 has_no_jobs || die "jobs do not end; see squeue"
    fi
    end "$home/slurmd.pid"
    end "$home/slurmctld.pid"
    end "$home/munge/pid"
    rm -rf "$home"
}

[[ $EUID == 0 ]] || die "must run as root"
export SLURM_CONF=$conf
case ${1-start} in
    start) start ;;
    stop) stop ;;
    *) die "'$1' is neither start nor stop" ;;
esac
