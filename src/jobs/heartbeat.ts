/** The only home of node-cron: a tick a second that loses nothing, because the truth is in the database. */
import { schedule } from 'node-cron'

/** Calls `beat` every second, never twice at once. Returns a function that stops it and waits for the beat in hand. */
export function heartbeat(beat: () => Promise<void>, onError: (error: unknown) => void): () => Promise<void> {
  let running: Promise<void> | undefined
  const task = schedule('* * * * * *', () => {
    running ??= beat()
      .catch(onError)
      .finally(() => {
        running = undefined
      })
  })
  return async () => {
    await task.stop()
    await running
  }
}
