/** Reading parameters, which may be JSON values or the strings of a form. */
import { badRequest, type Params } from './types.ts'

/** A text; numbers and booleans are turned into text as a form would have sent them. */
export function text(params: Params, name: string): string {
  const value = params[name]
  if (typeof value === 'string') return value
  return value === undefined || value === null ? '' : typeof value === 'object' ? JSON.stringify(value) : String(value)
}

/** A whole number, or `fallback` when it is absent or none. */
export function whole(params: Params, name: string, fallback: number): number {
  const value = params[name]
  if (typeof value === 'number' && Number.isFinite(value)) return Math.trunc(value)
  if (typeof value !== 'string' || value.trim() === '') return fallback
  const parsed = Number(value)
  return Number.isFinite(parsed) ? Math.trunc(parsed) : fallback
}

const YES = new Set(['true', 'yes', '1'])

export const flag = (params: Params, name: string): boolean => params[name] === true || YES.has(text(params, name).toLowerCase())

/** A structured parameter: an object or array as it is, or the JSON text of one; undefined when absent. */
export function structure(params: Params, name: string, spoken: string): unknown {
  const value = params[name]
  if (value === undefined || value === null || value === '') return undefined
  if (typeof value !== 'string') return value
  try {
    return JSON.parse(value)
  } catch {
    throw badRequest(`can't parse ${spoken} JSON object`)
  }
}

export const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value)
