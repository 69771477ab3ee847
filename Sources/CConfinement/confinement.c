#define _GNU_SOURCE
#include "CConfinement.h"
#include "filter.h"
#include "landlock.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/capability.h>
#include <sched.h>
#include <signal.h>
#include <stdint.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/ptrace.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

static int result(long returned) { return returned == 0 ? 0 : errno; }

int confinement_pipe(int ends[2]) { return result(pipe2(ends, O_CLOEXEC)); }

int confinement_close_other_descriptors(posix_spawn_file_actions_t *actions) {
  return posix_spawn_file_actions_addclosefrom_np(actions, STDERR_FILENO + 1);
}

int confinement_limit_resources(uint64_t memory_bytes, uint64_t cpu_seconds) {
  const struct {
    int resource;
    rlim_t most;
  } bounds[] = {
      {RLIMIT_AS, memory_bytes}, {RLIMIT_CPU, cpu_seconds}, {RLIMIT_FSIZE, 0}, {RLIMIT_CORE, 0},
      {RLIMIT_NPROC, 0},         {RLIMIT_MEMLOCK, 0},
      // The three standard ones, and what reading the configuration of fonts holds open at a time, nested as it is.
      {RLIMIT_NOFILE, 32},
  };
  for (size_t i = 0; i < sizeof bounds / sizeof bounds[0]; i++) {
    struct rlimit limit;
    if (getrlimit(bounds[i].resource, &limit) != 0) return errno;
    if (limit.rlim_max > bounds[i].most) limit.rlim_max = bounds[i].most;
    limit.rlim_cur = limit.rlim_max;
    if (setrlimit(bounds[i].resource, &limit) != 0) return errno;
  }
  return 0;
}

int confinement_enter_namespaces(void) { return result(unshare(CLONE_NEWUSER | CLONE_NEWNET | CLONE_NEWIPC)); }

int confinement_drop_capabilities(void) {
  struct __user_cap_header_struct header = {.version = _LINUX_CAPABILITY_VERSION_3, .pid = 0};
  struct __user_cap_data_struct none[_LINUX_CAPABILITY_U32S_3] = {{0}};
  return result(syscall(SYS_capset, &header, none));
}

int confinement_forbid_new_privileges(void) { return result(prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0)); }

int confinement_forbid_inspection(void) { return result(prctl(PR_SET_DUMPABLE, 0, 0, 0, 0)); }

int confinement_die_with_parent(void) { return result(prctl(PR_SET_PDEATHSIG, SIGKILL, 0, 0, 0)); }

// Landlock: the numbers are written here because Debian 12's linux/landlock.h stops at version 2 of the interface while
// its backported kernels know more.

struct landlock_ruleset {
  uint64_t handled_files;  // since version 1
  uint64_t handled_tcp;    // since version 4
  uint64_t scoped;         // since version 6
};

int confinement_landlock_ruleset(int *abi) {
  const uint32_t ask_version = 1;
  *abi = 0;
  long version = syscall(SYS_landlock_create_ruleset, NULL, 0, ask_version);
  if (version < 1) return version < 0 ? -errno : -ENOSYS;

  // A right that the kernel does not know makes it refuse the whole ruleset, so each version has its own mask.
  int file_rights = version >= 5 ? 16 : version >= 3 ? 15 : version >= 2 ? 14 : 13;
  struct landlock_ruleset rules = {.handled_files = (UINT64_C(1) << file_rights) - 1};
  size_t size = offsetof(struct landlock_ruleset, handled_tcp);
  if (version >= 4) {
    rules.handled_tcp = 3;  // bind and connect
    size = offsetof(struct landlock_ruleset, scoped);
  }
  if (version >= 6) {
    rules.scoped = 3;  // abstract Unix sockets and signals
    size = sizeof rules;
  }
  long ruleset = syscall(SYS_landlock_create_ruleset, &rules, size, 0);
  if (ruleset < 0) return -errno;
  *abi = (int)version;
  return (int)ruleset;
}

int confinement_landlock_allow(int ruleset, const char *path, uint64_t rights) {
  struct {
    uint64_t rights;
    int32_t beneath;
  } __attribute__((packed)) rule = {.rights = rights};
  rule.beneath = open(path, O_PATH | O_CLOEXEC);
  // What is not there needs no right.
  if (rule.beneath < 0) return errno == ENOENT ? 0 : errno;
  struct stat kind;
  int outcome = result(fstat(rule.beneath, &kind));
  // A right on directories makes the kernel refuse the rule of a file.
  if (outcome == 0 && !S_ISDIR(kind.st_mode)) rule.rights &= ~(uint64_t)LANDLOCK_READ_DIRECTORY;
  const int path_beneath = 1;
  if (outcome == 0) outcome = result(syscall(SYS_landlock_add_rule, ruleset, path_beneath, &rule, 0));
  close(rule.beneath);
  return outcome;
}

int confinement_forbid_files(char *const *readable, int *abi) {
  int ruleset = confinement_landlock_ruleset(abi);
  if (ruleset < 0) return -ruleset;
  int outcome = 0;
  for (; *readable != NULL && outcome == 0; readable++)
    outcome = confinement_landlock_allow(ruleset, *readable, LANDLOCK_READ_FILE | LANDLOCK_READ_DIRECTORY);
  if (outcome == 0) outcome = result(syscall(SYS_landlock_restrict_self, ruleset, 0));
  close(ruleset);
  if (outcome != 0) *abi = 0;
  return outcome;
}

// Nothing executable, and of a file nothing that could be written.
#define ALLOW_MMAP                                                 \
  BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_mmap, 0, 7),             \
      LOAD(args[2]),                                               \
      BPF_JUMP(BPF_JMP | BPF_JSET | BPF_K, PROT_EXEC, 3, 0),       \
      BPF_JUMP(BPF_JMP | BPF_JSET | BPF_K, PROT_WRITE, 0, 3),      \
      LOAD(args[3]),                                               \
      BPF_JUMP(BPF_JMP | BPF_JSET | BPF_K, MAP_ANONYMOUS, 1, 0),   \
      RETURN(REFUSE), RETURN(SECCOMP_RET_ALLOW)
#define ALLOW_OPENING(when)                                    \
  BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_openat, 0, 4),       \
      LOAD(args[2]),                                           \
      BPF_JUMP(BPF_JMP | BPF_JSET | BPF_K, WRITING, 0, 1),     \
      RETURN(REFUSE), RETURN((when) ? SECCOMP_RET_ALLOW : REFUSE)
#define ALLOW_IF(when, name) \
  BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_##name, 0, 1), RETURN((when) ? SECCOMP_RET_ALLOW : REFUSE)

int confinement_filter_system_calls(int may_read) {
  struct sock_filter filter[] = {
      LOAD(arch),
      BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, CONFINED_ARCHITECTURE, 1, 0),
      RETURN(SECCOMP_RET_KILL_PROCESS),
      LOAD(nr),
      // Open descriptors: the two pipes, and the files that Landlock lets it read.
      ALLOW(read), ALLOW(write), ALLOW(readv), ALLOW(writev), ALLOW(close), ALLOW(fstat),
      // Memory.
      ALLOW(brk), ALLOW(munmap), ALLOW(mremap), ALLOW(madvise), ALLOW_MMAP, ALLOW_WITHOUT(mprotect, 2, PROT_EXEC),
      // The runtime's locks, clocks and hash seeds.
      ALLOW(futex), ALLOW(getrandom), ALLOW(clock_gettime), ALLOW(clock_nanosleep), ALLOW(nanosleep),
      ALLOW(sched_yield), ALLOW(getpid), ALLOW(gettid), ALLOW(restart_syscall),
      // Signals to itself end in its own death only.
      ALLOW(rt_sigaction), ALLOW(rt_sigprocmask), ALLOW(rt_sigreturn), ALLOW(sigaltstack),
      ALLOW(exit), ALLOW(exit_group),
      // Fonts. Landlock says which files are opened; whether a name exists, and its size and time, it tells of any.
      ALLOW_OPENING(may_read),
      ALLOW_IF(may_read, newfstatat), ALLOW_IF(may_read, statx), ALLOW_IF(may_read, fstatfs),
      ALLOW_IF(may_read, getdents64), ALLOW_IF(may_read, lseek), ALLOW_IF(may_read, pread64),
      ALLOW_IF(may_read, fadvise64), ALLOW_IF(may_read, readlinkat), ALLOW_IF(may_read, faccessat),
#if defined(__x86_64__)
      ALLOW_IF(may_read, access), ALLOW_IF(may_read, readlink),
#endif
      RETURN(REFUSE),
  };
  struct sock_fprog program = {.len = sizeof filter / sizeof filter[0], .filter = filter};
  return result(syscall(SYS_seccomp, SECCOMP_SET_MODE_FILTER, 0, &program));
}

static int opened(int descriptor) {
  if (descriptor < 0) return errno;
  close(descriptor);
  return 0;
}

static int mapped(int protection, int flags, int descriptor) {
  void *page = mmap(NULL, 4096, protection, flags, descriptor, 0);
  if (page == MAP_FAILED) return errno;
  munmap(page, 4096);
  return 0;
}

int confinement_try(enum confinement_deed deed) {
  switch (deed) {
    case CONFINEMENT_READ_FILE:
      return opened(open("/etc/passwd", O_RDONLY | O_CLOEXEC));
    case CONFINEMENT_LIST_DIRECTORY:
      return opened(open("/", O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    case CONFINEMENT_WRITE_FILE:
      return opened(open("/tmp", O_WRONLY | O_TMPFILE | O_CLOEXEC, 0600));
    case CONFINEMENT_LEAVE_FONTS:
      return opened(open("/etc/fonts/../passwd", O_RDONLY | O_CLOEXEC));
    case CONFINEMENT_WRITE_FONT:
      return opened(open("/etc/fonts/fonts.conf", O_RDWR | O_CLOEXEC));
    case CONFINEMENT_CREATE_SOCKET:
      return opened(socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0));
    case CONFINEMENT_START_PROCESS: {
      pid_t child = fork();
      if (child == 0) _exit(0);
      return child < 0 ? errno : 0;
    }
    case CONFINEMENT_TRACE_PROCESS:
      return result(ptrace(PTRACE_TRACEME, 0, NULL, NULL));
    case CONFINEMENT_SIGNAL_PARENT:
      return result(kill(getppid(), 0));
    case CONFINEMENT_MAP_EXECUTABLE_MEMORY:
      return mapped(PROT_READ | PROT_EXEC, MAP_PRIVATE | MAP_ANONYMOUS, -1);
    case CONFINEMENT_MAP_EXECUTABLE_FILE:
      return mapped(PROT_READ | PROT_EXEC, MAP_PRIVATE, STDIN_FILENO);
    case CONFINEMENT_MAP_WRITABLE_FILE:
      return mapped(PROT_READ | PROT_WRITE, MAP_PRIVATE, STDIN_FILENO);
    case CONFINEMENT_EXECUTE_PROGRAM: {
      char *const arguments[] = {"true", NULL};
      char *const environment[] = {NULL};
      return result(execve("/bin/true", arguments, environment));
    }
  }
  return ENOSYS;
}
