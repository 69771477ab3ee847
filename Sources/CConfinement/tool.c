// The second kind of confined child: one that becomes a program of the system, such as tesseract.

#define _GNU_SOURCE
#include "CConfinement.h"
#include "filter.h"
#include "landlock.h"

#include <errno.h>
#include <fcntl.h>
#include <sched.h>
#include <stdint.h>
#include <sys/mman.h>
#include <unistd.h>

int confinement_memory_file(const void *bytes, size_t count) {
  int file = memfd_create("document", MFD_CLOEXEC | MFD_ALLOW_SEALING);
  if (file < 0) return -errno;
  const char *rest = bytes;
  while (count > 0) {
    ssize_t written = write(file, rest, count);
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) goto failed;
    rest += written;
    count -= (size_t)written;
  }
  const int seals = F_SEAL_WRITE | F_SEAL_GROW | F_SEAL_SHRINK | F_SEAL_SEAL;
  if (lseek(file, 0, SEEK_SET) == 0 && fcntl(file, F_ADD_SEALS, seals) == 0) return file;
failed:;
  int reason = errno;
  close(file);
  return -reason;
}

int confinement_forbid_other_files(const char *program, char *const *readable) {
  int version;
  int ruleset = confinement_landlock_ruleset(&version);
  if (ruleset < 0) return -ruleset;
  int outcome = confinement_landlock_allow(ruleset, program, LANDLOCK_EXECUTE | LANDLOCK_READ_FILE);
#if defined(__x86_64__)
  if (outcome == 0) outcome = confinement_landlock_allow(ruleset, "/lib64/ld-linux-x86-64.so.2", LANDLOCK_EXECUTE | LANDLOCK_READ_FILE);
#elif defined(__aarch64__)
  if (outcome == 0) outcome = confinement_landlock_allow(ruleset, "/lib/ld-linux-aarch64.so.1", LANDLOCK_EXECUTE | LANDLOCK_READ_FILE);
#endif
  for (; outcome == 0 && *readable != NULL; readable++)
    outcome = confinement_landlock_allow(ruleset, *readable, LANDLOCK_READ_FILE | LANDLOCK_READ_DIRECTORY);
  if (outcome == 0 && syscall(SYS_landlock_restrict_self, ruleset, 0) != 0) outcome = errno;
  close(ruleset);
  return outcome;
}

// Code comes from files, which Landlock holds to those of the system: never from memory that was written.
#define ALLOW_MMAP                                                \
  BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_mmap, 0, 6),            \
      LOAD(args[2]),                                              \
      BPF_JUMP(BPF_JMP | BPF_JSET | BPF_K, PROT_EXEC, 0, 3),      \
      LOAD(args[3]),                                              \
      BPF_JUMP(BPF_JMP | BPF_JSET | BPF_K, MAP_ANONYMOUS, 0, 1),  \
      RETURN(REFUSE), RETURN(SECCOMP_RET_ALLOW)
// Of itself (process 0) only.
#define ALLOW_OWN_LIMITS                                        \
  BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_prlimit64, 0, 4),     \
      LOAD(args[0]),                                            \
      BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, 0, 1, 0),             \
      RETURN(REFUSE), RETURN(SECCOMP_RET_ALLOW)

int confinement_filter_tool_calls(void) {
  struct sock_filter filter[] = {
      LOAD(arch),
      BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, CONFINED_ARCHITECTURE, 1, 0),
      RETURN(SECCOMP_RET_KILL_PROCESS),
      LOAD(nr),
      // To become the program, and what the loader does. Landlock says which program.
      ALLOW(execve), ALLOW(set_tid_address), ALLOW(set_robust_list), ALLOW(rseq), ALLOW_OWN_LIMITS,
#if defined(__x86_64__)
      ALLOW(arch_prctl), ALLOW(access), ALLOW(readlink), ALLOW_WITHOUT(open, 1, WRITING),
#endif
      // Files to read.
      ALLOW_WITHOUT(openat, 2, WRITING), ALLOW(faccessat), ALLOW(readlinkat), ALLOW(newfstatat), ALLOW(fstat),
      ALLOW(statx), ALLOW(read), ALLOW(readv), ALLOW(pread64), ALLOW(lseek), ALLOW(close), ALLOW(fcntl),
      // The pipe: no other descriptor can be written to.
      ALLOW(write), ALLOW(writev),
      // Memory.
      ALLOW(brk), ALLOW(munmap), ALLOW(mremap), ALLOW(madvise), ALLOW_MMAP, ALLOW_WITHOUT(mprotect, 2, PROT_EXEC),
      // Locks, clocks, seeds, and how many processors there are.
      ALLOW(futex), ALLOW(getrandom), ALLOW(clock_gettime), ALLOW(clock_nanosleep), ALLOW(nanosleep),
      ALLOW(sched_yield), ALLOW(sched_getaffinity), ALLOW(sysinfo), ALLOW(uname), ALLOW(getrusage), ALLOW(getpid),
      ALLOW(gettid), ALLOW(getuid), ALLOW(geteuid), ALLOW(getgid), ALLOW(getegid), ALLOW(restart_syscall),
      // Signals to itself end in its own death only.
      ALLOW(rt_sigaction), ALLOW(rt_sigprocmask), ALLOW(rt_sigreturn), ALLOW(sigaltstack),
      ALLOW(exit), ALLOW(exit_group),
      RETURN(REFUSE),
  };
  struct sock_fprog program = {.len = sizeof filter / sizeof filter[0], .filter = filter};
  return syscall(SYS_seccomp, SECCOMP_SET_MODE_FILTER, 0, &program) == 0 ? 0 : errno;
}
