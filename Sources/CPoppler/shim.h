// The system's poppler through its GLib door, which brings cairo. Only the target TextExtraction opens it, inside the
// confined worker.
#include <poppler.h>
#include <cairo.h>
