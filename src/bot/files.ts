/** Pictures that people send: looked at, kept under `data/files`, named by chance. */
import { mkdir, readdir, readFile, stat, unlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { newId } from '../lib/ids.ts'
import type { Attachment, Picture } from './message.ts'

/** The largest picture that is taken (bytes); phones send less. */
export const LARGEST_PICTURE = 10_000_000

/** What the first bytes of a file say it is, whatever its name claims. */
const KINDS: readonly { type: Picture['type']; ending: string; is(bytes: Uint8Array): boolean }[] = [
  { type: 'image/jpeg', ending: 'jpg', is: (bytes) => starts(bytes, [0xff, 0xd8, 0xff]) },
  { type: 'image/png', ending: 'png', is: (bytes) => starts(bytes, [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]) },
  { type: 'image/gif', ending: 'gif', is: (bytes) => starts(bytes, [0x47, 0x49, 0x46, 0x38]) },
  { type: 'image/webp', ending: 'webp', is: (bytes) => starts(bytes, [0x52, 0x49, 0x46, 0x46]) && starts(bytes.subarray(8), [0x57, 0x45, 0x42, 0x50]) },
]

/** A file shorter than any real picture. */
const SHORTEST = 24

function starts(bytes: Uint8Array, signature: readonly number[]): boolean {
  return signature.every((byte, position) => bytes[position] === byte)
}

/** A file on this machine, handed in by a local channel. */
export function fileAt(kind: Attachment['kind'], path: string): Attachment {
  return {
    kind,
    ref: path,
    async load(limit) {
      const size = await stat(path).then(
        (found) => (found.isFile() ? found.size : undefined),
        () => undefined,
      )
      if (size === undefined) return 'gone'
      return size > limit ? 'too-big' : readFile(path)
    },
  }
}

export class Files {
  readonly #folder: string

  constructor(folder: string) {
    this.#folder = folder
  }

  /** Keeps a picture; undefined when the bytes are none. */
  async keep(bytes: Uint8Array): Promise<Picture | undefined> {
    const kind = bytes.length < SHORTEST ? undefined : KINDS.find((each) => each.is(bytes))
    if (!kind) return undefined
    const file = `${newId()}.${kind.ending}`
    await mkdir(this.#folder, { recursive: true })
    await writeFile(join(this.#folder, file), bytes, { flag: 'wx', mode: 0o600 })
    return { file, type: kind.type, bytes: bytes.length }
  }

  /** The bytes of a kept picture; undefined when it is not there any more. */
  async read(file: string): Promise<Uint8Array | undefined> {
    if (!/^[\w-]+\.\w+$/.test(file)) return undefined
    return readFile(join(this.#folder, file)).catch(() => undefined)
  }

  /** Where a kept picture lies. */
  pathOf(picture: Pick<Picture, 'file'>): string {
    return join(this.#folder, picture.file)
  }

  /** Deletes what was kept before `moment`, unless it is still wanted. @returns how many */
  async forget(moment: Date, wanted: ReadonlySet<string> = new Set()): Promise<number> {
    const names = await readdir(this.#folder).catch(() => [])
    let gone = 0
    for (const name of names.filter((each) => !wanted.has(each))) {
      const { mtime } = await stat(join(this.#folder, name))
      if (mtime >= moment) continue
      await unlink(join(this.#folder, name))
      gone += 1
    }
    return gone
  }
}
