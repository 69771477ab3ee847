// The few Linux calls that start a child cleanly and lock it down, and that Swift cannot see: its Glibc module is built
// without _GNU_SOURCE, and Landlock and seccomp have no wrapper at all. Policy (what must hold, in which order) is
// Swift's: see LockDown.swift.
//
// Every function binds the calling thread and its later children only: call them while the process has one thread.
// Every function returns 0 on success and an errno value on failure, unless it says otherwise.

#ifndef CCONFINEMENT_H
#define CCONFINEMENT_H

#include <spawn.h>
#include <stddef.h>
#include <stdint.h>

// A pipe whose ends no later child inherits; no other thread can start one in between.
int confinement_pipe(int ends[2]);

// In the child, closes every descriptor but the three standard ones.
int confinement_close_other_descriptors(posix_spawn_file_actions_t *actions);

// Bounds address space and CPU time; allows no growing file, no core dump, no further process, no locked memory and a
// handful of descriptors. A bound that is already lower stays.
int confinement_limit_resources(uint64_t memory_bytes, uint64_t cpu_seconds);

// Moves the process into a user namespace of its own, with empty network and IPC namespaces. Often refused: in a
// chroot, in a container, under systemd's RestrictNamespaces.
int confinement_enter_namespaces(void);

// Empties the effective, permitted and inheritable capability sets.
int confinement_drop_capabilities(void);

// PR_SET_NO_NEW_PRIVS: execve can never again grant anything. Landlock and seccomp need it.
int confinement_forbid_new_privileges(void);

// No core dump, no ptrace by another process of the same user, /proc/self owned by root.
int confinement_forbid_inspection(void);

// The kernel sends SIGKILL when the thread that started this process ends.
int confinement_die_with_parent(void);

// Landlock: takes away every file, TCP and scope right that the kernel knows, save that of reading what is in the folders
// `readable` (a list that ends with NULL) and below. `abi` receives the kernel's version, 0 when it has no Landlock.
int confinement_forbid_files(char *const *readable, int *abi);

// seccomp: a list of allowed system calls, enough to compute and to use open descriptors; all others fail with EPERM.
// Opening a file to read it is among them if `may_read` is not 0, which is for processes that Landlock holds.
int confinement_filter_system_calls(int may_read);

// A file in memory that holds these bytes and can never change, at its start; negative, an errno value, on failure.
int confinement_memory_file(const void *bytes, size_t count);

// Landlock for a process that becomes another program: it may execute `program` and what starts it, and read the files
// and folders of `readable` (a list that ends with NULL), and has no other right on any file. EOPNOTSUPP or ENOSYS where
// the kernel has no Landlock.
int confinement_forbid_other_files(const char *program, char *const *readable);

// seccomp for the same: what an ordinary program needs to load, to read files and to compute, and execve; no socket, no
// further process or thread, no opening for writing, no tracing, no signal to others. All others fail with EPERM.
int confinement_filter_tool_calls(void);

// What a confined process must not be able to do.
enum confinement_deed {
  CONFINEMENT_READ_FILE = 0,
  CONFINEMENT_LIST_DIRECTORY = 1,
  CONFINEMENT_WRITE_FILE = 2,
  CONFINEMENT_LEAVE_FONTS = 3,
  CONFINEMENT_WRITE_FONT = 4,
  CONFINEMENT_CREATE_SOCKET = 5,
  CONFINEMENT_START_PROCESS = 6,
  CONFINEMENT_TRACE_PROCESS = 7,
  CONFINEMENT_SIGNAL_PARENT = 8,
  CONFINEMENT_MAP_EXECUTABLE_MEMORY = 9,
  CONFINEMENT_MAP_EXECUTABLE_FILE = 10,
  CONFINEMENT_MAP_WRITABLE_FILE = 11,
  CONFINEMENT_EXECUTE_PROGRAM = 12,
};

// Tries one deed: the errno of the refusal, or 0 when the deed succeeded. A successful CONFINEMENT_EXECUTE_PROGRAM does
// not return: the process has become another.
int confinement_try(enum confinement_deed deed);

#endif
