// What both kinds of confined child share of Landlock.

#ifndef CONFINEMENT_LANDLOCK_H
#define CONFINEMENT_LANDLOCK_H

// A ruleset, as an open descriptor, that takes away every file, TCP and scope right that the kernel knows; negative, an
// errno value, when there is no Landlock. `abi` receives the kernel's version, 0 when it has none.
int confinement_landlock_ruleset(int *abi);

#endif
