/** The one home of pino. Log lines carry ids, names of intents and numbers; never names, texts or phone numbers. */
import { type Logger, pino } from 'pino'

export type Log = Logger

export type LogLevel = 'fatal' | 'error' | 'warn' | 'info' | 'debug' | 'trace' | 'silent'

/** Writes JSON lines to standard error, so that standard output stays free for conversations. */
export function openLog(level: LogLevel): Log {
  return pino({ level, base: null, timestamp: pino.stdTimeFunctions.isoTime }, pino.destination({ dest: 2, sync: true }))
}
