// The system's ZBar, which finds barcodes and QR codes in a picture. Only the target TextExtraction opens it, inside the
// confined worker.
#include <zbar.h>
