#!/usr/bin/env python3
"""Works on the same mailbox in a private Dovecot with several programs in turns, and compares their times.

compare-mailboxes.py fetch|file VAGUEMESTRE RESOURCES [COUNT [ROUNDS]]

fetch: vaguemestre in mode `observe`, the whole way (fetched, kept, read, understood, decided, journaled), beside mbsync and
       fdm, which fetch the mails into a Maildir and nothing more.
file:  vaguemestre in mode `automatic`, every mail understood and filed, beside imapfilter, which moves mails by searches for
       words in their bodies.

Times are the clock's, from the start of the program to its last mail, with the processor's time of the program beside.
"""
import os
import pathlib
import random
import shutil
import signal
import socket
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time

HERE = pathlib.Path(__file__).resolve().parent
PASSWORD = "secret"


def free_port():
    with socket.socket() as sock:
        sock.bind(("127.0.0.1", 0))
        return sock.getsockname()[1]


class Dovecot:
    """A throw-away IMAP server on loopback; any user, one password, mails in Maildirs."""

    def __init__(self, folder):
        self.folder = folder
        self.port = free_port()
        root = os.geteuid() == 0
        user, group = ("dovecot", "dovecot") if root else (os.environ["USER"], os.environ["USER"])
        login = "dovenull" if root else user
        owner, owner_group = ("nobody", "nogroup") if root else (user, group)
        self.owner = (owner, owner_group) if root else None
        (folder / "mail").mkdir()
        if root:
            shutil.chown(folder / "mail", *self.owner)
        self.settings = folder / "dovecot.conf"
        self.settings.write_text(f"""
base_dir = {folder}/run
state_dir = {folder}/run
log_path = {folder}/dovecot.log
protocols = imap
listen = 127.0.0.1
default_internal_user = {user}
default_internal_group = {group}
default_login_user = {login}
first_valid_uid = 1
mail_location = maildir:{folder}/mail/%u
ssl = no
disable_plaintext_auth = no
auth_mechanisms = plain login
mail_max_userip_connections = 100
passdb {{
  driver = static
  args = password={PASSWORD}
}}
userdb {{
  driver = static
  args = uid={owner} gid={owner_group} home={folder}/mail/%u allow_all_users=yes
}}
namespace inbox {{
  inbox = yes
  separator = /
  mailbox Sent {{
    special_use = \\Sent
    auto = create
  }}
  mailbox Drafts {{
    special_use = \\Drafts
    auto = create
  }}
}}
service anvil {{
  chroot =
}}
service imap-login {{
  chroot =
  inet_listener imap {{
    port = {self.port}
  }}
  inet_listener imaps {{
    port = 0
  }}
}}
service stats {{
  chroot =
}}
""")
        subprocess.run(["dovecot", "-c", self.settings], check=True, stdin=subprocess.DEVNULL)
        for _ in range(100):
            with socket.socket() as sock:
                if sock.connect_ex(("127.0.0.1", self.port)) == 0:
                    return
            time.sleep(0.05)
        sys.exit(f"Dovecot does not listen; see {folder}/dovecot.log")

    def stop(self):
        subprocess.run(["doveadm", "-c", self.settings, "stop"], check=False)

    def fill(self, user, mails):
        """Puts mails into the inbox of a user that did not exist."""
        inbox = self.folder / "mail" / user
        for name in ("cur", "new", "tmp"):
            (inbox / name).mkdir(parents=True)
        for number, mail in enumerate(mails):
            shutil.copyfile(mail, inbox / "cur" / f"1795000000.M{number:06}.bench:2,")
        if self.owner:
            for path in [inbox, *inbox.rglob("*")]:
                shutil.chown(path, *self.owner)
        # Dovecot's own lists are made once for everybody.
        subprocess.run(
            ["doveadm", "-c", self.settings, "index", "-u", user, "INBOX"], check=True, stdout=subprocess.DEVNULL)


def measured(command, environment=None, until=None):
    """Seconds of the clock and of the processor of a program; one that does not end is stopped once `until` holds."""
    begin = time.monotonic()
    process = subprocess.Popen(
        command, env=environment, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    clock = None
    if until:
        while process.poll() is None and not until():
            time.sleep(0.02)
        clock = time.monotonic() - begin
        process.send_signal(signal.SIGTERM)
    _, status, usage = os.wait4(process.pid, 0)
    if status != 0:
        sys.exit(f"{command[0]} ended with status {status}")
    return clock or time.monotonic() - begin, usage.ru_utime + usage.ru_stime


class Vaguemestre:
    def __init__(self, program, resources, mode):
        self.program = program
        self.resources = resources
        self.mode = mode

    def run(self, folder, port, user, count):
        settings = folder / "vaguemestre.yaml"
        secret = folder / "password"
        secret.write_text(PASSWORD)
        secret.chmod(0o600)
        settings.write_text(f"""
data: {folder}/data
control_socket: {folder}/control.sock
key_file: {folder}/key
mailboxes:
  bench:
    profile: ecommerce
    mode: {self.mode}
    addresses: [{user}@boutique.example]
    imap: {{host: 127.0.0.1, port: {port}, security: none, user: {user}, password: "file:{secret}"}}
    outgoing: {folder}/outgoing
""")
        database = folder / "data" / "vaguemestre.sqlite"

        def is_done():
            try:
                with sqlite3.connect(f"file:{database}?mode=ro", uri=True, timeout=5) as connection:
                    row = connection.execute("SELECT count(*) FROM message WHERE state = 'done'").fetchone()
                    return row[0] >= count
            except sqlite3.OperationalError:
                return False

        return measured(
            [self.program, "run", "--settings", str(settings)],
            {**os.environ, "VAGUEMESTRE_RESOURCES": self.resources}, is_done)


class MBSync:
    def run(self, folder, port, user, count):
        (folder / "mail").mkdir()
        settings = folder / "mbsyncrc"
        settings.write_text(f"""
IMAPStore far
Host 127.0.0.1
Port {port}
User {user}
Pass {PASSWORD}
SSLType None
AuthMechs LOGIN

MaildirStore near
Path {folder}/mail/
Inbox {folder}/mail/INBOX

Channel bench
Far :far:
Near :near:
Patterns INBOX
Create Near
Sync Pull
SyncState *
""")
        result = measured(["mbsync", "-q", "-c", str(settings), "bench"])
        check_count(folder / "mail" / "INBOX", count)
        return result


class FDM:
    def run(self, folder, port, user, count):
        (folder / "mail").mkdir(mode=0o700)
        for name in ("cur", "new", "tmp"):
            (folder / "mail" / name).mkdir(mode=0o700)
        settings = folder / "fdm.conf"
        settings.write_text(f"""
set maximum-size 1G
set lock-file "{folder}/lock"
account "bench" imap server "127.0.0.1" port {port} user "{user}" pass "{PASSWORD}" no-cram-md5 insecure keep
action "keep" maildir "{folder}/mail"
match all action "keep"
""")
        settings.chmod(0o600)
        result = measured(["fdm", "-q", "-f", str(settings), "fetch"])
        check_count(folder / "mail", count)
        return result


class IMAPFilter:
    """Moves by words in the body, as a person would write such a filter for the same motives."""

    words = {
        "01": ["newsletter", "promotion"], "02": ["colis", "livraison", "suivi"], "03": ["retour", "remboursement"],
        "04": ["annuler"], "05": ["abîmé", "manquant"], "06": ["transporteur"], "07": ["stock", "taille"],
    }

    def run(self, folder, port, user, count):
        settings = folder / "filter.lua"
        moves = "\n".join(
            f'account:create_mailbox("{name}")\n' + "\n".join(
                f'account.INBOX:contain_body("{word}"):move_messages(account["{name}"])' for word in words)
            for name, words in self.words.items())
        settings.write_text(f"""
options.timeout = 600
options.subscribe = false
options.charset = "UTF-8"
account = IMAP {{ server = "127.0.0.1", port = {port}, username = "{user}", password = "{PASSWORD}" }}
{moves}
account:create_mailbox("08")
account.INBOX:select_all():move_messages(account["08"])
""")
        return measured(["imapfilter", "-c", str(settings)], {**os.environ, "HOME": str(folder)})


def check_count(maildir, count):
    found = sum(len(list((maildir / name).iterdir())) for name in ("cur", "new"))
    if found != count:
        sys.exit(f"{maildir} holds {found} mails instead of {count}")


def main():
    if len(sys.argv) < 4 or sys.argv[1] not in ("fetch", "file"):
        sys.exit(__doc__)
    what, program, resources = sys.argv[1:4]
    count = int((sys.argv[4:] or ["5000"])[0])
    rounds = int((sys.argv[5:] or ["3"])[0])
    contenders = (
        {"vaguemestre": Vaguemestre(program, resources, "observe"), "mbsync": MBSync(), "fdm": FDM()}
        if what == "fetch"
        else {"vaguemestre": Vaguemestre(program, resources, "automatic"), "imapfilter": IMAPFilter()})
    with tempfile.TemporaryDirectory(prefix="vaguemestre-bench-") as name:
        folder = pathlib.Path(name)
        folder.chmod(0o755)
        subprocess.run([sys.executable, HERE / "generate-mails.py", folder / "mails", str(count), "1"], check=True)
        mails = sorted((folder / "mails").iterdir())
        octets = sum(mail.stat().st_size for mail in mails)
        print(f"{len(mails)} mails, {octets / 1e6:.0f} MB, {rounds} rounds in turns", flush=True)
        dovecot = Dovecot(folder)
        try:
            results = {name: [] for name in contenders}
            for number in range(rounds):
                order = list(contenders)
                random.Random(number).shuffle(order)
                for name in order:
                    user = f"{name}{number}"
                    dovecot.fill(user, mails)
                    workplace = folder / "work" / user
                    workplace.mkdir(parents=True)
                    results[name].append(contenders[name].run(workplace, dovecot.port, user, len(mails)))
                    clock, processor = results[name][-1]
                    print(
                        f"round {number + 1}  {name:12}  {clock:7.2f} s clock  {processor:7.2f} s processor",
                        flush=True)
                    shutil.rmtree(workplace)
        finally:
            dovecot.stop()
    medians = {name: statistics.median(row[0] for row in rows) for name, rows in results.items()}
    for name, rows in results.items():
        processor = statistics.median(row[1] for row in rows)
        print(f"{name}: median {medians[name]:.2f} s clock, {processor:.2f} s processor")
    for name in contenders:
        if name != "vaguemestre":
            print(f"vaguemestre / {name}: {medians['vaguemestre'] / medians[name]:.2f} clock")


main()
