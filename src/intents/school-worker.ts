/** Trains in a thread of its own, so that nobody waits for an answer meanwhile, and hands the result over without copying. */
import { parentPort, workerData } from 'node:worker_threads'
import { encodeLearned } from './cache.ts'
import { type RecogniserOptions, trainFor } from './recognise.ts'

export interface TrainingTask {
  readonly key: string
  readonly options: RecogniserOptions
}

const { key, options } = workerData as TrainingTask
const bytes = new Uint8Array(encodeLearned(key, trainFor(key, options)))
parentPort?.postMessage(bytes, [bytes.buffer])
