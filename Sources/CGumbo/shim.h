// The system's Gumbo, an HTML5 parser. Only the target TextExtraction opens it, inside the confined worker.
#include <gumbo.h>
