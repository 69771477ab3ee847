// How the lists of allowed system calls are written.

#ifndef CONFINEMENT_FILTER_H
#define CONFINEMENT_FILTER_H

#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <stddef.h>
#include <sys/syscall.h>

#if defined(__x86_64__)
#define CONFINED_ARCHITECTURE AUDIT_ARCH_X86_64
#elif defined(__aarch64__)
#define CONFINED_ARCHITECTURE AUDIT_ARCH_AARCH64
#else
#error "no system-call filter has been written for this processor"
#endif

#define LOAD(field) BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, field))
#define RETURN(action) BPF_STMT(BPF_RET | BPF_K, action)
#define ALLOW(name) BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_##name, 0, 1), RETURN(SECCOMP_RET_ALLOW)

#define REFUSE SECCOMP_RET_ERRNO | EPERM

// Arguments count from 0. Their low 32 bits hold all that is asked for here, and come first on the little-endian machines
// named above.

// Refused if any of `bits` is set in that argument.
#define ALLOW_WITHOUT(name, argument, bits)               \
  BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_##name, 0, 4),  \
      LOAD(args[argument]),                               \
      BPF_JUMP(BPF_JMP | BPF_JSET | BPF_K, bits, 0, 1),   \
      RETURN(REFUSE), RETURN(SECCOMP_RET_ALLOW)
// Flags of openat that do more than read.
#define WRITING (O_ACCMODE | O_CREAT | O_TRUNC | O_APPEND | __O_TMPFILE)

#endif
