/** One recogniser for all worlds of a test process: it is the same for all, and takes a while to open. */
import { type Opened, openRecogniser } from '../../src/intents/recognise.ts'

let opened: Opened | undefined

export const recogniserOfTests = (): Opened => {
  opened ??= openRecogniser({ cacheFolder: 'data/cache' })
  return opened
}
