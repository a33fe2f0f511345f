/** The one home of YAML: reads what the centre's staff wrote and says exactly where it is wrong. */
import { existsSync, readFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import { type Document, isNode, LineCounter, parseDocument } from 'yaml'
import { z } from 'zod'
import { describe, StartError } from './errors.ts'

/** The repository's root, found from `src/` and from `dist/src/` alike. */
function findRoot(): string {
  const here = dirname(fileURLToPath(import.meta.url))
  for (let folder = here; folder !== dirname(folder); folder = dirname(folder)) {
    if (existsSync(join(folder, 'package.json'))) return folder
  }
  return here
}

let root: string | undefined

/** A path in the product's folder. */
export function productPath(...parts: string[]): string {
  root ??= findRoot()
  return join(root, ...parts)
}

/** The program's own version. */
export function productVersion(): string {
  const { version } = JSON.parse(readFileSync(productPath('package.json'), 'utf8')) as { version: string }
  return version
}

/** A path inside the repository's `content/` folder. */
export function contentPath(...parts: string[]): string {
  return productPath('content', ...parts)
}

/**
 * The file's content, checked against `schema`.
 * @throws StartError naming file, line and what is allowed there, one line per mistake.
 */
export function readYaml<T>(path: string, schema: z.ZodType<T>): T {
  const shown = displayed(path)
  const lines = new LineCounter()
  const document = parseDocument(readText(path, shown), { lineCounter: lines, prettyErrors: false })
  if (document.errors.length > 0) {
    throw new StartError(document.errors.map((error) => `${shown}:${lines.linePos(error.pos[0]).line}: this is not YAML: ${error.message}`))
  }
  const checked = schema.safeParse(document.toJS())
  if (checked.success) return checked.data
  throw new StartError(checked.error.issues.map((issue) => `${shown}:${lineOf(document, lines, issue)}: ${explain(issue, schema)}`))
}

function readText(path: string, shown: string): string {
  try {
    return readFileSync(path, 'utf8')
  } catch (error) {
    throw new StartError(`${shown}: cannot be read (${describe(error)})`)
  }
}

function displayed(path: string): string {
  root ??= findRoot()
  const inside = relative(root, path)
  return inside.startsWith('..') ? path : inside
}

/** The line of the deepest node that exists on the mistake's path; of the key itself when the key is the mistake. */
function lineOf(document: Document, lines: LineCounter, issue: z.core.$ZodIssue): number {
  const path = issue.path.map((step) => (typeof step === 'symbol' ? String(step) : step))
  if (issue.code === 'unrecognized_keys') {
    const parent: unknown = path.length > 0 ? document.getIn(path, true) : document.contents
    const key = keyOffset(parent, issue.keys[0])
    if (key !== undefined) return lines.linePos(key).line
  }
  for (let depth = path.length; depth >= 0; depth -= 1) {
    const node: unknown = depth > 0 ? document.getIn(path.slice(0, depth), true) : document.contents
    if (isNode(node) && node.range) return lines.linePos(node.range[0]).line
  }
  return 1
}

const Keyed = z.object({ items: z.array(z.object({ key: z.object({ value: z.unknown(), range: z.array(z.number()).nullish() }) })) })

function keyOffset(parent: unknown, key: string | undefined): number | undefined {
  const map = Keyed.safeParse(parent)
  return map.success ? map.data.items.find((item) => item.key.value === key)?.key.range?.[0] : undefined
}

/** "wordings.3: expected string …", with the allowed keys when a key is unknown. */
function explain(issue: z.core.$ZodIssue, schema: z.ZodType): string {
  const where = issue.path.length > 0 ? `${issue.path.map(String).join('.')}: ` : ''
  const allowed = issue.code === 'unrecognized_keys' ? allowedKeys(schema, issue.path) : []
  return `${where}${issue.message}${allowed.length > 0 ? `; allowed here: ${allowed.join(', ')}` : ''}`
}

function allowedKeys(schema: unknown, path: readonly PropertyKey[]): string[] {
  let at = schema
  for (const step of path) at = childOf(bare(at), step)
  const found = bare(at)
  return found instanceof z.ZodObject ? Object.keys(found.shape) : []
}

function bare(schema: unknown): unknown {
  return schema instanceof z.ZodOptional || schema instanceof z.ZodDefault || schema instanceof z.ZodNullable ? bare(schema.unwrap()) : schema
}

function childOf(schema: unknown, step: PropertyKey): unknown {
  if (schema instanceof z.ZodObject) return schema.shape[String(step)]
  if (schema instanceof z.ZodArray) return schema.element
  return schema instanceof z.ZodRecord ? schema.valueType : undefined
}
