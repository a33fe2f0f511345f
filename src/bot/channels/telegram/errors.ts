/** What a failed call to the Bot API means. */
import { GrammyError, HttpError } from 'grammy'
import { SECOND } from '../../../lib/clock.ts'
import { WireError } from './http.ts'

/**
 * `unsent`: the request did not leave this machine. `unknown`: it may or may not have been carried out.
 * `token`: the token is not valid. `flood`: wait `ms` milliseconds. `moved`: the chat has another id now.
 * `refused`: carried out nothing, with the server's reason. None of the words holds the token.
 */
export type Fault =
  | { is: 'unsent' | 'unknown' | 'token'; why: string }
  | { is: 'flood'; ms: number; why: string }
  | { is: 'moved'; to: string; why: string }
  | { is: 'refused'; code: number; why: string }

/** A wait that the server forgot to name (seconds). */
const USUAL_WAIT = 1

export function faultOf(error: unknown): Fault {
  if (error instanceof HttpError) return wireFault(error.error)
  if (!(error instanceof GrammyError)) return wireFault(error)
  const { error_code: code, description: why, method, parameters } = error
  if (parameters.migrate_to_chat_id !== undefined) return { is: 'moved', to: String(parameters.migrate_to_chat_id), why }
  if (code === 429) return { is: 'flood', ms: (parameters.retry_after ?? USUAL_WAIT) * SECOND, why }
  // Of a token that never was, the server says "Not Found"; of another call it may only mean that it does not know it.
  if (code === 401 || (code === 404 && method === 'getMe')) return { is: 'token', why }
  if (code >= 400 && code < 500) return { is: 'refused', code, why }
  return { is: 'unknown', why: `${code ?? 'no code'}: ${why ?? 'no description'}` }
}

/** Only our own wire's words are passed on: others may quote the address. */
function wireFault(error: unknown): Fault {
  if (error instanceof WireError) return { is: error.unsent ? 'unsent' : 'unknown', why: error.message }
  return { is: 'unknown', why: error instanceof Error ? error.name : 'no answer' }
}
