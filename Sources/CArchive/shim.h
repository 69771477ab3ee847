// The system's libarchive, which reads zip, 7z, tar, gz, rar and more. Only the target TextExtraction opens it, inside
// the confined worker.
#include <archive.h>
#include <archive_entry.h>
