// What both kinds of confined child share of Landlock.

#ifndef CONFINEMENT_LANDLOCK_H
#define CONFINEMENT_LANDLOCK_H

#include <stdint.h>

// Rights by their bits in the kernel's interface.
enum { LANDLOCK_EXECUTE = 1 << 0, LANDLOCK_READ_FILE = 1 << 2, LANDLOCK_READ_DIRECTORY = 1 << 3 };

// A ruleset, as an open descriptor, that takes away every file, TCP and scope right that the kernel knows; negative, an
// errno value, when there is no Landlock. `abi` receives the kernel's version, 0 when it has none.
int confinement_landlock_ruleset(int *abi);

// Leaves some rights on a file, or on a folder and what is below; a path that is not there needs none.
int confinement_landlock_allow(int ruleset, const char *path, uint64_t rights);

#endif
