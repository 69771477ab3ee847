// The system's Leptonica, which reads and writes pictures. Only the target TextExtraction opens it, inside the confined
// worker.
#include <leptonica/allheaders.h>
