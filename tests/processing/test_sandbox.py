"""What untrusted bytes cannot do, tried by programs that do their best; each way in is open once its guard is gone."""

import os
import subprocess
import sys
import tempfile
import textwrap
from pathlib import Path

import pytest

from wholefile.extraction import frames
from wholefile.extraction.contract import CRASHED, OUT_OF_MEMORY, REFUSED, TIMED_OUT, Job, Limits
from wholefile.processing import sandbox
from wholefile.processing.seccomp import REFUSED as REFUSED_CALLS
from wholefile.processing.seccomp import program

pytestmark = pytest.mark.usefixtures("sandboxed")
MIB = 1 << 20


def inside(code: str, tmp_path, *, without=(), unfiltered=False, limits=None) -> subprocess.CompletedProcess:
    """Run a program in the sandbox; `without` names arguments of bubblewrap to leave out."""
    blob = tmp_path / "blob"
    blob.write_bytes(b"the original")
    with tempfile.TemporaryFile() as filter_file:
        filter_file.write(program())
        filter_file.seek(0)
        line = sandbox.command(
            blob,
            (),
            limits or Limits(disk=8 * MIB),
            filter_file.fileno(),
            (sys.executable, "-c", textwrap.dedent(code)),
        )
        for one in without:
            at = line.index(one)
            del line[at : at + (2 if one in ("--remount-ro", "--size") else 1)]
        if unfiltered:
            at = line.index("--seccomp")
            del line[at : at + 2]
        return subprocess.run(
            line, pass_fds=(filter_file.fileno(),), capture_output=True, text=True, timeout=60, check=False
        )


def run_program(code: str, tmp_path, monkeypatch, limits: Limits):
    """Run a program in the place of the reader, as `sandbox.run` would a reader."""
    blob = tmp_path / "blob"
    blob.write_bytes(b"the original")
    monkeypatch.setattr(sandbox.command, "__defaults__", ((sys.executable, "-c", textwrap.dedent(code)),))
    result, ended = sandbox._run(
        Job("read", "a", 12, limits), blob, lambda rows: [one.letter for one in rows], ()
    )
    assert blob.read_bytes() == b"the original"
    return result, ended


def test_the_self_test_finds_nothing_open():
    assert sandbox.usable() is None


def test_where_bubblewrap_is_missing_nothing_is_parsed_and_it_is_said(monkeypatch):
    monkeypatch.setattr(sandbox, "_usable", [])
    monkeypatch.setenv("PATH", "/nonexistent")
    assert "install bubblewrap" in sandbox.usable()


SOCKET = "import socket; socket.create_connection(('127.0.0.1', {port}), 2); print('open')"


def test_there_is_no_network(tmp_path):
    import socket

    with socket.create_server(("127.0.0.1", 0)) as server:
        code = SOCKET.format(port=server.getsockname()[1])
        assert "open" not in inside(code, tmp_path).stdout
        assert "open" not in inside(code, tmp_path, unfiltered=True).stdout, "the namespace alone keeps it in"
        assert "open" not in inside(code, tmp_path, without=("--unshare-all",)).stdout, (
            "the filter alone does too"
        )
        assert "open" in inside(code, tmp_path, without=("--unshare-all",), unfiltered=True).stdout


def test_nothing_outside_can_be_read_or_seen(tmp_path):
    secret = tmp_path / "secret"
    secret.write_text("secret")
    code = f"""
        import os, pathlib
        seen = [p for p in ({str(secret)!r}, '/etc/passwd', '/etc/shadow', '/home', '/var') if os.path.exists(p)]
        pids = [p for p in os.listdir('/proc') if p.isdigit()]
        print(seen, len(pids) < 5, sorted(os.listdir('/')), os.environ.get('HOME'))
    """
    said = inside(code, tmp_path)
    # This Python is shown where it lies, so the first folder on the way to it is there as well.
    python = {Path(shown).parts[1] for shown in sandbox._python_folders()}
    tops = {"app", "bin", "dev", "etc", "in", "lib", "lib64", "proc", "tmp", "usr"} | python
    assert said.stdout == f"[] True {sorted(tops)} /tmp\n", said
    assert str(secret.parent.parent) not in said.stdout


def test_nothing_can_be_written_but_scratch_space_that_is_bounded(tmp_path):
    code = """
        import os
        for p in ('/in/blob', '/in/x', '/app/x', '/usr/x', '/x', '/dev/shm/x'):
            try:
                open(p, 'ab').write(b'x'); print('wrote', p)
            except OSError: pass
        try:
            with open('/tmp/a', 'wb') as f:
                for _ in range(64): f.write(bytes(1 << 20))
            print('filled')
        except OSError as e: print(e.strerror)
    """
    said = inside(code, tmp_path)
    assert said.stdout.strip() == "No space left on device", said
    assert (tmp_path / "blob").read_bytes() == b"the original"
    assert "wrote /dev/shm/x" in inside(code, tmp_path, without=("--remount-ro",)).stdout
    assert "filled" in inside(code, tmp_path, without=("--size",)).stdout


def test_no_new_namespaces_and_no_privileges(tmp_path):
    code = """
        import ctypes, os
        libc = ctypes.CDLL(None, use_errno=True)
        print('unshare', libc.unshare(0x10000000), 'mount', libc.mount(b'none', b'/tmp', b'tmpfs', 0, None))
        print('uid', os.getuid(), open('/proc/self/status').read().split('CapEff:')[1].split()[0])
        print('ptrace', libc.ptrace(16, 1, 0, 0))
    """
    said = inside(code, tmp_path).stdout.split()
    assert said == ["unshare", "-1", "mount", "-1", "uid", "65534", "0" * 16, "ptrace", "-1"]


def test_every_call_on_the_list_is_refused_by_the_filter(tmp_path):
    machine = os.uname().machine
    numbers = {name: pair[0 if machine == "x86_64" else 1] for name, pair in REFUSED_CALLS.items()}
    code = f"""
        import ctypes, errno
        libc = ctypes.CDLL(None, use_errno=True)
        allowed = []
        for name, number in {numbers!r}.items():
            if number is not None:
                ctypes.set_errno(0)
                answer = libc.syscall(number, -1, -1, -1, -1, -1)
                if (answer, ctypes.get_errno()) != (-1, errno.EPERM):
                    allowed.append(name)
        print(allowed)
    """
    assert inside(code, tmp_path).stdout.strip() == "[]"
    assert "socket" in inside(code, tmp_path, unfiltered=True).stdout


def test_a_run_that_takes_too_long_is_ended(tmp_path, monkeypatch):
    result, ended = run_program("while True: pass", tmp_path, monkeypatch, Limits(seconds=1))
    assert (result, ended.status) == (None, TIMED_OUT)


def test_what_a_run_started_ends_with_it(tmp_path, monkeypatch):
    code = """
        import subprocess, sys, time
        subprocess.Popen([sys.executable, '-c', 'import time; time.sleep(600)'], start_new_session=True)
        time.sleep(600)
    """
    _, ended = run_program(code, tmp_path, monkeypatch, Limits(seconds=1))
    assert ended.status == TIMED_OUT
    left = subprocess.run(
        ["pgrep", "-f", "time.sleep.600"], capture_output=True, text=True, check=False
    ).stdout
    assert not left.strip()


def test_memory_is_bounded_for_each_process_and_for_all_together(tmp_path, monkeypatch):
    limits = Limits(seconds=20, memory=64 * MIB)
    code = """
        import os, time
        for _ in range(8):
            if os.fork() == 0: break
        x = bytearray(24 << 20); x[::4096] = b'x' * len(x[::4096]); time.sleep(60)
    """
    _, ended = run_program(code, tmp_path, monkeypatch, limits)
    assert ended.status == OUT_OF_MEMORY


def test_a_reader_that_dies_or_says_nonsense_is_told_apart(tmp_path, monkeypatch):
    small = Limits(seconds=20)
    _, ended = run_program("import os; os.kill(os.getpid(), 11)", tmp_path, monkeypatch, small)
    assert (ended.status, "SIGSEGV" in ended.reason) == (CRASHED, True)
    _, ended = run_program("import os; os.abort()", tmp_path, monkeypatch, small)
    assert (ended.status, "SIGABRT" in ended.reason) == (CRASHED, True)
    _, ended = run_program("print('nothing of the kind' * 100)", tmp_path, monkeypatch, small)
    assert ended.status == REFUSED
    _, ended = run_program("", tmp_path, monkeypatch, small)
    assert ended.status == CRASHED
    _, ended = run_program("import sys; sys.exit(70)", tmp_path, monkeypatch, small)
    assert ended.status == OUT_OF_MEMORY


def test_a_frame_that_claims_gigabytes_is_refused_before_anything_is_read(tmp_path, monkeypatch):
    code = (
        "import sys, time; sys.stdout.buffer.write(b'D' + b'\\xff' * 4); sys.stdout.flush(); time.sleep(60)"
    )
    _, ended = run_program(code, tmp_path, monkeypatch, Limits(seconds=20))
    assert ended.status == REFUSED
    assert ended.seconds < 15


def test_fork_bombs_are_ended(tmp_path, monkeypatch):
    code = """
        import os, time
        for _ in range(300):
            if os.fork() == 0: time.sleep(60); os._exit(0)
        time.sleep(60)
    """
    _, ended = run_program(code, tmp_path, monkeypatch, Limits(seconds=20))
    assert (ended.status, "processes" in ended.reason) == (REFUSED, True)
    assert ended.seconds < 15


def test_the_limits_are_set_before_the_file_is_looked_at(tmp_path):
    """The program sets them itself; a job without them does not run."""
    blob = tmp_path / "blob"
    blob.write_bytes(b"x")
    found, ended = sandbox.run(
        Job("selftest", "/etc/passwd", 1, Limits(), {"pid": 1}),
        blob,
        lambda rows: [one.json() for one in rows],
    )
    assert ended.status is None
    assert found[-1]["facts"] == {"tried": 8}


def test_bytes_after_the_last_frame_are_refused(tmp_path, monkeypatch):
    code = """
        import sys
        sys.stdout.buffer.write(b'F' + (2).to_bytes(4, 'big') + b'{}' + b'more')
    """
    _, ended = run_program(code, tmp_path, monkeypatch, Limits(seconds=20))
    assert ended.status == REFUSED


def test_frames_out_of_turn_are_refused():
    import io

    for data in (b"D\0\0\0\0", b"E\0\0\0\0", b"M\0\0\0\2{}F\0\0\0\2{}", b"Z\0\0\0\0"):
        with pytest.raises(frames.Broken):
            list(frames.read(io.BytesIO(data)))


def test_a_program_that_is_installed_below_the_scratch_folder_runs(tmp_path):
    """As it is when somebody clones into /tmp."""
    blob = tmp_path / "blob"
    blob.write_bytes(b"x")
    line = sandbox.command(blob, (), Limits(), 3)
    scratch = line.index("--tmpfs")
    assert all(at > scratch for at, word in enumerate(line) if word == "--ro-bind")
