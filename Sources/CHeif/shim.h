// The system's libheif, which reads the pictures of telephones. Only the target TextExtraction opens it, inside the
// confined worker.
#include <libheif/heif.h>
