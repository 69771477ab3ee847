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
#include <sys/syscall.h>
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
      // The three standard ones, and the one that makes the Landlock ruleset.
      {RLIMIT_NOFILE, 8},
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

int confinement_forbid_files(int *abi) {
  int ruleset = confinement_landlock_ruleset(abi);
  if (ruleset < 0) return -ruleset;
  int outcome = result(syscall(SYS_landlock_restrict_self, ruleset, 0));
  close(ruleset);
  if (outcome != 0) *abi = 0;
  return outcome;
}

// mmap and mprotect, but never of executable pages. The protection is the third argument of both; its low 32 bits hold
// PROT_EXEC, and come first on the little-endian machines named above.
#define ALLOW_UNLESS_EXECUTABLE(name)                          \
  BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_##name, 0, 4),       \
      LOAD(args[2]),                                           \
      BPF_JUMP(BPF_JMP | BPF_JSET | BPF_K, PROT_EXEC, 0, 1),   \
      RETURN(SECCOMP_RET_ERRNO | EPERM), RETURN(SECCOMP_RET_ALLOW)

int confinement_filter_system_calls(void) {
  struct sock_filter filter[] = {
      LOAD(arch),
      BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, CONFINED_ARCHITECTURE, 1, 0),
      RETURN(SECCOMP_RET_KILL_PROCESS),
      LOAD(nr),
      // Open descriptors: the two pipes. Nothing here opens or makes one.
      ALLOW(read), ALLOW(write), ALLOW(readv), ALLOW(writev), ALLOW(close), ALLOW(fstat),
      // Memory.
      ALLOW(brk), ALLOW(munmap), ALLOW(mremap), ALLOW(madvise),
      ALLOW_UNLESS_EXECUTABLE(mmap), ALLOW_UNLESS_EXECUTABLE(mprotect),
      // The runtime's locks, clocks and hash seeds.
      ALLOW(futex), ALLOW(getrandom), ALLOW(clock_gettime), ALLOW(clock_nanosleep), ALLOW(nanosleep),
      ALLOW(sched_yield), ALLOW(getpid), ALLOW(gettid), ALLOW(restart_syscall),
      // Signals to itself end in its own death only.
      ALLOW(rt_sigaction), ALLOW(rt_sigprocmask), ALLOW(rt_sigreturn), ALLOW(sigaltstack),
      ALLOW(exit), ALLOW(exit_group),
      RETURN(SECCOMP_RET_ERRNO | EPERM),
  };
  struct sock_fprog program = {.len = sizeof filter / sizeof filter[0], .filter = filter};
  return result(syscall(SYS_seccomp, SECCOMP_SET_MODE_FILTER, 0, &program));
}

static int opened(int descriptor) {
  if (descriptor < 0) return errno;
  close(descriptor);
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
    case CONFINEMENT_MAP_EXECUTABLE_MEMORY: {
      void *page = mmap(NULL, 4096, PROT_READ | PROT_EXEC, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
      if (page == MAP_FAILED) return errno;
      munmap(page, 4096);
      return 0;
    }
    case CONFINEMENT_EXECUTE_PROGRAM: {
      char *const arguments[] = {"true", NULL};
      char *const environment[] = {NULL};
      return result(execve("/bin/true", arguments, environment));
    }
  }
  return ENOSYS;
}
