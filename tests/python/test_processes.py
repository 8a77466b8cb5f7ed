"""Several processes: pickling, forks, archives that are converted by many at once."""
import multiprocessing
import os
import pickle
import signal
import subprocess
import sys
import textwrap

import pytest

import natsbench_fast
from natsbench_fast import CacheError, create


def answer(api):
    """What a worker answers of an object that came to it by pickle."""
    return api.get_more_info(284, "cifar100", hp=200, is_random=False), float(api.column("x-valid", "accuracy", "cifar100", 200)[284]), os.getpid()


def run(code, **environment):
    """A program of its own: its output and error output, after at most a minute."""
    # What a shell runs in the background ignores SIGINT, and so does whatever that starts.
    return subprocess.run(
        [sys.executable, "-c", textwrap.dedent(code)], capture_output=True, text=True, timeout=60, env={**os.environ, **environment},
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL))


@pytest.mark.parametrize("method", ["spawn", "forkserver"])
def test_objects_pickle_by_path_to_workers(api, bench, method):
    with multiprocessing.get_context(method).Pool(2) as pool:
        answers = pool.map(answer, [api, api, api])
    own = answer(api)
    assert all(other[:2] == own[:2] and other[2] != own[2] for other in answers)
    again = pickle.loads(pickle.dumps(bench))
    assert (again.path, len(again)) == (bench.path, len(bench))


def test_after_a_fork_columns_work_and_calls_name_the_remedy(column_files):
    done = run(f"""
        import os, sys
        import natsbench_fast
        api = natsbench_fast.create({str(column_files['tss'])!r}, "tss", verbose=False)
        column = api.column("x-valid", "accuracy", "cifar100", 200)
        expected = float(column[284]), api.get_more_info(284, "cifar100", hp=200, is_random=False)
        child = os.fork()
        if child == 0:
            ok = float(column[284]) == expected[0]
            ok = ok and float(api.column("x-valid", "accuracy", "cifar100", 200)[284]) == expected[0]
            ok = ok and api.get_more_info(284, "cifar100", hp=200, is_random=False) == expected[1]
            for ask in (lambda: api.get_more_info(11, "cifar100", hp=200, is_random=False), lambda: api.get_cost_info(11, "cifar10"),
                        lambda: api.column("x-test", "accuracy", "cifar100", 200), lambda: natsbench_fast.open(api.path),
                        lambda: api.simulate_train_eval(11, "cifar10", hp="12")):
                try:
                    ask()
                    ok = False
                except natsbench_fast.ForkedError as error:
                    ok = ok and "spawn" in str(error)
            api.close()
            del column, api
            os._exit(0 if ok else 1)
        status = os.waitpid(child, 0)[1]
        print("child", status, "parent", api.get_more_info(11, "cifar10", hp=200, is_random=False)["test-accuracy"] > 0)
    """)
    assert (done.stdout.strip(), done.returncode) == ("child 0 parent True", 0), done.stderr


def test_a_pool_of_forked_workers_names_the_remedy(column_files):
    """Handed an object, a forked worker must not die while it unpickles: the pool would wait for ever."""
    done = run(f"""
        import multiprocessing
        from concurrent.futures import ProcessPoolExecutor
        import natsbench_fast

        def ask(given):
            return given[0].get_more_info(11, "cifar10", hp=200, is_random=False) if given[1] else (len(given[0]), given[0].column("x-test", "accuracy", "cifar100", 200))

        api = natsbench_fast.create({str(column_files['tss'])!r}, "tss", verbose=False)
        bench = natsbench_fast.open({str(column_files['tss'])!r})
        forked = multiprocessing.get_context("fork")
        for given in ((api, True), (bench, False)):
            for make in (lambda: forked.Pool(1), lambda: ProcessPoolExecutor(1, mp_context=forked)):
                with make() as pool:
                    try:
                        list(pool.map(ask, [given]))
                    except natsbench_fast.ForkedError as error:
                        print("spawn" in str(error))
    """)
    assert (done.stdout.split(), done.returncode) == (["True"] * 4, 0), done.stderr


def test_what_a_killed_conversion_left_is_taken_away(simple, tmp_path, monkeypatch):
    monkeypatch.setenv("NATSBENCH_FAST_CACHE", str(tmp_path))
    file = natsbench_fast.create(str(simple["tss"]), "tss", fast_mode=True, verbose=False).path
    os.rename(file, file + ".0123456789abcdef0123456789abcdef.partial")
    other = tmp_path / "other.natsb.partial"
    other.touch()
    natsbench_fast.create(str(simple["tss"]), "tss", fast_mode=True, verbose=False).close()
    assert sorted(path.name for path in tmp_path.iterdir() if path.suffix != ".lock") == sorted([os.path.basename(file), other.name])


def test_a_child_that_opens_first_works(column_files, bench):
    done = run(f"""
        import multiprocessing
        import natsbench_fast

        def work(_):
            with natsbench_fast.open({str(column_files['tss'])!r}) as bench:
                return float(bench.column("x-valid", "accuracy", "cifar100", 200)[284])

        with multiprocessing.get_context("fork").Pool(2) as pool:
            print(pool.map(work, range(4)))
    """)
    assert done.stdout.strip() == str([float(bench.column("x-valid", "accuracy", "cifar100", 200)[284])] * 4), done.stderr


def test_processes_that_ask_at_once_convert_once(simple, tmp_path):
    program = f"""
        import natsbench_fast
        from natsbench_fast import cache
        convert = cache.convert

        def told(archive, output, **given):
            print("converted", flush=True)
            return convert(archive, output, **given)

        cache.convert = told
        api = natsbench_fast.create({str(simple['sss'])!r}, "sss", fast_mode=True, verbose=False)
        print(api.get_more_info(11, "cifar100", hp="90", is_random=False)["test-accuracy"])
    """
    started = [
        subprocess.Popen([sys.executable, "-c", textwrap.dedent(program)], stdout=subprocess.PIPE, text=True,
                         env={**os.environ, "NATSBENCH_FAST_CACHE": str(tmp_path / "cache")})
        for _ in range(4)
    ]
    outputs = [process.communicate(timeout=120)[0].split() for process in started]
    assert all(process.returncode == 0 for process in started)
    assert sum("converted" in output for output in outputs) == 1
    assert len({output[-1] for output in outputs}) == 1
    assert [file.suffix for file in (tmp_path / "cache").iterdir()].count(".natsb") == 1


def test_a_changed_archive_is_converted_again(simple, tmp_path, monkeypatch):
    import shutil

    monkeypatch.setenv("NATSBENCH_FAST_CACHE", str(tmp_path / "cache"))
    archive = tmp_path / "archive"
    shutil.copytree(simple["tss"], archive)
    assert len(create(str(archive), "tss", True, False).recorded()) == 2
    (archive / "000011.pickle.pbz2").unlink()
    assert create(str(archive), "tss", True, False).recorded().tolist() == [284]


def test_a_cache_that_cannot_be_written_is_named(simple, tmp_path, monkeypatch):
    (tmp_path / "file").write_text("no folder")
    for place in (tmp_path / "file", tmp_path / "file" / "below", "/proc/natsbench"):
        monkeypatch.setenv("NATSBENCH_FAST_CACHE", str(place))
        with pytest.raises(CacheError, match="NATSBENCH_FAST_CACHE"):
            create(str(simple["tss"]), "tss", fast_mode=True, verbose=False)


def test_progress_is_told_and_may_stop(simple, tmp_path):
    told = []
    natsbench_fast.convert(simple["tss"], tmp_path / "a.natsb", progress=told.append)
    assert told == sorted(told) and told[-1] == 1.0

    class Enough(Exception):
        pass

    def stop(_):
        raise Enough

    with pytest.raises(Enough):
        natsbench_fast.convert(simple["tss"], tmp_path / "b.natsb", threads=1, progress=stop)
    assert [file.name for file in tmp_path.iterdir()] == ["a.natsb"]


def test_what_is_no_archive_is_refused(tmp_path):
    with pytest.raises(natsbench_fast.NatsBenchError):
        natsbench_fast.convert(tmp_path / "absent", tmp_path / "out.natsb")
    with pytest.raises(natsbench_fast.NatsBenchError):
        natsbench_fast.convert(tmp_path, tmp_path / "out.natsb")


def test_signals_stay_pythons(column_files):
    done = run(f"""
        import os, signal, subprocess, threading, time
        import natsbench_fast
        bench = natsbench_fast.open({str(column_files['tss'])!r})
        bench.column("x-valid", "accuracy", "cifar100", 200)
        assert signal.getsignal(signal.SIGINT) is signal.default_int_handler
        threading.Timer(0.2, os.kill, (os.getpid(), signal.SIGINT)).start()
        try:
            time.sleep(30)
        except KeyboardInterrupt:
            print("interrupted")
        assert subprocess.run(["true"]).returncode == 0
        signal.signal(signal.SIGUSR1, lambda *_: print("told"))
        os.kill(os.getpid(), signal.SIGUSR1)
        os.kill(os.getpid(), signal.SIGTERM)
        time.sleep(30)
    """)
    assert (done.stdout.split(), done.returncode) == (["interrupted", "told"], -15), done.stderr


def test_a_forked_child_ends_by_itself(column_files):
    done = run(f"""
        import os, sys
        import natsbench_fast
        bench = natsbench_fast.open({str(column_files['tss'])!r})
        child = os.fork()
        if child == 0:
            del bench
            sys.exit(3)
        print(os.waitpid(child, 0)[1] >> 8)
    """)
    assert (done.stdout.strip(), done.returncode) == ("3", 0), done.stderr


def test_a_conversion_is_interrupted_and_leaves_nothing(simple, tmp_path):
    done = run(f"""
        import os, signal, time
        import natsbench_fast

        def progress(done):
            os.kill(os.getpid(), signal.SIGINT)
            time.sleep(0.5)  # until the main thread has it: this record is the last but a few

        try:
            natsbench_fast.convert({str(simple['sss'])!r}, {str(tmp_path / 'out.natsb')!r}, threads=1, progress=progress)
        except KeyboardInterrupt:
            print("interrupted")
    """)
    assert done.stdout.strip() == "interrupted" and list(tmp_path.iterdir()) == [], done.stderr
