import { parentPort, workerData } from 'node:worker_threads'
import { type ReadingWanted, readNow } from './read-apart.ts'

/** The other thread of `readApart`: reads the one file that it was started for, answers, and ends. */
parentPort?.postMessage(readNow(workerData as ReadingWanted)) // Only `readApart` starts this file.
