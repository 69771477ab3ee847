// The system's Snowball, which cuts words down to their stems. Only the target TextAnalysis opens it.
#include <libstemmer.h>
