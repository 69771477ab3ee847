// The executable that the tests of TextExtraction start as a worker: nothing but the entry.
import TextExtraction

WorkerEntry.runIfAsked()
